from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest

from app.faults import LARGEST_LOG_BYTES, FaultHooks, FaultLog, log_folder


@pytest.fixture
def log(tmp_path: Path) -> Iterator[FaultLog]:
    """Return a log in a folder that does not exist yet."""
    log = FaultLog(tmp_path / "state" / "log")
    yield log
    log.close()


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "/home/ann/.local/state/multisquare/log"),
        ("linux", {"XDG_STATE_HOME": "/state"}, "/state/multisquare/log"),
        ("linux", {"XDG_STATE_HOME": "relative"}, "/home/ann/.local/state/multisquare/log"),
        ("darwin", {}, "/home/ann/Library/Logs/MultiSquare"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/MultiSquare/Logs"),
    ],
)
def test_the_log_lies_where_the_platform_keeps_logs(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    """A person who is asked for the log can be told where it is."""
    assert PurePath(log_folder(platform, environment, Path("/home/ann"))) == PurePath(folder)


def test_an_error_in_any_thread_is_written_down_and_reported(
    log: FaultLog, capsys: pytest.CaptureFixture[str]
) -> None:
    """Threads that die silently are the hardest to find."""
    reported: list[str] = []
    hooks = FaultHooks(log, reported.append)
    hooks.install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0, name="divider")
        thread.start()
        thread.join()
    finally:
        hooks.remove()
    assert "ZeroDivisionError" in reported[0]
    assert "divider" in reported[0]
    assert "ZeroDivisionError" in log.path.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_an_interpreter_that_crashes_leaves_its_last_words(tmp_path: Path) -> None:
    """A crash in C code reaches the log too; a real interpreter crashes here."""
    script = (
        "import faulthandler, pathlib, sys; from app.faults import FaultLog;"
        "log = FaultLog(pathlib.Path(sys.argv[1])); log.watch_for_crashes();"
        "faulthandler._sigsegv()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, check=False
    )
    assert done.returncode != 0
    assert "Segmentation fault" in FaultLog(tmp_path).path.read_text(encoding="utf-8")


def test_an_overgrown_log_is_put_aside(log: FaultLog) -> None:
    """The log never fills the disk."""
    log.path.parent.mkdir(parents=True)
    log.path.write_bytes(b"x" * (LARGEST_LOG_BYTES + 1))
    log.note("new")
    assert log.path.stat().st_size < 200
    assert len(list(log.path.parent.iterdir())) == 2


def test_a_log_that_cannot_be_written_gets_in_nobodys_way(tmp_path: Path) -> None:
    """Where a file stands in the folder's place the note is lost, and nothing else."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    FaultLog(blocked / "log").note("lost")
    FaultLog(blocked / "log").watch_for_crashes()
