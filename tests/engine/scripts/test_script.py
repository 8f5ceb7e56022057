"""The program behind the form: that it runs anywhere, and says what the form's own run says."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.engine.numbers.exact import Gaussian, Number
from app.engine.numbers.parsing import parse
from app.engine.numbers.squaring import square
from app.engine.own.function import OwnFunction
from app.engine.plan import Plan
from app.engine.scripts.literals import MOST_WRITTEN_OUT, TooLongToWriteOut, as_range
from app.engine.scripts.script import Script, Version, changed_lines, script_of
from app.engine.tasks import SQUARE
from app.engine.telling.row_sentences import row_sentence
from app.engine.telling.task_words import task_words
from app.engine.way import KINDS, POOL, Way, Work, WorkKind, start_methods
from tests.engine.running.runs import carry_out

OLDEST = (3, 10)
LONGEST_LINE = 79
LONGEST_S = 60
AT_A_TIME = 4

NUMBERS = {
    "whole": "2, 3, -4",
    "row": "1..20",
    "decimals": "0.1, 2.5, 3, -0.75",
    "fractions": "1/3, -2/7, 5",
    "complex": "3+4j, 2, 1j, -2-1j",
    "extreme": "1e300, 0.0000001, 1e-50, 7",
    "mixed": "1/3, 0.25, 0.5+1/3j, 1e200+2j, 0.75+0.25j, 4",
}
WORK = (Work(), Work(WorkKind.COMPUTING, 0.001), Work(WorkKind.WAITING, 0.001))

PRIME = OwnFunction(
    """\
from math import isqrt


def divisors(n):
    return [d for d in range(2, isqrt(n) + 1) if n % d == 0]


def is_prime(n):
    if n < 2:
        raise ValueError("too small")
    return not divisors(n)
""",
    "is_prime",
)
GREEDY = OwnFunction(
    """\
from __future__ import annotations
from time import sleep

results = {"Process": None}


def name(number):
    return number


def process(number):
    results[number] = sleep(0)
    return name(number) * 2


def work(number):
    return process(number)
""",
    "process",
)


def variants(numbers: Sequence[Number], **others: object) -> Iterable[tuple[Plan, Version]]:
    """Yield plans of every strategy and start method, with each version of their programs."""
    for (kind, method), version in product(product(KINDS.values(), start_methods()), Version):
        way = Way(*kind, start_method=method, workers=2, **others)  # type: ignore[arg-type]
        yield Plan(numbers, way), version


def run(script: Script, folder: Path, *options: str) -> list[str]:
    """Run a program with this Python, where no warning is let pass, and return its lines.

    What processes print is not mixed as long as each has a buffer of its own, as is usual.
    """
    environment = {name: word for name, word in os.environ.items() if name != "PYTHONUNBUFFERED"}
    file = folder / f"program{abs(hash(script.text))}.py"
    file.write_text(script.text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", *options, str(file)],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=LONGEST_S,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{done.stderr}\n{script.text}"
    return done.stdout.splitlines()


def run_all(scripts: Iterable[Script], folder: Path) -> list[list[str]]:
    """Run programs, a few at a time, and return the lines of each."""
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        return list(threads.map(lambda script: run(script, folder), scripts))


def without_names(lines: Iterable[str]) -> list[str]:
    """Return rows without who did them, sorted."""
    return sorted(line.partition(" by: ")[0] for line in lines)


def own_rows(plan: Plan) -> list[str]:
    """Return the rows of the program's own run."""
    log = carry_out(plan)
    return [row_sentence(log, row) for row in range(len(log))]


def squares_told(numbers: Sequence[Number]) -> list[str]:
    """Return what rows say of numbers, without names, sorted."""
    words = task_words(SQUARE)
    texts = ((SQUARE.result_text(number), SQUARE.result_text(square(number))) for number in numbers)
    return sorted(words.done_alone(*pair) for pair in texts)


@pytest.mark.parametrize("kind", NUMBERS)
def test_every_variant_says_what_the_run_says(kind: str, tmp_path: Path) -> None:
    """Each strategy, start method and version; extra work takes turns."""
    numbers = parse(NUMBERS[kind])
    works = [WORK[place % len(WORK)] for place in range(len(NUMBERS))]
    work = works[list(NUMBERS).index(kind)]
    scripts = [script_of(plan, version) for plan, version in variants(numbers, work=work)]
    expected = squares_told(numbers)
    for script, lines in zip(scripts, run_all(scripts, tmp_path), strict=True):
        assert without_names(lines) == expected, script.text


