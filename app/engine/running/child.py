"""The main process's side of a child: its process, and a line to each of its workers.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import contextlib
import multiprocessing.process
import os
import signal
import sys
from collections import deque
from collections.abc import Sequence
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from app.engine.actions import ProcessAction, signal_of
from app.engine.clock import cpu_ns_of, now_ns
from app.engine.events import UNKNOWN
from app.engine.numbers.exact import Number
from app.engine.outcome import Cause
from app.engine.plan import Span
from app.engine.running.channel import Channel, open_line
from app.engine.running.line_end import LineEnd, LineEnds
from app.engine.running.sharing import Pace
from app.engine.running.worker import Chunk, Duty, run_threads, run_worker

if sys.platform == "win32":
    from app.engine.running.windows import processes

FORKSERVER_LOST_STATUS = 255
"""What `multiprocessing` reports when the fork server, which knows the exit code, has died."""


class Line:
    """One worker, as the main process sees it.

    Attributes:
        worker: its number in the log.
        name: what it is called.
        channel: the way to it.
        outstanding: the numbers it has been given and has not answered, in order.
        pace: how fast it is.
        told_to_leave: whether it knows that no more numbers come.
        awaits_room: whether the run waits for room in the channel to send more.
        given: how many bytes it has been sent.
        sent: how many bytes have come from it.
    """

    def __init__(self, worker: int, name: str, channel: Channel) -> None:
        self.worker = worker
        self.name = name
        self.channel = channel
        self.outstanding: deque[Span] = deque()
        self.pace = Pace()
        self.told_to_leave = False
        self.awaits_room = False
        self.given = self.sent = 0

    def give(self, span: Span, numbers: Sequence[Number], last: bool) -> None:
        """Send numbers to the worker; `last` tells it to leave after them.

        Raises:
            MemoryError: there is no room for the message; nothing has been sent.
        """
        first, count = span
        packed = Chunk(first, numbers[first : first + count], last).packed()
        self.channel.send(packed)
        self.given += len(packed)
        self.outstanding.append(span)
        self.told_to_leave = last

    def tell_to_leave(self) -> None:
        """Let the worker end in order. A closed channel would not do: forked siblings hold it."""
        if not self.told_to_leave:
            self.told_to_leave = True
            self.channel.send(Chunk(0, (), last=True).packed())

    def answered(self, first: int, count: int) -> None:
        """Note that the worker has answered for the next numbers it was given.

        Raises:
            RuntimeError: it answered for others, which would be an error in this program.
        """
        begin, given = self.outstanding[0] if self.outstanding else (-1, 0)
        if first != begin or count > given:
            raise RuntimeError(f"{self.name} answered for {count} from {first}, not {begin}")
        if count == given:
            self.outstanding.popleft()
        else:
            self.outstanding[0] = begin + count, given - count


class Child:
    """A process and its workers.

    Attributes:
        number: counts the run's processes from 1.
        lines: its workers.
        on_trial: whether the number it was given last may have been another worker's death.
        given_up: why it was ended by the main process itself, if it was.
        heard_of: whether it has sent anything, and so has run Python.
        orphaned: whether its fork server has died; only its channels then tell of its end.
        suspended: whether it has been found not to answer because it is suspended.
        last_sign: when it last gave a sign of life, in monotonic nanoseconds.
        asked_at: when it was asked for, in monotonic nanoseconds.
        pid: its process id, 0 before it has been started.
        sentinel: what becomes ready when it has ended.
        computed: its CPU time when it was looked at last, or `UNKNOWN`.
        memory: its own memory and what it shares, in bytes, when it was asked for, or `UNKNOWN`.
        leads_group: whether a person's function runs in it, and what that starts is of its group.
        start_method: how it is started.
        held: whether this program has suspended it, where the system does not tell (Windows).
    """

    def __init__(
        self,
        context: BaseContext,
        number: int,
        name: str,
        first_worker: int,
        threads: list[str],
        duty: Duty,
    ) -> None:
        """Prepare a child; `start` starts it.

        Args:
            context: the start method's.
            number: which of the run's processes it is, from 1.
            name: the process's name.
            first_worker: the number of its first worker in the log.
            threads: the names of its threads, or nothing where the process itself is the worker.
            duty: what its workers do with every number.

        Raises:
            OSError: no file descriptors are left.
        """
        self.number = number
        self.name = name
        self.lines: list[Line] = []
        self.on_trial = self.heard_of = self.orphaned = self.suspended = self.held = False
        self.given_up: Cause | None = None
        self.last_sign = now_ns()
        self.asked_at = self.pid = 0
        self.sentinel = -1
        self.memory: tuple[int, int] = (UNKNOWN, UNKNOWN)
        self.computed = UNKNOWN
        self._process: BaseProcess | None = None
        self._stands_back = duty.niceness > 0
        self.start_method = str(context.get_start_method())
        self.leads_group = getattr(duty.task, "leaves_at_once", False)
        far_ends: list[LineEnd] = []
        self._far_ends = LineEnds(far_ends)
        try:
            for offset, worker_name in enumerate(threads or [name]):
                channel, far = open_line()
                far_ends.append(far)
                self.lines.append(Line(first_worker + offset, worker_name, channel))
        except OSError:
            self.close()
            raise
        target = run_threads if threads else run_worker
        args = (self._far_ends, threads, duty) if threads else (far_ends[0], duty)
        self._prepared: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=target, args=args, name=name, daemon=True
        )

    def start(self) -> None:
        """Start the process, with interrupts held back.

        Raises:
            OSError: the system has no memory, process slots or descriptors for it.
            EOFError: the fork server died of the same.
        """
        process = self._prepared
        self.asked_at = now_ns()
        process.start()
        _looked_after().discard(process)
        self._process = process
        self.pid = process.pid or 0
        self.sentinel = process.sentinel
        self._far_ends.close()
        if sys.platform == "win32" and self._stands_back:
            processes.stand_back(self.sentinel)

    def act(self, action: ProcessAction) -> None:
        """Do something to the process from outside; one that has just ended is no error."""
        if self._process is None or not (self.orphaned or self._process.is_alive()):
            return
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal_of(action))
            if action is ProcessAction.KILL:
                self.end_group()
        elif action in (ProcessAction.TERMINATE, ProcessAction.KILL):
            self._process.kill()
        elif self.held != (action is ProcessAction.SUSPEND):  # twice held would be held for good
            done = (processes.resume if self.held else processes.suspend)(self.sentinel)
            self.held = self.held != done

    def outlives_its_server(self) -> bool:
        """Return whether the fork server has died while the child itself lives on.

        The fork server alone knows when its children end and how. Its death is reported as theirs;
        an open channel proves otherwise.
        """
        self.look_at_cpu()  # to ask for the exit code may collect it, and then nobody knows
        code = None if self._process is None else self._process.exitcode
        return code == FORKSERVER_LOST_STATUS and not self.silenced

    def look_at_cpu(self) -> None:
        """Ask the system for its CPU time; last as late as can be, before nobody knows any more."""
        if self.pid and self._process is not None:
            told = cpu_ns_of(self.pid)
            if sys.platform == "win32":
                told = processes.cpu_ns_by_handle(self.sentinel)
            self.computed = max(self.computed, told)

    @property
    def is_busy(self) -> bool:
        """Return whether any of its workers has numbers to answer for."""
        return any(line.outstanding for line in self.lines)

    @property
    def silenced(self) -> bool:
        """Return whether every worker has closed its channel."""
        return all(line.channel.ended for line in self.lines)

    def join(self) -> int | None:
        """Join the process, which must be ending, and return its exit code if it is known."""
        if self._process is None:
            return None
        self.look_at_cpu()
        self.end_group()  # before, while its pid cannot be anybody else's
        self._process.join()
        if sys.platform == "win32":  # where an ended process still tells
            self.look_at_cpu()
        return None if self.orphaned else self._process.exitcode

    def end_group(self) -> None:
        """End what a person's function has started in its process."""
        if self.leads_group and sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Give everything back. The process must have been joined, if it was started."""
        self.let_go()
        if self._process is not None:
            self._process.close()
            self._process = None

    def abandon(self) -> None:
        """Wait no longer for a process that does not end; `multiprocessing` takes it over again."""
        self.let_go()
        if self._process is not None:
            _looked_after().add(self._process)

    def let_go(self) -> None:
        """Give back the lines to it."""
        self._far_ends.close()
        for line in self.lines:
            line.channel.close()


def _looked_after() -> set[BaseProcess]:
    """Return the processes that `multiprocessing` looks after at every start.

    It asks each of them whether it has ended, every time another is started. A run takes its own
    out: it waits for all of them anyway, ends them with itself, and each ends with the program.
    """
    children = vars(multiprocessing.process).get("_children")
    return children if isinstance(children, set) else set()
