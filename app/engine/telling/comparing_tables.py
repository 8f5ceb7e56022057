"""A comparison's figures as a table, for eyes, spreadsheets and programs.

Pure functions; any thread of the main process.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.engine.comparing.comparison import Question
from app.engine.comparing.crossings import Crossing
from app.engine.comparing.findings import Findings, Measured, Scaling
from app.engine.comparing.scalability import Estimate
from app.engine.comparing.written import written
from app.engine.telling.comparing_words import comparing_headline, comparing_remarks
from app.engine.telling.durations import duration_text, seconds_text
from app.engine.telling.way_names import way_names
from app.engine.units import NS_PER_S
from app.engine.way import WorkKind
from app.words import tr


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in words: a heading for each column, and as many texts in each row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_of(found: Findings) -> Table:
    """Return what was measured: the fastest first, or in order where there is a sweep."""
    by_work = found.comparison.asked.question is Question.WORK
    names = way_names(found.comparison.asked.contenders)
    level = min((each.interval.level for each in found.measured), default=0.0)
    headings = (
        tr("Way"),
        *((tr("Work"),) if by_work else ()),
        tr("Median"),
        tr("Interval ({level} %)", level=int(100 * level)),
        tr("Speed-up"),
        tr("Per core"),
        tr("Runs"),
    )
    rows = tuple(_row(names, each, by_work=by_work) for each in in_order(found))
    return Table(headings, rows)


def in_order(found: Findings) -> list[Measured]:
    """Return what was measured: the fastest first, or in order where there is a sweep."""
    if found.comparison.asked.question is Question.WAYS:
        return found.ranking
    return list(found.measured)


def as_text(found: Findings) -> str:
    """Return all there is to say: what came out, the figures, how sure that is."""
    table = table_of(found)
    widths = [max(map(len, column)) for column in zip(table.headings, *table.rows, strict=True)]
    lines = [comparing_headline(found)]
    if table.rows:
        lines += ["", *(_padded(row, widths) for row in (table.headings, *table.rows))]
    lines += ["", *comparing_remarks(found)]
    return "".join(f"{line}\n" for line in lines)


def as_markdown(found: Findings) -> str:
    """Return the same for a document."""
    table = table_of(found)
    rule = "|".join(["---", *["---:"] * (len(table.headings) - 1)])
    rows = [_barred(table.headings), f"|{rule}|", *map(_barred, table.rows)]
    remarks = [f"- {remark}" for remark in comparing_remarks(found)]
    parts = [f"**{comparing_headline(found)}**", "\n".join(rows), "\n".join(remarks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_csv(found: Findings) -> str:
    """Return the figures for a spreadsheet, times in seconds, with a point."""
    most = max((len(each.times) for each in found.measured), default=0)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_FIGURES, *(f"repetition_{turn + 1}_s" for turn in range(most))])
    for each in in_order(found):
        figures = _figures(found, each)
        writer.writerow([*(figures[name] for name in _FIGURES), *_seconds(each)])
    return out.getvalue()


def as_json(found: Findings) -> str:
    """Return everything for a program."""
    comparison = found.comparison
    asked = comparison.asked
    value = {
        "question": asked.question.value,
        "sentence": comparing_headline(found),
        "remarks": comparing_remarks(found),
        "verdict": found.verdict.name.lower(),
        "fastest": [_written(found, each.cell.contender) for each in found.fastest],
        "task": asked.task.name,
        "numbers": len(asked.numbers),
        "computer": asdict(comparison.computer),
        "began": comparison.began.isoformat(),
        "seed": comparison.seed,
        "ending": None if comparison.ending is None else comparison.ending.value,
        "left_out": [_written(found, place) for place in found.left_out],
        "ways": [_way(found, each) for each in in_order(found)],
        "crossings": [_crossing(found, each) for each in found.crossings],
        "laws": [_law(each) for each in found.scalings],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Findings], str]] = {
    "text": as_text,
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
}
"""What a comparison can be printed as, by the command line's words."""

_FIGURES = (
    *("way", "work_kind", "work_s", "workers", "chunk", "median_s", "low_s", "high_s"),
    *("level", "spread", "speed_up", "per_core", "p"),
)


def _row(names: list[str], measured: Measured, *, by_work: bool) -> tuple[str, ...]:
    """Return a row of the table."""
    interval = measured.interval
    low, high = duration_text(round(interval.low)), duration_text(round(interval.high))
    fast, part = measured.speed_up, measured.per_core
    return (
        names[measured.cell.contender],
        *((seconds_text(measured.way.work.seconds),) if by_work else ()),
        duration_text(round(measured.median)),
        tr("{low} to {high}", low=low, high=high),
        "" if fast is None else tr("{factor}×", factor=f"{fast:.2f}"),
        "" if part is None else tr("{percent} %", percent=f"{100 * part:.0f}"),
        str(len(measured.times)),
    )


def _padded(row: tuple[str, ...], widths: list[int]) -> str:
    """Return a row in columns: names to the left, figures to the right."""
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)])


def _barred(row: tuple[str, ...]) -> str:
    return f"| {' | '.join(row)} |"


def _written(found: Findings, contender: int) -> str:
    """Return a way as it was written, or as one writes it."""
    each = found.comparison.asked.contenders[contender]
    return each.written or written(each.way)


def _figures(found: Findings, measured: Measured) -> dict[str, Any]:
    """Return a way's figures; None for what it has not."""
    work = measured.way.work
    return {
        "way": _written(found, measured.cell.contender),
        "work_kind": work.kind.value,
        "work_s": work.seconds if work.kind is not WorkKind.NONE else 0,
        "workers": measured.way.workers_for(len(found.comparison.asked.numbers)),
        "chunk": measured.way.chunk,
        "median_s": measured.median / NS_PER_S,
        "low_s": measured.interval.low / NS_PER_S,
        "high_s": measured.interval.high / NS_PER_S,
        "level": measured.interval.level,
        "spread": measured.spread,
        "speed_up": measured.speed_up,
        "per_core": measured.per_core,
        "p": measured.chance,
    }


def _way(found: Findings, measured: Measured) -> dict[str, Any]:
    """Return all that is known of a way."""
    parts = {stage.name.lower(): ns / NS_PER_S for stage, ns in measured.parts.items()}
    return {
        **_figures(found, measured),
        "repetitions_s": _seconds(measured),
        "outliers": list(measured.outliers),
        "parts_s": parts,
    }


def _seconds(measured: Measured) -> list[float]:
    return [time / NS_PER_S for time in measured.times]


def _crossing(found: Findings, crossing: Crossing) -> dict[str, Any]:
    """Return from how much work on a way pays."""
    return {
        "way": _written(found, crossing.contender),
        "slower_up_to_s": crossing.slower_up_to,
        "faster_from_s": crossing.faster_from,
        "amounts": [{"work_s": amount, "was": order.value} for amount, order in crossing.orders],
    }


def _law(scaling: Scaling) -> dict[str, Any]:
    """Return how a way's time depends on the number of its workers."""
    law = scaling.fit
    best = written(scaling.best.way)
    if law is None:
        return {"best": best, "fit": None}
    return {
        "best": best,
        "fit": {
            "lambda_per_s": _estimate(law.rate),
            "sigma": _estimate(law.contention),
            "kappa": _estimate(law.coherence),
            "r_squared": law.explained,
            "typical_error": law.typical_error,
            "best": law.best,
            "most_speed_up": law.most_speed_up,
        },
    }


def _estimate(estimate: Estimate) -> dict[str, float]:
    return {"value": estimate.value, "standard_error": estimate.error}
