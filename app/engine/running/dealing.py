"""Gives numbers to workers, hears what they answer, and lets them leave when all is answered.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

from collections.abc import Collection

from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Plan, Span
from app.engine.running.child import Child, Line
from app.engine.running.ledger import Ledger
from app.engine.running.waiting import Waiter
from app.engine.way import POOL, Sharing


class Dealer:
    """The run's side of all channels.

    Args:
        plan: what to do.
        ledger: keeps the books of it.
        waiter: waits for what workers send, and for room to send them more.
        children: the processes there are; the run adds and removes them.
    """

    def __init__(
        self, plan: Plan, ledger: Ledger, waiter: Waiter, children: Collection[Child]
    ) -> None:
        self._plan = plan
        self._ledger = ledger
        self._waiter = waiter
        self._children = children
        self._alone = plan.way.sharing is Sharing.EACH
        self._chunk = plan.way.chunk if plan.way.kind == POOL else None
        self._all_dismissed = False

    def give_first(self, child: Child) -> None:
        """Give the workers of a process that has not been started their first numbers."""
        for line in child.lines:
            self._feed(child, line)

    def hear(self, child: Child, line: Line) -> None:
        """Read what a worker has sent."""
        line.channel.flush()
        self._ledger.read(child, line)

    def go_on_with(self, child: Child, line: Line) -> None:
        """Give a process more to do after one of its workers has answered."""
        self._feed_all(child)
        self.dismiss_if_done()
        self.mind_writing(line)

    def share_what_came_back(self) -> None:
        """Give numbers that a dead worker had to those who stay for more than one number."""
        if len(self._ledger.stock) and not self._alone:
            for other in self._children:
                self._feed_all(other)

    def dismiss_if_done(self) -> None:
        """Once every number has its answer, let all workers leave."""
        if self._ledger.unanswered or self._all_dismissed:
            return
        self._all_dismissed = True
        self._ledger.hurry()  # the last result is what everybody waits for
        for child in self._children:
            for line in child.lines:
                if not line.channel.ended:
                    line.tell_to_leave()
                    self.mind_writing(line)

    def mind_writing(self, line: Line) -> None:
        """Wait for room in the channel exactly while something waits to be sent."""
        if line.awaits_room != line.channel.has_unsent and not line.channel.ended:
            line.awaits_room = line.channel.has_unsent
            self._waiter.set_writing(line.channel.connection, line.awaits_room)

    def _feed_all(self, child: Child) -> None:
        """Give every worker of a process what it should have in hand."""
        for line in child.lines:
            if not line.channel.ended:
                self._feed(child, line)
                self.mind_writing(line)

    def _feed(self, child: Child, line: Line) -> None:
        """Give a worker as much as it should have in hand."""
        stock = self._ledger.stock
        while not line.told_to_leave and len(line.outstanding) < self._chunks_for(line):
            # A number that may kill its process is tried there alone, lest others die with it.
            if child.is_busy and (child.on_trial or stock.has_suspects):
                return
            child.on_trial = stock.has_suspects
            span = self._next_for(line)
            if span is None:
                return
            try:
                line.give(span, self._plan.numbers, last=self._alone)
            except MemoryError:
                self._ledger.give_up(span, Cause(CauseKind.NOT_GIVEN))

    def _chunks_for(self, line: Line) -> int:
        """Return how many chunks a worker should have in hand; of a chosen size, one at a time."""
        return line.pace.chunks_in_hand if self._chunk is None else 1

    def _next_for(self, line: Line) -> Span | None:
        """Return the next numbers for a worker."""
        if self._chunk is not None:
            return self._ledger.stock.take(self._chunk, exactly=True)
        return self._ledger.stock.take(1 if self._alone else line.pace.next_size())
