"""Carries out the checks, one after another, each for as long as it may take.

Runs in the thread that iterates over it; each check in a daemon thread of its own, so that one that
hangs is given up and the others still have their turn.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

from app.engine.clock import now_ns
from app.engine.runner import RunnerOf
from app.engine.running.run import Run
from app.engine.units import NS_PER_S
from app.self_test.check import Check, Details, Result, UnfulfilledError
from app.self_test.checks import all_checks
from app.self_test.trial import Trial
from app.words import tr

GRACE_S = 5.0
"""How long a check that has been stopped may take to end before it is given up."""

MOST_CHARACTERS = 300
"""So much is told of an error that no check has words for."""

WAKE_EVERY_S = 0.2
"""How often Ctrl+C is heard while waiting: on Windows nothing interrupts a longer wait."""


class SelfTest:
    """All checks. Iterate over it once; each step yields the result of one.

    Args:
        checks: what to try; everything, unless told otherwise.
        runner_of: makes what carries out a plan.

    Attributes:
        checks: what is tried.
        stopped: whether it was asked to stop.
    """

    def __init__(self, checks: Sequence[Check] | None = None, runner_of: RunnerOf = Run) -> None:
        self.checks = all_checks() if checks is None else list(checks)
        self.stopped = False
        self._trial = Trial(runner_of)
        self._runner_of = runner_of

    def stop(self) -> None:
        """Ask for the end. Any thread; returns at once. Within a second no process is left."""
        self.stopped = True
        self._trial.stop()

    def __iter__(self) -> Iterator[Result]:
        """Try everything; a check that was interrupted by `stop` yields nothing."""
        for check in self.checks:
            result = self._try(check)
            if self.stopped:
                return
            yield result

    def _try(self, check: Check) -> Result:
        """Return what comes of a check, whatever that may be."""
        attempt = _Attempt(check, self._trial)
        begun = now_ns()
        attempt.start()
        attempt.wait(check.limit_s, lambda: self.stopped)
        if attempt.is_alive():
            self._trial.stop()
            attempt.wait(GRACE_S, lambda: False)
            self._give_up_trial()
            attempt.problem = tr("It took longer than {limit:g} seconds.", limit=check.limit_s)
        return Result(check, attempt.problem, (now_ns() - begun) / NS_PER_S, attempt.details)

    def _give_up_trial(self) -> None:
        """Go on with a new trial, which knows of the processes so far."""
        old, self._trial = self._trial, Trial(self._runner_of)
        self._trial.started |= old.started
        self._trial.left |= old.left
        if self.stopped:
            self._trial.stop()


class _Attempt(threading.Thread):
    """Carries out one check.

    Attributes:
        problem: what does not work, in words.
        details: what was seen.
    """

    def __init__(self, check: Check, trial: Trial) -> None:
        super().__init__(name="self test", daemon=True)
        self.problem = ""
        self.details: Details = {}
        self._check = check
        self._trial = trial

    def run(self) -> None:
        """Carry the check out; whatever goes wrong is its result."""
        try:
            self.details = self._check.carry_out(self._trial)
        except UnfulfilledError as problem:
            self.problem = str(problem) or tr("It does not work.")
        except BaseException as error:  # the other checks must have their turn
            words = " ".join(f"{type(error).__name__}: {error}".split())
            self.problem = words[:MOST_CHARACTERS]

    def wait(self, seconds: float, had_enough: Callable[[], bool]) -> None:
        """Wait for the end, or until time is up or somebody has had enough."""
        end = now_ns() + round(seconds * NS_PER_S)
        while self.is_alive() and now_ns() < end and not had_enough():
            self.join(WAKE_EVERY_S)
