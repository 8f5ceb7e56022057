"""What can be done to a living process, in a menu: the same wherever the process is met.

Every act says what it does, and what if nothing seems to happen. GUI thread only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from app.engine.actions import ProcessAction, offered_actions
from app.engine.worker_record import WorkerRecord
from app.ui.parts.plain import plain
from app.words import tr

Act = Callable[[int, ProcessAction], None]


def add_acts(menu: QMenu, record: WorkerRecord, act: Act) -> None:
    """Add the acts on a worker's process to a menu; those that make no sense now are greyed.

    Args:
        menu: where to.
        record: the worker's.
        act: called with the worker and the act chosen.
    """
    menu.setToolTipsVisible(True)
    possible = _possible_actions(record)
    for action in offered_actions():
        entry = menu.addAction(act_words(action, record.name))
        explanation = act_explanation(action, record)
        entry.setToolTip(plain(explanation))
        entry.setStatusTip(explanation)
        entry.setEnabled(action in possible)
        entry.triggered.connect(partial(_act, act, record.worker, action))
    figures = menu.addAction(tr("What the system says of {name}…", name=record.name))
    figures.triggered.connect(lambda _checked=False: _show_card(record, menu.parentWidget()))


def _show_card(record: WorkerRecord, parent: QWidget | None) -> None:
    """Show what the operating system said of a worker."""
    from app.ui.parts.process_card import ProcessCard  # the first picture does without

    ProcessCard(record, parent).open()


def _possible_actions(record: WorkerRecord) -> list[ProcessAction]:
    """Return the acts that make sense for a worker now: none once it has ended."""
    if record.exited is not None or record.pid is None:
        return []
    useless = ProcessAction.SUSPEND if record.suspended else ProcessAction.RESUME
    return [action for action in offered_actions() if action is not useless]


def act_words(action: ProcessAction, name: str) -> str:
    """Return what an act is called."""
    return {
        ProcessAction.TERMINATE: tr("Ask {name} to end", name=name),
        ProcessAction.KILL: tr("Kill {name} at once", name=name),
        ProcessAction.SUSPEND: tr("Suspend {name}", name=name),
        ProcessAction.RESUME: tr("Resume {name}", name=name),
    }[action]


def act_explanation(action: ProcessAction, record: WorkerRecord) -> str:
    """Return what an act does, and what if nothing seems to happen."""
    if action is ProcessAction.TERMINATE and record.suspended:
        return tr(
            "Sends SIGTERM. The process is suspended and will hear of it only when it is resumed; "
            "killing it works at once."
        )
    return {
        ProcessAction.TERMINATE: tr(
            "Sends SIGTERM: the process is asked to end. If it is still there after a second, "
            "it does not listen; kill it."
        ),
        ProcessAction.KILL: tr("The system ends the process at once; it is not asked."),
        ProcessAction.SUSPEND: _by(
            "SIGSTOP",
            tr(
                "The process stays as it is and does nothing until it is resumed. "
                "It is seen in its lane after half a second."
            ),
        ),
        ProcessAction.RESUME: _by("SIGCONT", tr("The process goes on where it was suspended.")),
    }[action]


def _by(signal_name: str, effect: str) -> str:
    """Return what an act does, with the signal that it sends on systems that have one for it."""
    if sys.platform == "win32":
        return effect
    return tr("Sends {signal}. {effect}", signal=signal_name, effect=effect)


def _act(act: Act, worker: int, action: ProcessAction, _checked: bool = False) -> None:
    act(worker, action)
