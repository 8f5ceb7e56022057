"""The fork server: where it listens, and giving up one that cannot be reached any more.

Main process. `multiprocessing` keeps the one server there is, and starts another when it is dead.
Left to itself it lets the server listen in a temporary folder, whose path may be too long for a
socket, which may not be writable, and which may be cleaned up while the window is open.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import multiprocessing.process
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Any

FOLDER_PREFIX = "multisquare-"

LONGEST_FOLDER = 80
"""Characters in the socket folder's path at most: with the socket's name no system takes more than
some hundred."""

SCARCE = {
    getattr(errno, name)
    for name in ("EAGAIN", "EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "ETOOMANYREFS")
    if hasattr(errno, name)
}
"""Errors that tell of a lack, which another fork server would not help."""


def ensure_running() -> None:
    """See to it that a fork server runs or is being started; returns at once.

    Raises:
        OSError: the system has no process, descriptor or folder for it.
    """
    if _server()["_forkserver_pid"] is None or not os.path.isdir(_config().get("tempdir") or ""):
        _settle_folder()
    ensure_tracker_running()
    with interrupts_held_back(), _program_findable():
        forkserver.ensure_running()


def ensure_tracker_running() -> None:
    """See to it that `multiprocessing`'s other servant runs.

    Where it has to be started on the way, it puts an end to `interrupts_held_back`.

    Raises:
        OSError: the system has no process or descriptor for it.
    """
    with interrupts_held_back():
        resource_tracker.ensure_running()


def give_up() -> None:
    """Forget the fork server there is: the next start gets another.

    It ends by itself when the last process it has started has ended.
    """
    server = _server()
    pid, alive = server["_forkserver_pid"], server["_forkserver_alive_fd"]
    if pid is None:
        return
    server["_forkserver_pid"] = server["_forkserver_alive_fd"] = None
    server["_forkserver_address"] = None
    _config()["tempdir"] = None
    os.close(alive)
    end = threading.Thread(target=_take_note_of_end, args=(pid,), name="server's end", daemon=True)
    with contextlib.suppress(RuntimeError):  # no thread is left: then the program's end does it
        end.start()


def may_be_its_fault(error: BaseException) -> bool:
    """Return whether a failure to start a process may be the fork server's own."""
    return isinstance(error, EOFError) or (isinstance(error, OSError) and error.errno not in SCARCE)


@contextlib.contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Let Ctrl+C and the like wait while a process is started, and for ever in a fork server.

    They go to all processes of a terminal. One that has just been started would answer with a
    traceback, before it has come so far as to leave them to the main process; and a server that
    died of them could not tell how its children ended.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    )
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _server() -> dict[str, Any]:
    """Return what `multiprocessing` knows of the server."""
    server: dict[str, Any] = vars(vars(forkserver)["_forkserver"])
    return server


def _config() -> dict[str, Any]:
    """Return where `multiprocessing` keeps this process's temporary folder."""
    config: dict[str, Any] = vars(multiprocessing.process.current_process())["_config"]
    return config


def _settle_folder() -> None:
    """Have the next server listen in a folder of its own that nobody else may enter.

    Raises:
        OSError: there is no place for one.
    """
    for place in _places():
        with contextlib.suppress(OSError):
            folder = tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=place)
            _config()["tempdir"] = folder
            atexit.register(partial(shutil.rmtree, folder, ignore_errors=True))
            return
    raise FileNotFoundError(errno.ENOENT, "no folder is writable for a socket")


def _places() -> Iterator[str]:
    """Yield folders in which one for the socket may be made, the best first."""
    for place in (
        os.environ.get("XDG_RUNTIME_DIR", ""),
        os.environ.get("TMPDIR", ""),
        *("/tmp", "/var/tmp", "/dev/shm"),
        os.path.expanduser("~/.cache"),  # stays as it is where nobody knows of a home
    ):
        if os.path.isabs(place) and len(os.fsencode(place)) < LONGEST_FOLDER - 20:
            yield place


@contextlib.contextmanager
def _program_findable() -> Iterator[None]:
    """Let a new Python find this program, wherever it is started.

    A fork server of Python 3.10 to 3.12 is told of the main process's search path and forgets it.
    It then loads nothing beforehand, and each of its children has to, as long as the program's
    files are still there.
    """
    name, program = "PYTHONPATH", str(Path(__file__).parents[3])
    before = os.environ.get(name)
    os.environ[name] = f"{program}{os.pathsep}{before}" if before else program
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _take_note_of_end(pid: int) -> None:
    """Wait for a former server's end, so that nothing is left of it."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
