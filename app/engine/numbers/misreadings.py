"""Why a piece of text is not a number, and what would be right, in words.

Runs in the main process. Looks at a piece only after reading it has failed, and only at its
beginning and end if it is a long one.
"""

from __future__ import annotations

from app.engine.numbers.plain_writing import AMBIGUOUS_POINT
from app.words import tr

SHOWN_CHARACTERS = 24
"""How much of a piece a sentence quotes; the rest is in the field, marked."""

LOOKED_AT_CHARACTERS = 1_000
"""How much of a piece is looked at, at its beginning and at its end, to say what is wrong."""

_NOT_A_NUMBER = ("nan", "snan", "qnan")
_INFINITY = ("inf", "infinity", "∞")
_OPERATORS = "+-*/^()×÷·:="
_BRACKETS = "[]{}<>"
_QUOTES = "\"'`“”„«»‘’‚"
_SHOWN_EDGE = 11


def quoted(piece: str) -> str:
    """Return `piece` as a sentence shows it: shortened, and with nothing unprintable in it."""
    if len(piece) > SHOWN_CHARACTERS:
        piece = f"{piece[:_SHOWN_EDGE]}…{piece[-_SHOWN_EDGE:]}"
    return "".join(map(_visible, piece))


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() else "\N{REPLACEMENT CHARACTER}"


def problem_with(piece: str) -> str:
    """Return the sentence that says why `piece` is not a number and what would be one.

    Args:
        piece: text without separators that could not be read as a number.
    """
    if len(piece) > 2 * LOOKED_AT_CHARACTERS:
        piece = piece[:LOOKED_AT_CHARACTERS] + piece[-LOOKED_AT_CHARACTERS:]
    bare = piece.lstrip("+-")
    for sentence in (_symbols_only(piece, bare), _word(piece, bare), _numeral(piece, bare)):
        if sentence is not None:
            return sentence
    return _stray(piece)


def _symbols_only(piece: str, bare: str) -> str | None:
    shown = quoted(piece)
    if piece == "+":
        return tr(
            "“{piece}” stands alone. Write a complex number without spaces: 3+4j.", piece=shown
        )
    if not bare:
        return tr(
            "“{piece}” stands alone. Write the sign right before its number: -5.", piece=shown
        )
    if set(piece) <= set("*/^×÷·:="):
        return tr("“{piece}” stands alone. Write numbers only, such as 2, 3 or 1/3.", piece=shown)
    if set(piece) == {"."}:
        return tr(
            "“{piece}” has no digits. Write a number such as 0.5, or a range: 2..6.", piece=shown
        )
    return None


def _word(piece: str, bare: str) -> str | None:
    shown = quoted(piece)
    if len(bare) <= SHOWN_CHARACTERS:
        lowered = bare.lower()
        if lowered.rstrip("0123456789") in _NOT_A_NUMBER:
            return tr(
                "“{piece}” means “not a number”, so it has no square. Write a number: 2 or 0.5.",
                piece=shown,
            )
        if lowered in _INFINITY:
            return tr(
                "“{piece}” means infinity, which is not a number. Write one, however large: 1e300.",
                piece=shown,
            )
        if lowered == "step":
            return tr("“{piece}” belongs after a range: 0..100 step 5.", piece=shown)
    if bare.isalpha():
        return tr("“{piece}” is a word. Write numbers in digits: 2, 3, 4.", piece=shown)
    return None


def _numeral(piece: str, bare: str) -> str | None:
    shown = quoted(piece)
    if AMBIGUOUS_POINT in piece:
        point = shown.replace(AMBIGUOUS_POINT, ".")
        return tr(
            "“{piece}”: other numbers here have a decimal comma, so this point is not clear. Write "
            "{whole} or {decimal}.",
            piece=point,
            whole=point.replace(".", ""),
            decimal=point.replace(".", ","),
        )
    based = _based(shown, bare[:2].lower())
    if based is not None:
        return based
    if not any(letter.isdecimal() for letter in piece):
        return None
    if "_" in piece and not set(piece) & set(_OPERATORS):
        return tr("In “{piece}” an underscore is not between two digits: 1_000.", piece=shown)
    if "…" in piece:
        return tr(
            "“{piece}” is shortened. Write every digit, or a range with two dots: 2..6.",
            piece=shown,
        )
    if len(piece) - len(bare) > 1:
        return tr("“{piece}” has more than one sign. Write one: -5.", piece=shown)
    mantissa, mark, power = bare.lower().partition("e")
    if mark and mantissa and not mantissa.strip("0123456789.") and not power.strip("+-"):
        return tr("“{piece}” lacks its exponent. Write for example 1e6.", piece=shown)
    if bare.count(".") > 1 and not bare.replace(".", "").strip("0123456789"):
        return tr(
            "“{piece}” has more than one decimal point. Write 1.5, or a range: 2..6.", piece=shown
        )
    return None


def _based(shown: str, prefix: str) -> str | None:
    if prefix == "0x":
        return tr("“{piece}”: after 0x come the digits 0 to 9 and a to f: 0xff.", piece=shown)
    if prefix == "0b":
        return tr("“{piece}”: after 0b come only the digits 0 and 1: 0b101.", piece=shown)
    if prefix == "0o":
        return tr("“{piece}”: after 0o come only the digits 0 to 7: 0o17.", piece=shown)
    return None


def _stray(piece: str) -> str:
    shown = quoted(piece)
    characters = set(piece)
    if characters & set(_QUOTES):
        return tr("“{piece}” has a quotation mark. Write the number alone: 1000.", piece=shown)
    if characters & set(_BRACKETS):
        return tr("“{piece}” has a bracket. Write the numbers alone: 2, 3, 4.", piece=shown)
    if characters & set(_OPERATORS):
        return tr(
            "“{piece}” is a calculation. Write its result, or single numbers: 2, -3, 1/3, 3+4j, "
            "and ranges as 2..6.",
            piece=shown,
        )
    stray = next((letter for letter in piece if letter not in "0123456789.+-_"), "")
    return tr(
        "“{piece}” is not a number: “{stray}” does not belong in one. Write for example 2 or 0.5.",
        piece=shown,
        stray=quoted(stray),
    )
