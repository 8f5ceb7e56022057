"""A comparison without a window: its figures on standard output, how far it is on standard error.

Main process, main thread. Loads no Qt.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from app.arguments import Request
from app.comparing_arguments import CompareRequest
from app.engine.comparing.asking import asked
from app.engine.comparing.comparison import USUAL_LIMIT_S, Asked, Comparison, Contender, Question
from app.engine.comparing.conductor import Conductor
from app.engine.comparing.findings import Verdict, find_out
from app.engine.computer import available_cores
from app.engine.events import StartMethodReplaced
from app.engine.numbers.exact import Number
from app.engine.record import Record, first_run
from app.engine.running.run import Run
from app.engine.telling.comparing_tables import FORMATS
from app.engine.telling.durations import seconds_text
from app.engine.telling.event_sentences import detour_sentence
from app.printing import SOME_NOT_DONE, NotPrinted, give_up_printing, print_lines, say
from app.surroundings import STATUS_OF_SIGNAL, discard, ending_signals
from app.terminal import ALL_DONE, BAD_INPUT, numbers_asked_for
from app.words import tr, tr_count

_TO_BEGINNING = "\r\x1b[K"
"""Takes the cursor to the line's beginning and clears it, on every terminal there is."""


def compare_in_terminal(request: Request, wanted: CompareRequest) -> int:
    """Compare ways, and print what came out.

    Args:
        request: what is to be done in every way.
        wanted: which ways, and what is asked about them.

    Returns:
        The exit status: 0 when there is an answer, 1 when nothing was measured, some way was left
        out or nothing could be printed, 2 for bad input, 128 and the signal's number after one
        that asked for the end.
    """
    numbers = numbers_asked_for(request)
    if numbers is None:
        return BAD_INPUT
    conducting = _Conducting(Conductor(_asked(request, wanted, numbers)))
    conducting.carry_out()
    found = find_out(conducting.comparison)
    try:
        print_lines(FORMATS[wanted.format](found))
    except NotPrinted as problem:
        return give_up_printing(tr("The figures could not be printed: {reason}."), str(problem))
    if conducting.ended_by:
        return STATUS_OF_SIGNAL + conducting.ended_by
    nothing = found.verdict is Verdict.NOTHING or bool(found.left_out)
    return SOME_NOT_DONE if nothing else ALL_DONE


def _asked(request: Request, wanted: CompareRequest, numbers: list[Number]) -> Asked:
    """Return what is to be measured."""
    return asked(
        Question(wanted.question),
        numbers,
        [Contender(way, words) for words, way in wanted.ways],
        available_cores(),
        task=request.task,
        repetitions=wanted.repetitions,
        limit_s=USUAL_LIMIT_S if wanted.limit_s is None else wanted.limit_s,
    )


class _Conducting:
    """A comparison being carried out.

    Args:
        conductor: conducts it.

    Attributes:
        ended_by: the signal that asked for the end; 0 for none.
    """

    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor
        self._run: Run | None = None
        self._told: set[str] = set()
        self.ended_by = 0

    @property
    def comparison(self) -> Comparison:
        """Return what has been found."""
        return self._conductor.comparison

    def carry_out(self) -> None:
        """Make all runs, until all is known, the time is up or somebody asks for the end."""
        with self._ending_by_signals():
            while not self.ended_by and (turn := self._conductor.next_plan()) is not None:
                self._tell_progress()
                contender, plan = turn
                record = first_run(plan)
                self._carry_out(record)
                if record.log.finished is not None:
                    self._conductor.take(contender, record)
        if self.ended_by:
            self._conductor.stop()
        self._clear_progress()

    def _carry_out(self, record: Record) -> None:
        """Make one run."""
        self._run = Run(record.plan, asks=False)  # nobody looks at what the system would tell
        if self.ended_by:  # it was asked for before there was a run to stop
            self._run.stop()
        # What is made of the events waits until the run is over, so that it costs the run nothing.
        batches = list(self._run)
        for events in batches:
            record.log.extend(events)
            for event in events:
                if isinstance(event, StartMethodReplaced):
                    self._tell_once(detour_sentence(event))

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """Note that the end is asked for, and ask the run for its."""
        self.ended_by = number
        if self._run is not None:
            self._run.stop()

    @contextmanager
    def _ending_by_signals(self) -> Iterator[None]:
        """Hear the signals that ask for the end."""
        before = {number: signal.signal(number, self._end) for number in ending_signals()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _tell_once(self, sentence: str) -> None:
        """Say something on a line of its own, the first time only."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._clear_progress()
            say(sentence)

    def _tell_progress(self) -> None:
        """Say how far it is, where somebody looks on."""
        made, expected = self._conductor.progress()
        left = seconds_text(round(self._conductor.estimate_s(), 1) or 0.1)
        words = tr_count(
            "{made} of about {count} run, about {left} left",
            "{made} of about {count} runs, about {left} left",
            expected,
            made=f"{made:,}",
            left=left,
        )
        _write_over(words)

    def _clear_progress(self) -> None:
        _write_over("")


def _write_over(words: str) -> None:
    """Write over the line on a terminal; nothing where standard error is none."""
    try:
        if sys.stderr.isatty():
            sys.stderr.write(f"{_TO_BEGINNING}{words}")
            sys.stderr.flush()
    except OSError:
        discard(sys.stderr)
