"""``--self-test FILE``: tries everything and writes a report. Main process, main thread, no Qt."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from app.engine.running.start_methods import get_ready
from app.engine.way import default_start_method
from app.self_test.check import Result
from app.self_test.report import line_of, report_of
from app.self_test.suite import SelfTest
from app.words import tr

ALL_WORKS, SOMETHING_DOES_NOT = 0, 1
"""Exit statuses."""

ON_STDOUT = "-"
"""Stands for: the report goes to standard output."""


def run_self_test(file: str, test: SelfTest | None = None) -> int:
    """Try everything, telling each step on standard error, and write the report.

    Args:
        file: where the report goes, or `ON_STDOUT`.
        test: what to try; everything, unless told otherwise.

    Returns:
        The exit status: 0 if everything works, 1 if something does not or cannot be reported.
    """
    get_ready(default_start_method())
    test = test or SelfTest()
    report = report_of(list(_told(test)), len(test.checks))
    _say(report.verdict())
    try:
        if file == ON_STDOUT:
            sys.stdout.write(report.json())
        else:
            report.save(Path(file))
    except OSError as problem:
        _say(tr("The report could not be written: {reason}.", reason=problem))
        return SOMETHING_DOES_NOT
    return ALL_WORKS if report.ok else SOMETHING_DOES_NOT


def _told(results: Iterable[Result]) -> Iterable[Result]:
    """Pass results on and tell of each as it comes."""
    for result in results:
        _say(line_of(result))
        yield result


def _say(words: str) -> None:
    """Say something on standard error; where nobody can read it that is no reason to stop."""
    try:
        print(words, file=sys.stderr, flush=True)
    except OSError:
        return