@pytest.mark.parametrize("work", WORK, ids=lambda work: str(work.kind.value))
def test_names_are_those_of_the_run(work: Work, tmp_path: Path) -> None:
    """Who squared which number is settled where each has its own process, or one has all."""
    numbers = [2, 3, 4, 5, 6]
    for strategy in ("one", "each"):
        plan = Plan(numbers, Way(*KINDS[strategy], work=work, alive_limit=2))
        scripts = [script_of(plan, version) for version in Version]
        expected = sorted(own_rows(plan))
        assert [sorted(lines) for lines in run_all(scripts, tmp_path)] == [expected] * 2


def test_workers_of_pools_and_threads_are_named(tmp_path: Path) -> None:
    """They say who they are; a pool's are called after the start method."""
    for strategy, pattern in (("pool", r"\w*PoolWorker-[12]"), ("threads", "Thread-[12]")):
        plan = Plan([2, 3, 4, 5, 6], Way(*KINDS[strategy], workers=2))
        for lines in run_all([script_of(plan, version) for version in Version], tmp_path):
            assert all(re.fullmatch(rf".* by: {pattern}", line) for line in lines)


def test_no_more_processes_are_alive_than_chosen(tmp_path: Path) -> None:
    """The limit counts what is alive, also while a process is on its way out."""
    watch = OwnFunction(
        """\
import os
import pathlib
import time

def alive(number):
    mine = pathlib.Path(f"{number}.alive")
    mine.touch()
    time.sleep(0.02)
    others = len(list(pathlib.Path().glob("*.alive")))
    mine.unlink()
    return others
""",
        "alive",
    )
    plan = Plan(range(1, 9), Way(alive_limit=2))
    for version in Version:
        counts = [int(line.split()[2]) for line in run(script_of(plan, version, watch), tmp_path)]
        assert len(counts) == 8
        assert max(counts) == 2


def test_the_default_is_the_classic_lesson(tmp_path: Path) -> None:
    """A function that prints, a list, start in one loop, join in another, and the guard."""
    script = script_of(Plan([2, 3, 4, 5, 6], Way(start_method="spawn")), Version.PRINT)
    assert script.text == (Path(__file__).parent / "lesson.py.txt").read_text(encoding="utf-8")
    island = script.text.splitlines()[script.island.start : script.island.stop]
    assert island[0] == "def squarer(number):"
    assert island[-1].strip().startswith("print(")


@pytest.mark.parametrize("own", [None, PRIME, GREEDY], ids=["lesson", "own", "greedy"])
def test_every_program_is_python_of_the_oldest_kind_in_short_lines(own: OwnFunction | None) -> None:
    """It can be read on a projector, and run by every Python this program runs on."""
    for text, work, limit in product(NUMBERS.values(), WORK, (2, 64)):
        for plan, version in variants(parse(text), work=work, alive_limit=limit):
            script = script_of(plan, version, own)
            ast.parse(script.text, feature_version=OLDEST)
            assert [line for line in script.text.splitlines() if len(line) > LONGEST_LINE] == []
            assert script.text.endswith("\n")
            assert not script.text.endswith("\n\n")


@pytest.mark.parametrize("own", [PRIME, GREEDY], ids=["own", "greedy"])
def test_own_function_runs_in_every_variant(own: OwnFunction, tmp_path: Path) -> None:
    """Also one whose names are those that the program would have taken itself."""
    numbers = [7, 9, 97]
    results = {"is_prime": "True False True", "process": "14 18 194"}[own.name].split()
    expected = sorted(f"{n} gives {r}" for n, r in zip(numbers, results, strict=True))
    scripts = [script_of(plan, version, own) for plan, version in variants(numbers, alive_limit=2)]
    for script, lines in zip(scripts, run_all(scripts, tmp_path), strict=True):
        assert without_names(lines) == expected, script.text
        island = script.text.splitlines()[script.island.start : script.island.stop]
        assert island == own.source.splitlines()


def test_own_function_that_fails_costs_its_number_only(tmp_path: Path) -> None:
    """The others are told all the same, and no program waits for ever."""
    scripts = [
        script_of(plan, version, PRIME)
        for plan, version in variants([1, 7, 0, 9])
        if plan.way.start_method == start_methods()[-1]
    ]
    for script, lines in zip(scripts, run_all(scripts, tmp_path), strict=True):
        assert without_names(lines) == [
            "0 was not done: ValueError('too small')",
            "1 was not done: ValueError('too small')",
            "7 gives True",
            "9 gives False",
        ], script.text


