"""Whatever stands in a file: it is opened, or a sentence says why not. Nothing else happens."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import Record, another_go, first_run
from app.engine.storage.record_lines import UnreadableRecord
from app.engine.storage.run_file import save_run
from app.engine.storage.run_file_reading import open_run
from app.engine.way import KINDS, Way
from tests import hand_written_logs as logs
from tests.engine.storage.test_record_lines import NUMBERS, OWN, carried_out

ROUNDS = 400
LONGEST_S = 2.0
MOST_MEMORY = 64 * 1024 * 1024
STRANGE: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**30, 1.5, float("1e300"), "", "t", "w0xff", "q1/0", "dNaN"),
    *([], {}, [[[]]], {"format": 1}, "9" * 5_000, "\0", "<script>", -(2**63), 2**62),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return real files: a killed process, another go, a function, numbers of every kind."""
    folder = tmp_path_factory.mktemp("files")
    files = []
    for number, record in enumerate(_records()):
        for suffix in (".json", ".json.gz"):
            path = folder / f"{number}{suffix}"
            save_run(path, record)
            files.append(path.read_bytes())
    return files


def _records() -> Iterator[Record]:
    yield logs.record_of(logs.one_killed())
    yield logs.record_of(logs.processes_asleep())
    own = Plan([2, 4, 5], Way(*KINDS["pool"], workers=2), own_task(OWN, "odd"))
    first = carried_out(first_run(own))
    yield carried_out(another_go(first, first.log.not_done_spans()))
    yield carried_out(first_run(Plan(NUMBERS, Way(*KINDS["one"]))))


def open_or_refuse(path: Path, content: bytes) -> bool:
    """Return whether a file is opened; nothing but a sentence may come instead, and that soon."""
    path.write_bytes(content)
    begun = time.process_time()
    try:
        record = open_run(path)
    except UnreadableRecord as problem:
        opened, words = False, str(problem)
        assert words.endswith((".", "…")), words
    else:
        opened = True
        assert record.opened
        assert len(record.log) <= len(record.plan.numbers)
        save_run(path.with_name("again.json"), record)  # looks at phases and words of all of it
    assert time.process_time() - begun < LONGEST_S
    return opened


def test_changed_bytes(tmp_path: Path, kept: list[bytes]) -> None:
    """Some flipped, some taken away, some put in, the end cut off."""
    dice, opened = random.Random(2), 0
    for turn in range(ROUNDS):
        content = bytearray(kept[turn % len(kept)])
        for _ in range(dice.choice((1, 1, 2, 8))):
            place, length = dice.randrange(len(content)), dice.choice((0, 1, 1, 2, 30))
            content[place : place + length] = dice.randbytes(dice.choice((0, 1, 1, 5)))
        if dice.random() < 0.2:
            del content[dice.randrange(len(content)) :]
        opened += open_or_refuse(tmp_path / "run.json", bytes(content))
    assert 0 < opened < ROUNDS // 2  # some only lost what is for other programs


def test_values_of_other_kinds(tmp_path: Path, kept: list[bytes]) -> None:
    """With the sum put right, so that everything in it is looked at; as written, and anew."""
    dice = random.Random(3)
    for turn in range(ROUNDS):
        content = kept[2 * (turn % (len(kept) // 2))]
        file = json.loads(content)
        lines = file["otherData"]["MultiSquare"]["lines"]
        for _ in range(dice.choice((1, 1, 2, 5))):
            place = dice.randrange(len(lines))
            lines[place] = twisted(lines[place], dice)
        open_or_refuse(tmp_path / "own.json", as_written(lines))
        open_or_refuse(tmp_path / "packed.json.gz", gzip.compress(as_written(lines), 1))
        open_or_refuse(tmp_path / "anew.json", json.dumps(file).encode())


def test_values_of_other_kinds_around_the_run(tmp_path: Path, kept: list[bytes]) -> None:
    """In a file that another program has written anew."""
    dice, file = random.Random(4), json.loads(kept[0])
    own = {"otherData": file["otherData"]}
    for _ in range(ROUNDS):
        open_or_refuse(tmp_path / "run.json", json.dumps(twisted(own, dice)).encode())


def test_memory_stays_within_bounds(tmp_path: Path, kept: list[bytes]) -> None:
    """Also where a line says that there are a million numbers, or wants a million of something."""
    lines = json.loads(kept[0])["otherData"]["MultiSquare"]["lines"]
    lines[0][1]["count"] = 1_000_000
    for more in (["range", 0, 1_000_000, 1], ["numbers", [0] * 3_000], ["places", [0, 1_000_000]]):
        tracemalloc.start()
        open_or_refuse(tmp_path / "run.json", as_written([lines[0], more, *lines[2:]]))
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
        tracemalloc.stop()


def as_written(lines: list[Any]) -> bytes:
    """Return a file with these lines, as this program would write it."""
    texts = [json.dumps(line, separators=(",", ":")) for line in lines]
    digest = hashlib.sha256("".join(f"{text}\n" for text in texts).encode()).hexdigest()
    head = '{"otherData": {"MultiSquare": {"format": 1, "program": "0", "lines": [\n'
    body = ",\n".join(texts)
    return f'{head}{body}\n], "sha256": "{digest}"}}}},\n"traceEvents": []}}\n'.encode()


def twisted(value: Any, dice: random.Random) -> Any:
    """Return a value with something in it exchanged."""
    if isinstance(value, list) and value and dice.random() < 0.85:
        place = dice.randrange(len(value))
        if dice.random() < 0.1:
            return [*value[:place], *value[place + dice.randrange(2) :]]
        return [*value[:place], twisted(value[place], dice), *value[place + 1 :]]
    if isinstance(value, dict) and value and dice.random() < 0.85:
        name = dice.choice(list(value))
        return {**value, name: twisted(value[name], dice)}
    return dice.choice(STRANGE)
