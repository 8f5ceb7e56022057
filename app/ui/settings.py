"""What the window remembers from one time to the next. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from app.engine.numbers.dialects import Commas
from app.engine.own.function import OwnFunction
from app.engine.way import (
    KINDS,
    LONGEST_WORK_S,
    MOST_ALIVE,
    MOST_WORKERS,
    Way,
    Work,
    WorkKind,
    start_methods,
)
from app.ui.look.appearance import Scheme
from app.words import tr

ORGANISATION = "MultiSquare"
PROGRAM = "MultiSquare"

MOST_KNOWN_FILES = 100
"""Of so many files it is remembered how their commas are read."""

USUAL_ROOM_MEGABYTES = 500
"""What all kept runs may take, unless the person chooses otherwise."""

MOST_ROOM_MEGABYTES = 100_000

T = TypeVar("T")


class Settings:
    """The person's own settings; what is missing, damaged or impossible here is left out.

    Args:
        store: where they are kept; by default the platform's usual place.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else QSettings(ORGANISATION, PROGRAM)
        self._is_lost_told = False

    def loss(self) -> str:
        """Return, once, that settings cannot be kept and where; else an empty text."""
        self._store.sync()
        if self._is_lost_told or (
            self._store.isWritable() and self._store.status() is QSettings.Status.NoError
        ):
            return ""
        self._is_lost_told = True
        return tr(
            "Settings cannot be kept: {place} cannot be written. Next time all is as usual.",
            place=self._store.fileName(),
        )

    def bytes_of(self, key: str) -> QByteArray:
        """Return a geometry or a state that Qt wrote; empty if there is none."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_bytes(self, key: str, value: QByteArray) -> None:
        """Remember a geometry or a state."""
        self._store.setValue(key, value)

    @property
    def way(self) -> Way:
        """Return how numbers were to be squared the last time."""
        usual = Way()
        method = self._read("choices/start_method", str, usual.start_method)
        kind = self._read("choices/work", WorkKind, WorkKind.NONE)
        seconds = self._read("choices/work_seconds", float, 0.0)
        sharing, housing = KINDS.get(self._read("choices/strategy", str, ""), usual.kind)
        return Way(
            sharing,
            housing,
            start_method=method if method in start_methods() else usual.start_method,
            workers=_within(self._read("choices/workers", int, usual.workers), MOST_WORKERS),
            alive_limit=_within(
                self._read("choices/alive_limit", int, usual.alive_limit), MOST_ALIVE
            ),
            work=Work(kind, seconds) if 0 < seconds <= LONGEST_WORK_S else Work(),
        )

    def keep_way(self, way: Way) -> None:
        """Remember how numbers are to be squared."""
        word = next((word for word, kind in KINDS.items() if kind == way.kind), "")
        self._store.setValue("choices/strategy", word)
        self._store.setValue("choices/start_method", way.start_method)
        self._store.setValue("choices/workers", way.workers)
        self._store.setValue("choices/alive_limit", way.alive_limit)
        self._store.setValue("choices/work", way.work.kind.value)
        self._store.setValue("choices/work_seconds", way.work.seconds)

    @property
    def scheme(self) -> Scheme:
        """Return the colours chosen."""
        return self._read("look/scheme", Scheme, Scheme.SYSTEM)

    def keep_scheme(self, scheme: Scheme) -> None:
        """Remember the colours chosen."""
        self._store.setValue("look/scheme", scheme.value)

    @property
    def scale_percent(self) -> int:
        """Return the size of text chosen, in percent."""
        return self._read("look/scale_percent", int, 100)

    def keep_scale_percent(self, percent: int) -> None:
        """Remember the size of text chosen, in percent."""
        self._store.setValue("look/scale_percent", percent)

    @property
    def room_megabytes(self) -> int:
        """Return what all kept runs may take, in millions of bytes."""
        return _within(
            self._read("runs/room_megabytes", int, USUAL_ROOM_MEGABYTES), MOST_ROOM_MEGABYTES
        )

    def keep_room_megabytes(self, megabytes: int) -> None:
        """Remember what all kept runs may take."""
        self._store.setValue("runs/room_megabytes", megabytes)

    @property
    def asks_system(self) -> bool:
        """Return whether runs ask the operating system what it did with their workers."""
        return self._read("runs/asks", lambda words: words != "false", True)

    def keep_asks_system(self, asks: bool) -> None:
        """Remember whether runs ask the operating system."""
        self._store.setValue("runs/asks", "true" if asks else "false")

    @property
    def runs_shown(self) -> bool:
        """Return whether the panel with the kept runs is open."""
        return self._read("window/runs", lambda words: words == "true", False)

    def keep_runs_shown(self, shown: bool) -> None:
        """Remember whether the panel with the kept runs is open."""
        self._store.setValue("window/runs", "true" if shown else "false")

    @property
    def own_function(self) -> OwnFunction | None:
        """Return the function that was written last, or None; it is text, and not run by itself."""
        source, name = self._read("own/source", str, ""), self._read("own/name", str, "")
        return OwnFunction(source, name) if source and name.isidentifier() else None

    def keep_own_function(self, function: OwnFunction) -> None:
        """Remember a function."""
        self._store.setValue("own/source", function.source)
        self._store.setValue("own/name", function.name)

    @property
    def folder(self) -> str:
        """Return the folder a file was last opened from or saved to, or an empty text."""
        return self._read("files/folder", str, "")

    def keep_folder(self, folder: str) -> None:
        """Remember the folder of a file."""
        self._store.setValue("files/folder", folder)

    def commas_of(self, path: str) -> Commas | None:
        """Return what a comma means in a file, as the person has said, or None."""
        remembered = (entry.partition(" ") for entry in self._known_commas())
        said = next((commas for commas, _, known in remembered if known == path), "")
        return next((commas for commas in Commas if commas.value == said), None)

    def keep_commas(self, path: str, commas: Commas) -> None:
        """Remember what a comma means in a file; what was said longest ago is forgotten."""
        others = [entry for entry in self._known_commas() if entry.partition(" ")[2] != path]
        entries = [f"{commas.value} {path}", *others]
        self._store.setValue("files/commas", entries[:MOST_KNOWN_FILES])

    def _known_commas(self) -> list[str]:
        """Return an entry for each file known, as ``decimal /a/file.csv``, the newest first."""
        value = self._store.value("files/commas")
        entries = [value] if isinstance(value, str) else value  # Qt tells a list of one as its one
        return list(map(str, entries)) if isinstance(entries, list) else []

    def _read(self, key: str, kind: Callable[[str], T], usual: T) -> T:
        """Return a value read by `kind` from its text, or the usual one."""
        value = self._store.value(key)
        if value is None:
            return usual
        try:
            return kind(str(value))
        except ValueError:
            return usual


def _within(value: int, most: int) -> int:
    """Return `value` where it lies between 1 and `most`, else the nearest of the two."""
    return max(1, min(value, most))
