"""Ways compared on the command line, with real processes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.e2e.program import REPOSITORY
from tests.e2e.terminal import run, without_screen
from tests.platforms import not_on_windows

Command = tuple[str, ...]
WAIT = ("--work", "waiting:0.05")


def compare(command: Command, *arguments: str, status: int = 0) -> str:
    """Return what a comparison prints, which ends as it should."""
    done = run(command, "--no-window", "--compare", *arguments)
    assert done.returncode == status, done.stderr
    return done.stdout


def found(command: Command, *arguments: str) -> dict[str, Any]:
    """Return what a comparison found."""
    value: dict[str, Any] = json.loads(compare(command, *arguments, "--format", "json"))
    return value


def test_figures_and_the_sentence_are_those_of_the_repetitions(command: Command) -> None:
    """Eight numbers that wait 50 ms each: four processes take a quarter of one."""
    value = found(command, "one,pool:4,threads:4", "--repeat", "5", "1..8", *WAIT)
    ways = {way["way"]: way for way in value["ways"]}
    assert set(ways) == {"one", "pool:4", "threads:4"}
    for way in ways.values():
        assert len(way["repetitions_s"]) == 5
        assert way["median_s"] == pytest.approx(median(way["repetitions_s"]))
        assert sum(way["parts_s"].values()) == pytest.approx(
            sum(way["repetitions_s"]) / 5, rel=1e-3
        )
    assert 0.4 < ways["one"]["median_s"] < 0.8
    assert ways["pool:4"]["speed_up"] > 1.5
    assert value["ways"][0]["way"] in value["fastest"]
    assert "one" not in value["fastest"]
    assert "times as fast as one after another" in value["sentence"]
    assert (value["ending"], value["verdict"] in ("fastest", "several")) == ("done", True)


def test_the_same_way_twice_gives_no_difference(command: Command) -> None:
    """Nobody is made the winner."""
    value = found(command, "one,one", "--repeat", "6", "1..3", "--work", "waiting:0.02")
    assert [way["way"] for way in value["ways"]] == ["one", "one"]
    assert value["verdict"] == "no_difference"


def test_text_begins_with_the_sentence_and_has_the_table(command: Command) -> None:
    """As it is read by a person."""
    text = compare(command, "one,pool:4", "--repeat", "6", "1..8", *WAIT)
    lines = text.splitlines()
    assert re.fullmatch(r"A pool of 4 was fastest: [\d.]+ times as fast as one .*\.", lines[0])
    assert re.search(r"^A pool of 4 +[\d.]+ ms .*× .* 6$", text, re.MULTILINE)
    assert "6 of each, in mixed order" in text


def test_tables_for_spreadsheets_and_documents(command: Command) -> None:
    """With a repetition in each column, and with bars."""
    arguments = ("one,each:3", "--repeat", "2", "2", "3")
    rows = list(csv.DictReader(io.StringIO(compare(command, *arguments, "--format", "csv"))))
    assert {row["way"] for row in rows} == {"one", "each:3"}
    assert all(float(row["repetition_2_s"]) > 0 for row in rows)
    document = compare(command, *arguments, "--format", "markdown")
    assert "|---|---:|" in document
    assert "| One after another |" in document


def test_sweep_over_work_measures_where_the_order_changes(command: Command) -> None:
    """Starting four processes costs some milliseconds, so that it depends on the waiting."""
    sweep = ("--sweep", "work", "--work", "waiting:0.02", "--repeat", "5", "1..8")
    value = found(command, "threads:8", *sweep)
    (crossing,) = value["crossings"]
    assert crossing["way"] == "threads:8"
    assert crossing["amounts"][-1] == {"work_s": 0.02, "was": "faster"}
    assert {way["way"] for way in value["ways"]} == {"one", "threads:8"}
    assert {0.02, 2e-05} <= {way["work_s"] for way in value["ways"]}


def test_sweep_over_processes_names_the_best_and_fits_the_law(command: Command) -> None:
    """Twelve numbers that wait: the more, the better."""
    sweep = ("--sweep", "processes", *WAIT, "--repeat", "5", "1..12")
    value = found(command, "threads:1,threads:2,threads:3,threads:6", *sweep)
    (law,) = value["laws"]
    assert law["best"] == "threads:6"
    assert law["fit"]["r_squared"] > 0.8
    assert [way["workers"] for way in value["ways"]] == [1, 1, 2, 3, 6]
    assert value["sentence"].startswith("Best: 6 threads")


def test_sweep_over_chunks_tries_sizes(command: Command) -> None:
    """Chunks that are too large leave a process with nothing to do."""
    sweep = ("--sweep", "chunk", "--work", "waiting:0.02", "--repeat", "3", "1..8")
    value = found(command, "pool:4", *sweep)
    assert [way["chunk"] for way in value["ways"]] == [None, 1, 2]


def test_a_function_of_ones_own_is_compared_too(command: Command, tmp_path: Path) -> None:
    """And a way in which it fails is left out."""
    file = tmp_path / "slow.py"
    file.write_text("import time\n\n\ndef slow(n):\n    time.sleep(0.05)\n    return 1 / n\n")
    arguments = ("one,pool:4", "--repeat", "6", "--function", str(file))
    text = compare(command, *arguments, "1..8")
    assert text.startswith("A pool of 4 was fastest")
    text = compare(command, *arguments, "0..3", status=1)
    assert text.startswith("Nothing to compare: not every number was done.")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--compare", "one,pol"), "'pol' is no way to compare"),
        (("--compare", "one,,pool"), "'' is no way"),
        (("--repeat", "3"), "--repeat goes with --compare"),
        (("--compare", "one", "--strategy", "pool"), "--strategy does not go with --compare"),
        (("--compare", "one", "--repeat", "0"), "'0' is not a whole number from 1 to 1000"),
        (("--compare", "one", "--limit", "nan"), "'nan' is not a number of seconds"),
        (("--compare", "one,each", "--sweep", "processes"), "needs a pool or threads"),
        (("--compare", "threads", "--sweep", "chunk"), "only a pool has chunks"),
        (("--compare", "one", "--sweep", "work"), "needs a way to compare with"),
    ],
)
def test_what_is_not_understood_is_named(
    command: Command, arguments: tuple[str, ...], reason: str
) -> None:
    """And nothing is run."""
    done = run(command, "--no-window", "1..3", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr


def test_limit_ends_a_comparison_that_chooses_its_repetitions(command: Command) -> None:
    """What is there is shown, and why there is no more."""
    value = found(command, "one,pool:2", "--limit", "1.5", "1..4", *WAIT)
    assert value["ending"] == "limit"
    assert any("The time was up" in remark for remark in value["remarks"])


@not_on_windows("there are no terminals of that kind")
def test_ctrl_c_keeps_what_is_there_and_says_so(command: Command) -> None:
    """Progress is told where somebody looks on; no child is left."""
    import pty

    ours, theirs = pty.openpty()
    arguments = ("--compare", "one,pool:2", "--repeat", "500", "1..3", "--format", "json")
    with subprocess.Popen(
        [*command, "--no-window", *arguments],
        cwd=REPOSITORY,
        env={**without_screen(), "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as process:
        os.close(theirs)
        told = b""
        while not re.search(rb"\D(9|\d\d) of about [\d,]+ runs, about .* left", told):
            told += os.read(ours, 4_096)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=30)
    os.close(ours)
    assert process.returncode == 128 + signal.SIGINT
    value = json.loads(printed)
    assert value["ending"] == "stopped"
    assert value["remarks"][-2].startswith("Stopped:")
    assert all(3 <= len(way["repetitions_s"]) < 100 for way in value["ways"])
