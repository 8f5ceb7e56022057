"""Sees what the program is at while its window does not answer. A thread of its own."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from types import FrameType

from bench.window.silence import SilenceMeter

LOOK_EVERY_S = 0.003
WORTH_A_LOOK_NS = 12_000_000
"""From so long a silence on the watcher looks."""

DEEPEST = 7


class Watcher:
    """Notes the stacks of all threads, again and again, while a silence lasts."""

    def __init__(self, meter: SilenceMeter) -> None:
        self._meter = meter
        self._gui = threading.get_ident()
        self._seen: dict[int, Counter[str]] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="watcher")
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._over.set()
        self._thread.join()

    def seen_in(self, start: int) -> list[tuple[str, int]]:
        """Return what was seen in the silence that began then, the most frequent first."""
        return self._seen.get(start, Counter()).most_common(6)

    def _watch(self) -> None:
        me = threading.get_ident()
        while not self._over.wait(LOOK_EVERY_S):
            beat = self._meter.last_beat
            if not beat or time.monotonic_ns() - beat < WORTH_A_LOOK_NS:
                continue
            seen = self._seen.setdefault(beat, Counter())
            for thread, frame in sys._current_frames().items():
                if thread != me:
                    seen[("GUI: " if thread == self._gui else "other: ") + _words(frame)] += 1


def _words(frame: FrameType | None) -> str:
    """Return a stack, the innermost first, without what lies outside the program at its top."""
    words: list[str] = []
    while frame is not None and len(words) < DEEPEST:
        place = frame.f_code.co_filename.rsplit("/", 2)[-2:]
        words.append(f"{'/'.join(place)}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(words)
