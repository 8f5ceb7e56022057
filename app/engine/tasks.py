"""What is done with each number. Squaring is the first task and, until there is another, the only.

A plan names its task; whoever shows, saves or tells of a run asks the task and not the square.
Main process only; a child gets the task's function alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from app.engine.numbers.exact import short_text_of, size_key, text_of
from app.engine.numbers.squaring import square


class Verb(Enum):
    """What is said of a task; `telling.task_words` has the words."""

    SQUARE = "square"
    GIVE = "give"
    """A function of the person's own gives a result for a number."""


class ShortText(Protocol):
    """Makes a result's text for a row."""

    def __call__(self, result: Any, /, most: int = ...) -> str:
        """Return the text, shortened in the middle where it is longer than `most` characters."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that can be done with a number.

    Attributes:
        name: what the function is called in a program.
        verb: how people speak of doing it.
        function: what children are given: a function of a module, which they import, that takes a
            number and returns the result; or a person's `OwnFunction`.
        result_text: gives a result's whole text, as it is copied and saved.
        short_result_text: gives a result's text for a row.
        sort_key: gives a key that sorts results by size.
        trusted: whether its children run this program's own code alone.
        source: a person's own function, as text; empty for this program's.
    """

    name: str
    verb: Verb
    function: Any
    result_text: Callable[[Any], str]
    short_result_text: ShortText
    sort_key: Callable[[Any], Any]
    trusted: bool = True
    source: str = ""


SQUARE = Task("squarer", Verb.SQUARE, square, text_of, short_text_of, size_key)
"""Squares a number exactly."""
