"""The program that does what a run did, as part of a report. Pure functions; main process."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from app.engine.own.function import OwnFunction
from app.engine.own.task import own_function_of
from app.engine.plan import Plan
from app.engine.reporting.blocks import Block, Program, Section, Weight, Words
from app.engine.reporting.plain import cut
from app.engine.scripts.literals import (
    MOST_WRITTEN_OUT,
    TooLongToWriteOut,
    range_steps,
    too_many_words,
)
from app.engine.scripts.script import Script, Version, script_of
from app.words import tr, tr_count

LINES_AT_EACH_END = 150
LONGEST_LINE = 400
"""Lines and characters that are shown; nobody reads more of a program on paper."""


def program_steps(plan: Plan, version: Version) -> Generator[None, None, Section]:
    """Return the program with what there is to say of it, or the function alone, or why not.

    A million numbers are looked at in short steps.
    """
    own = own_function_of(plan.task)
    blocks: list[Block] = []
    try:
        script = yield from _writing(plan, version, own)
    except TooLongToWriteOut as problem:
        blocks.append(Words(str(problem), Weight.SMALL))
        if own is None:
            return Section(tr("The program"), tuple(blocks))
        blocks.append(Words(tr("The function alone:"), Weight.SMALL))
        lines = own.source.strip("\n").count("\n") + 1
        script = Script(own.source.strip("\n") + "\n", range(lines))
    program, left = shortened(script.text, script.island if own is not None else range(0))
    if left:
        blocks.append(Words(_left_out_words(left), Weight.SMALL))
    blocks.append(program)
    return Section(tr("The program"), tuple(blocks))


def _writing(
    plan: Plan, version: Version, own: OwnFunction | None
) -> Generator[None, None, Script]:
    """Write the program of a plan.

    Raises:
        TooLongToWriteOut: the numbers are too many, or too long, to stand in one.
    """
    count = len(plan.numbers)
    if count > MOST_WRITTEN_OUT:
        row = yield from range_steps(plan.numbers)
        if row is None:
            raise TooLongToWriteOut(too_many_words(count))
        plan = replace(plan, numbers=row)
    return script_of(plan, version, own)


def shortened(text: str, island: range) -> tuple[Program, int]:
    """Return a program with its first and last lines where it is long, and how many are left out.

    Args:
        text: the program.
        island: the lines that a person has written, counted from 0.
    """
    lines = [cut(line, LONGEST_LINE) for line in text.rstrip("\n").split("\n")]
    left = len(lines) - 2 * LINES_AT_EACH_END
    if left <= 0:
        return Program("\n".join(lines), island), 0
    words = tr_count("# … {count} line left out …", "# … {count} lines left out …", left)
    lines[LINES_AT_EACH_END:-LINES_AT_EACH_END] = [words]
    first = min(island.start, LINES_AT_EACH_END)
    return Program("\n".join(lines), range(first, min(island.stop, LINES_AT_EACH_END))), left


def _left_out_words(count: int) -> str:
    return tr_count(
        "{count} line in the middle is left out here. The Code page has it all.",
        "{count} lines in the middle are left out here. The Code page has them all.",
        count,
    )
