"""The words behind the Help menu: what the program is, how it works, its keys. GUI thread only."""

from __future__ import annotations

import platform
from html import escape

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.words import tr

NATIVE = QKeySequence.SequenceFormat.NativeText
WIDTH_PX = 560
HEIGHT_PX = 620
ROOM_PX = 110
"""What margins and the button take of the height."""


def about_words(version: str) -> str:
    """Return what the program is and what it is made of, as HTML."""
    made_of = tr(
        "Python {python}, Qt {qt} (PySide6 {pyside}, LGPL), the font Inter (SIL Open Font License)",
        python=platform.python_version(),
        qt=qVersion(),
        pyside=PySide6.__version__,
    )
    purpose = tr("See and teach multiprocessing: every number is squared by a real process.")
    return (
        f"<h2>MultiSquare {escape(version)}</h2>"
        f"<p>{escape(purpose)}</p>"
        f"<p>{escape(made_of)}</p>"
        f"<p>{escape(platform.platform())}</p>"
    )


def from_source_words() -> str:
    """Return what there is to say about licences where nothing has been packaged, as HTML."""
    words = tr(
        "MultiSquare is under the MIT licence; the text is in the file LICENSE of its source. "
        "Python, Qt and PySide6 are those of this computer, and have their licences with them. "
        "A packaged MultiSquare shows the licences of all it brings along here."
    )
    return f"<p>{escape(words)}</p>"


def guide_words() -> str:
    """Return how the program works, in a few short paragraphs of HTML."""
    paragraphs = [
        tr(
            "A process is a running program: your browser is one, and so is MultiSquare. A program "
            "can start more of them to share its work. Each has memory of its own, and the "
            "operating system lets each have one of the computer's cores in turn."
        ),
        tr(
            "Type numbers and press Square. Every number is squared by a real process of your "
            "computer; each answer comes back to the main program and becomes a row the moment it "
            "arrives, with the name of the process that computed it."
        ),
        tr(
            "In the lesson a queue brings the answers. Here every process has a pipe of its own "
            "to the main program, so that one that dies cannot hold the others up; together the "
            "pipes play the queue's part."
        ),
        tr(
            "The timeline shows what every process did: how it started, when it squared and when "
            "it ended. A bar is solid for the part of the time in which the process had a core. "
            "Replay shows the same run slowly. At the foot stands why it took as long as it did."
        ),
        tr(
            "How chooses who squares: one process in turn, a process for each number, a pool of a "
            "few processes, or threads inside one process. Extra work makes each number harder, "
            "so that sharing the work begins to pay."
        ),
        tr(
            "Numbers may be whole, decimals, fractions such as 1/3, complex such as 3+4j, of any "
            "size, and ranges such as 2..6 or 0..100 step 5. Drop a file of numbers anywhere on "
            "the window to open it."
        ),
    ]
    return "".join(f"<p>{escape(words)}</p>" for words in paragraphs)


def keys_words(actions: list[QAction]) -> str:
    """Return the keys of commands as an HTML table.

    Args:
        actions: the commands; those without a key are left out.
    """
    rows = [
        (action.text().replace("&", ""), action.shortcut().toString(NATIVE))
        for action in actions
        if not action.shortcut().isEmpty()
    ]
    rows += [
        (tr("Square, from the field"), tr("Enter")),
        (tr("A new line in the field"), tr("Shift+Enter")),
        (tr("To the next part of the window"), tr("Tab")),
        (tr("Timeline: closer, farther (by the keys' places)"), tr("W, S")),
        (tr("Timeline: earlier, later"), tr("A, D")),
        (tr("Timeline: higher lanes, lower lanes"), tr("Shift+W, Shift+S")),
        (tr("Timeline: fit the selected lane, fit the run"), tr("F, 0")),
        (tr("Timeline: its beginning, its end"), tr("Home, End")),
        (tr("Timeline: next phase, next lane"), tr("Arrow keys")),
        (tr("Replay: play or pause, from its row"), tr("Space")),
        (tr("Replay: previous event, next event"), tr("Comma, full stop")),
    ]

    lines = [f"<tr><td>{escape(name)}</td><td><b>{escape(key)}</b></td></tr>" for name, key in rows]
    return f"<table cellpadding='4' cellspacing='4'>{''.join(lines)}</table>"


def show_words(parent: QWidget, title: str, html: str) -> QDialog:
    """Open a dialog with something to read; the window behind it goes on."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    words = QLabel(html)
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    words.setContentsMargins(4, 4, 12, 4)
    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setFrameShape(QScrollArea.Shape.NoFrame)
    page.setWidget(words)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.addWidget(page)
    layout.addWidget(buttons)
    dialog.resize(WIDTH_PX, min(HEIGHT_PX, words.heightForWidth(WIDTH_PX) + ROOM_PX))
    dialog.open()
    return dialog
