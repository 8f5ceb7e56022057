"""The timelines that golden pictures are kept of, drawn off screen from hand-written logs.

After a wanted change of looks, ``python -m tests.ui.timeline.golden_pictures`` draws them anew;
look at every one before keeping it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from app.engine.log import Log
from app.ui.look.appearance import FONT_FAMILY, Appearance
from app.ui.look.theme import dark_theme, light_theme
from app.ui.timeline.picture import image_of, scene_of
from tests.hand_written_logs import (
    five_processes,
    many_numbers,
    many_processes,
    one_killed,
    pool_of_four,
    processes_asleep,
    processes_sharing_cores,
    processes_without_a_free_core,
    results_lying_ready,
    threads_taking_turns,
)

FOLDER = Path(__file__).parent / "golden"
SIZE = QSize(520, 280)
TEXT_PX = 13
CORES = 2

LOGS: dict[str, Callable[[], Log]] = {
    "five": five_processes,
    "killed": one_killed,
    "pool": pool_of_four,
    "threads": threads_taking_turns,
    "sharing": processes_sharing_cores,
    "ready": processes_without_a_free_core,
    "asleep": processes_asleep,
    "lying": results_lying_ready,
    "crowd": lambda: many_processes(1_000),
    "together": lambda: many_processes(1_000, alive=1_000),
    "flood": lambda: many_numbers(100_000),
}
SCALES = (1, 2)
SCHEMES = ("light", "dark")


def golden_file(name: str, scheme: str, scale: int) -> Path:
    """Return where a golden picture lies."""
    return FOLDER / f"{name}-{scheme}-{scale}x.png"


def drawn(name: str, scheme: str, scale: int) -> QImage:
    """Draw a timeline, shrunk to half its size; the application must have its font."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(TEXT_PX)
    theme = dark_theme() if scheme == "dark" else light_theme()
    image = image_of(scene_of(LOGS[name](), theme, CORES, font), SIZE, scale)
    half = image.size() / 2
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return small.convertToFormat(QImage.Format.Format_RGB32)


def draw_all_anew() -> None:
    """Write all golden pictures."""
    application = QApplication([])
    Appearance(application)
    FOLDER.mkdir(exist_ok=True)
    for name in LOGS:
        for scheme in SCHEMES:
            for scale in SCALES:
                drawn(name, scheme, scale).save(str(golden_file(name, scheme, scale)))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    draw_all_anew()
