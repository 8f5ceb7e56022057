"""What the packaged program consists of: one table, for all platforms.

A component owns the files whose names match its patterns; the first that matches owns them, and `*`
stands for folders as well. What is built into others' files (the start of the executable, what Qt
has in its libraries) owns none and says where it is. Libraries of the distribution are looked up in
its packages: see `debian_libraries.py`.
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "packaging/licences"
QT_LICENCES = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the package with a licence of its own.

    Attributes:
        name, version: what it is.
        licence: an SPDX expression.
        texts: the files with its licence.
        patterns: what its files are called, below the package's folder.
        inside: what it is built into, where it has no files of its own.
        source: where its source is.
    """

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    patterns: tuple[str, ...] = ()
    inside: str = ""
    source: str = ""


def components(package: Path) -> Iterator[Component]:
    """Yield what the table has, for the versions that this Python has packed.

    Args:
        package: the folder with the program; fonts and ICU tell their versions there.
    """
    program = (ROOT / "app/__init__.py").read_text(encoding="utf-8")
    yield Component(
        "MultiSquare",
        found(r'__version__ = "(.+)"', program),
        "MIT",
        (ROOT / "LICENSE",),
        ("MultiSquare", "MultiSquare.exe", "*/resources/icons/*"),
    )
    font = (ROOT / "resources/fonts/Inter-Regular.ttf").read_bytes().replace(b"\0", b"")  # UTF-16
    yield Component(
        "Inter",
        found(r"Version (\d+\.\d{3})", font.decode("latin-1")),
        "OFL-1.1",
        (ROOT / "resources/fonts/OFL.txt",),
        ("*/resources/fonts/*",),
        source="https://github.com/rsms/inter",
    )
    yield Component(
        "PyInstaller bootloader",
        version("pyinstaller"),
        "GPL-2.0-or-later WITH Bootloader-exception",
        (installed("pyinstaller", "COPYING.txt"),),
        inside="the executable",
        source="https://github.com/pyinstaller/pyinstaller",
    )
    yield Component(
        "Microsoft Visual C++ runtime",
        "14",
        "LicenseRef-Microsoft-Visual-Cpp-Runtime",
        (TEXTS / "Microsoft runtime.txt",),
        ("*VCRUNTIME140*.dll", "*MSVCP140*.dll"),
    )
    yield from _qt(package)
    yield from _python()


def _python() -> Iterator[Component]:
    modules = ("*/lib-dynload/*", "_internal/*.pyd", "_internal/base_library.zip")
    yield Component(
        "Python",
        platform.python_version(),
        "PSF-2.0",
        (_python_licence(),),
        (*modules, "_internal/libpython3*", "_internal/python3*.dll"),
        source="https://www.python.org/downloads/source/",
    )
    import decimal
    import pyexpat
    import sqlite3

    own = ("*/libffi-8.dll",)
    yield Component("libffi", "8", "MIT", (TEXTS / "libffi.txt",), own)
    files = ("*/sqlite3.dll", "*/libsqlite3*.dylib")
    texts = (TEXTS / "SQLite.txt",)
    yield Component("SQLite", sqlite3.sqlite_version, "blessing", texts, files)
    decimals = getattr(decimal, "__libmpdec_version__", "")
    texts = (TEXTS / "mpdecimal.txt",)
    yield Component("mpdecimal", decimals, "BSD-2-Clause", texts, inside="Python")
    expat = pyexpat.EXPAT_VERSION.removeprefix("expat_")
    yield Component("Expat", expat, "MIT", (TEXTS / "Expat.txt",), inside="Python")


def _qt(package: Path) -> Iterator[Component]:
    lgpl = tuple(TEXTS / f"{name}.txt" for name in ("Qt notice", "LGPL-3.0", "GPL-3.0"))
    sources = "https://download.qt.io/official_releases"
    shiboken = ("*/shiboken6/*hiboken*",)
    python_sources = f"{sources}/QtForPython/pyside6/"
    number = version("shiboken6")
    yield Component("shiboken6", number, QT_LICENCES, lgpl, shiboken, source=python_sources)
    icu = sorted(package.glob("_internal/PySide6/Qt/lib/libicudata.so.*"))
    if icu:
        yield Component(
            "ICU",
            icu[0].name.rpartition(".")[2],
            "Unicode-DFS-2016 AND ICU",
            (TEXTS / "ICU.txt",),
            ("*/PySide6/Qt/lib/libicu*",),
            source="https://github.com/unicode-org/icu",
        )
    number = version("PySide6-Essentials")
    qt = ("*/PySide6/Qt/*", "*/PySide6/Qt6*.dll", "*/PySide6/plugins/*")
    yield Component("Qt", number, QT_LICENCES, lgpl, qt, source=f"{sources}/qt/")
    pyside = ("*/PySide6/Qt*.so", "*/PySide6/Qt*.pyd", "*/PySide6/*pyside6*")
    yield Component("PySide6", number, QT_LICENCES, lgpl, pyside, source=python_sources)
    yield Component(
        "What Qt has of others",
        number,
        "LicenseRef-Qt-third-party",
        tuple(sorted(TEXTS.glob("Qt third party*.txt"))),
        inside="Qt",
        source=f"{sources}/qt/",
    )


def _python_licence() -> Path:
    """Return the file with Python's licence, wherever this Python keeps it."""
    library = Path(sysconfig.get_path("stdlib"))
    places = (library, library.parent, Path(sys.base_prefix))
    for path in (place / "LICENSE.txt" for place in places):
        if path.is_file():
            return path
    return Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright")


def installed(name: str, file: str) -> Path:
    """Return a file that belongs to an installed Python package."""
    paths = (path for path in distribution(name).files or () if path.name == file)
    return Path(str(distribution(name).locate_file(next(paths))))


def found(pattern: str, text: str) -> str:
    """Return what a pattern finds; it is there."""
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]
