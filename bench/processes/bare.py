"""A bare loop of fork, exit and wait in C: as little as a process can cost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SOURCE = r"""
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1;
    struct timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (int i = 0; i < count; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        if (child < 0 || waitpid(child, NULL, 0) < 0)
            return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    printf("%.9f\n", ended.tv_sec - begun.tv_sec + (ended.tv_nsec - begun.tv_nsec) / 1e9);
    return 0;
}
"""


class BareLoop:
    """The loop, compiled.

    Args:
        folder: where the program may lie.

    Raises:
        OSError: there is no compiler, or it failed.
    """

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            raise OSError("there is no C compiler here")
        source, self._program = folder / "loop.c", folder / "loop"
        source.write_text(SOURCE)
        done = subprocess.run(
            [compiler, "-O2", "-o", str(self._program), str(source)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise OSError(f"the C compiler failed: {done.stderr.strip()[:200]}")

    def measure(self, count: int) -> float:
        """Return how many seconds `count` processes take, one after another."""
        done = subprocess.run(
            [str(self._program), str(count)], capture_output=True, text=True, check=True
        )
        return float(done.stdout)
