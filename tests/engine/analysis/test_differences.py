"""What two runs differ in: the stages' differences add up, and the sentence is true of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.differences import Differences, Part, differences_of
from app.engine.analysis.stages import IN_ORDER, Stage
from app.engine.analysis.totals import RunTotals
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.telling.difference_words import caution_words, change_text, difference_sentence
from app.engine.way import KINDS, Way, Work, WorkKind
from tests import hand_written_logs as logs

EACH, POOL = Way(*KINDS["each"]), Way(*KINDS["pool"], workers=4)


def stretched(later: float, way: Way = EACH) -> Record:
    """Return the five processes, each requested `later` microseconds earlier than it starts."""
    events = [
        event
        for worker, times in enumerate(logs.FIVE)
        for event in logs.life(
            worker, worker, worker + 2, (times[0], *(moment + later for moment in times[1:]))
        )
    ]
    head = logs.five_events()[:1]
    tail = replace(logs.five_events()[-1], at=logs.at(logs.FIVE[-1][-1] + later))  # type: ignore[arg-type]
    log = Log(range(2, 7))
    log.extend([*head, *logs.in_order(events), tail])
    return logs.record_of(log, Plan(range(2, 7), way))


def differences(one: Record, other: Record) -> Differences:
    """Return what two records differ in."""
    first, second = RunTotals(one.log).done().at(), RunTotals(other.log).done().at()
    return differences_of(one, first, other, second)


def sentence(one: Record, other: Record) -> str:
    """Return that in a sentence."""
    return difference_sentence(differences(one, other), one.plan, other.plan)


@given(st.integers(0, 50_000), st.integers(0, 50_000))
def test_stages_add_up_to_the_whole_difference(one: int, other: int) -> None:
    """To the nanosecond, whatever the two runs are."""
    found = differences(stretched(one), stretched(other))
    assert sum(found.by_stage.values()) == found.whole
    assert list(found.by_stage) == list(IN_ORDER)


def test_pool_that_started_quicker_is_told_so() -> None:
    """The sentence that the drawing has: who, how much, and in which stage."""
    slow, quick = stretched(212_000), stretched(0, POOL)
    found = differences(slow, quick)
    assert (found.stage, found.part, found.clear) == (Stage.STARTING, Part.ALL, True)
    assert found.whole == -212_000_000
    assert sentence(slow, quick) == "The pool of 4 needed 212 ms less, all of it starting."
    back = sentence(quick, slow)
    assert back == "A process for each number needed 212 ms more, all of it starting."


def test_same_way_twice_is_the_second_run() -> None:
    """Which is the only name that tells them apart."""
    assert sentence(stretched(0), stretched(212_000)).startswith("The second run needed 212 ms")


def test_small_difference_is_said_to_be_none() -> None:
    """Single runs of the same differ by a tenth anyhow."""
    assert sentence(stretched(0), stretched(1_000)) == (
        "No clear difference: 1 ms. Two runs of the same differ by as much."
    )


def test_run_that_did_not_do_everything_is_not_compared() -> None:
    """Half a run says nothing."""
    killed = logs.record_of(logs.one_killed())
    assert sentence(killed, stretched(0)).startswith("One of the two did not do all")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "the same, done twice"),
        ({"way": POOL}, ""),
        ({"way": replace(EACH, work=Work(WorkKind.WAITING, 0.1))}, "different work"),
        ({"numbers": range(3, 8)}, "different numbers"),
    ],
)
def test_what_is_to_be_borne_in_mind(change: dict[str, object], words: str) -> None:
    """Numbers, work, computer; nothing where only the way differs."""
    record = stretched(0)
    other = replace(record, plan=replace(record.plan, **change))  # type: ignore[arg-type]
    told = caution_words(differences(record, other))
    assert (words in told) if words else (told == "")


def test_other_computer_is_borne_in_mind() -> None:
    """Its times are not this one's."""
    record = stretched(0)
    other = replace(record, computer=replace(record.computer, system="Windows"))
    assert "different computers" in caution_words(differences(record, other))


def test_changes_have_signs() -> None:
    """As in a table."""
    assert change_text(12_000_000) == "+12 ms"
    assert change_text(-12_000_000) == "\N{MINUS SIGN}12 ms"
    assert change_text(0) == "0"
