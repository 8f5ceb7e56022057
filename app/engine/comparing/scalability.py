"""How a time depends on the number of processes: Gunther's Universal Scalability Law, fitted.

With N processes the law gives a throughput of

    X(N) = λ N / (1 + σ (N - 1) + κ N (N - 1))

where λ is that of one process, σ the part that cannot be shared out, and κ what it costs that each
must be seen to beside each other. With κ = 0 it is Amdahl's law; with κ above 0 more processes are
slower from some number on. The time of M numbers is M / X(N), which is

    T(N) = a 1/N + b (N - 1)/N + c (N - 1)    with   a = M/λ,  b = σ a,  c = κ a

so a, b and c are found by ordinary least squares, and exactly. Errors count as a part of the time
measured, since long times vary more. Pure functions; any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean

LEAST_COUNTS = 4
"""Three unknowns go through any three points: a fit of fewer than four tells nothing."""

CLEARLY_ABOVE = 2.0
"""A value so many standard errors above 0 is not there by chance."""

_Row = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its standard error; the error is infinite where the data do not tell it."""

    value: float
    error: float

    @property
    def is_clear(self) -> bool:
        """Return whether it is above 0 for more than chance."""
        return self.value > CLEARLY_ABOVE * self.error


@dataclass(frozen=True, slots=True)
class Fit:
    """What the law says of some measured times.

    Attributes:
        rate: λ, in numbers a second.
        contention: σ, the part that cannot be shared out.
        coherence: κ, what each pair of processes costs.
        explained: R², the part of the times' differences that the law explains.
        typical_error: how far the measured times lie off the law, as a part of them (root mean
            square).
        first_ns: the time of one process by the law, a.
    """

    rate: Estimate
    contention: Estimate
    coherence: Estimate
    explained: float
    typical_error: float
    first_ns: float

    @property
    def best(self) -> float | None:
        """Return with how many processes the law is fastest; None where more are always better."""
        if not self.coherence.value:
            return None
        return max(1.0, sqrt(max(0.0, 1 - self.contention.value) / self.coherence.value))

    @property
    def most_speed_up(self) -> float | None:
        """Return what Amdahl's law allows at most, however many; None for no bound."""
        if self.coherence.value or not self.contention.is_clear:
            return None
        return 1 / self.contention.value

    def time_ns(self, processes: float) -> float:
        """Return the time with so many processes by the law, in nanoseconds."""
        others = processes - 1
        slowed = 1 + self.contention.value * others + self.coherence.value * processes * others
        return self.first_ns * slowed / processes


def fit(points: Sequence[tuple[int, float]], numbers: int) -> Fit | None:
    """Fit the law to measured times.

    Args:
        points: a number of processes and a time in nanoseconds, above 0, for each run.
        numbers: how many numbers each run did.

    Returns:
        What fits best among all values that are not below 0; with κ = 0, Amdahl's law, where κ
        would not be clearly above 0. None where there are too few.
    """
    if len({count for count, _ in points}) < LEAST_COUNTS or not numbers:
        return None
    whole = _best(points, numbers, ((0, 1, 2), (0, 1), (0, 2), (0,)))
    if whole is None or whole.coherence.is_clear:
        return whole
    return _best(points, numbers, ((0, 1), (0,)))


def _best(
    points: Sequence[tuple[int, float]], numbers: int, laws: Sequence[tuple[int, ...]]
) -> Fit | None:
    """Return the best fit among laws that use some of a, b and c.

    The best without values below 0 is that of one of the smaller laws, if not of the whole.
    """
    rows = [_row(count, time) for count, time in points]
    best: tuple[float, tuple[int, ...], list[float]] | None = None
    for used in laws:
        found = _solved(rows, used)
        if found is None or min(found) < 0 or found[0] <= 0:
            continue
        off = sum((1 - _dot(row, found)) ** 2 for row in rows)
        if best is None or off < best[0] - 1e-12:
            best = off, used, found
    return None if best is None else _fit_of(points, rows, numbers, *best)


def _row(count: int, time: float) -> _Row:
    """Return what a, b and c are multiplied by for a point, over its time."""
    return 1 / count / time, (count - 1) / count / time, (count - 1) / time


def _dot(row: Sequence[float], values: Sequence[float]) -> float:
    return sum(one * other for one, other in zip(row, values, strict=True))


def _normal(rows: Sequence[_Row], used: tuple[int, ...]) -> list[list[float]]:
    """Return the normal equations' matrix."""
    return [[sum(row[i] * row[j] for row in rows) for j in used] for i in used]


def _solved(rows: Sequence[_Row], used: tuple[int, ...]) -> list[float] | None:
    """Return a, b and c by least squares, those that are not used as 0."""
    inverse = _inverse(_normal(rows, used))
    if inverse is None:
        return None
    sums = [sum(row[i] for row in rows) for i in used]
    values = dict(zip(used, (_dot(line, sums) for line in inverse), strict=True))
    return [values.get(place, 0.0) for place in range(3)]


def _fit_of(
    points: Sequence[tuple[int, float]],
    rows: Sequence[_Row],
    numbers: int,
    off: float,
    used: tuple[int, ...],
    found: list[float],
) -> Fit:
    """Return a fit with its errors: those of σ and κ follow from a's, b's and c's."""
    first, shared, pairs = found
    inverse = _inverse(_normal(rows, used)) or []
    variance = off / max(1, len(rows) - len(used))
    covariance = {
        (i, j): variance * inverse[x][y] for x, i in enumerate(used) for y, j in enumerate(used)
    }

    def estimate(place: int, value: float) -> Estimate:
        if place not in used:
            return Estimate(0.0, 0.0)
        slope = {0: -value / first, place: 1 / first}
        spread = sum(slope[i] * slope[j] * covariance[i, j] for i in slope for j in slope)
        return Estimate(value, sqrt(max(0.0, spread)))

    seconds = 1e9 * numbers / first
    rate_error = seconds / first * sqrt(max(0.0, covariance[0, 0]))
    times = [time for _, time in points]
    middle = mean(times)
    misses = [time * (1 - _dot(row, found)) for row, time in zip(rows, times, strict=True)]
    differences = sum((time - middle) ** 2 for time in times)
    return Fit(
        rate=Estimate(seconds, rate_error),
        contention=estimate(1, shared / first),
        coherence=estimate(2, pairs / first),
        explained=1 - sum(miss * miss for miss in misses) / differences if differences else 0.0,
        typical_error=sqrt(off / len(rows)),
        first_ns=first,
    )


def _inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """Return the inverse of a small symmetric matrix, by Gauss and Jordan; None where it has none.

    It is scaled first: times in nanoseconds make its values very small.
    """
    size = len(matrix)
    scale = [sqrt(matrix[place][place]) for place in range(size)]
    if min(scale) <= 0:
        return None
    work = [
        [matrix[i][j] / scale[i] / scale[j] for j in range(size)]
        + [1.0 if i == j else 0.0 for j in range(size)]
        for i in range(size)
    ]
    for place in range(size):
        pivot = max(range(place, size), key=lambda line: abs(work[line][place]))
        if abs(work[pivot][place]) < 1e-12:
            return None
        work[place], work[pivot] = work[pivot], work[place]
        work[place] = [value / work[place][place] for value in work[place]]
        for line in range(size):
            if line != place:
                factor = work[line][place]
                work[line] = [
                    value - factor * other
                    for value, other in zip(work[line], work[place], strict=True)
                ]
    return [[work[i][size + j] / scale[i] / scale[j] for j in range(size)] for i in range(size)]
