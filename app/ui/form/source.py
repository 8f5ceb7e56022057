"""Where the numbers in the field come from, and what was said of their commas. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.engine.numbers.dialects import Commas
from app.engine.numbers.number_files import NumbersFile


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from.

    Attributes:
        path: the file's whole path, or an empty text for what was typed, pasted or dropped.
        separator: what separates a table's cells, as `dialect_of` takes it.
        note: what a person should know of how the file was read, empty for nothing.
        commas: what the person has said a comma means in it, if they were asked.
    """

    path: str = ""
    separator: str = ""
    note: str = ""
    commas: Commas | None = None

    @classmethod
    def of_file(cls, path: Path, file: NumbersFile, commas: Commas | None) -> Source:
        """Return the source that a file is."""
        return cls(str(path), file.separator, file.note, commas)

    @property
    def name(self) -> str:
        """Return the file's name, or an empty text."""
        return Path(self.path).name if self.path else ""


class CommaMemory(Protocol):
    """Remembers for each file what a comma means in it."""

    def commas_of(self, path: str) -> Commas | None:
        """Return what was said the last time, or None."""

    def keep_commas(self, path: str, commas: Commas) -> None:
        """Remember what was said."""


class NoMemory:
    """Remembers nothing."""

    def commas_of(self, path: str) -> Commas | None:
        """Return None."""

    def keep_commas(self, path: str, commas: Commas) -> None:
        """Do nothing."""
