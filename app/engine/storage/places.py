"""Where the platform keeps a program's own data. No Qt; any thread."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LIBRARY_NAME = "runs.sqlite3"


def data_folder(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """Return where this program's data of this person on this computer lie.

    Args:
        platform: as `sys.platform`.
        environment: as `os.environ`.
        home: the person's own folder.
    """
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "MultiSquare"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "MultiSquare"
    data = environment.get("XDG_DATA_HOME", "")
    return (Path(data) if os.path.isabs(data) else home / ".local" / "share") / "multisquare"
