"""A fork server that cannot be reached is replaced, or done without; what it passes on is whole."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from multiprocessing import forkserver
from multiprocessing.process import current_process
from pathlib import Path

import pytest

from app.engine.outcome import CauseKind
from app.engine.plan import Plan
from app.engine.running import fork_server
from app.engine.running.child import Line
from app.engine.way import MOST_WORKERS, THREADS, Way, default_start_method
from tests.engine.running import tasks
from tests.engine.running.runs import (
    STRATEGIES,
    assert_every_number_answered_once,
    carry_out,
    failures_of,
    plan_of,
    squares_of,
    with_every_start_method,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork server")

NUMBERS = range(2, 7)
SQUARES = {number: number * number for number in NUMBERS}


@pytest.fixture(autouse=True)
def own_server() -> Iterator[None]:
    """Let no test inherit another's fork server."""
    fork_server.give_up()
    yield
    fork_server.give_up()


def socket_folder() -> Path:
    """Return where the fork server listens."""
    return Path(vars(current_process())["_config"]["tempdir"])


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_run_after_temporary_files_were_cleaned_up_squares_all(strategy: str) -> None:
    """The server's socket is gone while it lives: another one takes its place."""
    plan = plan_of(NUMBERS, strategy, "forkserver")
    carry_out(plan)
    shutil.rmtree(socket_folder())
    log = carry_out(plan)
    assert squares_of(log) == SQUARES
    assert log.detour is None


def test_run_after_the_servers_death_squares_all() -> None:
    """Dead between two runs: the next one starts another."""
    plan = plan_of(NUMBERS, "each", "forkserver")
    carry_out(plan)
    os.kill(vars(vars(forkserver)["_forkserver"])["_forkserver_pid"], signal.SIGKILL)
    assert squares_of(carry_out(plan)) == SQUARES


def test_socket_folder_is_private_and_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the path of the temporary folder is, a socket's address has room."""
    long = tmp_path / ("long" * 25)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    log = carry_out(plan_of(NUMBERS, "each", "forkserver"))
    assert squares_of(log) == SQUARES
    assert log.detour is None
    assert socket_folder().stat().st_mode & 0o077 == 0


def test_where_no_socket_can_be_made_spawn_is_used_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No folder takes it: all numbers are squared all the same, and the log says how and why."""
    monkeypatch.setattr(fork_server, "_places", lambda: iter(["/proc/none"]))
    log = carry_out(plan_of(NUMBERS, "pool", "forkserver"))
    assert squares_of(log) == SQUARES
    assert log.detour is not None
    assert (log.detour.asked, log.detour.used) == ("forkserver", "spawn")
    assert "no folder is writable" in log.detour.cause.detail


@with_every_start_method
def test_as_many_threads_as_are_offered_get_their_lines(method: str) -> None:
    """More lines than a fork server takes descriptors."""
    numbers = range(2 * MOST_WORKERS)
    plan = Plan(numbers, Way(*THREADS, workers=MOST_WORKERS, start_method=method))
    log = carry_out(plan)
    assert len(log.workers) == MOST_WORKERS
    assert squares_of(log) == {number: number * number for number in numbers}
    assert all(worker.exit_code == 0 for worker in log.workers)


@with_every_start_method
def test_thread_that_leaves_does_not_hang_its_run(method: str) -> None:
    """It takes its process along, and its number is told; all others are squared."""
    log = carry_out(plan_of(NUMBERS, "threads", method, task=tasks.exit_for_three))
    assert_every_number_answered_once(log)
    assert squares_of(log) == {n: square for n, square in SQUARES.items() if n != 3}
    assert "ended early with exit status 7" in failures_of(log)[3]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_number_there_is_no_memory_to_hand_over_ends_its_run(
    strategy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only number cannot be sent: the run is over all the same, and says why."""

    def give(_line: Line, _span: object, _numbers: object, last: bool) -> None:
        raise MemoryError(last)

    monkeypatch.setattr(Line, "give", give)
    log = carry_out(plan_of([7], strategy, default_start_method()))
    (outcome,) = log.row_outcome
    assert outcome.kind is CauseKind.NOT_GIVEN  # type: ignore[union-attr]
    assert failures_of(log) == {7: "7 was not squared: no memory was left to hand it to a process"}
