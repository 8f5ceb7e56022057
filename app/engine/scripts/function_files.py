"""Reads a person's function from a file. It is looked at as text, and not run. Main process."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

from app.engine.own.function import OwnFunction
from app.engine.scripts.checking import check_source, functions_in
from app.words import tr

MOST_BYTES = 1_000_000
"""No file with a function is larger."""

_NAMED = re.compile(r"(.+\.pyw?):([^\W\d]\w*)", re.IGNORECASE | re.DOTALL)


class UnreadableFunction(Exception):  # noqa: N818  it reads as what happened
    """A file has no function that could be run; its text says why, as a sentence."""


def split_name(words: str) -> tuple[str, str]:
    """Return the file and the function that words such as ``primes.py:is_prime`` name.

    The function may be left out.
    """
    named = _NAMED.fullmatch(words)
    return (named[1], named[2]) if named else (words, "")


def read_source(path: str) -> str:
    """Return the text of a Python file, decoded as Python would.

    Raises:
        UnreadableFunction: it cannot be read, or is no such text.
    """
    name = Path(path).name
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFunction(
            tr("{name} could not be read: {reason}.", name=name, reason=reason)
        ) from None
    if len(content) > MOST_BYTES:
        raise UnreadableFunction(tr("{name} is too long for a function.", name=name))
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise UnreadableFunction(tr("{name} is no text of Python's.", name=name)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def function_of(source: str, name: str = "") -> OwnFunction:
    """Return the function of a text: the one named, or the only one that takes one number.

    Raises:
        UnreadableFunction: there is none, or several.
    """
    mistake = check_source(source).mistake
    if mistake is not None:
        words = mistake.sentence
        if mistake.line is not None:
            words = tr("Line {line}: {problem}", line=mistake.line + 1, problem=words)
        raise UnreadableFunction(words)
    names = functions_in(source)
    offered = ", ".join(names)
    if name and name not in names:
        words = tr("There is no function {name} of one number; there is {names}.")
        raise UnreadableFunction(words.format(name=name, names=offered))
    if not name and len(names) > 1:
        words = tr("There are several functions of one number: {names}. Name one: FILE.py:NAME")
        raise UnreadableFunction(words.format(names=offered))
    return OwnFunction(source, name or names[0])
