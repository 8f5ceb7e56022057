"""The packages for Linux: what is in them, installed, used and removed."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import app
from tests.e2e.desktop import Desktop
from tests.e2e.linux_packages import PROGRAM, archive, debian_package, installed, output_of
from tests.e2e.program import REPOSITORY, Program
from tests.e2e.waiting import wait_until

SOURCES = REPOSITORY / "packaging/linux"
METAINFO = "org.multisquare.MultiSquare.metainfo.xml"
INSTALL = (sys.executable, str(SOURCES / "install.py"))
MOST_BYTES_UNPACKED = 113_000_000
"""So much and no more, so that nothing slips in unseen. SQLite, which keeps runs, took 1.4 million
of it, and the reports' reader of SVG 0.5 million."""

MOST_BYTES_PACKED = 40_000_000
ICON_SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)

packaged = pytest.mark.packaged
needs_debian = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg is Debian's")


def everything_below(folder: Path) -> list[str]:
    """Return the name of every file and folder below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def glibc_wanted() -> tuple[int, ...]:
    """Return the newest version of glibc that a binary of the program asks for."""
    versions = {
        tuple(map(int, found.split(b".")))
        for path in PROGRAM.rglob("*")
        if path.is_file()
        for found in re.findall(rb"\0GLIBC_(\d+\.\d+)", path.read_bytes())
    }
    return max(versions)


def test_metainfo_knows_this_version() -> None:
    """What a software centre shows as the newest is what is packed."""
    releases = ElementTree.parse(SOURCES / METAINFO).iter("release")
    assert next(releases).get("version") == app.__version__


@packaged
def test_program_is_small() -> None:
    """A school's network copies it thirty times."""
    files = [path for path in PROGRAM.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES_UNPACKED


@packaged
def test_archive_is_small_and_says_nothing_of_who_made_it() -> None:
    """One order, one time, one owner, whatever the builder's umask."""
    assert archive().stat().st_size <= MOST_BYTES_PACKED
    with tarfile.open(archive()) as opened:
        entries = opened.getmembers()
    paths = [Path(entry.name) for entry in entries]
    assert {path.parts[0] for path in paths} == {f"multisquare-{app.__version__}"}
    assert paths == sorted(paths)
    assert len({entry.mtime for entry in entries}) == 1
    assert {(entry.uid, entry.gid, entry.uname) for entry in entries} == {(0, 0, "root")}
    assert {entry.mode for entry in entries if entry.isfile()} == {0o644, 0o755}


@packaged
@needs_debian
def test_debian_finds_no_errors_in_its_package() -> None:
    """Neither in the package nor in what desktops read of it."""
    output_of("lintian", "--allow-root", "--fail-on", "error", debian_package())


@packaged
@needs_debian
def test_debian_package_installs_squares_and_goes(desktop: Desktop, tmp_path: Path) -> None:
    """As an administrator would, and a pupil after that; nothing is left of it."""
    root = tmp_path / "root"
    root.mkdir()
    names = output_of("dpkg-deb", "-c", debian_package()).splitlines()
    files = [line.split()[5] for line in names if not line.endswith("/")]
    assert len(files) > 100
    with installed(root) as place:
        usr = place / "usr"
        output_of("desktop-file-validate", usr / "share/applications/multisquare.desktop")
        output_of("appstreamcli", "validate", "--no-net", usr / "share/metainfo" / METAINFO)
        for size in ICON_SIZES_PX:
            icon = usr / f"share/icons/hicolor/{size}x{size}/apps/multisquare.png"
            assert struct.unpack(">II", icon.read_bytes()[16:24]) == (size, size)
        program = Program(desktop, (str(usr / "bin/multisquare"),), ())
        try:
            desktop.keys("Return")
            wait_until(lambda: len(program.rows()) == 5, "five rows")
        finally:
            program.end()
    assert not [name for name in files if os.path.lexists(place / name)]


@packaged
@needs_debian
def test_help_shows_the_licences_of_what_is_inside(desktop: Desktop) -> None:
    """From the keyboard: Help, Licences; the list names Qt, the field beside it has words."""
    program = Program(desktop, (str(PROGRAM / "MultiSquare"),), ())
    try:
        desktop.keys("alt+h")
        desktop.keys("i")
        wait_until(lambda: desktop.has_keyboard("Licences"), "the licences")
        desktop.screenshot()
    finally:
        program.end()


@packaged
def test_installs_for_one_user_and_takes_away_exactly_that(tmp_path: Path) -> None:
    """In a home with a space in its name and other programs in it; twice, as for a new version."""
    home = tmp_path / "my home"
    other = home / ".local/share/applications/other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=other\n")
    before = everything_below(home)
    variables = {name: value for name, value in os.environ.items() if name != "XDG_DATA_HOME"}

    def run(*command: str) -> str:
        environment = {**variables, "HOME": str(home)}
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout

    for _ in range(2):
        run(*INSTALL, "install")
    assert "3 squared to 9" in run(str(home / ".local/bin/multisquare"), "--no-window", "3")
    launcher = home / ".local/share/applications/multisquare.desktop"
    assert f'Exec="{home}/.local/bin/multisquare" %f\n' in launcher.read_text()
    if shutil.which("desktop-file-validate"):
        output_of("desktop-file-validate", launcher)
    run(*INSTALL, "uninstall")
    left = [name for name in everything_below(home) if not name.endswith("mimeinfo.cache")]
    assert left == before


@packaged
def test_foreign_files_are_never_replaced(tmp_path: Path) -> None:
    """A program of that name that somebody else has put there stays; the reason is said."""
    mine = tmp_path / "bin/multisquare"
    mine.parent.mkdir()
    mine.write_text("mine")
    done = subprocess.run([*INSTALL, "install", str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 1
    assert str(mine) in done.stderr
    assert everything_below(tmp_path) == ["bin", "bin/multisquare"]
    assert mine.read_text() == "mine"


@packaged
def test_readme_says_which_glibc_it_wants() -> None:
    """Who has an older Linux should know before the download; built on one, it may want less."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    said = re.search(r"glibc (\d+)\.(\d+) or newer", readme)
    if not said:
        pytest.skip("the README does not speak of glibc")
    assert glibc_wanted() <= tuple(map(int, said.groups()))
