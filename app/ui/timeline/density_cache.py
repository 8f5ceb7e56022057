"""Keeps the pictures of merged lanes that the timeline needs far out. GUI thread only.

One picture of the whole run grows with it; where the person has zoomed in so far that its dots can
be seen, a second one of just what is in sight is made in small slices and takes its place.
"""

from __future__ import annotations

from app.ui.look.theme import Theme
from app.ui.timeline.density import COLUMNS, ROWS, DensityPicture
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.scene import Bands, Scene

COARSEST_PX = 1.6
"""Dots of the whole run's picture larger than this call for a finer one."""

LARGER = 2.0
"""A picture may hold so many times what is in sight."""


class DensityCache:
    """The pictures of one run in one theme."""

    def __init__(self, lanes: Lanes, theme: Theme) -> None:
        self._lanes, self._theme = lanes, theme
        self._whole: DensityPicture | None = None
        self._detail: DensityPicture | None = None
        self._making: DensityPicture | None = None
        self._seen = 0
        self._shared = lanes.rows.shared

    def work_on(self, scene: Scene, bands: Bands, limit_ns: int | None = None) -> bool:
        """Bring the pictures up to date, for about `limit_ns`; return whether that was all."""
        if not len(self._lanes) or bands.tells_lanes_apart(scene):
            return True
        if self._shared != self._lanes.rows.shared:
            self._shared = self._lanes.rows.shared
            self._whole = self._detail = self._making = None
        if self._whole is None:
            self._whole, self._seen = DensityPicture(self._lanes, self._theme), 0
        news = self._lanes.exited[self._seen :]
        self._seen += len(news)
        for picture in (self._whole, self._detail, self._making):
            if picture is not None:
                picture.add(news)
        if self._detail is not None:
            self._detail.paint_on(limit_ns)
        whole_done = self._whole.paint_on(limit_ns)
        return whole_done and self._work_on_detail(scene, bands, limit_ns)

    def pictures(self, scene: Scene, bands: Bands) -> list[DensityPicture]:
        """Return what is to be drawn now."""
        if self._detail is not None and self._covers(self._detail, scene, bands):
            return [self._detail]
        return [] if self._whole is None else [self._whole]

    def _work_on_detail(self, scene: Scene, bands: Bands, limit_ns: int | None) -> bool:
        """Make the finer picture, if one is called for."""
        if self._whole is None or not self._is_coarse(self._whole, scene, bands):
            self._making = None
            return True
        if self._detail is not None and self._suits(self._detail, scene, bands):
            return True
        if self._making is None or not self._suits(self._making, scene, bands):
            view, origin = scene.view, self._lanes.origin
            inside = view.lanes_in_sight(self._lanes.rows.count, bands.lanes.height())
            part = (origin + view.start, origin + view.end)
            self._making = DensityPicture(self._lanes, self._theme, part, inside)
        if self._making.paint_on(limit_ns):
            self._detail, self._making = self._making, None
            return True
        return False

    @staticmethod
    def _is_coarse(picture: DensityPicture, scene: Scene, bands: Bands) -> bool:
        """Return whether a picture's dots would be seen."""
        column_px = picture.span / COLUMNS / scene.view.span * bands.lanes.width()
        row_px = scene.view.lane_px * picture.lanes_per_row
        return column_px > COARSEST_PX or (picture.lanes_per_row > 1 and row_px > COARSEST_PX)

    def _suits(self, picture: DensityPicture, scene: Scene, bands: Bands) -> bool:
        """Return whether a picture holds what is in sight, and not much more."""
        inside = scene.view.lanes_in_sight(self._lanes.rows.count, bands.lanes.height())
        much = len(picture.rows or ()) > LARGER * len(inside) + ROWS
        near = picture.span <= LARGER * scene.view.span and not much
        return near and self._covers(picture, scene, bands)

    def _covers(self, picture: DensityPicture, scene: Scene, bands: Bands) -> bool:
        """Return whether a picture holds all that is in sight."""
        start = self._lanes.origin + scene.view.start
        inside = scene.view.lanes_in_sight(self._lanes.rows.count, bands.lanes.height())
        return (
            picture.start <= start + 1
            and start + scene.view.span <= picture.start + picture.span + 1
            and picture.rows is not None
            and picture.rows.start <= inside.start
            and inside.stop <= picture.rows.stop
        )
