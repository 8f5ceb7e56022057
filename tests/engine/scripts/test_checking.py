"""A function that is being written: parsed, never run, and its mistakes told in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.scripts.checking import LONGEST_SOURCE, check_source

MISTAKES = {
    "def f(n)\n    return n\n": (0, "A “:” is missing in line 1."),
    "def f(n):\nreturn n\n": (1, "The lines that belong to line 1 must be indented"),
    "def f(n):\n    return n\n     x = 1\n": (2, "Line 3 is indented, but"),
    "def f(n):\n        x = 1\n    return n\n": (2, "Line 3 is not indented like any"),
    "def f(n):\n    return (n\n": (1, "The “(” in line 2 is never closed."),
    "def f(n):\n    return {n\n": (1, "The “{” in line 2 is never closed."),
    "def f(n):\n    return n)\n": (1, "Nothing opens the “)” in line 2."),
    "def f(n):\n    return (n]\n": (1, "In line 2 “]” closes what “(” has opened."),
    "def f(n):\n    return 'n\n": (1, "The text in line 2 is not closed"),
    "def f(n):\n    return “n”\n": (1, "The quotes in line 2 are not straight"),
    "def f(n):\n    return n × n\n": (1, "Python does not know the character “×” in line 2"),
    "def f(n):\n    if n = 1:\n        return n\n": (1, "In line 2: “=” gives a name a value"),
    "def f(n):\n    x = 1\nreturn x\n": (2, "The return in line 3 belongs to no function"),
    "def f(n):\n    break\n": (1, "The break in line 2 belongs to no loop."),
    "def f(n):\n    for x in n:\n        pass\n    else:\n        continue\n": (
        4,
        "The continue in line 5",
    ),
    "def f(n, n):\n    return n\n": (0, "duplicate argument 'n'"),
    "def f(n):\n    print n\n": (1, "In line 2 brackets are missing: print(…)."),
    "def f(n):\n    return n n n\n": (1, "line 2"),
    "def f(n):\n    return [1 2]\n": (1, "In line 2 a comma may be missing."),
}
FUNCTIONS = {
    "def f(n):\n    return n\n": "f",
    "def f(n): return n\ndef g(a, b): return a\n": "f",
    "def helper(a): return a\n\ndef f(n, /, more=1, *rest, key=2): return helper(n)\n": "f",
    "f = lambda n: n * n\n": "f",
    "def f(*numbers): return numbers\n": "f",
    "from math import pi\nimport os\n\n@staticmethod\ndef f(n):\n\treturn n\n": "f",
    "def f(n):\n    return '\\d'\n": "f",
}
NO_FUNCTIONS = {
    "": "There is no function yet.",
    "x = 1\n": "There is no function yet.",
    "class A:\n    def f(n): pass\n": "There is no function yet.",
    "async def f(n): pass\n": "There is no function yet.",
    "def f(): pass\n": "f takes no number",
    "def f(a, b): pass\n": "f must be callable with one number",
    "def f(n, *, key): pass\n": "f must be callable with one number",
}
BOMBS = {
    "open brackets": "(" * 40_000,
    "signs": "-" * 40_000 + "1",
    "sum": "+".join(["1"] * 20_000),
    "attributes": "x" + ".a" * 20_000,
    "calls": "f(" * 20_000 + ")" * 20_000,
    "blocks": "".join(" " * depth + "if 1:\n" for depth in range(300)),
    "lambdas": "lambda:" * 7_000 + "1",
    "nothing": "\0",
    "half a sign": "x = '\ud800'",
    "length": "#" * (LONGEST_SOURCE + 1),
}


@pytest.mark.parametrize("source", MISTAKES)
def test_mistakes_are_told_in_plain_words_at_their_place(source: str) -> None:
    """The line is the one a person would point at."""
    line, words = MISTAKES[source]
    checked = check_source(source)
    assert checked.mistake is not None
    assert checked.name == ""
    assert words in checked.mistake.sentence
    assert checked.mistake.line == line


@pytest.mark.parametrize("source", FUNCTIONS)
def test_function_of_one_argument_is_found(source: str) -> None:
    """The last one that can be called with a number: helpers stand before it."""
    checked = check_source(source)
    assert (checked.name, checked.mistake) == (FUNCTIONS[source], None)


@pytest.mark.parametrize("source", NO_FUNCTIONS)
def test_it_is_said_why_there_is_no_function(source: str) -> None:
    """What is missing, not what a grammar says."""
    mistake = check_source(source).mistake
    assert mistake is not None
    assert mistake.sentence.startswith(NO_FUNCTIONS[source])


@pytest.mark.parametrize("name", BOMBS)
def test_text_that_cannot_be_read_is_a_mistake_like_any_other(name: str) -> None:
    """Neither its length nor its depth harms the program that looks at it."""
    mistake = check_source(BOMBS[name]).mistake
    assert mistake is not None
    assert mistake.sentence


def test_nothing_of_the_text_is_run(tmp_path: Path) -> None:
    """Not even what would be run when it is imported."""
    trace = tmp_path / "trace"
    writes = f"open({str(trace)!r}, 'w')"
    source = f"{writes}\n\n@{writes}.write\ndef f(n={writes}):\n    return n\n"
    assert check_source(source).name == "f"
    assert not trace.exists()
