"""The function of a program, the lesson's or a person's own, and how its results are shown.

Pure functions; main process. A person's function is text here and stays text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.engine.own.function import OwnFunction
from app.engine.scripts.exactness import Exactness, Import
from app.engine.way import Housing, Way, Work, WorkKind


class Answer(Enum):
    """How what came out for a number gets to where it is shown."""

    PRINT = "print"
    """It is printed where it was made."""

    PUT = "put"
    """It is put into a queue."""

    RETURN = "return"
    """It is returned to a pool, which has queues of its own."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a program defines to do one number.

    Attributes:
        imports: what all of it takes from the standard library.
        island: the function with its helpers: what may be a person's own.
        rest: what is defined after it, a definition each.
        target: the name of what is called for each number.
        shown: with a queue, the line that prints what comes out of it.
        about: what is done, for the program's first line.
    """

    imports: tuple[Import, ...]
    island: str
    rest: tuple[str, ...]
    target: str
    shown: str
    about: str


THEIRS = "\x00"
"""Stands for the name of a person's function until all other names are settled."""

ROW = 'print(f"{number} squared to {square} by: {name}")'


def lesson_definitions(way: Way, answer: Answer, exact: Exactness) -> Definitions:
    """Return the lesson's ``squarer`` and what belongs to it."""
    imports = (*exact.imports, _who(way)[0])
    row = ROW.replace("{number}", f"{{{exact.shown.format('number')}}}")
    row = row.replace("{square}", f"{{{exact.shown.format('square')}}}")
    function = _squarer(answer, exact.square, _who(way)[1], row)
    island = "\n\n\n".join((*exact.helpers, function))
    if way.work.kind is WorkKind.NONE:
        return Definitions(imports, island, (), "squarer", row, "Square numbers")
    call = "return squarer(number)" if answer is Answer.RETURN else "squarer(number)"
    if answer is Answer.PUT:
        call = "squarer(number, results)"
    pause_import, pause = _extra_work(way.work)
    doc = f'"""{_work_words(way.work)}, then square."""'
    work = _definition("work", answer, [doc, *pause, call])
    return Definitions((*imports, *pause_import), island, (work,), "work", row, "Square numbers")


def own_definitions(way: Way, answer: Answer, function: OwnFunction) -> Definitions:
    """Return a person's function and what belongs to it; `THEIRS` stands for its name in that."""
    who_import, who = _who(way)
    pause_import, pause = _extra_work(way.work)
    name = THEIRS
    if answer is Answer.PRINT:
        body = [
            f'"""Print what {name} makes of a number, and by whom."""',
            *pause,
            "try:",
            f"    result = {name}(number)",
            "except Exception as error:",
            '    print(f"{number} was not done: {error!r}")',
            "else:",
            f'    print(f"{{number}} gives {{result}} by: {{{who}}}")',
        ]
    else:
        found = f"number, outcome, {who}"
        body = [
            f'"""Tell what {name} makes of a number, and by whom."""',
            *pause,
            "try:",
            f'    outcome = f"gives {{{name}(number)}}"',
            "except Exception as error:",
            '    outcome = f"was not done: {error!r}"',
            f"return {found}" if answer is Answer.RETURN else f"results.put(({found}))",
        ]
    return Definitions(
        (who_import, *pause_import),
        function.source.strip("\n"),
        (_definition("work", answer, body),),
        "work",
        'print(f"{number} {outcome} by: {name}")',
        f"Run {name} for numbers",
    )


def _squarer(answer: Answer, square: str, who: str, row: str) -> str:
    """Return the lesson's function."""
    doc, last = {
        Answer.PRINT: ("Print a number, its square, and who squared it.", row),
        Answer.PUT: (
            "Put a number, its square, and who squared it into a queue.",
            "results.put((number, square, name))",
        ),
        Answer.RETURN: (
            "Return a number, its square, and who squared it.",
            "return number, square, name",
        ),
    }[answer]
    lines = [f'"""{doc}"""', f"square = {square}", f"name = {who}", last]
    return _definition("squarer", answer, lines)


def _definition(name: str, answer: Answer, body: list[str]) -> str:
    """Return a function of a number, and of a queue where there is one."""
    arguments = "number, results" if answer is Answer.PUT else "number"
    return "\n".join([f"def {name}({arguments}):", *(f"    {line}" for line in body)])


def _who(way: Way) -> tuple[Import, str]:
    """Return what tells the worker's name, and the import for it."""
    if way.housing is Housing.THREAD:
        return ("threading", "current_thread"), "current_thread().name"
    return ("multiprocessing", "current_process"), "current_process().name"


def _extra_work(work: Work) -> tuple[tuple[Import, ...], list[str]]:
    """Return the lines that do the extra work, and the imports for them."""
    if work.kind is WorkKind.WAITING:
        return (("time", "sleep"),), [f"sleep({work.seconds:g})"]
    if work.kind is WorkKind.COMPUTING:
        lines = [
            f"end = thread_time() + {work.seconds:g}  # in time on a core",
            "while thread_time() < end:",
            "    pass",
        ]
        return (("time", "thread_time"),), lines
    return (), []


def _work_words(work: Work) -> str:
    if work.kind is WorkKind.WAITING:
        return "Wait, as for a disk or a network"
    return "Keep a core busy, as long computing does"
