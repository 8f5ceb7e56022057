"""The one list of checks. What joins the program joins the self test here.

The checks run in the trial's thread of the main process.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.engine.actions import ProcessAction
from app.engine.events import Event, NumberTaken, WorkerExited, WorkerRequested
from app.engine.log import Log
from app.engine.numbers.parsing import parse
from app.engine.outcome import Cause
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import first_run
from app.engine.runner import Runner
from app.engine.storage.record_lines import lines_of
from app.engine.storage.run_file import save_run
from app.engine.storage.run_file_reading import open_run
from app.engine.tasks import SQUARE, Task
from app.engine.units import NS_PER_S
from app.engine.way import KINDS, POOL, PROCESS_FOR_EACH, Way, default_start_method, start_methods
from app.self_test.check import Check, Details
from app.self_test.errands import HELD, never_end, square_all_but_one
from app.self_test.expecting import (
    expect,
    expect_ends_in_order,
    expect_killed,
    expect_results,
    expect_whole,
)
from app.self_test.trial import Trial
from app.words import tr

NUMBERS = [2, 3, 4, 5, 6]
MANY = range(10_000)
AT_ONCE = 70
"""More processes than Windows can wait for with one call, which is 63."""

LONG_S = 180.0
"""How long it may take to start so many, with half a second for each and more."""

STALLS_S = 15.0
"""When no further process has started for so long, none will."""

STOPS_WITHIN_S = 5.0
"""Promised is a second; a computer with a lot to do may take longer."""

HUGE = "9" * 3_000
KINDS_OF_NUMBERS = {
    "-7": "49",
    "0.1": "0.01",
    "1/3": "1/9",
    "3+4j": "-7+24j",
    "٣": "9",
    "１２": "144",
    "1e20": str(10**40),
    HUGE: "9" * 2_999 + "8" + "0" * 2_999 + "1",
}
"""Numbers as they are typed, and the squares as they are shown."""


def all_checks() -> list[Check]:
    """Return everything that is tried, in this order; the last looks back on the others."""
    squaring = [
        Check(
            f"squares.{strategy}.{method}",
            f"{_strategy_words(strategy)} ({_method_words(method)}).",
            partial(_squares, strategy, method),
        )
        for method in start_methods()
        for strategy in KINDS
    ]
    kept = tr("A process is killed in the middle: its number is reported, the others are squared.")
    again = tr("Processes of a pool are killed: others go on with their numbers.")
    return [
        *squaring,
        Check("numbers.kinds", tr("Numbers of every kind and size come out exact."), _exact),
        Check("numbers.many", tr("Ten thousand numbers are each squared once."), _many),
        Check("processes.at_once", tr("Seventy processes live at once."), _at_once, LONG_S),
        Check("own_function", tr("A function of your own runs in the processes."), _own_function),
        Check("run_file", tr("A run saved and opened again is the same."), _saved_and_opened),
        Check("kill.each", kept, partial(_survives_kill, "each")),
        Check("kill.pool", again, partial(_survives_kill, "pool")),
        Check("stop", tr("Stop ends every process at once."), _stops),
        Check("nothing_left", tr("No process is left behind."), _nothing_left),
    ]


def _strategy_words(strategy: str) -> str:
    """Return how numbers are shared out; a sentence without its full stop."""
    return {
        "one": tr("2 to 6 are squared by one process, one after another"),
        "each": tr("2 to 6 are squared by a process for each number"),
        "pool": tr("2 to 6 are squared by a pool of processes"),
        "threads": tr("2 to 6 are squared by threads of one process"),
    }[strategy]


def _method_words(method: str) -> str:
    return tr("processes started with {method}", method=method)


def _squares(strategy: str, method: str, trial: Trial) -> Details:
    """Square the lesson's numbers in one way, and hold who did it."""
    way = Way(*KINDS[strategy], start_method=method, workers=2)
    log = trial.carry_out(Plan(NUMBERS, way))
    expect_whole(log)
    expect_results(log, {number: number * number for number in NUMBERS})
    expect_ends_in_order(log)
    pids = {worker.pid for worker in log.workers}
    expect(os.getpid() not in pids, tr("Numbers were squared by the program's own process."))
    most = {"one": 1, "each": len(NUMBERS), "pool": 2, "threads": 1}[strategy]
    words = tr("{seen} processes took part, not {most}.", seen=len(pids), most=most)
    expect(len(pids) == most if strategy != "pool" else 1 <= len(pids) <= most, words)
    return {"strategy": strategy, **_details_of(log, method)}


def _exact(trial: Trial) -> Details:
    """Read numbers as they are typed, square them, and hold how the squares are written."""
    numbers = parse(" ".join(KINDS_OF_NUMBERS))
    log = trial.carry_out(Plan(numbers))
    expect_whole(log)
    written = {}
    for place, outcome in zip(log.row_number, log.row_outcome, strict=True):
        written[place] = SQUARE.result_text(outcome) if log.is_done(place) else ""
    for place, (typed, wanted) in enumerate(KINDS_OF_NUMBERS.items()):
        shown = _plain(written.get(place, ""))
        words = tr("{number} squared came out as {shown}.", number=typed[:20], shown=shown[:40])
        expect(shown == wanted, words)
    return {"kinds": len(numbers), **_details_of(log)}


def _plain(text: str) -> str:
    """Return a number's text with an ordinary minus, whatever sign is shown."""
    return text.replace("−", "-")


