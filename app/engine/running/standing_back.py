"""Imported by the window's fork server alone: it, and all it starts, then stand back for others.

A process that is just starting works hard for some milliseconds. With a few dozen of them at a time
the window would have to wait in line with them for a core, ten milliseconds and more each time;
before a process can ask for less itself, most of its start is over.
"""

from __future__ import annotations

import os
import sys

NICENESS = 10

if sys.platform != "win32":
    os.nice(NICENESS)
