"""A run goes to a file and back, and nothing is lost; other files are refused in words."""

from __future__ import annotations

import gzip
import json
import os
import sys
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.engine.events import Event, Notes, NumbersDone, RunFinished, RunRequested, WorkerRequested
from app.engine.log import Log
from app.engine.numbers.exact import Number
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import Besides, Record, another_go, first_run
from app.engine.running.run import Run
from app.engine.storage import bounded_lines, run_file, run_file_reading
from app.engine.storage.record_lines import UnreadableRecord
from app.engine.storage.run_file import OF_ALL, save_run, save_run_steps
from app.engine.storage.run_file_reading import is_run_file, open_run, open_run_steps
from app.engine.telling.whole_files import NotSaved
from app.engine.way import KINDS, Way
from tests import hand_written_logs as logs
from tests.engine.running.runs import everywhere
from tests.engine.storage.runs import assert_same
from tests.engine.storage.test_record_lines import HAND_WRITTEN, NUMBERS, OWN, carried_out
from tests.platforms import not_on_windows

SUFFIXES = (".json", ".json.gz")


def through_file(record: Record, path: Path) -> Record:
    """Return the record that a file has in which another one was saved."""
    save_run(path, record)
    return open_run(path)


def five() -> Record:
    """Return the run of the lesson, written by hand."""
    return logs.record_of(logs.five_processes())


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_hand_written_run_comes_back_as_it_was(tmp_path: Path, name: str, suffix: str) -> None:
    """With phases, deaths, suspensions, a name that is no good in a page, and what was found."""
    record = logs.record_of(getattr(logs, name)())
    named = replace(record, name="</script><b>\N{SNOWMAN}\x00\ud800", besides=Besides(7_000_000))
    opened = through_file(named, tmp_path / f"run{suffix}")
    assert_same(named, opened)
    assert opened.opened


@everywhere
def test_real_run_comes_back_as_it_was(tmp_path: Path, method: str, strategy: str) -> None:
    """With numbers of every kind, over every start method and strategy."""
    way = Way(*KINDS[strategy], start_method=method, workers=2)
    record = carried_out(first_run(Plan(NUMBERS, way)))
    assert_same(record, through_file(record, tmp_path / "run.json.gz"))


def test_own_functions_run_and_other_goes_come_back_as_they_were(tmp_path: Path) -> None:
    """Texts, prints, causes with lines, and all goes at the same numbers."""
    plan = Plan([2, 3, 4, 5], Way(*KINDS["pool"], workers=2), own_task(OWN, "odd"))
    first = carried_out(first_run(plan))
    again = carried_out(another_go(first, first.log.not_done_spans()))
    assert_same(again, through_file(again, tmp_path / "run.json.gz"))


def test_stopped_run_of_many_numbers_comes_back_as_it_was(tmp_path: Path) -> None:
    """Messages that are longer than a line, spans, a range."""
    long = logs.record_of(logs.many_numbers(30_000))
    assert_same(long, through_file(long, tmp_path / "long.json.gz"))
    run, stopped = Run(Plan(range(2, 60_002))), first_run(Plan(range(2, 60_002)))
    run.stop()
    for events in run:
        stopped.log.extend(events)
    assert_same(stopped, through_file(stopped, tmp_path / "stopped.json"))


def test_long_numbers_come_back_and_are_written_in_short_pieces(tmp_path: Path) -> None:
    """Neither a line nor a piece has more of them than it takes a moment to make."""
    numbers: list[Number] = [10 ** (1_000 + n) + n for n in range(1_000)]
    record, path = logs.record_of(Log(numbers), Plan(numbers)), tmp_path / "long.json"
    assert_same(record, through_file(record, path))
    lines = [line for line in path.read_text().splitlines() if line.startswith('["numbers"')]
    assert len(lines) > 5
    assert max(map(len, lines)) < 110_000
    huge = logs.record_of(Log([10**1_000_000]), Plan([10**1_000_000]))
    pieces = [piece for _, piece in run_file._pieces(huge)]
    assert len(pieces) > 10
    assert max(map(len, pieces)) < 70_000


def test_long_results_and_prints_come_back_in_short_lines(tmp_path: Path) -> None:
    """However many of them came in one message."""
    count, text = 300, "1, " * 4_000
    plan = Plan(range(count), task=own_task("def f(n):\n    return n\n", "f"))
    printed = dict.fromkeys(range(0, count, 2), text)
    results: list[Any] = [text[:place] for place in range(count)]
    times = array("q", range(logs.BEGIN_NS + 10, logs.BEGIN_NS + 10 + count))
    events: list[Event] = [
        RunRequested(logs.BEGIN_NS),
        WorkerRequested(0, "Process-1", 1, logs.BEGIN_NS + 1),
        NumbersDone(
            0,
            0,
            times,
            times,
            results,
            logs.BEGIN_NS + 900,
            notes=Notes("str", printed, {3: 7}, {8: 70_000}),
        ),
        RunFinished(logs.BEGIN_NS + 1_000, stopped=False),
    ]
    log = Log(plan.numbers, task=plan.task)
    log.extend(events)
    record, path = logs.record_of(log, plan), tmp_path / "long.json"
    assert_same(record, through_file(record, path))
    assert max(map(len, path.read_bytes().splitlines())) < 150_000


