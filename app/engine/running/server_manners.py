"""Imported by a fork server alone: it dies without a word of its own.

It dies where the system lets it start no process, or takes its socket away. The main process
notices, does without it or starts another, and says what a person should know.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType

_SERVER = os.getpid()


def _keep_silent(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Take an error nobody caught; the server's copies go on telling of theirs."""
    if os.getpid() != _SERVER:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _keep_silent
