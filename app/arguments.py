"""The command line: what was asked for, or a clear sentence about what was not understood.

Main process, before Qt is loaded.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import __version__
from app.comparing_arguments import CompareRequest, add_compare_options, compare_request
from app.engine.numbers.exact import Number
from app.engine.plan import Plan
from app.engine.storage.places import RUN_SUFFIXES
from app.engine.tasks import SQUARE, Task
from app.engine.way import (
    KINDS,
    LONGEST_WORK_S,
    MOST_ALIVE,
    MOST_WORKERS,
    Way,
    Work,
    WorkKind,
    default_start_method,
    start_methods,
)
from app.words import tr

FROM_STDIN = "-"
"""Stands for: read the numbers from standard input."""

SCRIPT = "--script"
SCRIPT_VERSIONS = ("print", "queue")

_NEGATIVE = re.compile(r"-(?:[\d.]|inf|nan|[ij]\b)", re.IGNORECASE)
_NUMBERS = re.compile(r"[-+]?(?:[\d.][-+\d.eij/]*|inf|nan|[ij])", re.IGNORECASE)
"""A file whose name ends so has a run, not numbers."""

_FILE_SUFFIXES = (".txt", ".csv", ".tsv", *RUN_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for.

    Attributes:
        window: whether to open the window.
        numbers: the numbers as typed; `FROM_STDIN` to read them; None where none were given.
        file: the file with the numbers, from the root; None where none was given.
        start_method: how to start processes.
        given: the other options that were given, by the names of `Way`'s fields; what was not
            given is as remembered (in the window) or as usual.
        self_test: where to write the report of a self-test; None where none was asked for.
        script: which version of the program to print instead of running: `print` or `queue`; None
            where it was not asked for.
        task: what is to be done with each number.
        run_file: the file with a run that is to be shown, from the root; None where none was given.
        save: where the run is to be saved; None where it is not.
        compare: which ways are to be compared; None where none are.
    """

    window: bool
    numbers: str | None
    file: str | None
    start_method: str
    given: Mapping[str, Any]
    self_test: str | None = None
    script: str | None = None
    task: Task = SQUARE
    run_file: str | None = None
    save: str | None = None
    compare: CompareRequest | None = None

    def plan(self, numbers: Sequence[Number]) -> Plan:
        """Return the plan to do `numbers` as asked for."""
        return Plan(numbers, Way(**self.given), self.task)


def understand(arguments: Sequence[str]) -> Request:
    """Return what was asked for.

    Args:
        arguments: the command line's words after the program's name.

    Raises:
        SystemExit: status 2 with the reason on stderr, or 0 after ``--help`` and ``--version``.
    """
    parser = _parser()
    # By itself argparse takes the word after --script for its value, which is a number here.
    words_given = [f"{SCRIPT}=print" if word == SCRIPT else word for word in arguments]
    options = parser.parse_intermixed_args(words_given)
    words: list[str] = options.numbers
    files = [word for word in words if _is_file(word)]
    if files and len(words) > 1:
        parser.error(tr("give one file, or numbers; not both, and not several files"))
    run_file = next((file for file in files if file.lower().endswith(RUN_SUFFIXES)), None)
    if options.save and not options.no_window:
        parser.error(tr("--save goes with --no-window; in the window there is File ▸ Save run…"))
    if run_file and (options.save or options.script or options.function):
        parser.error(tr("a file with a run is only shown; give numbers to do something with them"))
    compare = compare_request(parser, options)
    if compare is not None and not options.no_window:
        parser.error(tr("--compare goes with --no-window"))
    if compare is not None and run_file:
        parser.error(tr("a file with a run is only shown; give numbers to compare ways with"))
    sharing, housing = KINDS[options.strategy] if options.strategy else (None, None)
    given = {
        "sharing": sharing,
        "housing": housing,
        "workers": options.processes,
        "alive_limit": options.at_most,
        "start_method": options.start_method,
        "work": options.work,
    }
    return Request(
        window=not options.no_window,
        numbers=" ".join(words) if words and not files else None,
        file=os.path.abspath(files[0]) if files and not run_file else None,
        start_method=options.start_method or default_start_method(),
        given={name: value for name, value in given.items() if value is not None},
        self_test=_from_root(options.self_test),
        script=options.script,
        task=options.function or SQUARE,
        run_file=_from_root(run_file),
        save=_from_root(options.save),
        compare=compare,
    )


def has_screen() -> bool:
    """Return whether a window could be shown; only Linux can be without a screen."""
    if sys.platform != "linux":
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in named)


def _from_root(file: str | None) -> str | None:
    """Return a file's path from the root: the program leaves the folder it was started in."""
    return file if file is None or file == FROM_STDIN else os.path.abspath(file)


