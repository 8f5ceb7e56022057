"""What is said before a comparison, while it goes on, and at its end. Any thread."""

from __future__ import annotations

from app.engine.comparing.comparison import Comparison
from app.engine.telling.durations import seconds_text
from app.engine.telling.wording import about_text
from app.engine.units import NS_PER_S
from app.words import tr, tr_count


def estimate_words(seconds: float) -> str:
    """Return how long a comparison will take."""
    return tr("takes about {time}", time=_about(seconds))


def progress_words(done: int, expected: int, left_s: float) -> str:
    """Return how far a comparison is.

    Args:
        done: how many runs have been made.
        expected: how many there will be, as far as is known.
        left_s: how many seconds it will still take, about.
    """
    return tr_count(
        "{done} of {count} run, about {time} left",
        "{done} of {count} runs, about {time} left",
        expected,
        done=f"{done:,}",
        time=_about(left_s),
    )


def measuring_words() -> list[str]:
    """Return what stands in the result's place until there is one."""
    return [
        tr("Measuring…"),
        tr(
            "Each way is run once to warm up, then several times in mixed order. What has been "
            "found stands here as soon as there is something."
        ),
    ]


def going_on_words() -> str:
    """Return that a comparison goes on, for the window's status line."""
    return tr("Comparing: every run by itself, with nothing else beside it.")


def ended_words(comparison: Comparison, seconds: float) -> str:
    """Return what a comparison did, for the window's status line.

    Args:
        comparison: one that is over.
        seconds: how long it took.
    """
    return tr_count(
        "{count} way compared, in {runs} runs, {time}",
        "{count} ways compared, in {runs} runs, {time}",
        len(comparison.asked.contenders),
        runs=f"{len(comparison.repetitions):,}",
        time=seconds_text(seconds),
    )


def _about(seconds: float) -> str:
    """Return a length of time with two digits that matter."""
    return about_text(round(seconds * NS_PER_S))
