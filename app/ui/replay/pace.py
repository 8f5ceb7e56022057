"""How slowly a run is replayed, and how that is said. Pure, any thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.telling.durations import duration_text
from app.engine.units import NS_PER_S
from app.words import tr, tr_count


@dataclass(frozen=True, slots=True)
class Pace:
    """A chosen slowness.

    Attributes:
        seconds: fit the whole run into so many seconds, or None.
        factor: otherwise, so many times slower than it was.
        beat_s: seconds from each event to the next, however long that really took; None for a
            replay to scale.
    """

    seconds: int | None = None
    factor: int = 1
    beat_s: float | None = None

    @property
    def words(self) -> str:
        """Return the choice in words."""
        if self.beat_s is not None:
            return tr("event by event")
        if self.seconds is not None:
            return tr_count("in {count} second", "in {count} seconds", self.seconds)
        if self.factor == 1:
            return tr("as fast as it was")
        return tr("{factor}× slower", factor=f"{self.factor:,}")

    def slowness(self, run_ns: int) -> float:
        """Return how many times slower than the run its replay is; below 1, it is faster."""
        if self.seconds is None:
            return float(self.factor)
        return self.seconds * NS_PER_S / max(1, run_ns)


BEAT_S = 1.5
"""Long enough to read a sentence aloud."""

PACES = (
    Pace(5),
    Pace(10),
    Pace(30),
    Pace(beat_s=BEAT_S),
    Pace(factor=1),
    Pace(factor=10),
    Pace(factor=100),
    Pace(factor=1_000),
    Pace(factor=10_000),
)
USUAL_PACE = 1

NOTICEABLE = 1.05
"""Below this factor a replay is told as neither slower nor faster: nobody can see it."""


def slowness_words(slowness: float, run_ns: int) -> str:
    """Return the factor and the replay's length: ``Replay 500× slower · 9.2 s``."""
    length = duration_text(round(run_ns * slowness))
    if slowness >= NOTICEABLE:
        how = tr("Replay {factor}× slower", factor=_factor(slowness))
    elif slowness <= 1 / NOTICEABLE:
        how = tr("Replay {factor}× faster", factor=_factor(1 / slowness))
    else:
        how = tr("Replay about as fast as it was")
    return f"{how} · {length}"


def pace_words(pace: Pace, run_ns: int) -> str:
    """Return how a replay at a pace differs from the run."""
    if pace.beat_s is not None:
        return tr("Each event {seconds} s, not to scale", seconds=f"{pace.beat_s:g}")
    return slowness_words(pace.slowness(run_ns), run_ns)


def _factor(factor: float) -> str:
    """Return a factor with two digits that matter, at least."""
    return f"{factor:,.0f}" if factor >= 10 else f"{factor:.1f}".rstrip("0").rstrip(".")