def _many(trial: Trial) -> Details:
    """Square many numbers in a pool."""
    log = trial.carry_out(Plan(MANY, Way(*POOL, workers=2)))
    expect_whole(log)
    expect_results(log, {number: number * number for number in MANY})
    return _details_of(log)


def _at_once(trial: Trial) -> Details:
    """Let many processes wait until all of them are there, then stop them."""
    way = Way(*PROCESS_FOR_EACH, alive_limit=AT_ONCE)
    taken: set[int] = set()

    def meanwhile(run: Runner, event: Event) -> None:
        if isinstance(event, NumberTaken):
            taken.add(event.worker)
        if len(taken) == AT_ONCE or isinstance(event, WorkerExited):
            run.stop()

    log = trial.carry_out(Plan(range(AT_ONCE), way, _task(never_end)), meanwhile, STALLS_S)
    expect_whole(log)
    words = tr("Only {count} processes could live at the same time.", count=len(taken))
    expect(len(taken) == AT_ONCE, words)
    return _details_of(log)


def _own_function(trial: Trial) -> Details:
    """Run a person's function: a result, what it prints, and an error in a line of its own."""
    log = trial.carry_out(Plan([4, 0], Way(), own_task(OWN_SOURCE, "half")))
    outcomes = dict(zip(log.row_number, range(len(log)), strict=True))
    done, failed = outcomes.get(0), outcomes.get(1)
    expect(done is not None and log.row_outcome[done] == "2.0", tr("Its result did not arrive."))
    words = tr("What it printed did not arrive.")
    expect(done is not None and log.printed_of(done) == "halving 4\n", words)
    cause = None if failed is None else log.row_outcome[failed]
    expect(isinstance(cause, Cause) and cause.line == OWN_LINE, tr("Its error was not told."))
    return _details_of(log)


def _saved_and_opened(trial: Trial) -> Details:
    """Save a run with numbers of every kind to a file, and hold what is read to what was made."""
    plan = Plan(parse(" ".join(KINDS_OF_NUMBERS)), Way(*POOL, workers=2))
    record = replace(first_run(plan), log=trial.carry_out(plan))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.json.gz"
        save_run(path, record)
        size, opened = path.stat().st_size, open_run(path)
    expect_whole(opened.log)
    same = list(lines_of(opened)) == list(lines_of(record))
    expect(same and opened.log.row_outcome == record.log.row_outcome, tr("It was not the same."))
    return {"bytes": size, **_details_of(opened.log)}


def _survives_kill(strategy: str, trial: Trial) -> Details:
    """Kill every process that takes up one of the numbers: the first, which is always told."""
    numbers = [HELD, *(number for number in NUMBERS if number != HELD)]
    killed: list[int] = []

    def meanwhile(run: Runner, event: Event) -> None:
        if isinstance(event, NumberTaken) and event.number == 0:
            killed.append(event.worker)
            run.act_on_worker(event.worker, ProcessAction.KILL)

    way = Way(*KINDS[strategy], workers=2)
    log = trial.carry_out(Plan(numbers, way, _task(square_all_but_one)), meanwhile)
    expect_whole(log)
    expect_killed(log, HELD)
    expect_results(log, {number: number * number for number in NUMBERS if number != HELD})
    return {"killed": len(killed), **_details_of(log)}


def _stops(trial: Trial) -> Details:
    """Stop a run that would never end by itself, once all of its processes are at work."""
    asked_at = 0
    taken: set[int] = set()

    def meanwhile(run: Runner, event: Event) -> None:
        nonlocal asked_at
        if isinstance(event, NumberTaken):
            taken.add(event.number)
            if len(taken) == len(NUMBERS):
                asked_at = event.at
                run.stop()

    log = trial.carry_out(Plan(NUMBERS, Way(), _task(never_end)), meanwhile)
    expect_whole(log)
    expect(log.stopped, tr("The run did not say that it was stopped."))
    expect(log.stopped_numbers == len(NUMBERS), tr("A number was done in spite of the stop."))
    seconds = ((log.finished or 0) - asked_at) / NS_PER_S
    words = tr("It took {seconds:.1f} seconds until every process had ended.", seconds=seconds)
    expect(seconds < STOPS_WITHIN_S, words)
    return {"stopped_after_s": round(seconds, 3), **_details_of(log)}


def _nothing_left(trial: Trial) -> Details:
    """Look back on all processes that the checks have started."""
    words = tr("{count} processes have not ended.", count=len(trial.left))
    expect(not trial.left, words)
    return {"started": len(trial.started), "left": len(trial.left)}


OWN_SOURCE = """\
def half(n):
    print("halving", n)
    return n / 2 if n else 1 / n
"""
OWN_LINE = 3
"""The line of it in which 0 fails."""


def _task(function: object) -> Task:
    """Return a task that is the square in everything but what it does."""
    return replace(SQUARE, function=function)


def _details_of(log: Log, start_method: str = "") -> dict[str, str | int | float]:
    """Return what is worth reporting of any run."""
    asked_for = sum(isinstance(event, WorkerRequested) for event in log.events)
    length = ((log.finished or 0) - (log.requested or 0)) / NS_PER_S
    return {
        "start_method": start_method or default_start_method(),
        "workers": asked_for,
        "processes": log.processes,
        "squared": log.done,
        "run_s": round(length, 4),
    }
