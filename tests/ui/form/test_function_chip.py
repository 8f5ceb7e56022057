"""What the form is like with a function of one's own, and without."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.engine.tasks import SQUARE, Verb
from app.engine.way import Way
from app.ui.form.numbers_form import NumbersForm
from app.ui.look.appearance import Appearance

OWN = replace(SQUARE, name="is_prime", verb=Verb.GIVE)


@pytest.fixture
def form(qtbot: QtBot, appearance: Appearance) -> NumbersForm:
    """Return a form in sight."""
    form = NumbersForm("2, 3", Way())
    qtbot.addWidget(form)
    form.show()
    return form


def test_squaring_needs_no_chip(form: NumbersForm) -> None:
    """Whoever never wrote a function cannot tell that one may."""
    assert not form.chip.isVisible()
    assert form.square_button.text() == "Square"


def test_chip_names_the_function_and_the_button_runs_it(qtbot: QtBot, form: NumbersForm) -> None:
    """And the plan says so; going back is one click."""
    form.set_task(OWN)
    assert form.chip.isVisible()
    assert form.chip.text() == "is_prime"
    assert form.square_button.text() == "Run"
    with qtbot.waitSignal(form.run_requested) as asked:
        form.square()
    assert asked.args[0].task is OWN
    back = next(action for action in form.chip.menu().actions() if "squarer" in action.text())
    with qtbot.waitSignal(form.chip.back_wanted):
        back.trigger()
    form.set_task(SQUARE)
    assert not form.chip.isVisible()
    assert form.square_button.text() == "Square"


def test_long_name_leaves_the_numbers_their_room(form: NumbersForm) -> None:
    """The tool tip has all of it."""
    form.set_task(replace(OWN, name="x" * 200))
    assert len(form.chip.text()) < 30
    assert form.chip.width() < form.width() / 2
    assert "x" * 200 in form.chip.toolTip()
