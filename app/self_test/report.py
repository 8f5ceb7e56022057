"""The report of a self test, for people who write it down and programs that read it. Any thread."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from app.engine.computer import Computer, this_computer
from app.self_test.check import Result
from app.words import tr, tr_count

FORMAT = 1
"""Grows when a program that reads reports must know better."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the self test has found.

    Attributes:
        results: what came of each check, in order.
        planned: how many checks there are; fewer results than that mean that it was stopped.
        computer: where.
        made: when, by the calendar.
    """

    results: Sequence[Result]
    planned: int
    computer: Computer
    made: datetime

    @property
    def ok(self) -> bool:
        """Return whether everything was tried and works."""
        return len(self.results) == self.planned and not self.problems

    @property
    def problems(self) -> list[Result]:
        """Return what does not work."""
        return [result for result in self.results if not result.ok]

    def verdict(self) -> str:
        """Return the one sentence that matters."""
        if self.problems:
            return tr_count(
                "{count} thing does not work on this computer",
                "{count} things do not work on this computer",
                len(self.problems),
            )
        if not self.ok:
            return tr("The self test was stopped before everything was tried")
        return tr("Everything works on this computer")

    def surroundings(self) -> str:
        """Return where it was tried, in a line."""
        computer = self.computer
        cores = tr_count("{count} core", "{count} cores", max(1, round(computer.cores)))
        program = f"MultiSquare {computer.program}"
        return f"{program} · Python {computer.python} · {computer.system} · {cores}"

    def text(self) -> str:
        """Return the report for people, as it is copied."""
        lines = [f"{self.verdict()}.", self.surroundings(), ""]
        lines += [line_of(result) for result in self.results]
        return "\n".join(lines) + "\n"

    def json(self) -> str:
        """Return the report for programs: JSON in ASCII, whatever the words."""
        computer = self.computer
        told = {
            "format": FORMAT,
            "program": "MultiSquare",
            "version": computer.program,
            "packaged": bool(getattr(sys, "frozen", False)),
            "made": self.made.isoformat(timespec="seconds"),
            "system": computer.system,
            "system_version": platform.version(),
            "python": computer.python,
            "cores": computer.cores,
            "ok": self.ok,
            "verdict": self.verdict(),
            "planned": self.planned,
            "checks": [_check_told(result) for result in self.results],
        }
        return json.dumps(told, indent=2) + "\n"

    def save(self, path: Path) -> None:
        """Write the report for programs to a file.

        Raises:
            OSError: it cannot be written.
        """
        path.write_text(self.json(), encoding="ascii")


def report_of(results: Sequence[Result], planned: int) -> Report:
    """Return the report of results that were found just now on this computer."""
    return Report(results, planned, this_computer(), datetime.now(timezone.utc))


def line_of(result: Result) -> str:
    """Return a check as a line: what works, or what does not and why."""
    seconds = tr("{seconds:.2f} s", seconds=result.seconds)
    if result.ok:
        return f"✓ {result.check.sentence} {seconds}"
    return f"✗ {result.check.sentence} {seconds}\n  {result.problem}"


def _check_told(result: Result) -> dict[str, object]:
    """Return a check for programs."""
    return {
        "name": result.check.name,
        "sentence": result.check.sentence,
        "ok": result.ok,
        "problem": result.problem,
        "seconds": round(result.seconds, 3),
        "details": dict(result.details),
    }
