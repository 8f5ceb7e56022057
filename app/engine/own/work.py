"""Does a person's function to numbers: what comes out is text, and so is what goes wrong.

Runs in child processes only, in each worker. The main process gets texts and numbers; nothing of
the function's own making leaves the child.
"""

from __future__ import annotations

import linecache
import sys
import threading

from app.engine.own.surroundings import Prints

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType
    from typing import Any, TypeAlias

    from app.engine.own.function import OwnFunction

    Failure: TypeAlias = tuple[str, int, str]
    """What was raised, in which line (0 for none), and the way to it through the function."""

FILE = "<your function>"
"""What Python calls the function's source in its messages."""

GROUPED_FROM = 1_024
"""Chunks with fewer numbers have a reading of the clock for every number; so many are given only
where numbers have been quick."""

MOST_TEXT = 1 << 20
"""Characters of a result that are kept; what is longer is cut."""

MOST_PRINTED = 1 << 16
"""Characters of what is printed for one number that are kept."""

MOST_WORDS = 2_000
"""Characters of an error's message that are kept."""

MOST_TRACE = 8_000
"""Characters of the way to an error that are kept: of an endless recursion the end."""

_loading = threading.Lock()


class OwnWork:
    """One worker's part of a child.

    Args:
        function: what to do.
        duty: the extra work that goes with it.
    """

    group = 128
    """So many numbers share a reading of the clock where they are quick: each call costs more than
    a multiplication."""

    def __init__(self, function: OwnFunction, duty: Any) -> None:
        self._function = function
        self._duty = duty
        self._call: Callable[[Any], Any] | None = None
        self._results: list[Any] = []
        self._begin()
        if isinstance(sys.stdout, Prints):
            sys.stdout.listen(self._note_print)

    def is_quick_for(self, numbers: Sequence[Any]) -> bool:
        """Return whether so many numbers come at a time that they must have been quick."""
        return len(numbers) >= GROUPED_FROM and not self._duty.rounds and not self._duty.pause

    def quickest_for(
        self, _numbers: Sequence[Any], _quick: bool
    ) -> Callable[[Sequence[Any]], list[Any]]:
        """Return how to deal with numbers."""
        return self.do_all

    def do_all(self, numbers: Sequence[Any]) -> list[Any]:
        """Return a text for each number, or whole numbers; None where there is none.

        `notes` say why.
        """
        if self._duty.rounds:
            self._duty.compute_extra(len(numbers))
        if self._call is None and not self._load():
            self._fail_all(len(numbers))
            return [None] * len(numbers)
        self._results = results = self._results_of(numbers)
        texts = self._texts_of(results)
        self._done += len(texts)
        self._results = []
        return texts

    def _results_of(self, numbers: Sequence[Any]) -> list[Any]:
        """Return what the function returns for each number, None where it raised something."""
        results: list[Any] = []
        self._results = results
        waiting, call = iter(_as_python_has_them(numbers)), self._call
        while len(results) < len(numbers):
            error: Exception = StopIteration()  # which ends `extend` without a word
            try:
                results.extend(map(call, waiting))  # type: ignore[arg-type]
            except Exception as raised:
                error = raised
            if len(results) < len(numbers):
                self._failures[self._done + len(results)] = failure_of(error)
                results.append(None)
        return results

    def notes(self) -> tuple[Any, ...]:
        """Return what else is to be told of the numbers done since the last time, and begin anew.

        The types' names (one for all, or a list); then, by the numbers' places, what was printed,
        what failed, how long results were that have been cut, and how long such prints.
        """
        names = [(_name_of(kind), count) for kind, count in self._types]
        same: Any = names[0][0]
        if any(name != same for name, _ in names):
            same = [name for name, count in names for _ in range(count)]
        last = self._done - 1
        printed = {min(place, last): "".join(each) for place, each in self._printed.items()}
        too_long = {min(p, last): n for p, n in self._lengths.items() if n > MOST_PRINTED}
        notes = (same, printed, self._failures, self._cut, too_long)
        self._begin()
        return notes

    def _begin(self) -> None:
        self._done = 0
        self._types: list[tuple[type, int]] = []  # and how many in a row
        self._printed: dict[int, list[str]] = {}
        self._lengths: dict[int, int] = {}
        self._failures: dict[int, Failure] = {}
        self._cut: dict[int, int] = {}

    def _load(self) -> bool:
        """Run the source, once a process, and find the function in it."""
        with _loading:
            try:
                self._call = loaded(self._function)
            except Exception as error:
                self._broken = failure_of(error)
                return False
        return True

    def _fail_all(self, count: int) -> None:
        for place in range(self._done, self._done + count):
            self._failures[place] = self._broken
        self._types.append((type(None), count))
        self._done += count

    def _texts_of(self, results: list[Any]) -> list[Any]:
        """Return results as texts; one that has none has failed."""
        kinds = list(map(type, results))
        same = len(set(map(id, kinds))) == 1  # by `id`: a kind may have any hash
        self._types += [(kinds[0], len(kinds))] if same else [(kind, 1) for kind in kinds]
        if same and kinds[0] is int:
            return results  # numbers need not travel as texts
        if not self._failures:
            try:
                texts: list[Any] = list(map(str, results))
                "".join(texts).encode()  # nothing that no file could hold
            except Exception:
                pass
            else:
                if set(map(type, texts)) <= {str} and max(map(len, texts), default=0) <= MOST_TEXT:
                    return texts
        return [self._text_of(place, result) for place, result in enumerate(results)]

    def _text_of(self, offset: int, result: Any) -> str | None:
        """Return a result as a text, None where it cannot be one or has failed before."""
        place = self._done + offset
        if place in self._failures:
            return None
        self._results = self._results[:offset]  # what is printed belongs to this number
        try:
            text = _text(result)
        except Exception as error:
            self._failures[place] = failure_of(error)
            return None
        if len(text) > MOST_TEXT:
            self._cut[place] = len(text)
            text = text[:MOST_TEXT]
        return text

    def _note_print(self, text: str) -> None:
        """Keep what is printed, as far as there is room, for the number in progress."""
        place = self._done + len(self._results)
        length = self._lengths.get(place, 0)
        if length < MOST_PRINTED:
            pieces = self._printed.setdefault(place, [])
            pieces.append(_plain(text)[: MOST_PRINTED - length])
        self._lengths[place] = length + len(text)