def _function_from(words: str) -> Task:
    """Return the task that words such as ``primes.py:is_prime`` ask for.

    Raises:
        argparse.ArgumentTypeError: there is no such function.
    """
    from app.engine.own.task import own_task
    from app.engine.scripts.function_files import (
        UnreadableFunction,
        function_of,
        read_source,
        split_name,
    )

    path, name = split_name(words)
    try:
        function = function_of(read_source(path), name)
    except UnreadableFunction as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
    return own_task(function.source, function.name)


def _is_file(word: str) -> bool:
    """Return whether a word means a file with numbers rather than numbers."""
    if word == FROM_STDIN or _NUMBERS.fullmatch(word):
        return False
    return word.lower().endswith(_FILE_SUFFIXES) or os.path.exists(word)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="MultiSquare" if getattr(sys, "frozen", False) else "python -m app",
        description=tr("Squares numbers with real processes and shows which process did what."),
        allow_abbrev=False,
    )
    # By itself argparse takes -1/3, -2..6 or -3+4j for options: a negative number is a number.
    parser._negative_number_matcher = _NEGATIVE
    parser.add_argument(
        "numbers",
        nargs="*",
        help=tr(
            "numbers such as 2 -3 0.1 1/3 2..6, a file with numbers, or one with a saved run "
            "(.json, .json.gz); - reads standard input"
        ),
    )
    parser.add_argument("--no-window", action="store_true", help=tr("print the rows instead"))
    parser.add_argument(
        "--strategy",
        choices=list(KINDS),
        help=tr("one after another, a process for each number (usual), a pool, or threads"),
    )
    parser.add_argument(
        "--processes",
        metavar="K",
        type=_whole_number(MOST_WORKERS),
        help=tr("how many workers a pool has, or how many threads (usual: the number of cores)"),
    )
    parser.add_argument(
        "--at-most",
        metavar="N",
        type=_whole_number(MOST_ALIVE),
        help=tr("with a process for each number: how many are alive at a time"),
    )
    parser.add_argument(
        "--start-method",
        choices=start_methods(),
        help=tr("how processes are started"),
    )
    parser.add_argument(
        "--work",
        metavar="KIND:SECONDS",
        type=work_from,
        help=tr("extra work for each number, such as computing:0.5 or waiting:0.5"),
    )
    parser.add_argument(
        "--self-test",
        metavar="FILE",
        help=tr("try everything on this computer and write a report (JSON); - is standard output"),
    )
    parser.add_argument(
        "--save",
        metavar="FILE",
        help=tr("with --no-window: save the run, to be opened again (.json or .json.gz)"),
    )
    parser.add_argument(
        SCRIPT,
        metavar="VERSION",
        choices=SCRIPT_VERSIONS,
        help=tr(
            "print the Python program that does the same, and run nothing; --script=queue: the "
            "version in which results come back through a queue"
        ),
    )
    parser.add_argument(
        "--function",
        metavar="FILE.py[:NAME]",
        type=_function_from,
        help=tr("run a function of your own for each number, with your rights"),
    )
    add_compare_options(parser)
    parser.add_argument("--version", action="version", version=f"MultiSquare {__version__}")
    return parser


def _whole_number(most: int) -> type[int]:
    """Return what argparse calls to read a whole number from 1 to `most`."""

    def read(word: str) -> int:
        if not word.isascii() or not word.isdigit() or not 1 <= int(word[:9]) <= most:
            raise argparse.ArgumentTypeError(
                tr("{word!r} is not a whole number from 1 to {most}", word=word, most=most)
            )
        return int(word)

    return read  # type: ignore[return-value]


def work_from(words: str) -> Work:
    """Return the extra work that words such as ``computing:0.5`` or ``none`` ask for.

    Raises:
        argparse.ArgumentTypeError: they ask for nothing this program knows.
    """
    kind, _, seconds = words.partition(":")
    if kind == WorkKind.NONE.value and not seconds:
        return Work()
    kinds = {WorkKind.COMPUTING.value: WorkKind.COMPUTING, WorkKind.WAITING.value: WorkKind.WAITING}
    plain = re.fullmatch(r"\d{1,4}(\.\d{0,9})?|\.\d{1,9}", seconds, re.ASCII)
    if kind in kinds and plain and 0 < float(seconds) <= LONGEST_WORK_S:
        return Work(kinds[kind], float(seconds))
    raise argparse.ArgumentTypeError(
        tr(
            "{words!r} is no extra work; write none, computing:SECONDS or waiting:SECONDS "
            "with at most {most:g} seconds, such as computing:0.5",
            words=words,
            most=LONGEST_WORK_S,
        )
    )
