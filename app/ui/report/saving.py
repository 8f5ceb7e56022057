"""Saves a run's report as a web page or a PDF, while the window goes on. GUI thread only."""

from __future__ import annotations

import os
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QIODevice

from app.engine.reporting.blocks import Report
from app.engine.reporting.report import Subject, report_steps
from app.engine.reporting.web_page import page_pieces
from app.engine.telling.whole_files import write_steps
from app.ui.report.drawing import drawing_steps
from app.ui.report.paper import paper_steps
from app.ui.results.saver import Saving
from app.words import tr

WEB_ENDINGS = (".html", ".htm")
PAPER_ENDING = ".pdf"

Result = TypeVar("Result")


def report_saving(path: Path, subject: Subject, pids_shown: bool = False) -> Saving:
    """Save the report of a run that is over; `ResultSaver` carries it out.

    Args:
        path: where to; the name's ending says whether it becomes a web page or a PDF.
        subject: what it is about; its timeline is drawn here.
        pids_shown: whether the timeline's labels have pids.

    Raises:
        OSError: it could not be saved, in words; an old file is left whole.
    """
    target, words = Path(os.path.realpath(path)), tr("Making the report…")
    ending = target.suffix.lower()
    if ending not in (*WEB_ENDINGS, PAPER_ENDING):
        raise OSError(tr("A report's name must end in .html or .pdf."))
    picture = yield from _saying(words, drawing_steps(subject.record, pids_shown))
    report = yield from _saying(words, report_steps(replace(subject, picture=picture)))
    write = _write_paper if ending == PAPER_ENDING else _write_page
    yield from _saying(words, write(target, report))
    return tr("Report saved to {path}", path=path)


def _saying(words: str, steps: Generator[object, None, Result]) -> Generator[str, None, Result]:
    """Take steps, saying the same at each; return their result."""
    try:
        while True:
            next(steps)
            yield words
    except StopIteration as done:
        result: Result = done.value
        return result
    finally:
        steps.close()


def _write_page(target: Path, report: Report) -> Generator[object, None, None]:
    """Write a web page, whole or not at all."""
    yield from write_steps(target, ((0, piece) for piece in page_pieces(report)))


def _write_paper(target: Path, report: Report) -> Generator[object, None, None]:
    """Write a PDF, whole or not at all: it is drawn first, and small."""
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    yield from paper_steps(report, device)
    yield from write_steps(target, iter([(0, bytes(device.data().data()))]))
