"""Watches from outside what a program and all of its children ask of the system, with strace(1)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NETWORK = ("socket", "socketpair", "connect", "bind", "listen")
WRITING = (
    *("open", "creat", "openat", "openat2", "truncate", "mknod", "mknodat"),
    *("mkdir", "mkdirat", "rename", "renameat", "renameat2", "rmdir", "unlink", "unlinkat"),
    *("link", "linkat", "symlink", "symlinkat", "chmod", "fchmodat", "chown", "fchownat"),
)
STARTING = ("execve", "execveat")
RIGHTS = (
    *("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid"),
    *("setgroups", "capset", "ptrace"),
)
ALL = ",".join(f"?{name}" for name in (*NETWORK, *WRITING, *STARTING, *RIGHTS))
"""A question mark stands before names that not every kind of computer has."""

_LINE = re.compile(r"(?P<name>\w+)\((?P<words>.*)\)\s+= (?P<answer>-?\d+|\?).*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FOLDER = re.compile(r"(?:AT_FDCWD|\d+)<(?P<path>[^>]*)>, $")
_OCTAL = re.compile(rb"\\([0-7]{1,3})|\\(.)")


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that was asked of the system.

    Attributes:
        name: the system call.
        words: what was said with it, as strace writes it.
        granted: whether the system did it.
    """

    name: str
    words: str
    granted: bool

    @property
    def paths(self) -> list[Path]:
        """Return the paths it names, from the root."""
        return [self._from_root(found) for found in _QUOTED.finditer(self.words)]

    @property
    def changes_files(self) -> bool:
        """Return whether something in the file system may be another than before."""
        if self.name not in WRITING:
            return False
        if self.name in ("open", "openat", "openat2"):
            return any(f"O_{flag}" in self.words for flag in ("WRONLY", "RDWR", "CREAT", "TRUNC"))
        return True

    def _from_root(self, quoted: re.Match[str]) -> Path:
        """Return a quoted path, which may be meant from a folder that is said before it."""
        folder = _FOLDER.search(self.words[: quoted.start()])
        return Path(folder["path"] if folder else "/", _unescaped(quoted[1]))


class Trace:
    """Lets a program run under strace.

    Args:
        folder: where the traces go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()

    def around(self, command: tuple[str, ...]) -> tuple[str, ...]:
        """Return the command that runs a program and writes down what it asks for."""
        options = ("-ff", "-y", "-qq", "-s", "4096", "-e", f"trace={ALL}", "-e", "signal=none")
        return ("strace", *options, "-o", str(self._folder / "calls"), "--", *command)

    def calls(self) -> list[Call]:
        """Return what was asked for, by all processes."""
        return list(self._read())

    def _read(self) -> Iterator[Call]:
        for file in sorted(self._folder.iterdir()):
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                found = _LINE.fullmatch(line)
                if found:
                    granted = found["answer"] not in ("-1", "?")
                    yield Call(found["name"], found["words"], granted)


def why_not_traced() -> str:
    """Return why nothing can be traced here, or an empty text."""
    if shutil.which("strace") is None:
        return "there is no strace here"
    tried = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True)
    return "" if tried.returncode == 0 else "strace is not permitted here"


def _unescaped(text: str) -> str:
    """Return a path without strace's way of writing what is not ASCII."""

    def plain(found: re.Match[bytes]) -> bytes:
        return bytes([int(found[1], 8)]) if found[1] else found[2]

    return _OCTAL.sub(plain, text.encode("latin-1", "replace")).decode("utf-8", "replace")
