"""Looks at what came from a file before anything is made of it. Any thread."""

from __future__ import annotations

from typing import Any, TypeVar

from app.words import tr

LONGEST_RUN_NS = 10**17
"""The farthest from a run's beginning that a time in it may be: about three years."""

MOST_COUNTED = 1 << 31
"""No count in a run (processes, workers, characters) reaches this."""

MOST_BYTES = 1 << 62
"""No memory and no message has so many."""

LONGEST_TEXT = 10_000_000
"""Characters of what was printed, or of an error's words."""

LONGEST_NAME = 1_000
"""Characters of a name."""

Kind = TypeVar("Kind")


class UnreadableRecord(ValueError):  # noqa: N818  it reads as what happened
    """A run could not be read; its text is a sentence for the person.

    Args:
        sentence: what happened, and what to do.
        detail: what exactly was found, for whoever looks into the file; not translated.
    """

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


def damaged(detail: str) -> UnreadableRecord:
    """Return the error to raise for what this program never writes."""
    return UnreadableRecord(
        tr("The run in it is damaged or incomplete, and was not opened."), detail
    )


def need(condition: object, detail: str) -> None:
    """Refuse the run unless a condition holds.

    Raises:
        UnreadableRecord: it does not.
    """
    if not condition:
        raise damaged(detail)


def of_kind(kind: type[Kind], value: Any, what: str) -> Kind:
    """Return a value that is of exactly this type; True is no number here."""
    need(type(value) is kind, f"{what} is no {kind.__name__}")
    return value  # type: ignore[no-any-return]


def whole(value: Any, what: str, least: int = 0, most: int = MOST_COUNTED) -> int:
    """Return a whole number that lies within limits, both included."""
    number = of_kind(int, value, what)
    need(least <= number <= most, f"{what} is out of range")
    return number


def time_in(value: Any, base: int) -> int:
    """Return a time on a run's clock, given as nanoseconds after its beginning."""
    return base + whole(value, "a time", -LONGEST_RUN_NS, LONGEST_RUN_NS)


def text(value: Any, what: str, longest: int = LONGEST_NAME) -> str:
    """Return a text that is no longer than so many characters."""
    words = of_kind(str, value, what)
    need(len(words) <= longest, f"{what} is too long")
    return words


def wholes(values: Any, what: str, least: int, most: int, count: int | None = None) -> list[int]:
    """Return a list of whole numbers within limits, both included; of this length, if it is given.

    Checked at memory speed: there may be thousands.
    """
    numbers = of_kind(list, values, what)
    need(count is None or len(numbers) == count, f"{what} has another length")
    if numbers:
        need(set(map(type, numbers)) == {int}, f"{what} is not all whole numbers")
        need(min(numbers) >= least and max(numbers) <= most, f"{what} is out of range")
    return numbers
