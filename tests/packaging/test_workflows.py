"""The workflows that test and release: pinned, with few rights, and with commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.program import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

everywhere = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)


def test_there_are_workflows() -> None:
    """Else the others would hold of nothing."""
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml"]


@everywhere
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    """A tag can be moved to other code; a commit cannot. The version beside it is for people."""
    uses = [line for line in workflow.read_text().splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.search(line)] == []


def test_the_same_action_is_the_same_everywhere() -> None:
    """One version of each, wherever it is used."""
    text = "".join(path.read_text() for path in WORKFLOWS)
    pins = set(re.findall(r"uses: ([\w/-]+)@(\w+)", text))
    assert len({name for name, _commit in pins}) == len(pins)


@everywhere
def test_nothing_is_allowed_that_is_not_asked_for(workflow: Path) -> None:
    """At the top nothing at all; only the job that releases may write."""
    text = workflow.read_text()
    assert "\npermissions: {}\n" in text
    head, _, jobs = text.partition("\njobs:\n")
    assert "write" not in head
    for job in re.split(r"\n(?=  [\w-]+:\n)", jobs):
        name = job.strip().partition(":")[0]
        assert "    permissions:\n" in job, f"{name} says nothing of its rights"
        assert "    timeout-minutes: " in job, f"{name} has no limit"
        assert (": write" in job) == (name == "release")


@everywhere
def test_commands_are_those_of_the_makefile(workflow: Path) -> None:
    """What is called is there, and what the job installs is known by its hash."""
    text = workflow.read_text()
    targets = set(re.findall(r"^([a-z-]+):.*##", (REPOSITORY / "Makefile").read_text(), re.M))
    called = set(re.findall(r"run: make ([a-z-]+)", text))
    assert called
    assert called <= targets
    files = set(re.findall(r"python3? ([\w/.-]+\.py)", text))
    assert {name for name in files if not (REPOSITORY / name).is_file()} == set()
    installs = [line for line in text.splitlines() if "pip install" in line]
    assert all("--require-hashes -r requirements" in line for line in installs)
