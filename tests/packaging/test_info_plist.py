"""What macOS is told of the program; looked at here, because nobody has tried it there yet."""

from __future__ import annotations

import plistlib
import re
import runpy
from typing import Any

import app
from tests.e2e.program import REPOSITORY

KINDS = {"CFBundle", "LS", "NS"}


def plist() -> dict[str, Any]:
    """Return Info.plist as macOS would read it."""
    module = runpy.run_path(str(REPOSITORY / "packaging" / "macos" / "info_plist.py"))
    read: dict[str, Any] = plistlib.loads(plistlib.dumps(module["info_plist"](app.__version__)))
    return read


def test_it_says_what_it_must() -> None:
    """The version is the program's own, in the form macOS wants, and the identifier is one."""
    told = plist()
    assert told["CFBundleVersion"] == told["CFBundleShortVersionString"] == app.__version__
    assert re.fullmatch(r"\d+(\.\d+){0,2}", told["CFBundleVersion"])
    assert re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+){2,}", told["CFBundleIdentifier"])
    assert told["NSHighResolutionCapable"] is True
    assert all(re.match("|".join(KINDS), name) for name in told)


def test_the_program_has_a_dock_icon_and_a_window() -> None:
    """Children are kept out of the Dock by what they load, not by hiding the program too."""
    assert {"LSUIElement", "LSBackgroundOnly"} & {*plist()} == set()


def test_the_oldest_macos_is_the_one_the_pinned_qt_wants() -> None:
    """Qt 6.11 wants macOS 13; whoever updates it must look here again."""
    pinned = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    found = re.search(r"pyside6-essentials==(\d+\.\d+)", pinned)
    assert found
    assert (found[1], plist()["LSMinimumSystemVersion"]) == ("6.11", "13.0")


def test_the_icon_is_one_of_macos() -> None:
    """An .icns file, which says its own length."""
    content = (REPOSITORY / "resources" / "icons" / "multisquare.icns").read_bytes()
    assert content[:4] == b"icns"
    assert int.from_bytes(content[4:8], "big") == len(content)


def test_the_recipe_bundles_it() -> None:
    """On macOS alone, and with these entries."""
    recipe = (REPOSITORY / "build.spec").read_text(encoding="utf-8")
    assert 'sys.platform == "darwin"' in recipe
    assert "BUNDLE(" in recipe
    assert "info_plist(VERSION)" in recipe
