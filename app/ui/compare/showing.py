"""What follows from a comparison, and how it looks: worked out in short steps. Any thread."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from app.engine.comparing.comparison import Comparison
from app.engine.comparing.findings import Findings, finding_out
from app.ui.compare.charts import Chart, Table
from app.ui.compare.charts_of import chart_of
from app.ui.compare.tables_of import table_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What has been found, and how it looks.

    Attributes:
        findings: what follows.
        chart: as a picture; None for nothing yet.
        table: as figures.
    """

    findings: Findings
    chart: Chart | None
    table: Table


def showing(comparison: Comparison) -> Generator[None, None, Shown]:
    """Find out what follows from a comparison, and make a chart and a table of it."""
    findings = yield from finding_out(comparison)
    yield
    chart = chart_of(findings)
    yield
    return Shown(findings, chart, table_of(findings))
