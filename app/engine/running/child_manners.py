"""How a child begins and ends: signals, standing back, and leaving with the status it has earned.

Runs in child processes, and is imported by each of them; it must stay light.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading

from app.engine.running.parent_watch import end_with_parent

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.engine.own.bounds import Bounds
    from app.engine.running.line_end import LineEnd
    from app.engine.running.worker import Duty


@contextlib.contextmanager
def leaving_in_order(duty: Duty, ends: Sequence[LineEnd]) -> Iterator[None]:
    """Settle a child in, and let it end with the status it has earned.

    Python's last steps expect the main thread to be one that `threading` has started. A child
    forked off a thread it has not (Qt's, the controller's) may have a stand-in there instead, and
    then fails an assertion after all is done: exit status 1 for a success (CPython 3.10 to 3.12).
    There this leaves without those steps; and after a person's function, lest its threads be waited
    for, with what it has started in its group.
    """
    settle_in(duty)
    bounds = _bounds(duty, ends)
    try:
        yield
    except BaseException as error:
        if bounds is None and not _is_stand_in(threading.main_thread()):
            raise
        leave(status_of(error))
    if bounds is not None:
        bounds.take_group_along()
    if bounds is not None or _is_stand_in(threading.main_thread()):
        leave(0)


def _bounds(duty: Duty, ends: Sequence[LineEnd]) -> Bounds | None:
    """Return the bounds in which a task wants to be done; None for one of this program's own."""
    settle_in = getattr(duty.task, "settle_in", None)
    if settle_in is None:
        return None
    bounds: Bounds = settle_in([end.fileno() for end in ends])
    return bounds


def _is_stand_in(thread: threading.Thread) -> bool:
    return type(thread).__name__ == "_DummyThread"


def status_of(error: BaseException) -> int:
    """Return the exit status Python gives for an error that nobody has caught."""
    if isinstance(error, SystemExit) and (error.code is None or isinstance(error.code, int)):
        return error.code or 0
    import traceback

    traceback.print_exception(type(error), error, error.__traceback__)
    return 1


def leave(status: int) -> None:
    """End this process now; what has been printed is not lost."""
    try:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()
    finally:
        os._exit(status)


def settle_in(duty: Duty) -> None:
    """Leave Ctrl+C and hang-ups to the main process, stand back, and end with the program."""
    if duty.niceness and sys.platform != "win32":
        os.nice(max(0, duty.niceness - os.nice(0)))  # the fork server may have seen to some of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # They were held back until here.
        held_back = {signal.SIGINT, signal.SIGHUP, signal.SIGTERM}
        signal.pthread_sigmask(signal.SIG_UNBLOCK, held_back)
    end_with_parent()
