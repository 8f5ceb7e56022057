"""Makes of a question and some ways all that is to be measured. Pure functions; any thread.

A sweep is the same question at many amounts: of work, of processes, of numbers in a chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.engine.comparing.comparison import USUAL_LIMIT_S, Asked, Contender, Question
from app.engine.comparing.crossings import rounded
from app.engine.comparing.scalability import LEAST_COUNTS
from app.engine.comparing.written import written
from app.engine.numbers.exact import Number
from app.engine.tasks import SQUARE, Task
from app.engine.way import (
    KINDS,
    LONGEST_WORK_S,
    MOST_IN_CHUNK,
    MOST_WORKERS,
    POOL,
    Housing,
    Sharing,
    Way,
    Work,
    WorkKind,
)

ALL_UP_TO = 8
"""So many numbers of processes are tried one by one; of larger ones only some."""

MOST_SIZES = 10
"""Chunk sizes that are tried."""

AMOUNTS_AT_FIRST = 4
DECADES = 3
"""A sweep over work begins with so many amounts, from a thousandth of the most up to the most."""

ONE_RUN_S = 1.0
"""The most work is such that one after another takes about so long, unless it is chosen."""

LEAST_WORK_S, MOST_WORK_S = 1e-5, 1.0


def asked(
    question: Question,
    numbers: Sequence[Number],
    ways: Iterable[Contender],
    cores: float,
    *,
    task: Task = SQUARE,
    repetitions: int | None = None,
    limit_s: float = USUAL_LIMIT_S,
) -> Asked:
    """Return what is to be measured to answer a question.

    Args:
        question: which.
        numbers: what is to be done in every way.
        ways: those the person names, each with its work. Over processes, a single number of
            workers stands for all that are worth a try, and several for just those. Over work,
            the largest amount among the ways is the most that is tried; without any there is a
            usual one. Both are compared with one after another, which is added.
        cores: how many the program may use.
        task: what is done with each number.
        repetitions: how often each is repeated; None for as often as it takes.
        limit_s: for how many seconds it may go on.
    """
    contenders = list(ways)
    amounts: tuple[float, ...] = ()
    if question is Question.WORK:
        amounts = amounts_to_try(len(numbers), contenders)
        contenders = [_computing(each) for each in _with_in_turn(contenders)]
    elif question is Question.PROCESSES:
        contenders = _over_processes(_with_in_turn(contenders), len(numbers), cores)
    elif question is Question.CHUNK:
        contenders = _over_chunks(contenders, len(numbers))
    return Asked(
        question=question,
        numbers=numbers,
        contenders=tuple(contenders),
        task=task,
        repetitions=repetitions,
        limit_s=limit_s,
        amounts=amounts,
    )


def amounts_to_try(numbers: int, ways: Iterable[Contender] = ()) -> tuple[float, ...]:
    """Return seconds of work for each number to begin with, evenly spread by their logarithm.

    Args:
        numbers: how many there are.
        ways: whose largest amount of work is the most that is tried, if they have any.
    """
    chosen = max((each.way.work.seconds for each in ways), default=0.0)
    most = chosen or min(MOST_WORK_S, max(LEAST_WORK_S, ONE_RUN_S / max(1, numbers)))
    step = 10 ** (-DECADES / (AMOUNTS_AT_FIRST - 1))
    spread = {rounded(most * step**place) for place in range(AMOUNTS_AT_FIRST)}
    return tuple(sorted(each for each in spread if 1e-9 <= each <= LONGEST_WORK_S))


def counts_to_try(numbers: int, cores: float) -> tuple[int, ...]:
    """Return numbers of processes to try: up to twice the cores, and no more than numbers."""
    most = min(MOST_WORKERS, max(1, numbers), max(LEAST_COUNTS, 2 * int(cores)))
    counts = set(range(1, min(most, ALL_UP_TO) + 1))
    larger = ALL_UP_TO
    while larger < most:
        counts |= {min(most, larger * 3 // 2), min(most, larger * 2)}
        larger *= 2
    return tuple(sorted(counts))


def chunks_to_try(numbers: int, workers: int) -> tuple[int, ...]:
    """Return chunk sizes to try: from one number on to as many as give each worker one chunk."""
    most = min(MOST_IN_CHUNK, max(1, -(-numbers // workers)))
    doublings = most.bit_length() - 1
    step = max(1, -(-doublings // (MOST_SIZES - 2)))
    return tuple(sorted({*(2**place for place in range(0, doublings + 1, step)), most}))


def _with_in_turn(contenders: list[Contender]) -> list[Contender]:
    """Return the ways with one after another among them, which all are compared with."""
    if any(each.way.is_in_turn for each in contenders):
        return contenders
    sharing, housing = KINDS["one"]
    first = contenders[0].way if contenders else Way()
    in_turn = replace(first, sharing=sharing, housing=housing, workers=1, chunk=None)
    return [Contender(in_turn, written(in_turn)), *contenders]


def _computing(contender: Contender) -> Contender:
    """Return a way with a kind of work to sweep over, which is computing where it has none."""
    work = contender.way.work
    if work.kind is not WorkKind.NONE:
        return contender
    return replace(contender, way=replace(contender.way, work=Work(WorkKind.COMPUTING, 0.0)))


def _over_processes(ways: list[Contender], numbers: int, cores: float) -> list[Contender]:
    """Return the ways with different numbers of workers in place of those that have one."""
    groups: dict[Way, list[Contender]] = {}
    for each in ways:
        groups.setdefault(replace(each.way, workers=1), []).append(each)
    found: list[Contender] = []
    for group in groups.values():
        way = group[0].way
        if way.sharing is Sharing.DYNAMIC and len(group) == 1:
            more = (replace(way, workers=count) for count in counts_to_try(numbers, cores))
            found += [Contender(each, written(each)) for each in more]
        else:
            found += group
    return found


def _over_chunks(ways: list[Contender], numbers: int) -> list[Contender]:
    """Return the ways, each pool with different sizes of chunks, and with sizes of its choice."""
    found: list[Contender] = []
    for each in ways:
        found.append(each)
        if each.way.kind == POOL and each.way.chunk is None:
            sizes = chunks_to_try(numbers, each.way.workers)
            more = (replace(each.way, chunk=size) for size in sizes)
            found += [Contender(way, written(way)) for way in more]
    return found


def has_choice(question: Question, ways: Iterable[Contender]) -> bool:
    """Return whether there is anything to ask about in some ways.

    How many workers there are is no choice where all numbers go to one or to one each, and only a
    pool has chunks.
    """
    kinds = {each.way.kind for each in ways}
    if question is Question.CHUNK:
        return POOL in kinds
    dynamic = {(Sharing.DYNAMIC, housing) for housing in Housing}
    return bool(kinds & dynamic) if question is Question.PROCESSES else bool(kinds)
