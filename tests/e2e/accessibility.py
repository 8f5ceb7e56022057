"""Reads windows as a screen reader does: over AT-SPI, by accessible names and roles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

REPLY_TIMEOUT_S = 5.0
SCREEN_COORDINATES = 0
ENABLED_STATE, SHOWING_STATE = 8, 25

INTERFACE = "org.a11y.atspi"


class VanishedError(Exception):
    """There is no such thing in the window, or no longer."""


@dataclass(frozen=True, slots=True)
class Widget:
    """One thing in a window, as it is at this moment.

    Attributes:
        reader: whom to ask about it.
        bus_name: the program it belongs to.
        path: its address there.
    """

    reader: Reader
    bus_name: str
    path: str

    @property
    def name(self) -> str:
        """Return its accessible name."""
        return str(self._property("Accessible", "Name"))

    @property
    def role(self) -> str:
        """Return what it is, such as ``push button``."""
        return str(self._call("Accessible", "GetRoleName")[0])

    @property
    def children(self) -> list[Widget]:
        """Return what lies in it."""
        pairs = self._call("Accessible", "GetChildren")[0]
        return [Widget(self.reader, bus_name, path) for bus_name, path in pairs]

    @property
    def text(self) -> str:
        """Return the text it holds, for a field."""
        return str(self._call("Text", "GetText", "ii", (0, -1))[0])

    @property
    def centre(self) -> tuple[int, int]:
        """Return the middle of it on the screen, in pixels."""
        x, y, width, height = self._call("Component", "GetExtents", "u", (SCREEN_COORDINATES,))[0]
        return x + width // 2, y + height // 2

    @property
    def is_enabled(self) -> bool:
        """Tell whether it can be used now."""
        return self._has_state(ENABLED_STATE)

    @property
    def is_showing(self) -> bool:
        """Tell whether it is in sight."""
        return self._has_state(SHOWING_STATE)

    def in_sight(self) -> Iterator[tuple[str, Widget]]:
        """Yield everything in it that is in sight, with its name, from the outside in."""
        with suppress(VanishedError):
            for child in self.children:
                if child.is_showing:
                    yield child.name, child
                yield from child.in_sight()

    def _has_state(self, state: int) -> bool:
        low, high = self._call("Accessible", "GetState")[0]
        return bool((low | high << 32) >> state & 1)

    def _property(self, interface: str, name: str) -> Any:
        address = DBusAddress(self.path, self.bus_name, f"{INTERFACE}.{interface}")
        return self.reader.ask(Properties(address).get(name))[0][1]

    def _call(
        self, interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> Any:
        address = DBusAddress(self.path, self.bus_name, f"{INTERFACE}.{interface}")
        return self.reader.ask(new_method_call(address, method, signature or None, body))


class Reader:
    """A connection to the accessibility bus of one desktop.

    Args:
        session_bus: the address of the desktop's session bus.
    """

    def __init__(self, session_bus: str) -> None:
        launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        with open_dbus_connection(session_bus) as session:
            call = new_method_call(launcher, "GetAddress")
            address = session.send_and_get_reply(call, timeout=REPLY_TIMEOUT_S).body[0]
        self._bus = open_dbus_connection(address)

    def close(self) -> None:
        """Hang up."""
        self._bus.close()

    def ask(self, message: Any) -> Any:
        """Send a message and return the body of the reply.

        Raises:
            VanishedError: there is no such thing, or no longer.
        """
        reply = self._bus.send_and_get_reply(message, timeout=REPLY_TIMEOUT_S)
        if reply.header.message_type is MessageType.error:
            raise VanishedError(reply.body)
        return reply.body

    def programs(self) -> list[Widget]:
        """Return the programs that show themselves to screen readers."""
        root = "/org/a11y/atspi/accessible/root"
        return Widget(self, "org.a11y.atspi.Registry", root).children
