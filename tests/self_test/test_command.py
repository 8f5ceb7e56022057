"""The report that the command line writes, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import app
from app.self_test.check import Check, Details, Result, UnfulfilledError
from app.self_test.command import run_self_test
from app.self_test.report import report_of
from app.self_test.suite import SelfTest
from app.self_test.trial import Trial


def _works(_trial: Trial) -> Details:
    return {"seen": 7}


def _fails(_trial: Trial) -> Details:
    raise UnfulfilledError("It is broken – “quite”.")


GOOD = Check("good", "Something works.", _works)
BAD = Check("bad", "Something else works.", _fails)


def test_report_says_what_was_seen_and_the_status_is_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For programs JSON, for people a line for each check."""
    file = tmp_path / "report.json"
    assert run_self_test(str(file), SelfTest([GOOD])) == 0
    report = json.loads(file.read_bytes().decode("ascii"))
    assert report["ok"]
    assert report["version"] == app.__version__
    assert report["cores"] > 0
    (check,) = report["checks"]
    assert (check["name"], check["ok"], check["details"]) == ("good", True, {"seen": 7})
    said = capsys.readouterr()
    assert said.out == ""
    assert "✓ Something works." in said.err
    assert said.err.endswith("Everything works on this computer\n")


def test_what_does_not_work_is_named_and_the_status_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script need only look at the status."""
    assert run_self_test("-", SelfTest([BAD, GOOD])) == 1
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert not report["ok"]
    assert [check["ok"] for check in report["checks"]] == [False, True]
    assert report["checks"][0]["problem"] == "It is broken – “quite”."
    assert "✗ Something else works." in said.err
    assert "1 thing does not work" in said.err


def test_report_that_cannot_be_written_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever waits for the file must not take silence for success."""
    assert run_self_test(str(tmp_path / "no" / "report.json"), SelfTest([GOOD])) == 1
    assert "could not be written" in capsys.readouterr().err


def test_one_that_was_stopped_is_no_success() -> None:
    """What was not tried may not work."""
    report = report_of([Result(GOOD, "", 0.1)], planned=2)
    assert not report.ok
    assert "stopped" in report.verdict()
