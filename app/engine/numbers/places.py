"""Where a problem is in the text a person sees, which the parser reads in plain writing.

Runs in the main process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.numbers.misreadings import quoted
from app.engine.numbers.numerals import NotUnderstood


class TooMany(NotUnderstood):
    """More numbers than one run takes: there is no use in reading on."""


@dataclass(frozen=True)
class Place:
    """Where a block stands in the text, and how it is written there.

    Attributes:
        start: where it begins.
        written: the block as it stands there.
        invisible: where in it invisible characters stand, which reading leaves out.
    """

    start: int
    written: str
    invisible: Sequence[int]

    def put(self, reason: NotUnderstood, offset: int, piece: str) -> NotUnderstood:
        """Return a problem with its place in the text, quoting what stands there.

        Args:
            reason: the problem, placed from the start of `piece`.
            offset: where `piece` begins in the plain block.
            piece: the piece, in plain writing.
        """
        start, end = self._written(offset + reason.start), self._written(offset + reason.end)
        stands_there = self.written[self._written(offset) : self._written(offset + len(piece))]
        words = reason.problem.replace(quoted(piece), quoted(stands_there))
        return type(reason)(words, self.start + start, self.start + end)

    def _written(self, plain: int) -> int:
        """Return where a place of the plain block is in the written one."""
        for place in self.invisible:
            if place > plain:
                break
            plain += 1
        return plain
