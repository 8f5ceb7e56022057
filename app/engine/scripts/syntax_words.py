"""What Python says of a mistake, in words a beginner knows. Pure functions; main process.

Python's own sentences are for those who know its grammar. Those that beginners meet most are put
into plain words here, for the versions from 3.10 on; any other is passed on as it is.
"""

from __future__ import annotations

import re

from app.words import tr


def syntax_words(message: str, line: int) -> str:
    """Return what is wrong, as a sentence.

    Args:
        message: what Python says.
        line: the number of the line, as it stands before it.
    """
    for pattern, sentence in _plain_words().items():
        found = re.match(pattern, message)
        if found is not None:
            return sentence.format(line=line, **found.groupdict())
    return tr("Line {line}: {message}.", line=line, message=message.rstrip("."))


def _plain_words() -> dict[str, str]:
    """Return sentences by patterns of Python's messages; the first that fits is taken."""
    return {
        r"expected ':'": tr("A “:” is missing in line {line}."),
        r"expected an indented block after (?P<what>.*) on line (?P<first>\d+)": tr(
            "The lines that belong to line {first} must be indented, below it and to the right."
        ),
        r"expected an indented block": tr("Line {line} must be indented."),
        r"unexpected indent": tr("Line {line} is indented, but nothing above it asks for that."),
        r"unindent does not match": tr(
            "Line {line} is not indented like any of the lines above it."
        ),
        r"inconsistent use of tabs": tr("Line {line} mixes tabs and spaces: use spaces only."),
        r"'(?P<sign>[(\[{])' was never closed": tr("The “{sign}” in line {line} is never closed."),
        r"unmatched '(?P<sign>.)'": tr("Nothing opens the “{sign}” in line {line}."),
        r"closing parenthesis '(?P<sign>.)' does not match opening parenthesis '(?P<other>.)'": tr(
            "In line {line} “{sign}” closes what “{other}” has opened."
        ),
        r"unterminated triple-quoted|EOF while scanning triple": tr(
            "The text that reaches line {line} is not closed: three quotes are missing."
        ),
        r"unterminated (f-)?string|EOL while scanning": tr(
            "The text in line {line} is not closed: a quote is missing."
        ),
        r"invalid character '[“”„‘’‚«»]'": tr(
            "The quotes in line {line} are not straight ones, as Python wants them."
        ),
        r"invalid character '(?P<sign>.)'": tr(
            "Python does not know the character “{sign}” in line {line}."
        ),
        r".*[Pp]erhaps you forgot a comma": tr("In line {line} a comma may be missing."),
        r".*Maybe you meant '=='": tr(
            "In line {line}: “=” gives a name a value, “==” compares two values."
        ),
        r"'(?P<word>return|yield)' outside function": tr(
            "The {word} in line {line} belongs to no function: it must be indented."
        ),
        r"'(?P<word>break|continue)' (outside|not properly in) loop": tr(
            "The {word} in line {line} belongs to no loop."
        ),
        r"Missing parentheses in call to '(?P<word>\w+)'": tr(
            "In line {line} brackets are missing: {word}(…)."
        ),
        r"(f-string: )?invalid syntax$": tr(
            "Python does not understand line {line} from the mark on."
        ),
    }
