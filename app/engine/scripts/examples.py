"""Functions to begin with, each a few lines that make a point for real.

Texts for the person to see, change and run; nothing here runs by itself. Main process.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.words import tr


@dataclass(frozen=True, slots=True)
class Example:
    """A function to begin with.

    Attributes:
        name: the function's.
        source: what it says.
        title: what it is called in a menu.
        point: what there is to see when it is run.
        numbers: numbers with which that is seen, as they are typed.
    """

    name: str
    source: str
    title: str
    point: str
    numbers: str


SQUARE = """\
def square(n):
    return n * n
"""

CUBE = """\
def cube(n):
    return n**3
"""

IS_PRIME = """\
def is_prime(n):
    if n < 2:
        return False
    divisor = 2
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 1
    return True
"""

PRIME_FACTORS = """\
def prime_factors(n):
    factors = []
    divisor = 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            factors.append(divisor)
            n //= divisor
        divisor += 1
    if n > 1:
        factors.append(n)
    return factors
"""

COLLATZ = """\
def collatz_steps(n):
    steps = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
"""

FIBONACCI = """\
def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)
"""

DARTS = """\
from random import random


def pi_by_darts(darts):
    hits = 0
    for _ in range(darts):
        x, y = random(), random()
        if x * x + y * y < 1:
            hits += 1
    return 4 * hits / darts
"""

DOWNLOAD = """\
from time import sleep


def download(seconds):
    sleep(seconds)
    return "done"
"""

TALKATIVE = """\
def countdown(n):
    for i in range(n, 0, -1):
        print(i, "...")
    return "lift-off"
"""

RECIPROCAL = """\
def reciprocal(n):
    return 1 / n
"""

COUNTER = """\
counter = 0


def count(n):
    global counter
    counter += 1
    return counter
"""


def examples() -> list[Example]:
    """Return the functions to begin with, from the plainest on."""
    return [
        Example(
            "square", SQUARE, tr("Square"), tr("The lesson's function, without its print."), "2..6"
        ),
        Example(
            "cube", CUBE, tr("Cube"), tr("As quick as squaring: processes do not pay."), "2..6"
        ),
        Example(
            "is_prime",
            IS_PRIME,
            tr("Is it prime?"),
            tr("Large primes keep a core busy: with them processes pay."),
            "2, 91, 97, 1000003, 1000000007, 99999999977",
        ),
        Example(
            "prime_factors",
            PRIME_FACTORS,
            tr("Prime factors"),
            tr("Some numbers take a thousand times as long as their neighbours."),
            "9999999900..9999999910",
        ),
        Example(
            "collatz_steps",
            COLLATZ,
            tr("Collatz steps"),
            tr("Nobody knows beforehand how long a number takes."),
            "27, 97, 871, 6171, 77031, 837799",
        ),
        Example(
            "fibonacci",
            FIBONACCI,
            tr("Fibonacci, recursively"),
            tr("Each number takes 1.6 times as long as the one before: the last holds all up."),
            "15..27",
        ),
        Example(
            "pi_by_darts",
            DARTS,
            tr("π by throwing darts"),
            tr("Every process throws darts of its own; the results differ."),
            "1000, 10000, 100000, 1000000",
        ),
        Example(
            "download",
            DOWNLOAD,
            tr("Waiting, like a download"),
            tr("Waiting needs no core: threads are as good as processes."),
            "1, 1, 1, 1",
        ),
        Example(
            "countdown",
            TALKATIVE,
            tr("One that prints"),
            tr("What a process prints stands under its row."),
            "1..5",
        ),
        Example(
            "reciprocal",
            RECIPROCAL,
            tr("One that fails for 0"),
            tr("An error costs its number only; the others are done."),
            "-2..2",
        ),
        Example(
            "count",
            COUNTER,
            tr("A counter in a global"),
            tr("Each process has a counter of its own; threads share theirs."),
            "1..8",
        ),
    ]
