"""Which package of the distribution a library comes from, and under which licence.

Debian and its relatives: PyInstaller takes what Qt and Python link to from the system, unchanged.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from components import Component

LICENCES = {
    "libbrotli": "MIT",
    "libbsd": "BSD-3-Clause AND BSD-2-Clause AND ISC",
    "libbz2": "bzip2-1.0.6",
    "libexpat": "MIT",
    "libffi": "MIT",
    "libfontconfig": "HPND-sell-variant",
    "libfreetype": "FTL OR GPL-2.0-or-later",
    "libgcc-s": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libglib2.0": "LGPL-2.1-or-later",
    "liblzma": "0BSD",
    "libmd": "BSD-3-Clause AND BSD-2-Clause AND ISC",
    "libpcre2": "BSD-3-Clause",
    "libpng16": "libpng-2.0",
    "libsqlite3": "blessing",
    "libstdc++": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libx": "MIT",  # X11 and its relatives, xcb, xkbcommon
    "libzstd": "BSD-3-Clause OR GPL-2.0-only",
    "zlib": "Zlib",
}
"""The SPDX expression for all packages whose names begin so."""

COMMON = Path("/usr/share/common-licenses")


def owner_of(library: Path) -> Component | None:
    """Return the package that has this very file, or None."""
    if not shutil.which("dpkg"):
        return None
    found = _output("dpkg", "-S", f"*/{library.name}")
    for line in found.splitlines():
        owner, _, path = line.partition(": ")
        source = Path(path)
        if source.is_file() and source.read_bytes() == library.read_bytes():
            return _component(owner.partition(",")[0], library.name)
    return None


def _component(package: str, file: str) -> Component | None:
    """Describe a package of the distribution; None where its licence is not in the table."""
    name, _, _ = package.partition(":")
    licence = next((LICENCES[start] for start in LICENCES if name.startswith(start)), None)
    text = Path("/usr/share/doc", name, "copyright")
    if licence is None or not text.is_file():
        return None
    number = _output("dpkg-query", "-W", "-f", "${Version}", package)
    named = re.findall(rf"{COMMON}/([\w.-]*\w)", text.read_text(encoding="utf-8", errors="replace"))
    texts = (text, *(COMMON / other for other in sorted(set(named)) if (COMMON / other).is_file()))
    source = f"https://packages.debian.org/search?keywords={name}"
    return Component(name, number, licence, texts, (f"_internal/{file}",), source=source)


def _output(*command: str) -> str:
    """Return what a program prints, which is nothing where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 or command[1] == "-S" else ""