def test_own_code_that_is_not_finished_stands_in_the_program_as_it_is() -> None:
    """It is shown while it is being written."""
    for source in ("def f(n)\n    return", "((((" * 100_000, "x = \x00", "def f(n):\n\treturn n\n"):
        script = script_of(Plan([1]), Version.PRINT, OwnFunction(source, "f"))
        assert source.strip("\n") in script.text


def test_numbers_in_a_row_are_a_range_however_many() -> None:
    """A million of them are as easy to read as eleven."""
    for text, literal in (
        ("1..1000000", "range(1, 1000001)"),
        ("11..-9", "range(11, -10, -1)"),
        ("0..100 step 5", "range(0, 101, 5)"),
    ):
        assert f"numbers = {literal}\n" in script_of(Plan(parse(text)), Version.PRINT).text


def test_whole_numbers_in_a_row_are_a_range_and_nothing_else_is() -> None:
    """However large they are; a decimal among them, or a gap, makes it a list."""
    assert as_range([*range(10**20, 10**20 + 12)]) == range(10**20, 10**20 + 12)
    row: list[Number] = [*range(12)]
    assert as_range(row) == range(12)
    assert as_range([*row[:5], Decimal(5), *row[6:]]) is None
    assert as_range([*row[:5], 7, *row[6:]]) is None
    assert as_range([10**20, *range(1, 11), 10**20 + 11]) is None
    assert as_range([4] * 12) is None
    assert as_range(range(0, 40, 3)) == range(0, 40, 3)


def test_large_pool_says_what_windows_allows() -> None:
    """Whoever saves the program and runs it there is warned in it."""
    for workers, is_warned in ((60, False), (61, True)):
        text = script_of(Plan([1], Way(*POOL, workers=workers)), Version.PRINT).text
        assert ("# On Windows, Python before 3.13 allows 60" in text) is is_warned


@pytest.mark.parametrize("version", list(Version))
def test_chosen_chunks_are_the_pool_s(version: Version) -> None:
    """They are written where Python's own pool takes them."""
    text = script_of(Plan(range(2, 9), Way(*POOL, workers=2, chunk=3)), version).text
    assert text.count(", chunksize=3)") == 1


def test_what_is_too_long_to_read_is_refused_in_words() -> None:
    """Nobody reads ten thousand numbers, and an editor would be slow with them."""
    odd = [*range(MOST_WRITTEN_OUT), -5]
    with pytest.raises(TooLongToWriteOut, match="10,001 numbers"):
        script_of(Plan(odd), Version.PRINT)
    for text in ("9" * 300_000, "1." + "7" * 300_000, "1e-99 " * 9_999 + "3" * 150_000):
        with pytest.raises(TooLongToWriteOut, match="digits"):
            script_of(Plan(parse(text)), Version.PRINT)
    assert script_of(Plan([*range(MOST_WRITTEN_OUT - 1), -5]), Version.PRINT)


def test_lines_that_a_choice_has_changed_are_found() -> None:
    """Only those; what stands before and after them has stayed."""
    before, after = (
        script_of(Plan([2, 3, 4], Way(start_method=method)), Version.PRINT).text
        for method in ("spawn", "fork")
    )
    lines = after.splitlines()
    assert [lines[place].strip() for place in changed_lines(before, after)] == [
        "import sys",
        'if sys.platform != "win32":  # Windows has only spawn',
        'set_start_method("fork")',
    ]
    assert changed_lines(after, after) == []


whole = some.integers(-(10**40), 10**40)
decimals = some.decimals(allow_nan=False, allow_infinity=False).map(str)
fractions = some.fractions(max_denominator=10**6).map(str)
complexes = some.builds("{}+{}j".format, whole | fractions, some.integers(1, 10**20))
texts = some.lists(some.one_of(whole.map(str), decimals, fractions, complexes), min_size=1)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    texts=texts, kind=some.sampled_from([KINDS["one"], POOL]), version=some.sampled_from(Version)
)
def test_any_numbers_give_the_rows_of_the_run(
    texts: list[str], kind: object, version: Version, tmp_path: Path
) -> None:
    """Whatever stands in the field, the program says the same of it as the window."""
    numbers = [number for text in texts for number in parse(text)]
    way = Way(*kind, start_method=start_methods()[-1], workers=1)  # type: ignore[misc]
    lines = run(script_of(Plan(numbers, way), version), tmp_path)
    assert without_names(lines) == squares_told(numbers)


def test_pairs_of_parts_are_read_back() -> None:
    """A complex number with long parts is written as a pair, for Python's own are rounded."""
    script = script_of(Plan([Gaussian(2**80, 1)]), Version.PRINT)
    assert f"numbers = [Complex({2**80}, 1)]\n" in script.text
