"""The part of a program that shares the numbers out: one after another, processes, pool, threads.

Pure functions; main process. Each returns what is defined beside the function, and the lines that
stand under ``if __name__ == "__main__":``.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.scripts.exactness import Import
from app.engine.scripts.functions import Answer, Definitions
from app.engine.way import ONE_AFTER_ANOTHER, POOL, THREADS, Way, WorkKind

WINDOWS_POOL = 60
"""Python before 3.13 cannot wait for more processes of a pool on Windows."""

LONG_LIST = 1_000
"""From so many quick numbers on, a pool hands results back in chunks."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a program shares its numbers out.

    Attributes:
        imports: what it takes from the standard library.
        definitions: functions for it, a definition each.
        main: the lines after the numbers.
        about: how, for the program's first line.
    """

    imports: tuple[Import, ...]
    definitions: tuple[str, ...]
    main: list[str]
    about: str


def arrange(way: Way, count: int, answer: Answer, one: Definitions) -> Arrangement:
    """Return how a program shares `count` numbers out.

    Args:
        way: how the plan does.
        count: how many numbers there are.
        answer: how results get to where they are shown.
        one: what does one number.
    """
    if way.kind == ONE_AFTER_ANOTHER:
        return _one_after_another(answer, one)
    if way.kind == POOL:
        return _pool(way, count, answer, one)
    if way.kind == THREADS:
        return _threads(way, answer, one)
    if count > way.alive_limit:
        return _a_few_at_a_time(way, answer, one)
    return _a_process_for_each(answer, one)


def _a_process_for_each(answer: Answer, one: Definitions) -> Arrangement:
    """Return the classic lesson."""
    main = [
        *_queue(answer),
        "processes = []",
        "for number in numbers:",
        f"    processes.append({_process(one.target, 'number', answer)})",
        "for process in processes:",
        "    process.start()",
        *_rows("processes", answer, one),
        "for process in processes:",
        "    process.join()",
    ]
    return Arrangement(_imports(answer), (), main, "each in a process of its own")


def _a_few_at_a_time(way: Way, answer: Answer, one: Definitions) -> Arrangement:
    """Return the same with a limit to how many processes are alive."""
    most = way.alive_limit
    about = f"each in its own process, at most {most} at a time"
    made = [
        "processes = []",
        "for number in numbers:",
        f"    processes.append({_process(one.target, 'number', answer)})",
    ]
    if answer is Answer.PRINT:
        main = [
            *made,
            "for process in processes:",
            f"    while len(active_children()) == {most}:",
            "        sleep(0.001)",
            "    process.start()",
            "for process in processes:",
            "    process.join()",
        ]
        imports = (("multiprocessing", "active_children"), ("time", "sleep"))
        return Arrangement((*_imports(answer), *imports), (), main, about)
    main = [
        *_queue(answer),
        *made,
        "alive = {}",
        "for process in processes:",
        f"    if len(alive) == {most}:",
        "        alive.pop(show(results.get())).join()",
        "    process.start()",
        "    alive[process.name] = process",
        "while alive:",
        "    alive.pop(show(results.get())).join()",
    ]
    values = "number, square, name" if "square" in one.shown else "number, outcome, name"
    lines = [
        "def show(result):",
        '    """Print a result and return the name of who is done."""',
        f"    {values} = result",
        f"    {one.shown}",
        "    return name",
    ]
    return Arrangement(_imports(answer), ("\n".join(lines),), main, about)


def _one_after_another(answer: Answer, one: Definitions) -> Arrangement:
    """Return one process that gets all the numbers."""
    queue = ", results" if answer is Answer.PUT else ""
    lines = [
        f"def do_all(numbers{queue}):",
        '    """Do one number after another."""',
        "    for number in numbers:",
        f"        {one.target}(number{queue})",
    ]
    main = [
        *_queue(answer),
        f"process = {_process('do_all', 'numbers', answer)}",
        "process.start()",
        *_rows("numbers", answer, one),
        "process.join()",
    ]
    about = "one after another in one process"
    return Arrangement(_imports(answer), ("\n".join(lines),), main, about)


def _pool(way: Way, count: int, answer: Answer, one: Definitions) -> Arrangement:
    """Return a pool."""
    quick = way.work.kind is WorkKind.NONE and one.target == "squarer"
    main = []
    if way.workers > WINDOWS_POOL:
        main.append(f"# On Windows, Python before 3.13 allows {WINDOWS_POOL} here at most.")
    main.append(f"with Pool({way.workers}) as pool:")
    if answer is Answer.PRINT:
        chunk = "" if quick else ", chunksize=1"
        if way.chunk is not None:
            chunk = f", chunksize={way.chunk}"
        main += [f"    pool.map({one.target}, numbers{chunk})"]
    else:
        values = "number, square, name" if "square" in one.shown else "number, outcome, name"
        chunk = f", {LONG_LIST}" if quick and count > LONG_LIST * way.workers else ""
        if way.chunk is not None:
            chunk = f", chunksize={way.chunk}"
        main += [
            "    # What is returned comes back through a queue that the pool has.",
            f"    results = pool.imap_unordered({one.target}, numbers{chunk})",
            f"    for {values} in results:",
            f"        {one.shown}",
        ]
    main += ["    pool.close()", "    pool.join()"]
    return Arrangement((("multiprocessing", "Pool"),), (), main, f"in a pool of {way.workers}")


def _threads(way: Way, answer: Answer, one: Definitions) -> Arrangement:
    """Return a process with threads that take numbers until none is left."""
    queue = ", results" if answer is Answer.PUT else ""
    take = [
        f"def take_numbers(waiting{queue}):",
        '    """Do the numbers that are waiting, until the sign to stop."""',
        "    for number in iter(waiting.get, None):",
        f"        {one.target}(number{queue})",
    ]
    run = [
        f"def run_threads(numbers{queue}):",
        '    """Share the numbers out among threads."""',
        "    waiting = SimpleQueue()",
        "    for number in numbers:",
        "        waiting.put(number)",
        "    threads = []",
        f"    for place in range(1, {way.workers + 1}):",
        "        waiting.put(None)  # a sign to stop for each thread",
        f"        arguments = (waiting{queue or ','})",
        '        name = f"Thread-{place}"',
        "        threads.append(Thread(target=take_numbers, args=arguments, name=name))",
        "    for thread in threads:",
        "        thread.start()",
        "    for thread in threads:",
        "        thread.join()",
    ]
    main = [
        *_queue(answer),
        f"process = {_process('run_threads', 'numbers', answer)}",
        "process.start()",
        *_rows("numbers", answer, one),
        "process.join()",
    ]
    imports = (*_imports(answer), ("queue", "SimpleQueue"), ("threading", "Thread"))
    definitions = ("\n".join(take), "\n".join(run))
    return Arrangement(imports, definitions, main, f"by {way.workers} threads of one process")


def _imports(answer: Answer) -> tuple[Import, ...]:
    """Return what is imported for processes, and for a queue where there is one."""
    process = ("multiprocessing", "Process")
    return (process, ("multiprocessing", "Queue")) if answer is Answer.PUT else (process,)


def _process(target: str, argument: str, answer: Answer) -> str:
    """Return the expression for a process."""
    arguments = f"({argument}, results)" if answer is Answer.PUT else f"({argument},)"
    return f"Process(target={target}, args={arguments})"


def _queue(answer: Answer) -> list[str]:
    """Return the line that makes the queue, where there is one."""
    return ["results = Queue()"] if answer is Answer.PUT else []


def _rows(expected: str, answer: Answer, one: Definitions) -> list[str]:
    """Return the lines that take results out of the queue, where there is one."""
    if answer is Answer.PRINT:
        return []
    values = "number, square, name" if "square" in one.shown else "number, outcome, name"
    return [f"for _ in {expected}:", f"    {values} = results.get()", f"    {one.shown}"]
