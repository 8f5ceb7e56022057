"""The functions to begin with do what they say."""

from __future__ import annotations

from typing import Any

import pytest

from app.engine.numbers.dialects import Question, dialect_of
from app.engine.numbers.parsing import parse
from app.engine.scripts.examples import Example, examples

RESULTS: dict[str, tuple[int, Any]] = {
    "square": (7, 49),
    "cube": (3, 27),
    "is_prime": (91, False),
    "prime_factors": (360, [2, 2, 2, 3, 3, 5]),
    "collatz_steps": (27, 111),
    "fibonacci": (20, 6765),
    "download": (0, "done"),
    "countdown": (2, "lift-off"),
    "reciprocal": (4, 0.25),
    "count": (5, 1),
}


def function_of(example: Example) -> Any:
    """Return the function; the source is the program's own."""
    names: dict[str, Any] = {}
    exec(compile(example.source, example.name, "exec"), names)
    return names[example.name]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_example_gives_what_it_should(example: Example) -> None:
    """Under its own name, with numbers that can be read."""
    function = function_of(example)
    if example.name in RESULTS:
        number, result = RESULTS[example.name]
        assert function(number) == result
    dialect = dialect_of(example.numbers)
    assert not isinstance(dialect, Question)
    assert len(parse(example.numbers, dialect)) > 1
    assert example.point.endswith(".")


def test_darts_come_near_pi() -> None:
    """By chance, and with many of them nearly always."""
    (darts,) = (example for example in examples() if example.name == "pi_by_darts")
    assert abs(function_of(darts)(20_000) - 3.14159) < 0.2


def test_the_failing_one_fails_for_zero_only() -> None:
    """As its title says."""
    (failing,) = (example for example in examples() if example.name == "reciprocal")
    with pytest.raises(ZeroDivisionError):
        function_of(failing)(0)
