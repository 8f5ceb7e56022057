"""The long proof that nothing gets lost: ``python -m tests.torture``.

Carries out many runs over every start method and strategy while their children are killed and
suspended at random moments: in start-up, in mid-computation, in mid-message with results of
megabytes. Prints what happened; exit status 1 if a result was lost, came twice, or a run hung.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, product

import psutil

from app.engine.actions import ProcessAction
from app.engine.log import Log
from app.engine.outcome import Cause
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from app.engine.way import KINDS, start_methods
from tests.engine.running import tasks
from tests.engine.running.runs import plan_of

RUNS = 1_000
NUMBERS = 8
HANG_S = 60.0
TASKS = (tasks.huge_result, tasks.square_slowly)


@dataclass(slots=True)
class Figures:
    """What has happened so far."""

    runs: Counter[str] = field(default_factory=Counter)
    killed: int = 0
    suspended: int = 0
    stopped: int = 0
    done: int = 0
    reported: int = 0
    wrong: list[str] = field(default_factory=list)
    longest_s: float = 0.0


def torture(method: str, strategy: str, chance: random.Random, figures: Figures) -> None:
    """Carry one run out, do harm to its children, and look whether every number is answered for."""
    task = chance.choice(TASKS)
    plan = plan_of(range(NUMBERS), strategy, method, task=task, alive_limit=4)
    run, log = Run(plan), Log(plan.numbers)
    began = time.monotonic()
    rescue = threading.Timer(HANG_S, run.stop)
    rescue.start()
    for events in run:
        log.extend(events)
        _do_harm(run, log, chance, figures)
    rescue.cancel()
    if time.monotonic() - began > HANG_S:
        figures.wrong.append(f"{method} {strategy}: hung")
    figures.longest_s = max(figures.longest_s, time.monotonic() - began)
    figures.runs[f"{method} {strategy}"] += 1
    _check(f"{method} {strategy}", plan, log, figures)


def _do_harm(run: Run, log: Log, chance: random.Random, figures: Figures) -> None:
    """Kill, suspend and resume at random; seldom stop the whole run."""
    for worker in log.workers:
        if worker.exited is not None:
            continue
        if worker.suspended:
            # Nothing else ends a suspended process, and without an event nobody asks again.
            action = chance.choice([ProcessAction.KILL, ProcessAction.RESUME])
            run.act_on_worker(worker.worker, action)
        elif chance.random() < 0.06:
            figures.killed += 1
            run.act_on_worker(worker.worker, ProcessAction.KILL)
        elif chance.random() < 0.004:
            figures.suspended += 1
            run.act_on_worker(worker.worker, ProcessAction.SUSPEND)
    if chance.random() < 0.002:
        figures.stopped += 1
        run.stop()


def _check(name: str, plan: Plan, log: Log, figures: Figures) -> None:
    """Hold what a run promises."""
    if sorted(log.row_number) != list(range(NUMBERS)):
        figures.wrong.append(f"{name}: rows {list(log.row_number)}")
    for row, outcome in enumerate(log.row_outcome):
        number = log.numbers[log.row_number[row]]
        if isinstance(outcome, Cause):
            figures.reported += 1
        elif outcome == plan.task.function(number):
            figures.done += 1
        else:
            figures.wrong.append(f"{name}: a wrong result for {number}")
    left = [w.pid for w in log.workers if w.pid and psutil.pid_exists(w.pid) and _is_ours(w.pid)]
    if left:
        figures.wrong.append(f"{name}: left behind {left}")


def _is_ours(pid: int) -> bool:
    """Return whether a process descends from this one: numbers of ended ones are used again."""
    try:
        return os.getpid() in {parent.pid for parent in psutil.Process(pid).parents()}
    except psutil.NoSuchProcess:
        return False


def main() -> int:
    """Torture, print figures, return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    get_ready("forkserver") if "forkserver" in start_methods() else None
    chance, figures, began = random.Random(options.seed), Figures(), time.monotonic()
    print(f"seed {options.seed}, {options.runs} runs", flush=True)
    ways = cycle(product(start_methods(), KINDS))
    for turn, (method, strategy) in zip(range(options.runs), ways, strict=False):
        torture(method, strategy, chance, figures)
        if (turn + 1) % 100 == 0:
            print(f"  {turn + 1} runs, {time.monotonic() - began:.0f} s", flush=True)
    for name, count in sorted(figures.runs.items()):
        print(f"{name:20} {count:5} runs")
    print(f"processes killed {figures.killed}, suspended {figures.suspended}", end=", ")
    print(f"runs stopped {figures.stopped}, longest run {figures.longest_s:.1f} s")
    print(f"numbers squared {figures.done}, reported as not squared {figures.reported}")
    print(f"lost, doubled, wrong, hung or left behind: {len(figures.wrong)}")
    print(*figures.wrong, sep="\n")
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
