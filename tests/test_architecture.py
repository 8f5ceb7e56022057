"""Who may know whom: the rules that keep the engine free of Qt and the window free of processes."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from app.engine.events import Event, WorkerStarted
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.way import Way, Work, WorkKind, start_methods
from tests.engine.running.runs import carry_out

REPOSITORY = Path(__file__).resolve().parent.parent
APP = REPOSITORY / "app"
MOST_LINES = 300
PROCESS_MODULES = {"multiprocessing", "subprocess", "_posixsubprocess", "concurrent", "psutil"}
PROCESS_CALLS = {"kill", "killpg", "fork", "forkpty", "spawnv", "execv", "system", "popen"}


MOST_WIRING_LINES = 200
LAY_OUT_AND_WIRE = ("main_window", "menus", "settings")
FACTS = ("events", "log", "rows", "standing", "record", "plan", "way", "tasks", "outcome", "runner")

MAKE_CODE_OF_TEXT = {"engine/own/work.py"}
"""Files that make code of text. One that runs it belongs to child processes alone, and SECURITY.md
says when."""

READ_OUR_CHANNELS = {
    *("engine/running/worker.py", "engine/running/answers.py"),
    "engine/running/given.py",  # makes nothing but texts and numbers of it
}
"""Files that unpickle what this program's own processes send each other; nobody else unpickles."""

FLOORS = (
    "words callers_console",
    "engine.units engine.clock engine.columns engine.actions engine.computer engine.numbers",
    "engine.clock_grain engine.way engine.tasks engine.outcome",
    "engine.own",
    "engine.plan engine.events",
    "engine.runner engine.worker_record",
    "engine.rows",
    "engine.log",
    "engine.record",
    "engine.standing engine.analysis engine.running engine.scripts",
    "engine.comparing",
    "engine.telling",
    "engine.reporting",
    "engine.storage",
    "comparing_arguments",
    "surroundings arguments faults controller self_test ui.look ui.parts ui.about ui.licences",
    "printing",
    "terminal ui.fault_dialog ui.settings ui.form ui.results ui.timeline ui.replay",
    "comparing_terminal",
    "ui.why ui.code ui.file_commands ui.menus ui.fault_reporter",
    "ui.runs ui.compare",
    "ui.run ui.self_test ui.report",
    "ui.run_opener ui.saving ui.window_commands ui.kept_runs",
    "ui.opening",
    "ui.main_window",
    "warming",
    "window",
    "__main__",
)
"""The rooms of the house, from the ground up. A room is a folder, or a file beside folders."""


def room_of(name: str) -> str | None:
    """Return the room a dotted name lies in; None for what is no room of this program."""
    parts = name.split(".")
    if parts[0] != "app" or len(parts) < 2 or parts[1].startswith("__version"):
        return None
    if parts[1] in ("engine", "ui") and len(parts) > 2:
        return ".".join(parts[1:3])
    return parts[1]


def rooms_known() -> dict[str, set[str]]:
    """Return which rooms each room imports from."""
    known: dict[str, set[str]] = {}
    for path in files_in("."):
        module = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
        room = room_of(module.removesuffix(".__init__"))
        if room is None or room in ("engine", "ui"):
            continue
        others = (room_of(name) for name in names_in(path))
        known.setdefault(room, set()).update(other for other in others if other is not None)
    return known


