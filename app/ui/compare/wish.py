"""What a person wants compared, and what is asked of the engine for it. Any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.engine.comparing.asking import asked
from app.engine.comparing.comparison import USUAL_LIMIT_S, Asked, Contender, Question
from app.engine.comparing.written import written
from app.engine.computer import available_cores, whole_cores
from app.engine.plan import Plan
from app.engine.way import (
    MOST_WORKERS,
    ONE_AFTER_ANOTHER,
    POOL,
    PROCESS_FOR_EACH,
    THREADS,
    Kind,
    Way,
)
from app.words import tr

MOST_OFFERED = 6
MOST_EACH = 1_000
"""With more numbers a process for each is not compared: it takes too long."""


class NothingToCompare(ValueError):  # noqa: N818  it reads as what happened
    """Nothing can be compared; its text says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is chosen on the page.

    Attributes:
        question: what is asked.
        kinds: the ways that are ticked.
        pools: how many processes a pool has, each a way of its own.
        threads: the same for threads.
        methods: start methods, each a way of its own; none for the form's.
        repetitions: how often each way is repeated; None for as often as it takes.
        limit_s: for how many seconds it may go on.
    """

    question: Question = Question.WAYS
    kinds: frozenset[Kind] = frozenset((ONE_AFTER_ANOTHER, PROCESS_FOR_EACH, POOL, THREADS))
    pools: Sequence[int] = field(default_factory=lambda: (usual_count(),))
    threads: Sequence[int] = field(default_factory=lambda: (usual_count(),))
    methods: Sequence[str] = ()
    repetitions: int | None = None
    limit_s: float = USUAL_LIMIT_S


def usual_count() -> int:
    """Return how many workers are ticked at first: as many as can compute at the same time."""
    return min(MOST_WORKERS, max(2, whole_cores()))


def counts_offered() -> list[int]:
    """Return the numbers of workers that can be ticked: 2, 4 and so on up to twice the cores."""
    cores = usual_count()
    powers = [2**power for power in range(1, 9) if 2**power <= max(8, 2 * cores)]
    near = sorted({*powers, cores, min(MOST_WORKERS, 2 * cores)})
    if len(near) > MOST_OFFERED:
        near = [2, *near[1 - MOST_OFFERED :]]
    return near


def asked_of(wish: Wish, plan: Plan) -> Asked:
    """Return what is asked of the engine.

    Args:
        wish: what is chosen.
        plan: what the form is set to: its numbers, its work, its task.

    Raises:
        NothingToCompare: with these choices nothing can be compared.
    """
    if not plan.numbers:
        raise NothingToCompare(tr("There are no numbers above to compare with."))
    ways = list(dict.fromkeys(_ways(wish, plan)))
    found = asked(
        wish.question,
        plan.numbers,
        [Contender(way, written(way)) for way in ways],
        available_cores(),
        task=plan.task,
        repetitions=wish.repetitions,
        limit_s=wish.limit_s,
    )
    if len(found.contenders) < 2 or not ways:
        raise NothingToCompare(tr("Tick at least two ways: one alone has nothing beside it."))
    return found


def _ways(wish: Wish, plan: Plan) -> Iterator[Way]:
    """Yield the ways that are ticked; a sweep makes more of them."""
    methods = tuple(wish.methods) or (plan.way.start_method,)
    counted: dict[Kind, Sequence[int]] = {
        ONE_AFTER_ANOTHER: (1,),
        PROCESS_FOR_EACH: (1,) if len(plan.numbers) <= MOST_EACH else (),
        POOL: wish.pools,
        THREADS: wish.threads,
    }
    if wish.question is Question.CHUNK:
        counted = {POOL: (max(wish.pools, default=usual_count()),)}
    elif wish.question is Question.PROCESSES:
        counted = {POOL: (usual_count(),), THREADS: (usual_count(),)}
    for kind, counts in counted.items():
        # All threads live in one process, and one after another needs only one: how that is
        # started makes little difference.
        several = kind in (PROCESS_FOR_EACH, POOL)
        for method in methods if several else methods[:1]:
            for count in counts if kind in wish.kinds else ():
                yield _of_kind(replace(plan.way, start_method=method), kind, count)


def _of_kind(way: Way, kind: Kind, workers: int) -> Way:
    """Return a way of a kind; what does not matter to it is as usual, so that twins are equal."""
    sharing, housing = kind
    return replace(way, sharing=sharing, housing=housing, workers=workers, chunk=None)
