"""How many cores the program may use: affinity and control groups, nested, of both versions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.engine.computer import UNLIMITED, available_cores, cgroup_quota, whole_cores

V2_MOUNT = "31 23 0:28 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate"
V1_MOUNT = "32 31 0:29 {top} /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct"


def system(tmp_path: Path, mounts: str, groups: str, **files: str) -> Path:
    """Lay out a pretended root folder with ``proc`` and the files of control groups."""
    for name, text in {"proc/self/mountinfo": mounts, "proc/self/cgroup": groups, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return tmp_path


def test_the_tightest_of_nested_groups_counts(tmp_path: Path) -> None:
    """Version 2: a loose group within a tight one within none."""
    root = system(
        tmp_path,
        V2_MOUNT,
        "0::/school/room 7/seat",
        **{
            "sys/fs/cgroup/school/cpu.max": "150000 100000",
            "sys/fs/cgroup/school/room 7/cpu.max": "50000 100000",
            "sys/fs/cgroup/school/room 7/seat/cpu.max": "max 100000",
        },
    )
    assert cgroup_quota(root) == 0.5


def test_version_1_has_quota_and_period_in_files_of_their_own(tmp_path: Path) -> None:
    """Minus one means no limit there; the group above may have one."""
    above = "sys/fs/cgroup/cpu,cpuacct/docker"
    root = system(
        tmp_path,
        V1_MOUNT.format(top="/"),
        "4:cpu,cpuacct:/docker/abc\n3:memory:/elsewhere",
        **{
            f"{above}/cpu.cfs_quota_us": "150000",
            f"{above}/cpu.cfs_period_us": "100000",
            f"{above}/abc/cpu.cfs_quota_us": "-1",
            f"{above}/abc/cpu.cfs_period_us": "100000",
        },
    )
    assert cgroup_quota(root) == 1.5


def test_in_a_container_the_mounted_folder_is_the_group_itself(tmp_path: Path) -> None:
    """There the group's path, as seen from outside, leads nowhere inside."""
    mounted = "sys/fs/cgroup/cpu,cpuacct"
    root = system(
        tmp_path,
        V1_MOUNT.format(top="/docker/abc"),
        "4:cpu,cpuacct:/docker/abc",
        **{f"{mounted}/cpu.cfs_quota_us": "50000", f"{mounted}/cpu.cfs_period_us": "100000"},
    )
    assert cgroup_quota(root) == 0.5


@pytest.mark.parametrize("limit", ["max 100000", "", "nonsense", "0 0"])
def test_no_limit_and_nonsense_leave_what_affinity_allows(tmp_path: Path, limit: str) -> None:
    """Nothing in such a file may stop the program."""
    root = system(tmp_path, V2_MOUNT, "0::/", **{"sys/fs/cgroup/cpu.max": limit})
    assert cgroup_quota(root) == UNLIMITED
    assert available_cores(root) == available_cores(tmp_path / "nothing here")


def test_a_quota_above_the_cores_there_are_does_not_count(tmp_path: Path) -> None:
    """Nobody has more cores than exist."""
    root = system(tmp_path, V2_MOUNT, "0::/", **{"sys/fs/cgroup/cpu.max": "99900000 100000"})
    assert available_cores(root) == available_cores(tmp_path / "nothing here")


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system has no affinity")
def test_affinity_is_asked_for_as_it_is_now() -> None:
    """A program bound to one core has one, whatever the computer has."""
    words = "from app.engine.computer import available_cores, whole_cores as whole\n"
    bind = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
    told = "print(available_cores() <= 1.0, whole())"
    answer = subprocess.run(
        [sys.executable, "-c", bind + words + told], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["True", "1"]
    assert whole_cores() >= 1
