"""How right the estimates of the Why are: what they foretell, and what those runs really take."""

from __future__ import annotations

from collections.abc import Generator
from statistics import median
from typing import TypeVar

from app.engine.analysis.factors import RunFactors
from app.engine.analysis.totals import RunTotals, took_ns
from app.engine.analysis.what_if import Estimates, WhatIf
from app.engine.plan import Plan
from app.engine.record import Record, first_run
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from app.engine.telling.what_if_words import question_words
from app.engine.units import NS_PER_S
from app.engine.way import KINDS, Way, Work, WorkKind, default_start_method
from bench.report import Table, duration
from bench.samples import Spread, ratio_of, spread_of

ROUNDS, QUICK_ROUNDS = 7, 3
Value = TypeVar("Value")


def report(quick: bool) -> list[Table]:
    """Foretell from a run, then make the runs that were foretold, round by round."""
    get_ready(default_start_method())
    return [_foretold(what, plan, QUICK_ROUNDS if quick else ROUNDS) for what, plan in _plans()]


def _plans() -> list[tuple[str, Plan]]:
    """Return the runs that are asked, with what they are called."""
    computing, waiting = Work(WorkKind.COMPUTING, 0.05), Work(WorkKind.WAITING, 0.05)
    one, pool, threads = (KINDS[name] for name in ("one", "pool", "threads"))
    return [
        ("5 processes, no work", Plan(range(5))),
        ("8 processes, 50 ms of computing each", Plan(range(8), Way(work=computing))),
        ("One after another, 8 × 50 ms", Plan(range(8), Way(*one, work=computing))),
        ("A pool of 4, 16 × 50 ms", Plan(range(16), Way(*pool, workers=4, work=computing))),
        ("4 threads, 8 × 50 ms", Plan(range(8), Way(*threads, workers=4, work=computing))),
        (
            "A pool of 4 that waits, 16 × 50 ms",
            Plan(range(16), Way(*pool, workers=4, work=waiting)),
        ),
    ]


def _foretold(what: str, plan: Plan, rounds: int) -> Table:
    """Return one run's estimates beside what came of them."""
    table = Table(f"What if? {what}: foretold, and really")
    foretold: dict[str, list[float]] = {}
    really: dict[str, list[float]] = {}
    models: list[float] = []
    for _ in range(rounds):
        estimates = _estimates(_made(plan))
        if estimates is None:
            continue
        models.append(estimates.modelled / estimates.really)
        for answer in estimates.answers:
            if answer.way is not None:
                name = question_words(answer)
                foretold.setdefault(name, []).append(answer.ns / NS_PER_S)
                run = _made(Plan(plan.numbers, answer.way))
                really.setdefault(name, []).append(took_ns(run.log) / NS_PER_S)
    for name, lengths in foretold.items():
        off = ratio_of(really[name], lengths)
        told = f"{duration(spread_of(lengths))}, really {duration(spread_of(really[name]))}"
        table.add(name, told, f"really {_percent(off)} of it")
    if models:
        table.remarks.append(f"the run itself: the model says {median(models):.0%} of its time")
    table.remarks.append(f"{len(models)} of {rounds} rounds could be asked")
    return table


def _percent(off: Spread) -> str:
    """Return a ratio in hundredths, with least and most."""
    return f"{off.middle:.0%} ({off.least:.0%} to {off.most:.0%})"


def _made(plan: Plan) -> Record:
    """Carry a plan out."""
    record = first_run(plan)
    for events in Run(plan):
        record.log.extend(events)
    return record


def _estimates(record: Record) -> Estimates | None:
    """Return what a run's log says of other runs."""
    totals = RunTotals(record.log).done().at()
    places = len(RunFactors(record.log).done().useful)
    return _end_of(WhatIf(record, totals, places).steps())


def _end_of(steps: Generator[None, None, Value]) -> Value:
    """Return what a generator of steps comes to."""
    kept: list[Value] = []

    def keep() -> Generator[None, None, None]:
        kept.append((yield from steps))

    for _ in keep():
        pass
    return kept[0]
