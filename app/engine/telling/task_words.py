"""What is said of doing a task, by its verb. Main process only.

Numbers, results, names and causes come as texts; what comes back is translated.
"""

from __future__ import annotations

from typing import Protocol

from app.engine.tasks import Task, Verb
from app.words import tr, tr_count


class TaskWords(Protocol):
    """The sentences about one number that differ from task to task."""

    def done(self, number: str, result: str, name: str) -> str:
        """Return that a worker has done a number, as a row says it."""

    def done_by(self, number: str, result: str) -> str:
        """Return the same up to the name, which stands behind it in a shape of its own."""

    def done_alone(self, number: str, result: str) -> str:
        """Return the same without a word of who did it."""

    def not_done(self, number: str, cause: str) -> str:
        """Return that a number was not done, and why."""


class SquareWords:
    """What is said of squaring."""

    def done(self, number: str, result: str, name: str) -> str:
        """Return such as ``3 squared to 9 by: Process-2``."""
        return tr(
            "{number} squared to {square} by: {name}", number=number, square=result, name=name
        )

    def done_by(self, number: str, result: str) -> str:
        """Return such as ``3 squared to 9 by:``."""
        return tr("{number} squared to {square} by:", number=number, square=result)

    def done_alone(self, number: str, result: str) -> str:
        """Return such as ``3 squared to 9``."""
        return tr("{number} squared to {square}", number=number, square=result)

    def not_done(self, number: str, cause: str) -> str:
        """Return such as ``3 was not squared: Process-2 was killed (SIGKILL)``."""
        return tr("{number} was not squared: {cause}", number=number, cause=cause)


class GiveWords:
    """What is said of a function of the person's own."""

    def done(self, number: str, result: str, name: str) -> str:
        """Return such as ``97 gives True by: Process-3``."""
        return tr("{number} gives {result} by: {name}", number=number, result=result, name=name)

    def done_by(self, number: str, result: str) -> str:
        """Return such as ``97 gives True by:``."""
        return tr("{number} gives {result} by:", number=number, result=result)

    def done_alone(self, number: str, result: str) -> str:
        """Return such as ``97 gives True``."""
        return tr("{number} gives {result}", number=number, result=result)

    def not_done(self, number: str, cause: str) -> str:
        """Return such as ``0 was not done: ZeroDivisionError: division by zero, in line 4``."""
        return tr("{number} was not done: {cause}", number=number, cause=cause)


WORDS: dict[Verb, TaskWords] = {Verb.SQUARE: SquareWords(), Verb.GIVE: GiveWords()}


def task_words(task: Task) -> TaskWords:
    """Return what is said of a task."""
    return WORDS[task.verb]


def is_own(task: Task) -> bool:
    """Return whether a task is a function of the person's own, which is named where it is run."""
    return task.verb is Verb.GIVE


def tr_task(task: Task, square: str, give: str, **values: object) -> str:
    """Return the sentence that fits a task, in the reader's language.

    Args:
        task: what is done.
        square: the English sentence for squaring.
        give: the English sentence for a function, which it may call ``{function}``.
        **values: what else the sentence needs.
    """
    sentence = {Verb.SQUARE: square, Verb.GIVE: give}[task.verb]
    return tr(sentence, function=task.name, **values)


def tr_task_count(
    task: Task, square: tuple[str, str], give: tuple[str, str], count: int, **values: object
) -> str:
    """Return the form that fits a task and a count; see `tr_task` and `tr_count`."""
    one, many = {Verb.SQUARE: square, Verb.GIVE: give}[task.verb]
    return tr_count(one, many, count, function=task.name, **values)
