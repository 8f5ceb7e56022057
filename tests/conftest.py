"""What holds for every test: no screen needed, nobody's settings touched, nothing left over."""

from __future__ import annotations

import multiprocessing.forkserver
import multiprocessing.resource_tracker
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from app.engine.analysis import findings
from app.engine.clock_grain import Grain

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE_S = 3.0
"""How long after a test its processes and threads may take to be gone."""

QT_THREADS = ("Thread (pooled)", "QDBusConnection", "QXcbEventQueue", "gmain", "gdbus", "dconf")
"""Threads that Qt itself starts once, when it first needs them, and keeps."""

COMMAND_LENGTH = 15
"""Linux cuts a thread's name to so many characters."""

_home = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests a home of their own before anything asks for one."""
    home = Path(tempfile.mkdtemp(prefix="multisquare-home-"))
    config.stash[_home] = home
    os.environ["HOME"] = str(home)
    for kind in ("config", "data", "state", "cache"):
        folder = home / kind
        folder.mkdir()
        os.environ[f"XDG_{kind.upper()}_HOME"] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take that home away again."""
    shutil.rmtree(config.stash[_home], ignore_errors=True)


@pytest.fixture(autouse=True)
def leak_guard() -> Iterator[None]:
    """Fail a test that leaves a process or a thread behind."""
    threads_before = _thread_names()
    yield
    left = _once_gone(_processes) + _once_gone(lambda: _threads_since(threads_before))
    for process in _processes():
        _end(process)
    if left:
        pytest.fail("left behind: " + ", ".join(map(str, left)))


def _once_gone(leftovers: Callable[[], list[psutil.Process] | list[str]]) -> list[object]:
    """Return what is still there when patience has run out."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        left = leftovers()
        if not left or time.monotonic() > deadline:
            return list(left)
        time.sleep(0.005)


def _processes() -> list[psutil.Process]:
    """Return the living descendants, without multiprocessing's two servants."""
    server = vars(multiprocessing.forkserver)["_forkserver"]
    tracker = vars(multiprocessing.resource_tracker)["_resource_tracker"]
    servants = {vars(server)["_forkserver_pid"], vars(tracker)["_pid"]}
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if child.pid not in servants and not _is_gone(child)
    ]


def _is_gone(process: psutil.Process) -> bool:
    try:
        dead = bool(process.status() == psutil.STATUS_ZOMBIE)
        # Somebody else's dead child will be seen to; one that the test itself forgot counts.
        return dead and process.ppid() != os.getpid()
    except psutil.NoSuchProcess:
        return True


def _end(process: psutil.Process) -> None:
    """Kill a process and, where it is a child of the tests, take note of its end."""
    try:
        process.kill()
        process.wait(PATIENCE_S)
    except (psutil.NoSuchProcess, psutil.TimeoutExpired):
        return


def _threads_since(before: dict[int, str]) -> list[str]:
    """Return what names the threads that are new, apart from those Qt keeps for itself."""
    usual = tuple(name[:COMMAND_LENGTH] for name in QT_THREADS)
    new = {number: name for number, name in _thread_names().items() if number not in before}
    return [f"thread {name}" for name in new.values() if not name.startswith(usual)]


def _thread_names() -> dict[int, str]:
    """Return the name of every thread by its number: on Linux all, elsewhere Python's own."""
    if sys.platform != "linux":
        return {thread.native_id or 0: thread.name for thread in threading.enumerate()}
    names = {}
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # it has ended meanwhile
            names[int(task.name)] = (task / "comm").read_text().strip()
    return names


@pytest.fixture
def fine_cpu_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let CPU times count as exact, as on the computer on which a hand-written log was made."""
    monkeypatch.setattr(findings, "cpu_grain", lambda: Grain(1_000, 200))