def length_of(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def files_in(*places: str) -> list[Path]:
    """Return the Python files of the program that lie in some of its folders, or are so named."""
    files = [APP / place for place in places if (APP / place).is_file()]
    folders = [APP / place for place in places if (APP / place).is_dir()]
    files += [path for folder in folders for path in folder.rglob("*.py")]
    assert files, f"nothing to look at in {places}"
    return sorted(files)


def names_in(path: Path) -> set[str]:
    """Return the dotted names that a file imports, wherever in it that stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import has no module here and breaks every rule, as it should.
            names.update(f"{'.' * node.level}{node.module}.{name.name}" for name in node.names)
    return names


def attributes_in(path: Path) -> set[str]:
    """Return what a file takes from names, such as ``os.kill``."""
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def called_in(path: Path) -> set[str]:
    """Return what a file calls by a bare name, such as ``len``."""
    return {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def is_within(name: str, package: str) -> bool:
    """Tell whether a dotted name is a package or lies in it."""
    return name == package or name.startswith(f"{package}.")


def is_standard(name: str) -> bool:
    """Tell whether a dotted name comes from the standard library."""
    return name.split(".")[0] in sys.stdlib_module_names


def breaches(files: list[Path], is_allowed: Callable[[str], bool]) -> list[str]:
    """Return every import, with its file, that a rule does not allow."""
    return [
        f"{path.relative_to(REPOSITORY)} imports {name}"
        for path in files
        for name in sorted(names_in(path))
        if not is_allowed(name)
    ]


def test_engine_knows_the_standard_library_and_itself() -> None:
    """The engine runs anywhere: no Qt, no window, no controller."""

    def is_allowed(name: str) -> bool:
        shared = is_within(name, "app.words") or name == "app.__version__"
        return is_standard(name) or is_within(name, "app.engine") or shared

    assert breaches(files_in("engine"), is_allowed) == []


def test_every_room_knows_only_the_floors_below() -> None:
    """Who may know whom, in one picture: nobody reaches up, and rooms of a floor keep apart."""
    floor_of = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}
    upwards = [
        f"{room} imports {known}"
        for room, knows in rooms_known().items()
        for known in knows - {room}
        if floor_of[known] >= floor_of[room]
    ]
    assert sorted(upwards) == []


def test_facts_have_no_words() -> None:
    """What happened is kept as facts and figures; only who tells of it needs a language."""
    places = ("analysis", "running", "comparing", *(f"{name}.py" for name in FACTS))
    files = files_in(*(f"engine/{place}" for place in places))
    assert breaches(files, lambda name: not is_within(name, "app.words")) == []


def test_what_lays_out_and_wires_is_short() -> None:
    """Work that gathers there belongs in a room."""
    lengths = {name: length_of(APP / "ui" / f"{name}.py") for name in LAY_OUT_AND_WIRE}
    assert {name: length for name, length in lengths.items() if length >= MOST_WIRING_LINES} == {}


def test_words_know_the_standard_library_only() -> None:
    """The engine uses the words, so they must not bring anything along."""
    assert breaches(files_in("words.py"), is_standard) == []


def test_run_without_a_window_loads_no_qt() -> None:
    """Where there is no screen there need not be Qt either."""
    without = files_in(
        *("__main__.py", "arguments.py", "terminal.py", "self_test", "printing.py"),
        *("comparing_arguments.py", "comparing_terminal.py"),
    )
    assert breaches(without, lambda name: not is_within(name, "PySide6")) == []


def test_controller_knows_no_widget() -> None:
    """The bridge needs QtCore's signals and threads, and nothing that draws."""

    def is_allowed(name: str) -> bool:
        qt = is_within(name, "PySide6") and not is_within(name, "PySide6.QtCore")
        return not qt and not is_within(name, "app.ui")

    assert breaches(files_in("controller.py"), is_allowed) == []


def test_window_never_touches_a_process() -> None:
    """The window asks the controller; it starts, signals and kills nothing itself."""
    calls = {f"os.{name}" for name in PROCESS_CALLS}

    def is_allowed(name: str) -> bool:
        return name.split(".")[0] not in PROCESS_MODULES and name not in calls

    assert breaches(files_in("ui"), is_allowed) == []
    assert [path for path in files_in("ui") if attributes_in(path) & calls] == []


def test_nothing_from_outside_is_ever_run() -> None:
    """No text becomes code but a person's function in a child, and only answers are unpickled.

    What is done with such a function lies in rooms that only children load; a plain unpickler
    makes nothing but texts and numbers of what they send.
    """
    runs = {"eval", "exec", "compile", "__import__"}
    running = {path.relative_to(APP).as_posix() for path in files_in(".") if runs & called_in(path)}
    loads = {"pickle.load", "pickle.loads", "pickle.Unpickler", "marshal.loads"}
    unpickling = {
        path.relative_to(APP).as_posix() for path in files_in(".") if loads & attributes_in(path)
    }
    assert running == MAKE_CODE_OF_TEXT
    assert unpickling == READ_OUR_CHANNELS


def test_nothing_imports_the_start() -> None:
    """A child that imported the program's start would become a second program."""
    assert breaches(files_in("."), lambda name: "__main__" not in name) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks where Linux tells a process's memory")
@pytest.mark.parametrize("method", sorted({*start_methods()} - {"fork"}))
def test_started_child_has_not_imported_qt(method: str) -> None:
    """Even where the program has Qt loaded, its children stay light; forked ones cannot."""
    import PySide6.QtCore

    seen: list[str] = []

    def look(_run: Run, _log: Log, batch: list[Event]) -> None:
        for event in batch:
            if isinstance(event, WorkerStarted):
                maps = psutil.Process(event.pid).memory_maps(grouped=True)
                seen.append(" ".join(mapped.path for mapped in maps))

    carry_out(Plan([2, 3], Way(start_method=method, work=Work(WorkKind.WAITING, 0.5))), look)
    assert PySide6.QtCore.__name__ in sys.modules
    assert len(seen) == 2
    assert all("python" in libraries and "Qt6" not in libraries for libraries in seen)


def test_files_are_short() -> None:
    """A file that has grown long has more than one thing to say."""
    lengths = {str(path.relative_to(REPOSITORY)): length_of(path) for path in files_in(".")}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
