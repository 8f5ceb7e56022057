"""What other threads want of a run while it goes on, and what wakes it up to hear them.

Any thread may wish; the thread that carries the run out hears.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections import deque

from app.engine.actions import ProcessAction
from app.engine.running.channel import NearEnd


class Wishes:
    """A run's letter box.

    Attributes:
        stop: whether the run's end is wished for; that is not taken back.
        source: what becomes readable when there is something to hear.
    """

    def __init__(self) -> None:
        self.stop = False
        self._acts: deque[tuple[int, ProcessAction]] = deque()
        self.source: NearEnd
        self.source, self._woken = multiprocessing.Pipe(duplex=False)

    def wish_stop(self) -> None:
        """Wish for the run's end. Any thread; returns at once."""
        self.stop = True
        self._wake()

    def wish_act(self, worker: int, action: ProcessAction) -> None:
        """Wish for something to be done to a worker's process. Any thread; returns at once."""
        self._acts.append((worker, action))
        self._wake()

    def hear(self) -> list[tuple[int, ProcessAction]]:
        """Return what is to be done to which worker's process; call when `source` is readable."""
        self.source.recv_bytes()  # type: ignore[union-attr]
        acts = list(self._acts)
        for _ in acts:
            self._acts.popleft()
        return acts

    def close(self) -> None:
        """Give the pipe back; later wishes are heard by nobody."""
        self._woken.close()
        self.source.close()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # the run is over
            self._woken.send_bytes(b"!")
