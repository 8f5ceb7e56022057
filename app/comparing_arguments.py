"""The command line's options for comparing ways. Main process, before Qt is loaded.

What reads them is imported when they are given: a start without them must not pay for it.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from math import inf
from typing import Any

from app.engine.way import Way, Work
from app.words import tr

FORMATS = ("text", "csv", "json", "markdown")
QUESTIONS = ("ways", "work", "processes", "chunk")
MOST_REPETITIONS = 1_000
LONGEST_LIMIT_S = 86_400.0

_NEEDED = ("repeat", "limit", "sweep", "format")
"""Options that mean nothing without ``--compare``, by argparse's names."""

_UNFIT = ("strategy", "processes", "at_most", "save", "script", "self_test")
"""Options that mean nothing with it."""


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """What is to be compared, as the command line has it.

    Attributes:
        ways: each as written and as understood, with its start method and work.
        question: one of `QUESTIONS`.
        repetitions: how often each is repeated; None for as often as it takes.
        limit_s: for how many seconds it may go on; infinite where repetitions are chosen and no
            limit is; None for the usual.
        format: one of `FORMATS`.
    """

    ways: tuple[tuple[str, Way], ...]
    question: str
    repetitions: int | None
    limit_s: float | None
    format: str


def add_compare_options(parser: argparse.ArgumentParser) -> None:
    """Let a parser know the options for comparing."""
    group = parser.add_argument_group(tr("comparing ways"))
    group.add_argument(
        "--compare",
        metavar="WAYS",
        help=tr(
            "with --no-window: measure ways and say which is fastest, such as "
            "one,each,pool:4,threads:4,pool:4:spawn"
        ),
    )
    group.add_argument(
        "--repeat",
        metavar="N",
        type=_repetitions,
        help=tr("how often each way is repeated (usual: until the answer is steady)"),
    )
    group.add_argument(
        "--limit",
        metavar="SECONDS",
        type=_limit,
        help=tr("for how long it may go on (usual: 60, and without end with --repeat)"),
    )
    group.add_argument(
        "--sweep",
        choices=QUESTIONS[1:],
        help=tr("from how much work on does it pay, how many processes, how large a chunk"),
    )
    group.add_argument("--format", choices=FORMATS, help=tr("how the figures are printed"))


def compare_request(
    parser: argparse.ArgumentParser, options: argparse.Namespace
) -> CompareRequest | None:
    """Return what is to be compared; None where nothing is.

    Raises:
        SystemExit: the options do not go together, or a way was not understood.
    """
    given = [name for name in _NEEDED if getattr(options, name) is not None]
    if options.compare is None:
        if given:
            parser.error(tr("--{option} goes with --compare", option=given[0]))
        return None
    for name in _UNFIT:
        if getattr(options, name) is not None:
            option = name.replace("_", "-")
            parser.error(tr("--{option} does not go with --compare", option=option))
    ways = tuple(_ways(parser, options))
    question = options.sweep or "ways"
    _check_question(parser, question, ways)
    limit = options.limit
    return CompareRequest(
        ways=ways,
        question=question,
        repetitions=options.repeat,
        limit_s=inf if limit is None and options.repeat is not None else limit,
        format=options.format or "text",
    )


def _ways(parser: argparse.ArgumentParser, options: argparse.Namespace) -> list[tuple[str, Way]]:
    """Return the ways that are written after ``--compare``."""
    from app.engine.comparing.written import way_of

    others: dict[str, Any] = {}
    if options.start_method is not None:
        others["start_method"] = options.start_method
    usual = Way(work=options.work or Work(), **others)
    found: list[tuple[str, Way]] = []
    for word in options.compare.split(","):
        way = way_of(word.strip(), usual)
        if way is None:
            parser.error(
                tr(
                    "{word!r} is no way to compare; write ways such as one, each, pool:4, "
                    "threads:4, each:16 or pool:4:spawn with commas between them",
                    word=word,
                )
            )
        found.append((word.strip(), way))
    return found


def _check_question(
    parser: argparse.ArgumentParser, question: str, ways: tuple[tuple[str, Way], ...]
) -> None:
    """Refuse a sweep over what none of the ways has."""
    kinds = {word.partition(":")[0] for word, _ in ways}
    if question == "chunk" and "pool" not in kinds:
        parser.error(tr("only a pool has chunks: --sweep chunk needs one, such as pool:4"))
    if question == "processes" and not kinds & {"pool", "threads"}:
        parser.error(tr("--sweep processes needs a pool or threads, such as pool or threads"))
    if question == "work" and kinds == {"one"}:
        parser.error(tr("--sweep work needs a way to compare with one after another"))


def _repetitions(word: str) -> int:
    """Return how often to repeat."""
    if not word.isascii() or not word.isdigit() or not 1 <= int(word[:9]) <= MOST_REPETITIONS:
        raise argparse.ArgumentTypeError(
            tr(
                "{word!r} is not a whole number from 1 to {most}",
                word=word,
                most=MOST_REPETITIONS,
            )
        )
    return int(word)


def _limit(word: str) -> float:
    """Return for how many seconds to go on."""
    try:
        seconds = float(word)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_LIMIT_S:
        raise argparse.ArgumentTypeError(
            tr(
                "{word!r} is not a number of seconds up to {most:g}",
                word=word,
                most=LONGEST_LIMIT_S,
            )
        )
    return seconds
