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
COMPILING_VARIABLE = "PYTHONDONTWRITEBYTECODE"
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
            env={**_usual(environment or os.environ), REPLIES_VARIABLE: str(writing)},
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


def _usual(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which compiled modules are kept, as they are with anybody.

    Where they are not, every spawned child compiles this program's modules for itself.
    """
    return {name: value for name, value in environment.items() if name != COMPILING_VARIABLE}


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
