"""A program that measures something as often as it is asked to, kept running in between.

Programs of their own, so that none is slowed down by what another has loaded, and each has the fork
server that it would have by itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

REPLIES_VARIABLE = "MULTISQUARE_BENCH_REPLIES"
UNUSUAL = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
"""With the first, every spawned child compiles this program's modules for itself; with the second,
each printed row is written by itself."""

REPOSITORY = Path(__file__).resolve().parent.parent

Figures = Mapping[str, float]


class Contestant:
    """One such program.

    Args:
        *command: what Python is to run, such as ``-m bench.processes script fork``.
        environment: its environment variables, by default this program's own.
    """

    def __init__(self, *command: str, environment: Mapping[str, str] | None = None) -> None:
        reading, writing = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, *command],
            cwd=REPOSITORY,
            env={**usual_environment(environment), REPLIES_VARIABLE: str(writing)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(writing,),
            text=True,
        )
        os.close(writing)
        self._replies = os.fdopen(reading)

    def measure(self, request: str) -> Figures:
        """Have it measure once.

        Raises:
            RuntimeError: it has ended.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(f"{request}\n")
        self._process.stdin.flush()
        reply = self._replies.readline()
        if not reply:
            raise RuntimeError(f"{' '.join(map(str, self._process.args))} has ended")  # type: ignore[arg-type]
        figures: Figures = json.loads(reply)
        return figures

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._replies.close()


def usual_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment, by default this program's, without what hardly anybody sets."""
    given = os.environ if environment is None else environment
    return {name: value for name, value in given.items() if name not in UNUSUAL}


def requests() -> Iterator[tuple[str, Callable[[Figures], None]]]:
    """In a contestant: give each request and what answers it, until there are no more."""
    descriptor = int(os.environ.pop(REPLIES_VARIABLE))
    os.set_inheritable(descriptor, False)  # its children must not keep the pipe open
    with os.fdopen(descriptor, "w") as replies:

        def answer(figures: Figures) -> None:
            replies.write(json.dumps(figures) + "\n")
            replies.flush()

        for line in sys.stdin:
            yield line.strip(), answer