def test_run_without_anything_comes_back(tmp_path: Path) -> None:
    """Not even a number."""
    empty = first_run(Plan([]))
    assert_same(empty, through_file(empty, tmp_path / "run.json"))


def test_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """Also packed: no time and no name of a file is in it."""
    one, other = tmp_path / "one.json.gz", tmp_path / "other.json.gz"
    save_run(one, five())
    save_run(other, five())
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes()[4:8] == bytes(4), "gzip has a time there"


def test_file_is_json_with_letters_as_they_are(tmp_path: Path) -> None:
    """Perfetto shows escaped ones as codes; the run's own part is ASCII."""
    path = tmp_path / "run.json"
    events = [
        replace(event, name="\N{SNOWMAN}\ud800") if isinstance(event, WorkerRequested) else event
        for event in logs.five_events()
    ]
    save_run(path, logs.record_of(logs.log_of([2, 3, 4, 5, 6], events)))
    content = path.read_text(encoding="utf-8")
    before, _, trace = content.partition('"traceEvents"')
    assert before.isascii()
    assert "asking for \N{SNOWMAN}?" in trace
    assert set(json.loads(content)) == {"otherData", "displayTimeUnit", "traceEvents"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_steps_tell_how_far_they_are(tmp_path: Path, suffix: str) -> None:
    """From the beginning to the end, never back."""
    path, record = tmp_path / f"run{suffix}", logs.record_of(logs.many_numbers(20_000))
    for steps in (save_run_steps(path, record), open_run_steps(path)):
        done = list(steps)
        assert done == sorted(done)
        assert 0 <= done[0] <= done[-1] <= OF_ALL
        assert len(done) > 10
    assert list(save_run_steps(path, record))[-1] == OF_ALL


def test_saving_that_is_given_up_leaves_the_old_file(tmp_path: Path) -> None:
    """And nothing half written."""
    path = tmp_path / "run.json.gz"
    path.write_text("old")
    steps = save_run_steps(path, five())
    next(steps)
    steps.close()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["run.json.gz"]
    with pytest.raises(NotSaved, match=r"run\.json\.gz could not be saved"):
        save_run(tmp_path / "missing" / "run.json.gz", five())


def test_run_files_are_told_by_their_names() -> None:
    """Numbers are in others."""
    assert [is_run_file(name) for name in ("a.json", "B.JSON.GZ", "a.gz")] == [True] * 3
    assert [is_run_file(name) for name in ("a.txt", "a.csv", "json")] == [False] * 3


def refused(path: Path, content: bytes | str) -> str:
    """Return why a file with this content is not opened."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(UnreadableRecord) as problem:
        open_run(path)
    return str(problem.value)


FOREIGN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no run that MultiSquare has saved"),
    "text": (b"2, 3, 4", "no run that MultiSquare has saved"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "no run that MultiSquare has saved"),
    "deep nesting": (b"[" * 1_000_000, "no run that MultiSquare has saved"),
    "deep objects": (b'{"otherData":' * 100_000, "no run that MultiSquare has saved"),
    "results": (b'{"program": "MultiSquare", "results": [\n]}\n', "File ▸ Save run…"),
    "many results": (
        b'{"program": "MultiSquare", "results": [' + b"1, " * 1_000_000,
        "File ▸ Save run…",
    ),
    "another trace": (b'{"traceEvents": [{"ph": "X"}]}', "a trace, but not of MultiSquare"),
    "another large trace": (
        b'{"traceEvents": [' + b'{"ph": "X"}, ' * 200_000,
        "a trace, but not of MultiSquare",
    ),
    "a list of events": (b'[{"ph": "X", "ts": 1}]', "a trace, but not of MultiSquare"),
    "a large list of events": (b'[{"ph": "X"},' * 200_000, "a trace, but not of MultiSquare"),
    "a large rewritten one": (
        b'{"displayTimeUnit": "ms", "otherData": {"MultiSquare": {}}' + b" " * 3_000_000,
        "Another program has written it anew",
    ),
    "a number in the run's place": (b'{"otherData": {"MultiSquare": 5}}', "no run"),
    "no lines": (b'{"otherData": {"MultiSquare": {"format": 1}}}', "damaged or incomplete"),
    "a newer one, written anew": (
        b'{"otherData":{"MultiSquare":{"format":2,"lines":[]}}}',
        "newer version of MultiSquare",
    ),
    "a newer one": (
        b'{"otherData": {"MultiSquare": {"format": 2, "more": "x", "lines": [\n',
        "newer version of MultiSquare",
    ),
    "another beginning": (b'{"otherData": {"MultiSquare": {"format": 1, x\n', "written it anew"),
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("packed", [False, True])
def test_other_files_are_refused_in_words(tmp_path: Path, name: str, packed: bool) -> None:
    """Each says what it is."""
    content, words = FOREIGN[name]
    content = gzip.compress(content) if packed else content
    assert words in refused(tmp_path / "run.json", content)


def saved(tmp_path: Path, suffix: str = ".json") -> bytes:
    """Return a saved run."""
    path = tmp_path / f"saved{suffix}"
    save_run(path, five())
    return path.read_bytes()


def test_file_that_breaks_off_says_so(tmp_path: Path) -> None:
    """Packed or not; where only what is for other programs is missing, the run is opened."""
    plain, packed = saved(tmp_path), saved(tmp_path, ".json.gz")
    assert "breaks off in the middle" in refused(tmp_path / "a.json", plain[:1_500])
    assert "breaks off in the middle" in refused(tmp_path / "a.json.gz", packed[:500])
    end = plain.index(b'"displayTimeUnit"')
    (tmp_path / "run.json").write_bytes(plain[: end + 40])
    assert_same(five(), open_run(tmp_path / "run.json"))


def test_file_that_was_changed_says_so(tmp_path: Path) -> None:
    """A number that is another one fits as well as the right one did."""
    plain = saved(tmp_path)
    assert b'["requested",0]' in plain
    changed = plain.replace(b'["requested",0]', b'["requested",1]')
    assert "damaged or changed" in refused(tmp_path / "run.json", changed)
    packed = bytearray(saved(tmp_path, ".json.gz"))
    packed[60:64] = b"\xff\xff\xff\xff"
    words = refused(tmp_path / "run.json.gz", bytes(packed))
    assert "damaged" in words or "breaks off" in words


@pytest.mark.parametrize(
    "rewrite",
    [json.dumps, lambda value: json.dumps(value, indent=4, sort_keys=True)],
    ids=["in a line", "on many"],
)
def test_file_that_another_program_has_written_anew_is_opened(
    tmp_path: Path, rewrite: Callable[[Any], str]
) -> None:
    """Viewers save what they have opened, in their own way."""
    path = tmp_path / "run.json"
    path.write_text(rewrite(json.loads(saved(tmp_path))))
    assert_same(five(), open_run(path))


def test_bombs_are_refused_before_they_go_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What unpacks to gigabytes is given up early: by its ratio, its length, its lines."""
    too_large = "larger than any run"
    head = saved(tmp_path).split(b"\n")[0] + b"\n"
    lines = head + saved(tmp_path).split(b"\n")[1] + b"\n"
    bomb = gzip.compress(lines + b" " * 80_000_000, 9)
    assert too_large in refused(tmp_path / "ratio.gz", bomb)
    monkeypatch.setattr(bounded_lines, "LONGEST_LINE", 1_000_000)
    assert too_large in refused(tmp_path / "line.json", lines + b" " * 2_000_000)
    monkeypatch.undo()
    many = b'["numbers",[' + b"0," * 5_000_000
    assert too_large in refused(tmp_path / "many.json", lines + many + b"0]],\n")
    monkeypatch.setattr(bounded_lines, "MOST_BYTES", 2_000)
    assert too_large in refused(tmp_path / "long.json", saved(tmp_path))
    monkeypatch.undo()
    monkeypatch.setattr(bounded_lines, "MOST_LINES", 20)
    assert too_large in refused(tmp_path / "lines.json", saved(tmp_path))


@not_on_windows("has no such files")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes into, nothing, a name that no file can have."""
    os.mkfifo(tmp_path / "pipe.json")
    for path, words in (
        (tmp_path, "a folder"),
        (tmp_path / "pipe.json", "not a file with a run"),
        (Path("/dev/zero"), "not a file with a run"),
        (tmp_path / "missing.json", "no such file"),
        (tmp_path / "nul\0.json", "cannot be read"),
    ):
        with pytest.raises(UnreadableRecord, match=words):
            open_run(path)


@not_on_windows("rights are something else there")
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may read all")
def test_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    """Nothing else is wrong with it."""
    path = tmp_path / "run.json"
    path.touch(mode=0)
    with pytest.raises(UnreadableRecord, match="not allowed"):
        open_run(path)


def test_limits_let_every_run_pass() -> None:
    """The longest number that is read, squared, fits a line."""
    from app.engine.numbers.parsing import MAX_CHARACTERS

    assert bounded_lines.LONGEST_LINE > 2 * MAX_CHARACTERS
    assert run_file_reading.LARGEST_REWRITTEN < bounded_lines.UNSUSPICIOUS_BYTES
