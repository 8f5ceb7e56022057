"""Sends child processes off to their work before the packaged program loads anything else.

Runs in the packaged executable only, early in every start of it: after PyInstaller's run-time hook
for multiprocessing, before the one for PySide6, which loads QtCore. A child is a new start of the
same executable with the arguments that multiprocessing gave it; `freeze_support` knows those, does
the child's work and exits. In the program itself it does nothing.
"""

import multiprocessing
import sys
from pathlib import Path

from app.surroundings import leave_quietly_when_asked

# By this name a child sees that it is in its parent's main script already, and need not run it.
__file__ = str(Path(sys._MEIPASS, "__main__.py"))
multiprocessing.freeze_support()

# Loading Qt takes a while, in which Ctrl+C should not bring a message of PyInstaller's.
leave_quietly_when_asked()
