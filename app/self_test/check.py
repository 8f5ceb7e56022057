"""One thing that must work, and what came of trying it. Any thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from app.self_test.trial import Trial

LIMIT_S = 60.0
"""How long a check may take on a slow computer, unless it says otherwise."""

Details: TypeAlias = "Mapping[str, str | int | float]"
"""What was seen, for the report: plain values by names that programs can rely on."""


class UnfulfilledError(Exception):
    """Something is not as promised; the text is a sentence that says what."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must work.

    Attributes:
        name: what programs that read the report call it, such as ``squares.pool.spawn``.
        sentence: what works if the check succeeds, for people.
        carry_out: tries it with real processes and returns what was seen; raises
            `UnfulfilledError`, or whatever else, where it does not work.
        limit_s: after so many seconds it has failed.
    """

    name: str
    sentence: str
    carry_out: Callable[[Trial], Details]
    limit_s: float = LIMIT_S


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a check.

    Attributes:
        check: which.
        problem: what does not work, in words; empty where all is well.
        seconds: how long it took.
        details: what was seen.
    """

    check: Check
    problem: str
    seconds: float
    details: Details = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Return whether it works."""
        return not self.problem
