"""The self test finds what is broken, and always comes to an end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.engine.actions import ProcessAction
from app.engine.events import Event, NumbersDone, RunFinished
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.tasks import SQUARE
from app.self_test import checks, suite
from app.self_test.check import Check, Details, UnfulfilledError
from app.self_test.checks import all_checks
from app.self_test.errands import never_end
from app.self_test.suite import SelfTest
from app.self_test.trial import Trial
from tests.platforms import WINDOWS


class Tampered(Run):
    """A run that does not tell what has happened; the tests say what becomes of each event."""

    def tampered(self, event: Event) -> Event | None:
        """Return what is told instead of an event."""
        return event

    def __iter__(self) -> Iterator[list[Event]]:
        """Carry the run out and tell of it in another way."""
        for events in super().__iter__():
            yield [told for event in events if (told := self.tampered(event)) is not None]


class WrongSquares(Tampered):
    """A run in which one square is wrong."""

    def tampered(self, event: Event) -> Event | None:
        """Put 10 where 9 belongs."""
        if isinstance(event, NumbersDone):
            return replace(event, results=[10 if one == 9 else one for one in event.results])
        return event


class Endless(Tampered):
    """A run that does not say that it has finished."""

    def tampered(self, event: Event) -> Event | None:
        """Leave out the end."""
        return None if isinstance(event, RunFinished) else event


class Unkillable(Run):
    """A run that lets nobody be killed."""

    def act_on_worker(self, worker: int, action: ProcessAction) -> None:
        """Do nothing."""


class Leaving(Run):
    """A run that leaves processes: its word for the end says so."""

    def __iter__(self) -> Iterator[list[Event]]:
        """Say that one process did not end."""
        for events in super().__iter__():
            yield [
                replace(event, left=1) if isinstance(event, RunFinished) else event
                for event in events
            ]


def _checks(beginning: str) -> list[Check]:
    found = [check for check in all_checks() if check.name.startswith(beginning)]
    assert found
    return found


def test_everything_works_here() -> None:
    """Every check succeeds on the computer the tests run on, and says what it saw."""
    test = SelfTest()
    results = list(test)
    assert [(one.check.name, one.problem) for one in results if not one.ok] == []
    assert [one.check for one in results] == test.checks
    assert all(one.details for one in results)
    assert results[-1].details["left"] == 0
    assert int(results[-1].details["started"]) > 100


def test_names_are_told_apart() -> None:
    """Programs that read the report go by them."""
    names = [check.name for check in all_checks()]
    assert len({*names}) == len(names)


@pytest.mark.parametrize(
    ("name", "run", "words"),
    [
        ("squares.pool.spawn", WrongSquares, "square of 3"),
        ("squares.each.spawn", Endless, "no proper end"),
        ("squares.one.spawn", Leaving, "could not be ended"),
        ("numbers.many", WrongSquares, "square of 3"),
        ("numbers.kinds", WrongSquares, "٣ squared came out as 10"),
    ],
)
def test_what_is_broken_is_found_and_named(name: str, run: type[Run], words: str) -> None:
    """A check that could not fail would be worth nothing."""
    (result,) = SelfTest(_checks(name), run)
    assert not result.ok
    assert words in result.problem


def test_a_kill_that_does_nothing_is_found() -> None:
    """The number that is never done is waited for no longer than the limit."""
    quick = [replace(check, limit_s=0.5) for check in _checks("kill.each")]
    (result,) = SelfTest(quick, Unkillable)
    assert "longer than 0.5 seconds" in result.problem


def test_a_limit_on_processes_is_found_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no more can be started the check does not wait for its own limit."""
    monkeypatch.setattr(checks, "STALLS_S", 0.5)

    def few_at_a_time(plan: Plan) -> Run:
        return Run(replace(plan, way=replace(plan.way, alive_limit=3)))

    (result,) = SelfTest(_checks("processes.at_once"), few_at_a_time)
    assert result.problem == "Only 3 processes could live at the same time."


def _fails(_trial: Trial) -> Details:
    raise UnfulfilledError("It is broken.")


def _breaks(_trial: Trial) -> Details:
    raise ZeroDivisionError("by nought")


def _works(_trial: Trial) -> Details:
    return {"seen": 1}


def test_one_that_fails_does_not_stop_the_others() -> None:
    """Nor does one that is itself broken."""
    some = [Check("a", "A.", _fails), Check("b", "B.", _breaks), Check("c", "C.", _works)]
    problems = [result.problem for result in SelfTest(some)]
    assert problems == ["It is broken.", "ZeroDivisionError: by nought", ""]


def test_one_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where it does not listen to a stop, the others have their turn."""
    monkeypatch.setattr(suite, "GRACE_S", 0.01)
    release = threading.Event()

    def hangs(_trial: Trial) -> Details:
        release.wait()
        return {}

    try:
        hanging = Check("a", "A.", hangs, limit_s=0.01)
        first, *others = SelfTest([hanging, *_checks("squares.one")])
    finally:
        release.set()
    assert "longer than 0.01 seconds" in first.problem
    assert others
    assert all(other.ok for other in others)


def _never_ends(trial: Trial) -> Details:
    trial.carry_out(Plan([2, 3], task=replace(SQUARE, function=never_end)))
    return {}


def test_a_run_that_does_not_end_is_stopped_and_leaves_nothing() -> None:
    """Children that hang are ended; the look back at the end finds none of them."""
    limit_s = 3.0 if WINDOWS else 0.5  # by then both have started
    endless = Check("a", "A.", _never_ends, limit_s=limit_s)
    hung, looked_back = SelfTest([endless, *_checks("nothing_left")])
    assert f"longer than {limit_s:g} seconds" in hung.problem
    assert looked_back.ok
    assert looked_back.details == {"started": 2, "left": 0}


def test_stop_ends_it_and_leaves_no_process() -> None:
    """What was interrupted yields nothing; the leak guard holds that no process is left."""
    test = SelfTest([Check("a", "A.", _works), Check("b", "B.", _never_ends), *all_checks()])
    seen = []
    for result in test:
        seen.append(result)
        threading.Timer(0.1, test.stop).start()
    assert [result.check.name for result in seen] == ["a"]
