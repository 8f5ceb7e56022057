"""Where the platform keeps a program's own data. No Qt; any thread."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from app.engine.computer import unescaped

RUN_SUFFIXES = (".json", ".gz")
"""What the names of files with a run end with, in small letters."""

LIBRARY_NAME = "runs.sqlite3"

SHARED_KINDS = (
    *("nfs", "cifs", "smb", "9p", "afs", "ceph", "lustre", "gpfs", "beegfs", "glusterfs"),
    *("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "ocfs2", "gfs2", "vboxsf", "fuse.vmhgfs"),
)
"""What the kinds of file systems that several computers use at once begin with."""


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


def is_shared(folder: Path, mounts: Path = Path("/proc/self/mountinfo")) -> bool:
    """Return whether a folder lies on a file system that other computers use as well.

    Such are the homes of many a computer room. What processes of one computer share in memory,
    those of two do not. Where nobody tells, as on systems other than Linux, it counts as its own.

    Args:
        folder: an existing one.
        mounts: the list of what is mounted: Linux, proc(5).
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    real = Path(os.path.realpath(folder))
    kinds: dict[Path, str] = {}
    for line in lines:
        before, _, after = line.partition(" - ")
        if len(before.split()) > 4 and after:  # a later mount hides an earlier one at its place
            kinds[Path(unescaped(before.split()[4]))] = after.split()[0]
    place = next((each for each in (real, *real.parents) if each in kinds), None)
    return place is not None and kinds[place].startswith(SHARED_KINDS)
