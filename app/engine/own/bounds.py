"""Bounds for a child that runs a person's function. Runs in child processes only.

Such a function may start processes, fork, or write into every descriptor it finds. So the child
leads a process group of its own, keeps open only the descriptors it needs, hands none of them on,
and takes its group along when it leaves.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import stat
import sys
from multiprocessing import resource_tracker

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import FrameType

FIRST_TO_GO = "1000"
"""Makes the kernel (Linux) end this process first when memory runs out."""

MOST_DESCRIPTORS = 256
"""How many are looked at where the system does not list them."""


class Bounds:
    """The bounds of this process; made once, as it starts.

    Args:
        lines: the descriptors of its lines to the main process.
    """

    def __init__(self, lines: Iterable[int]) -> None:
        self._pid = os.getpid()
        self._group_before = 0
        if sys.platform != "win32":
            self._group_before = os.getpgrp()
            os.setpgid(0, 0)
            with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
                score.write(FIRST_TO_GO)
            ours = _keep_only({*lines})
            os.register_at_fork(after_in_child=lambda: _close(ours))

    @property
    def is_copy(self) -> bool:
        """Return whether this process is a copy that the function has made of its own."""
        return os.getpid() != self._pid

    def take_group_along(self) -> None:
        """End what the function has started and is still in this process's group.

        Else it might hold this process's descriptors, whose closing tells of its end.
        """
        if sys.platform != "win32" and not self.is_copy:
            with contextlib.suppress(OSError):
                os.setpgid(0, self._group_before)  # out of it itself, to end in order
                os.killpg(self._pid, signal.SIGKILL)


def _keep_only(lines: set[int]) -> list[int]:
    """Close what this process has inherited and does not need; return what stays.

    Of a forked one that is the window's connection to the screen and other children's lines, of
    any the pipes to `multiprocessing`'s servants. What stays is not handed on to programs.
    """
    found = [descriptor for descriptor in _open_descriptors() if descriptor > 2]
    kept = lines | _signs_of_life()
    _close(descriptor for descriptor in found if descriptor not in kept)
    vars(resource_tracker)["_resource_tracker"]._fd = None  # it would be taken for open
    ours = [descriptor for descriptor in found if descriptor in kept]
    for descriptor in ours:
        with contextlib.suppress(OSError):
            os.set_inheritable(descriptor, False)
    return ours


def _signs_of_life() -> set[int]:
    """Return the pipes by which this process and its parent know of each other's end.

    One is the parent's sentinel. The other is held by nothing but its number: with fork a variable
    of the function that has forked, with spawn whatever pipe there is that is not the tracker's.
    """
    parent = multiprocessing.parent_process()
    kept = set() if parent is None else {int(parent.sentinel)}
    method = type(multiprocessing.current_process()).__name__
    if method == "ForkProcess":
        frame: FrameType | None = sys._getframe()
        while frame is not None and "child_w" not in frame.f_locals:
            frame = frame.f_back
        if frame is not None:
            kept.add(frame.f_locals["child_w"])
    elif method == "SpawnProcess":
        tracker = vars(resource_tracker)["_resource_tracker"]._fd
        kept |= {fd for fd in _open_descriptors() if fd > 2 and _is_pipe(fd) and fd != tracker}
    return kept


def _is_pipe(descriptor: int) -> bool:
    with contextlib.suppress(OSError):
        return stat.S_ISFIFO(os.fstat(descriptor).st_mode)
    return False


def _open_descriptors() -> Sequence[int]:
    for folder in ("/proc/self/fd", "/dev/fd"):
        with contextlib.suppress(OSError):
            return [int(name) for name in os.listdir(folder)]
    return range(MOST_DESCRIPTORS)


def _close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        with contextlib.suppress(OSError):
            os.close(descriptor)
