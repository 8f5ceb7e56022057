"""Errors in the program itself: written to a log file, and told to whoever can show them.

No Qt, so that the program without a window uses it too. Main process; hooks run in any thread.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

FOLDER_NAME = "multisquare"
LOG_NAME = "multisquare.log"
OLD_LOG_NAME = "multisquare.1.log"
LARGEST_LOG_BYTES = 1_000_000


def log_folder(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """Return where the platform keeps logs.

    Args:
        platform: as `sys.platform`.
        environment: as `os.environ`.
        home: the person's own folder.
    """
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "MultiSquare" / "Logs"
    if platform == "darwin":
        return home / "Library" / "Logs" / "MultiSquare"
    state = environment.get("XDG_STATE_HOME", "")
    base = Path(state) if os.path.isabs(state) else home / ".local" / "state"
    return base / FOLDER_NAME / "log"


def home() -> Path:
    """Return the person's own folder; where nobody knows of one, the root, as Qt does."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.path.abspath(os.sep))


class FaultLog:
    """A file that errors are appended to; it never gets in the way by failing itself.

    Args:
        folder: where the file is, created when first needed; by default the platform's usual place.

    Attributes:
        path: the file.
    """

    def __init__(self, folder: Path | None = None) -> None:
        usual = folder or log_folder(sys.platform, os.environ, home())
        self.path = usual / LOG_NAME
        self._lock = threading.Lock()
        self._open: TextIO | None = None

    def note(self, text: str) -> None:
        """Append a text with the time. Any thread; a full disk or the like loses only the note."""
        stamp = datetime.now().astimezone().isoformat(timespec="milliseconds")
        with self._lock:
            try:
                file = self._file()
                file.write(f"{stamp} [{os.getpid()}] {text.rstrip()}\n")
                file.flush()
            except OSError:
                return

    def watch_for_crashes(self) -> None:
        """Let the interpreter write its last words here when it crashes in C code."""
        with self._lock:
            try:
                faulthandler.enable(self._file())
            except OSError:
                return

    def close(self) -> None:
        """Close the file; a later note opens it again."""
        with self._lock:
            if self._open is not None:
                if faulthandler.is_enabled():
                    faulthandler.disable()
                self._open.close()
                self._open = None

    def _file(self) -> TextIO:
        """Return the open file; an overgrown one is put aside first."""
        if self._open is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > LARGEST_LOG_BYTES:
                os.replace(self.path, self.path.with_name(OLD_LOG_NAME))
            self._open = self.path.open("a", encoding="utf-8", errors="backslashreplace")
        return self._open


class FaultHooks:
    """Python's hooks for errors nobody caught, pointed at a log and at `report`.

    Args:
        log: where every such error is written.
        report: told the traceback of errors a person should see; called in the thread of the error.
    """

    def __init__(self, log: FaultLog, report: Callable[[str], None]) -> None:
        self._log = log
        self._report = report
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        """Take the hooks over."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _on_error(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Take an error that nothing in the main thread, or in a Qt slot, has caught."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._tell("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        """Take an error that ended a thread."""
        if issubclass(args.exc_type, SystemExit) or args.exc_value is None:
            return
        name = args.thread.name if args.thread is not None else "?"
        lines = traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback)
        self._tell(f"In the thread {name}:\n{''.join(lines)}")

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        """Note an error that could not be raised, as while an object is taken apart."""
        trace = args.exc_traceback
        lines = traceback.format_exception(args.exc_type, args.exc_value, trace)
        self._log.note(f"{args.err_msg or 'Ignored'}: {args.object!r}\n{''.join(lines)}")

    def _tell(self, text: str) -> None:
        """Write an error down, on the terminal too where there is one, and report it."""
        self._log.note(text)
        if sys.stderr is not None:
            sys.stderr.write(text)
        self._report(text)
