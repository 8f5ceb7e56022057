"""What the form offers beside the numbers: how to share them out, and with what extra work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.engine.numbers.exact import Number
from app.engine.plan import Plan, Strategy, Work


def _plan() -> Plan:
    """Return a plan of nothing, which holds the engine's defaults."""
    return Plan(())


@dataclass(frozen=True, slots=True)
class Choices:
    """A plan without its numbers; the attributes are the plan's own.

    Usable in any thread.
    """

    strategy: Strategy = field(default_factory=lambda: _plan().strategy)
    start_method: str = field(default_factory=lambda: _plan().start_method)
    workers: int = field(default_factory=lambda: _plan().workers)
    alive_limit: int = field(default_factory=lambda: _plan().alive_limit)
    work: Work = field(default_factory=Work)

    def plan(self, numbers: Sequence[Number]) -> Plan:
        """Return the plan to square `numbers` in this way."""
        return Plan(
            numbers,
            strategy=self.strategy,
            start_method=self.start_method,
            workers=self.workers,
            alive_limit=self.alive_limit,
            work=self.work,
        )
