"""Saving the timeline as a picture: PNG, SVG and PDF, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.engine.log import Log
from app.ui.look.appearance import Appearance
from app.ui.look.theme import light_theme
from app.ui.timeline.picture import WIDTH_PX, save_timeline
from tests.hand_written_logs import (
    at_work,
    five_processes,
    many_numbers,
    many_processes,
    one_killed,
)


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "PNG"])
def test_picture_is_written(appearance: Appearance, tmp_path: Path, ending: str) -> None:
    """Each format is what its name says."""
    path = tmp_path / f"timeline.{ending}"
    save_timeline(path, one_killed(), light_theme(), cores=2)
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[ending.lower()]
    assert path.read_bytes().startswith(begins)


def test_png_is_twice_as_fine_as_a_screen(appearance: Appearance, tmp_path: Path) -> None:
    """It can be printed."""
    path = tmp_path / "timeline.png"
    save_timeline(path, five_processes(), light_theme(), cores=2)
    assert QImage(str(path)).width() == 2 * WIDTH_PX


def test_svg_says_the_workers_names_and_the_cause(appearance: Appearance, tmp_path: Path) -> None:
    """Words stay words, so the picture can be searched."""
    path = tmp_path / "timeline.svg"
    save_timeline(path, one_killed(), light_theme(), cores=2, pids_shown=True)
    drawing = path.read_text(encoding="utf-8")
    for words in ("Process-1", "Process-5", "killed (SIGTERM)", "2 cores", "4711", "squaring"):
        assert words in drawing


def test_a_bar_says_for_how_much_of_its_time_there_was_a_core(
    appearance: Appearance, tmp_path: Path
) -> None:
    """Where it has room; one that had a core all the time needs no words."""
    path = tmp_path / "timeline.svg"
    save_timeline(
        path, at_work(["Thread-1", "Thread-2"], [52_000, 100_000]), light_theme(), cores=2
    )
    drawing = path.read_text(encoding="utf-8")
    assert "2: computed 52 ms of 100 ms" in drawing
    assert "computed 100 ms" not in drawing


@pytest.mark.parametrize(
    "log", [many_processes(3_000), many_numbers(100_000), Log([])], ids=["crowd", "flood", "empty"]
)
@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_any_run_can_be_saved(
    appearance: Appearance, tmp_path: Path, log: Log, ending: str
) -> None:
    """Ten thousand lanes, a million numbers, nothing at all: a picture of reasonable size."""
    path = tmp_path / f"timeline.{ending}"
    save_timeline(path, log, light_theme(), cores=2)
    assert 0 < path.stat().st_size < 8_000_000


def test_failure_leaves_the_old_file_whole(appearance: Appearance, tmp_path: Path) -> None:
    """Where nothing can be written it is said in words, and nothing is lost."""
    old = tmp_path / "timeline.jpg"
    old.write_text("old")
    with pytest.raises(OSError, match=r"must end in one of \.png, \.svg, \.pdf"):
        save_timeline(old, five_processes(), light_theme(), cores=2)
    assert old.read_text() == "old"
    missing = tmp_path / "nowhere" / "timeline.png"
    with pytest.raises(OSError, match=r"\w+"):
        save_timeline(missing, five_processes(), light_theme(), cores=2)
