"""Squaring one huge number: from the typed text to the text shown."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

from app.engine.events import NumbersDone
from app.engine.numbers.exact import short_text_of
from app.engine.numbers.parsing import parse
from app.engine.numbers.squaring import square
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from bench.report import Table, duration, times, verdict
from bench.samples import ratio_of, spread_of, take_turns

DIGITS, QUICK_DIGITS = 10_000_000, 1_000_000
INT_DIGITS = (25_000, 50_000, 100_000)
"""As far as `int` gets within a moment."""

ROUNDS, QUICK_ROUNDS = 5, 3
MOST_S = 1.5
ENGINE, ALONE, GMP = "the engine", "in this process", "gmpy2"
KEPT = 20
SEED = 7


def report(quick: bool) -> list[Table]:
    """Measure."""
    digits, rounds = (QUICK_DIGITS, QUICK_ROUNDS) if quick else (DIGITS, ROUNDS)
    get_ready("forkserver")
    text = _text(digits)
    table = Table(f"a number with {digits:,} digits: typed text to text shown")
    contestants: dict[str, Callable[[], float]] = {
        ENGINE: lambda: _timed(_engine, text),
        ALONE: lambda: _timed(_alone, text),
    }
    if find_spec("gmpy2") is None:
        table.remarks.append("gmpy2 is not installed: `make bench` does that")
    else:
        contestants[GMP] = lambda: _timed(_gmp, text)
    measured = take_turns(contestants, rounds)
    ours = spread_of(measured[ENGINE])
    aim = verdict(ours.middle, MOST_S, f"under {MOST_S} s") if digits == DIGITS else ""
    table.add("read, square in a process, show", duration(ours), "", aim)
    for name, words in (
        (ALONE, "the same without a process of its own"),
        (GMP, "GMP (gmpy2): read, square, write out, shorten"),
    ):
        if name in measured:
            ratio = times(ratio_of(measured[ENGINE], measured[name]), "that")
            table.add(words, duration(spread_of(measured[name])), f"the engine: {ratio}")
    _add_int(table, digits, ours.middle)
    table.remarks.append(f"medians of {rounds} rounds, turn and turn about, with least and most")
    return [table]


def _add_int(table: Table, digits: int, ours_s: float) -> None:
    """Add what `int` would need: measured with fewer digits, and extrapolated from there."""
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    seconds = [min(_timed(_int, _text(count)) for _ in range(3)) for count in INT_DIGITS]
    power = math.log(seconds[-1] / seconds[-2]) / math.log(INT_DIGITS[-1] / INT_DIGITS[-2])
    guess = seconds[-1] * (digits / INT_DIGITS[-1]) ** power
    measured = ", ".join(
        f"{count:,} digits {value:.3f} s" for count, value in zip(INT_DIGITS, seconds, strict=True)
    )
    table.add(
        "int: the same, extrapolated",
        f"about {guess:,.0f} s",
        f"the engine: about {ours_s / guess:.2g} x that",
    )
    table.remarks.append(
        f"int was measured with {measured}; time grows with the digits to the power of {power:.2f}"
    )


def _text(digits: int) -> str:
    chance = random.Random(SEED)
    return "7" + "".join(chance.choices("0123456789", k=digits - 1))


def _timed(work: Callable[[str], str], text: str) -> float:
    begun = time.perf_counter()
    shown = work(text)
    seconds = time.perf_counter() - begun
    if not shown:
        raise RuntimeError("nothing would be shown")
    return seconds


def _engine(text: str) -> str:
    events = [event for batch in Run(Plan(parse(text))) for event in batch]
    squared = next(event for event in events if isinstance(event, NumbersDone))
    return short_text_of(squared.results[0])


def _alone(text: str) -> str:
    return short_text_of(square(parse(text)[0]))


def _gmp(text: str) -> str:
    import gmpy2  # type: ignore[import-untyped,import-not-found,unused-ignore]

    return _short(str(gmpy2.mpz(text) ** 2))


def _int(text: str) -> str:
    return _short(str(int(text) ** 2))


def _short(digits: str) -> str:
    return f"{digits[:KEPT]}…{digits[-KEPT:]} ({len(digits)})"
