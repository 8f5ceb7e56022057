"""The computer a run ran on: how many cores the program may use, and what it is.

A core that exists is not always one that may be used: the scheduler's affinity may name a few of
them only, and a control group (a container, a classroom server's share) may grant a part of their
time: Linux, cgroups(7), ``cpu.max`` in version 2 and ``cpu.cfs_quota_us`` in version 1. Groups are
nested, and the tightest of them counts. Main process, any thread.
"""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from app import __version__

UNLIMITED = float("inf")


@dataclass(frozen=True, slots=True)
class Computer:
    """What a run's figures depend on.

    Attributes:
        cores: how many cores the program may use; a quota may make it a fraction, such as 0.5.
        system: the operating system, such as ``Linux-6.1-x86_64``.
        python: Python's version.
        program: this program's version.
    """

    cores: float
    system: str
    python: str
    program: str


def this_computer() -> Computer:
    """Return the computer as it is now; the cores may change while the program runs."""
    return Computer(
        cores=available_cores(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=platform.python_version(),
        program=__version__,
    )


def available_cores(root: Path = Path("/")) -> float:
    """Return how many cores this program may use: above 0, and a fraction under a quota.

    Args:
        root: where ``proc`` and ``sys`` are.
    """
    if hasattr(os, "sched_getaffinity"):
        allowed = len(os.sched_getaffinity(0)) or 1
    else:
        allowed = os.cpu_count() or 1
    quota = cgroup_quota(root) if sys.platform == "linux" else UNLIMITED
    return float(allowed) if quota >= allowed else quota


def whole_cores() -> int:
    """Return how many processes can really compute at the same time, at least 1."""
    return max(1, int(available_cores()))


def cgroup_quota(root: Path) -> float:
    """Return how many cores' time the control groups grant; infinite where they set no limit."""
    quota = UNLIMITED
    for folder, group, version in _hierarchies(root):
        place = folder / group.lstrip("/")
        if not place.is_dir():  # a container that sees its own group as the top
            place = folder
        for level in (place, *place.parents):
            quota = min(quota, _quota_of(level, version))
            if level == folder:
                break
    return quota


def _hierarchies(root: Path) -> list[tuple[Path, str, int]]:
    """Return where CPU groups are mounted, this process's group there, and the version."""
    groups = _groups_of_process(root)
    found: list[tuple[Path, str, int]] = []
    for line in _lines(root / "proc/self/mountinfo"):
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) < 5 or len(kind) < 3:
            continue
        top, mounted, options = fields[3], fields[4], kind[2].split(",")
        version = {"cgroup2": 2, "cgroup": 1}.get(kind[0], 0)
        if not version or (version == 1 and "cpu" not in options):
            continue
        group = groups.get(version)
        if group is not None:
            inside = group[len(top) :] if top != "/" and group.startswith(top) else group
            found.append((root / unescaped(mounted).lstrip("/"), inside, version))
    return found


def _groups_of_process(root: Path) -> dict[int, str]:
    """Return this process's CPU group in each version's hierarchy."""
    groups: dict[int, str] = {}
    for line in _lines(root / "proc/self/cgroup"):
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        if number == "0" and not controllers:
            groups[2] = group
        elif "cpu" in controllers.split(","):
            groups[1] = group
    return groups


def _quota_of(folder: Path, version: int) -> float:
    """Return how many cores' time one group grants."""
    if version == 2:
        words = " ".join(_lines(folder / "cpu.max")).split()
    else:
        words = [
            " ".join(_lines(folder / name)) for name in ("cpu.cfs_quota_us", "cpu.cfs_period_us")
        ]
    try:
        quota, period = (int(word) for word in words)
    except ValueError:  # "max", or nothing there
        return UNLIMITED
    return quota / period if quota > 0 and period > 0 else UNLIMITED


def unescaped(path: str) -> str:
    """Return a path of mountinfo as it is; there spaces and the like are written in octal."""
    return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")


def _lines(path: Path) -> list[str]:
    """Return a small file's lines, none where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
