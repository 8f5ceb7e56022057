"""A million whole numbers in a pool: the program's engine against those who do nothing else."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.util import find_spec

from app.engine.computer import whole_cores
from app.engine.events import NumbersDone
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.running.start_methods import PRELOADED
from app.engine.tasks import SQUARE, Task
from app.engine.way import POOL, Way, default_start_method, start_methods
from bench.report import Table, duration, times, verdict
from bench.samples import ratio_of, spread_of, take_turns
from bench.targets import square

COUNT, QUICK_COUNT = 1_000_000, 200_000
ROUNDS, QUICK_ROUNDS = 7, 3
CHUNKS = (1_000, 4_000, 16_000, 64_000)
OURS = "the engine"
OWN = own_task("f = lambda n: n * n", "f")
OWN_AIM = 1.3
"""A person's lambda may take so many times as long as the same at the top of a script's pool."""

Contender = Callable[[str, list[int], int], int]
"""Squares numbers with a start method in chunks of a size; returns how many squares came back."""


def report(quick: bool) -> list[Table]:
    """Measure; a table for each start method that everybody can be told to use."""
    count, rounds = (QUICK_COUNT, QUICK_ROUNDS) if quick else (COUNT, ROUNDS)
    _get_ready()
    methods = [default_start_method()]
    if not quick:
        methods += [method for method in start_methods() if method == "fork"]
    tables = [_table(method, list(range(count)), rounds) for method in methods]
    return [*tables, _own_table(methods[-1], list(range(count)), rounds)]


def _get_ready() -> None:
    """Warm the fork server that all share, with what each of them needs."""
    if "forkserver" in start_methods():
        from multiprocessing import forkserver

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(
            [*PRELOADED, "bench.targets", "multiprocessing.pool", "concurrent.futures.process"]
        )
        forkserver.ensure_running()


def _table(method: str, numbers: list[int], rounds: int) -> Table:
    table = Table(f"{len(numbers):,} whole numbers in a pool of {whole_cores()}, {method}")
    contestants: dict[str, Callable[[], float]] = {OURS: partial(_time_engine, method, numbers)}
    for name, contender in _contenders(table).items():
        chunk = min(CHUNKS, key=lambda size: _time(contender, method, numbers, size))
        words = f"{name}, chunks of {chunk:,}"
        contestants[words] = partial(_time, contender, method, numbers, chunk)
    measured = take_turns(contestants, rounds)
    table.add(OURS, duration(spread_of(measured[OURS])))
    for name, seconds in measured.items():
        if name != OURS:
            ratio = ratio_of(measured[OURS], seconds)
            table.add(
                name,
                duration(spread_of(seconds)),
                f"the engine: {times(ratio, 'that')}",
                verdict(ratio.middle, 1.0, "at most 1.00"),
            )
    table.remarks += [
        f"from request to all results, with start-up; medians of {rounds} rounds, turn and turn "
        "about, with least and most; each of the others with the quickest of its chunk sizes",
        "joblib's loky has a start method of its own",
    ]
    return table


def _own_table(method: str, numbers: list[int], rounds: int) -> Table:
    """Return how a function of one's own fares, its text sent along and its answers looked at."""
    table = Table(f"{len(numbers):,} calls of a lambda in a pool of {whole_cores()}, {method}")
    chunk = min(CHUNKS, key=lambda size: _time(_pool, method, numbers, size))
    theirs = f"multiprocessing.Pool.imap_unordered, chunks of {chunk:,}"
    contestants: dict[str, Callable[[], float]] = {
        "as one's own function": partial(_time_engine, method, numbers, OWN),
        theirs: partial(_time, _pool, method, numbers, chunk),
    }
    own, pool = take_turns(contestants, rounds).values()
    ratio = ratio_of(own, pool)
    aim = verdict(ratio.middle, OWN_AIM, f"at most {OWN_AIM}")
    table.add(theirs, duration(spread_of(pool)))
    table.add("as one's own function", duration(spread_of(own)), times(ratio, "the pool"), aim)
    return table


def _time_engine(method: str, numbers: list[int], task: Task = SQUARE) -> float:
    """Return the seconds until every event is where the window would get it."""
    begun = time.perf_counter()
    plan = Plan(numbers, Way(*POOL, start_method=method), task)
    events = [event for batch in Run(plan) for event in batch]
    seconds = time.perf_counter() - begun
    squared = sum(len(event.results) for event in events if isinstance(event, NumbersDone))
    _expect(squared, numbers)
    return seconds


def _time(contender: Contender, method: str, numbers: list[int], chunk: int) -> float:
    begun = time.perf_counter()
    squared = contender(method, numbers, chunk)
    seconds = time.perf_counter() - begun
    _expect(squared, numbers)
    return seconds


def _expect(squared: int, numbers: list[int]) -> None:
    if squared != len(numbers):
        raise RuntimeError(f"{squared} squares came of {len(numbers)} numbers")


def _contenders(table: Table) -> dict[str, Contender]:
    contenders: dict[str, Contender] = {
        "multiprocessing.Pool.imap_unordered": _pool,
        "concurrent.futures.ProcessPoolExecutor.map": _executor,
    }
    for package, name, contender in (
        ("joblib", "joblib.Parallel", _joblib),
        ("mpire", "mpire.WorkerPool.imap_unordered", _mpire),
    ):
        if find_spec(package) is None:
            table.remarks.append(f"{package} is not installed: `make bench` does that")
        else:
            contenders[name] = contender
    return contenders


def _pool(method: str, numbers: list[int], chunk: int) -> int:
    with multiprocessing.get_context(method).Pool(whole_cores()) as pool:
        return len(list(pool.imap_unordered(square, numbers, chunk)))


def _executor(method: str, numbers: list[int], chunk: int) -> int:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(whole_cores(), mp_context=context) as executor:
        return len(list(executor.map(square, numbers, chunksize=chunk)))


def _joblib(_method: str, numbers: list[int], chunk: int) -> int:
    import joblib  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from joblib.externals import loky  # type: ignore[import-untyped,import-not-found,unused-ignore]

    parallel = joblib.Parallel(n_jobs=whole_cores(), batch_size=chunk)
    squares = len(parallel(map(joblib.delayed(square), numbers)))
    loky.get_reusable_executor().shutdown()
    return squares


def _mpire(method: str, numbers: list[int], chunk: int) -> int:
    from mpire.pool import WorkerPool  # type: ignore[import-not-found,unused-ignore]

    with WorkerPool(whole_cores(), start_method=method) as pool:
        return len(list(pool.imap_unordered(square, numbers, chunk_size=chunk)))
