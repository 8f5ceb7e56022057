"""Packs the program for Linux: an archive to be unpacked anywhere, and a Debian package.

    python packaging/linux/pack.py DIST

Takes DIST/MultiSquare and writes multisquare-VERSION-linux-ARCH.tar.xz and
multisquare_VERSION_ARCH.deb beside it. The same program and the same SOURCE_DATE_EPOCH (else the
time of the last commit) give the same bytes. The archive needs no rights. Needs dpkg-dev.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import re
import runpy
import subprocess
import sys
import tarfile
import tempfile
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path

from layout import HERE, HOME, ROOT, entries, moment, require_program

VERSION: str = runpy.run_path(str(ROOT / "app/__init__.py"))["__version__"]
BY = "The MultiSquare developers <multisquare@localhost>"


def pack(dist: Path) -> list[Path]:
    """Pack `dist`/MultiSquare and return the files written."""
    program = dist / "MultiSquare"
    require_program(program)
    archive = dist / f"multisquare-{VERSION}-linux-{platform.machine()}.tar.xz"
    write_archive(program, archive)
    run = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, check=True)
    architecture = run.stdout.decode().strip()
    package = dist / f"multisquare_{VERSION}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        write_package(program, package, architecture, Path(folder))
    return [archive, package]


def write_archive(program: Path, target: Path) -> None:
    """Write the program's folder as `multisquare-VERSION`, with nothing in it of who made it."""

    def anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment()
        is_open = entry.isdir() or entry.name.endswith("/MultiSquare")
        entry.mode = 0o777 if entry.issym() else 0o755 if is_open else 0o644
        return entry

    with (
        target.open("wb") as file,
        # In blocks, so that all cores may pack; how many there are changes nothing.
        subprocess.Popen(
            ["xz", "-T0", "-6", "--block-size=24MiB"], stdin=subprocess.PIPE, stdout=file
        ) as packer,
        tarfile.open(fileobj=packer.stdin, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in [program, *sorted(program.rglob("*"))]:
            name = Path(f"multisquare-{VERSION}") / path.relative_to(program)
            archive.add(path, name, recursive=False, filter=anonymous)
    if packer.returncode:
        sys.exit(f"xz could not write {target}")


def write_package(program: Path, target: Path, architecture: str, work: Path) -> None:
    """Write the Debian package, for the whole computer.

    Args:
        program: the folder with the program.
        target: the .deb file.
        architecture: what Debian calls this processor.
        work: an empty folder.
    """
    stage = work / "stage"
    for entry in entries(program, "multisquare"):
        put(stage / "usr" / entry.path)
        entry.write(stage / "usr" / entry.path)
    documents = stage / "usr/share/doc/multisquare"
    write(documents / "copyright", (HERE / "copyright").read_bytes())
    write(documents / "changelog.gz", gzip.compress(changelog().encode(), mtime=0))
    overrides = (HERE / "lintian-overrides").read_bytes()
    write(stage / "usr/share/lintian/overrides/multisquare", overrides)
    size = sum(path.lstat().st_size for path in stage.rglob("*") if path.is_file()) // 1024
    control = (
        (HERE / "control")
        .read_text(encoding="utf-8")
        .format(
            version=VERSION,
            by=BY,
            architecture=architecture,
            size=size,
            depends=depends(stage, work),
        )
    )
    write(stage / "DEBIAN/control", control.encode())
    write(stage / "DEBIAN/md5sums", md5sums(stage / "usr").encode())
    for folder in [stage, *filter(Path.is_dir, stage.rglob("*"))]:
        folder.chmod(0o755)
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", stage, target],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment())},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def put(place: Path) -> None:
    """Make the folder for a file."""
    place.parent.mkdir(parents=True, exist_ok=True)


def write(target: Path, content: bytes) -> None:
    """Write a file that all may read."""
    put(target)
    target.write_bytes(content)
    target.chmod(0o644)


def changelog() -> str:
    """Return the changelog in Debian's form; what has changed stands in the program's own."""
    when = format_datetime(datetime.fromtimestamp(moment(), timezone.utc))
    return (
        f"multisquare ({VERSION}) unstable; urgency=medium\n\n"
        f"  * Release {VERSION}.\n\n -- {BY}  {when}\n"
    )


def depends(stage: Path, work: Path) -> str:
    """Return the Debian packages whose libraries the program wants from the system."""
    write(
        work / "debian/control", b"Source: multisquare\n\nPackage: multisquare\nArchitecture: any\n"
    )
    inside = stage / "usr" / HOME
    binaries = [path for path in inside.rglob("*") if path.is_file() and is_elf(path)]
    folders = sorted({f"-l{path.parent}" for path in binaries})
    # Qt's libraries come from no Debian package; what they themselves want is looked at as well.
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", f"-S{stage}", *folders]
    command += [f"-e{path}" for path in binaries]
    (stage / "DEBIAN").mkdir()
    run = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    found = re.search(r"^shlibs:Depends=(.+)$", run.stdout, re.MULTILINE)
    if run.returncode or not found:
        sys.exit(f"dpkg-shlibdeps could not say what the program needs:\n{run.stderr}")
    return found[1]


def is_elf(path: Path) -> bool:
    """Tell programs and libraries from other files."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def md5sums(folder: Path) -> str:
    """Return the sums by which dpkg --verify tells changed files."""
    return "".join(
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(folder.parent)}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )


if __name__ == "__main__":
    for packed in pack(Path(sys.argv[1]).resolve()):
        print(f"{packed} is ready: {packed.stat().st_size / 1e6:.0f} MB")
