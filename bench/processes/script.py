"""The plain script: start all, join all, each child printing its line."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable

from bench.contestant import requests
from bench.targets import print_square


def serve(start_method: str, target: Callable[[int], None] = print_square) -> None:
    """Square as often as asked, each number in a process that has `target` to do."""
    context = multiprocessing.get_context(start_method)
    for request, answer in requests():
        begun = time.perf_counter()
        processes = [
            context.Process(target=target, args=(number,))  # type: ignore[attr-defined]
            for number in range(2, 2 + int(request))
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        finished = time.perf_counter() - begun
        answer({"last": finished, "finished": finished})
