"""A function of the person's own, as text: what travels to the children, and nothing more.

The main process makes it, shows it and sends it along; only children compile and run it. It must
stay light: every child of such a run imports it.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from app.engine.own.bounds import Bounds
    from app.engine.own.work import OwnWork


class OwnFunction:
    """A function with all that belongs to it.

    Args:
        source: imports, helpers and the function; a module's text.
        name: the function's.
    """

    leaves_at_once = True
    """Threads that it may have left running are not waited for at the end of its process."""

    def __init__(self, source: str, name: str) -> None:
        self.source = source
        self.name = name

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OwnFunction):
            return NotImplemented
        return (self.source, self.name) == (other.source, other.name)

    def __repr__(self) -> str:
        return f"OwnFunction({self.source!r}, {self.name!r})"

    def __hash__(self) -> int:
        return hash((self.source, self.name))

    def settle_in(self, lines: Sequence[int]) -> Bounds:
        """Prepare a child, which runs nothing else, for what the function may do.

        Args:
            lines: the descriptors of its lines to the main process.

        Returns:
            The bounds it is in, to be left in order.
        """
        from app.engine.own.bounds import Bounds
        from app.engine.own.surroundings import catch_what_is_printed

        bounds = Bounds(lines)
        catch_what_is_printed()
        return bounds

    def work(self, duty: Any) -> OwnWork:
        """Return what one worker of a child does.

        Args:
            duty: the `Duty` of the child's workers.
        """
        from app.engine.own.work import OwnWork

        return OwnWork(self, duty)
