"""Copies rows to the clipboard, a million of them without the window freezing. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.ui.parts.slices import Slices, Steps
from app.ui.results.model import ResultsModel
from app.words import tr, tr_count


class RowsCopier(QObject):
    """Puts rows' sentences on the clipboard, one a line, with every digit.

    Signals:
        begun: copying takes a moment; a few words on that, empty when it was dropped.
        copied: the rows are on the clipboard; a few words on how many.
    """

    begun = Signal(str)
    copied = Signal(str)

    def __init__(self, model: ResultsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._slices = Slices(self)

    def copy(self, ranges: Sequence[tuple[int, int]], with_stopped: bool = False) -> None:
        """Copy rows of the list, in the order shown; few are on the clipboard on return.

        Args:
            ranges: first row and one after the last, for each piece.
            with_stopped: also the numbers that were left because of a stop.
        """
        count = sum(end - begin for begin, end in ranges)
        count += self._model.log.stopped_numbers if with_stopped else 0
        if not count:
            return
        words = tr_count("{count} row copied", "{count} rows copied", count)

        def put_on_clipboard(text: str) -> None:
            # Not as QMimeData made here: the clipboard outlives Python, and the program would
            # crash as it ends.
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(words)

        self._slices.start(_text_of(self._model, ranges, with_stopped), put_on_clipboard)
        if self._slices.busy:
            self.begun.emit(tr("copying…"))

    def stop(self) -> None:
        """Drop what has not been copied yet."""
        if self._slices.busy:
            self._slices.stop()
            self.begun.emit("")


def _text_of(
    model: ResultsModel, ranges: Sequence[tuple[int, int]], with_stopped: bool
) -> Steps[str]:
    """Return rows' sentences, one a line."""
    from app.engine.telling.export import results_text_pieces, stopped_text_pieces

    pieces, log = [], model.log
    shown = model.log_rows(0, model.rowCount())
    for begin, end in ranges:
        for piece in results_text_pieces(log, shown[begin:end]):
            pieces.append(piece)
            yield
    for piece in stopped_text_pieces(log) if with_stopped else ():
        pieces.append(piece)
        yield
    return "".join(pieces)[:-1]
