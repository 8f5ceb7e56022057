"""A plan as a whole Python program: what a teacher would write to do the same.

It runs as it is on every Python from 3.10 on and on every platform, with nothing but the standard
library. Pure functions; main process. Nothing here runs or imports what a person has written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from app.engine.numbers.exact import Number
from app.engine.own.function import OwnFunction
from app.engine.plan import Plan
from app.engine.scripts.exactness import (
    PAIR_NAME,
    Exactness,
    Import,
    exactness_for,
    literal_imports,
)
from app.engine.scripts.functions import (
    THEIRS,
    Answer,
    lesson_definitions,
    own_definitions,
)
from app.engine.scripts.literals import LINE_CHARACTERS, is_range, numbers_lines
from app.engine.scripts.names import free_names, names_taken, renamed
from app.engine.scripts.ways import arrange
from app.engine.way import POOL, Way

FUTURE = re.compile(r"^from __future__ import", re.MULTILINE)

STAND_IN = "_"
"""Takes the place of a person's function while this program's own names are looked at."""

EVERYWHERE = "spawn"
"""The start method that every platform has."""


class Version(Enum):
    """How a program's workers answer; the value is the command line's word."""

    PRINT = "print"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Script:
    """A program.

    Attributes:
        text: all of it, with a line's end at its end.
        island: the lines of the function with its helpers, which may be a person's own; counted
            from 0.
    """

    text: str
    island: range


@dataclass(frozen=True, slots=True)
class WrittenNumbers:
    """Numbers as they stand in the lesson's program; the same for every way and version.

    Attributes:
        lines: the lines that assign them.
        exact: what squaring them exactly needs.
    """

    lines: list[str]
    exact: Exactness


def write_numbers(numbers: Sequence[Number]) -> WrittenNumbers:
    """Return numbers as they stand in the lesson's program; looks at each of them.

    Raises:
        TooLongToWriteOut: they are too many, or too long, to stand in a program.
    """
    lines = numbers_lines("numbers", numbers, PAIR_NAME)
    if is_range(lines):
        return WrittenNumbers(lines, Exactness())
    exact = exactness_for(numbers)
    if not exact.name_of_pair:
        lines = numbers_lines("numbers", numbers)
    return WrittenNumbers(lines, exact)


def script_of(
    plan: Plan,
    version: Version,
    own: OwnFunction | None = None,
    written: WrittenNumbers | None = None,
) -> Script:
    """Return the program that does what a plan does.

    Args:
        plan: numbers and way.
        version: whether workers print, or answer through a queue.
        own: what to do with each number, where not the lesson's square.
        written: what `write_numbers` has made of the plan's numbers, where that is at hand.

    Raises:
        TooLongToWriteOut: the numbers are too many, or too long, to stand in a program.
    """
    way, answer = plan.way, _answer(plan.way, version)
    written = written or write_numbers(plan.numbers)
    lines = written.lines
    imports: tuple[Import, ...] = ()
    if own is None:
        one = lesson_definitions(way, answer, written.exact)
    else:
        one = own_definitions(way, answer, own)
        if not is_range(lines):
            lines = numbers_lines("numbers", plan.numbers)
            imports = literal_imports(plan.numbers)
    shared = arrange(way, len(plan.numbers), answer, one)
    method_imports, method = _start_method(way)
    needed = {*imports, *one.imports, *shared.imports, *method_imports}
    main = ['if __name__ == "__main__":', *_indented([*method, *lines, *shared.main])]
    rest = "\n\n\n".join([*one.rest, *shared.definitions, "\n".join(main)])
    about = f'"""{one.about}, {shared.about}."""'
    if own is None:
        return _put_together(about, _import_lines(needed, {}), one.island, rest)
    return _around(own, about, needed, rest)


def changed_lines(before: str, after: str) -> list[int]:
    """Return which lines of `after` are not in `before`, counted from 0; never an empty one."""
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes = (place for place in matcher.get_opcodes() if place[0] in ("replace", "insert"))
    return [line for _, _, _, begin, end in changes for line in range(begin, end) if new[line]]


def _answer(way: Way, version: Version) -> Answer:
    if version is Version.PRINT:
        return Answer.PRINT
    return Answer.RETURN if way.kind == POOL else Answer.PUT


def _start_method(way: Way) -> tuple[tuple[Import, ...], list[str]]:
    """Return the lines that choose the start method, where a platform has it, and their imports."""
    chosen = f'set_start_method("{way.start_method}")'
    needed: tuple[Import, ...] = (("multiprocessing", "set_start_method"),)
    if way.start_method == EVERYWHERE:
        return needed, [chosen]
    lines = ['if sys.platform != "win32":  # Windows has only spawn', f"    {chosen}"]
    return (*needed, ("sys", "")), lines


def _around(own: OwnFunction, about: str, needed: set[Import], rest: str) -> Script:
    """Return the program around a person's function, which keeps all of its names."""
    taken = names_taken(own.source, needed) | {own.name}
    imports = _import_lines(needed, {})
    names = free_names(f"{imports}\n{rest}".replace(THEIRS, STAND_IN), taken)
    imports = _import_lines(needed, names)
    about, rest = (text.replace(THEIRS, own.name) for text in (about, renamed(rest, names)))
    return _put_together(about, imports, own.source.strip("\n"), rest)


def _import_lines(needed: Iterable[Import], names: Mapping[str, str]) -> str:
    """Return imports as PEP 8 and isort have them.

    Args:
        needed: what is imported.
        names: what is called differently here.
    """
    imported: dict[str, list[str]] = defaultdict(list)
    for module, name in sorted(needed, key=_import_order):
        other = names.get(name or module)
        imported[module].append(f"{name or module} as {other}" if other else name or module)
    modules = {module for module, name in needed if not name}
    lines = [f"import {named}" for module in modules for named in imported.pop(module)]
    lines += (line for module in imported for line in _import(module, imported[module]))
    return "\n".join(lines)


def _import_order(entry: Import) -> tuple[str, int, str]:
    """Return what sorts imports: by module, constants first, then classes, then functions."""
    module, name = entry
    return module, 0 if name.isupper() else 1 if name[:1].isupper() else 2, name


def _import(module: str, names: list[str]) -> Iterator[str]:
    """Yield an import's lines: one, or one for each name where that would be too long."""
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= LINE_CHARACTERS:
        yield line
        return
    yield f"from {module} import ("
    yield from (f"    {name}," for name in names)
    yield ")"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _put_together(about: str, imports: str, island: str, rest: str) -> Script:
    """Return the program of its parts; an island's imports from the future come before all else."""
    head, tail = f"{about}\n\n{imports}\n\n\n", f"{rest}\n"
    if FUTURE.search(island):
        head, tail = "", f"{imports}\n\n\n{tail}"
    first = head.count("\n")
    lines = range(first, first + island.count("\n") + 1)
    return Script(f"{head}{island}\n\n\n{tail}", lines)
