"""What part of the run is in sight: which time across, which lanes down. Pure, any thread.

Times are nanoseconds since the run was asked for; lanes are counted from 0.
"""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST_SPAN_NS = 1_000.0
LONGEST_BEYOND = 4.0
"""How many times the run may be zoomed out: further there is nothing to see."""

LOWEST_LANE_PX = 0.01
HIGHEST_LANE_PX = 120.0
MARGIN = 0.02
"""The part of a fitted run's length that stays free at its end."""


@dataclass(slots=True)
class Viewpoint:
    """A rectangle of time and lanes.

    Attributes:
        start: the time at the left edge.
        span: how much time is in sight.
        lane_px: how high a lane is.
        top_px: how far the lanes are scrolled down.
    """

    start: float = 0.0
    span: float = 20_000_000.0
    lane_px: float = 40.0
    top_px: float = 0.0

    @property
    def end(self) -> float:
        """Return the time at the right edge."""
        return self.start + self.span

    def fit_time(self, start: float, end: float) -> None:
        """Bring a stretch of time into sight, with a little room after it."""
        length = max(end - start, SHORTEST_SPAN_NS)
        self.start, self.span = start, length * (1 + MARGIN)

    def fit_lanes(self, count: int, height_px: float, best_px: float) -> None:
        """Bring all lanes into sight, no higher than looks good."""
        self.lane_px = max(LOWEST_LANE_PX, min(best_px, height_px / max(1, count)))
        self.top_px = 0.0

    def zoom_time(self, factor: float, at: float, run_length: float) -> None:
        """Show `factor` times less time; the time `at` stays where it is."""
        longest = max(run_length * LONGEST_BEYOND, SHORTEST_SPAN_NS)
        span = min(max(self.span / factor, SHORTEST_SPAN_NS), longest)
        self.start = at - (at - self.start) * span / self.span
        self.span = span
        self.keep_in_reach(run_length)

    def zoom_lanes(self, factor: float, at_px: float, least_px: float) -> None:
        """Make lanes `factor` times as high; the lane `at_px` below the top edge stays there."""
        lane_px = min(max(self.lane_px * factor, least_px, LOWEST_LANE_PX), HIGHEST_LANE_PX)
        self.top_px = (self.top_px + at_px) * lane_px / self.lane_px - at_px
        self.lane_px = lane_px

    def pan(self, part: float, run_length: float) -> None:
        """Move by a part of what is in sight; above 0 to later times."""
        self.start += self.span * part
        self.keep_in_reach(run_length)

    def keep_in_reach(self, run_length: float) -> None:
        """Never lose sight of the run altogether."""
        room = self.span * 0.8
        self.start = min(max(self.start, -room), max(run_length - self.span + room, 0.0))

    def scroll_to(self, lane: int, height_px: float) -> None:
        """Scroll as little as brings a lane into sight."""
        top, bottom = lane * self.lane_px, (lane + 1) * self.lane_px
        if top < self.top_px:
            self.top_px = top
        elif bottom > self.top_px + height_px:
            self.top_px = bottom - height_px

    def keep_lanes_in_reach(self, count: int, height_px: float) -> None:
        """Leave no room above the first lane, and none below the last if lanes fill the height."""
        self.top_px = max(0.0, min(self.top_px, count * self.lane_px - height_px))

    def lanes_in_sight(self, count: int, height_px: float) -> range:
        """Return the lanes of which at least a part is in sight."""
        first = max(0, int(self.top_px / self.lane_px))
        last = min(count, int((self.top_px + height_px) / self.lane_px) + 1)
        return range(first, max(first, last))
