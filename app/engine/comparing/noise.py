"""Whether the computer was quiet while a comparison went on. Pure functions; any thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.comparing.comparison import Cell, Comparison
from app.engine.comparing.statistics import median, outliers, rank_test, spread_of

NOISY_PART = 0.1
"""Times whose middle half reaches farther than this part of their median vary a lot."""

DRIFT_PART = 0.05
"""From this part on it matters that later runs took longer, or less long, than earlier ones."""

NO_CHANCE = 0.01
LEAST_FOR_DRIFT = 8


@dataclass(frozen=True, slots=True)
class Noise:
    """What was unquiet.

    Attributes:
        noisy: what was measured whose times vary a lot.
        outliers: how many times lie far off the others of their way.
        drift: how many times as long later runs took as earlier ones of the same way; None where
            there is no clear difference.
    """

    noisy: tuple[Cell, ...]
    outliers: int
    drift: float | None


def noise_in(comparison: Comparison) -> Noise:
    """Return what was unquiet about a comparison."""
    times = comparison.times()
    return Noise(
        noisy=tuple(cell for cell, own in times.items() if spread_of(own) > NOISY_PART),
        outliers=sum(len(outliers(own)) for own in times.values()),
        drift=_drift(comparison),
    )


def _drift(comparison: Comparison) -> float | None:
    """Return how much longer the later half of the runs took, each by its own way's median."""
    medians = {cell: median(times) for cell, times in comparison.times().items()}
    relative = [
        (each.results_after or 0) / max(1.0, medians[each.cell]) for each in comparison.counted()
    ]
    if len(relative) < LEAST_FOR_DRIFT:
        return None
    earlier, later = relative[: len(relative) // 2], relative[len(relative) // 2 :]
    factor = median(later) / max(1e-9, median(earlier))
    if abs(factor - 1) < DRIFT_PART or rank_test(earlier, later) > NO_CHANCE:
        return None
    return factor