def loaded(function: OwnFunction) -> Callable[[Any], Any]:
    """Return the function itself, having run its source in a module of its own.

    Raises:
        Exception: whatever the source raises; `NameError` where the function is not in it.
    """
    name = "__your_function__"
    module = sys.modules.get(name)
    if module is None:
        from types import ModuleType

        lines = function.source.splitlines(keepends=True)
        linecache.cache[FILE] = (len(function.source), None, lines, FILE)
        module = ModuleType(name)
        sys.modules[name] = module
        try:
            exec(compile(function.source, FILE, "exec", dont_inherit=True), vars(module))
        except BaseException:
            del sys.modules[name]
            raise
    found = vars(module).get(function.name)
    if not callable(found):
        raise NameError(f"there is no function {function.name}")
    return found  # type: ignore[no-any-return]


def failure_of(error: BaseException) -> Failure:
    """Return an error as texts."""
    name = _name_of(type(error))
    try:
        message = _plain(str(error))
    except Exception:
        message = ""
    if len(message) > MOST_WORDS:
        message = f"{message[:MOST_WORDS]}…"
    words = f"{name}: {message}" if message else name
    steps = _steps_in_source(error.__traceback__)
    line = steps[-1][0] if steps else 0
    if isinstance(error, SyntaxError) and error.filename == FILE:
        line, words = error.lineno or 0, f"{name}: {error.msg}"
    return words, line, _trace(steps, words)


def _steps_in_source(trace: TracebackType | None) -> list[tuple[int, str]]:
    """Return the lines of the source that an error came through, and in which functions."""
    steps: list[tuple[int, str]] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == FILE:
            steps.append((trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return steps


def _trace(steps: list[tuple[int, str]], words: str) -> str:
    """Return the way to an error, as Python tells it, through the function's lines alone."""
    lines = []
    for line, name in steps[-50:]:
        lines.append(f"line {line}, in {name}")
        source = linecache.getline(FILE, line).strip()
        if source:
            lines.append(f"    {source}")
    return _plain("\n".join([*lines, words])[-MOST_TRACE:])


def _text(result: Any) -> str:
    """Return what printing a result would show; of whole numbers, all digits."""
    if type(result) is int:
        from app.engine.numbers.exact import text_of

        return text_of(result)
    return _plain(str(result))


def _plain(text: str) -> str:
    """Return a plain text that every file can hold."""
    text = str.__str__(text)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def _name_of(kind: type) -> str:
    """Return a type's name, whatever it says of itself."""
    name = type.__dict__["__name__"].__get__(kind)
    return _plain(name)[:100]


def _as_python_has_them(numbers: Sequence[Any]) -> Sequence[Any]:
    """Return numbers with Python's own complex in the place of this program's exact one."""
    if isinstance(numbers, range) or "Gaussian" not in {type(n).__name__ for n in numbers}:
        return numbers
    return [
        complex(float(n.real), float(n.imag)) if type(n).__name__ == "Gaussian" else n
        for n in numbers
    ]
