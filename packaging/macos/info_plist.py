"""What macOS is told of the program: the Info.plist of MultiSquare.app, used by build.spec.

A child is a new start of the same executable. It shows up in no Dock: packaging/hooks/
divert_children.py sends it to its work before Qt is loaded, and a process becomes a program with a
window only where Qt makes it one. `LSUIElement`, which takes a program out of the Dock, would take
the window out as well, and must not be set.
"""

from __future__ import annotations

IDENTIFIER = "io.github.multisquare.MultiSquare"
OLDEST_MACOS = "13.0"
"""What the pinned Qt wants: its wheels are tagged macosx_13_0."""


def info_plist(version: str) -> dict[str, object]:
    """Return the entries of Info.plist.

    Args:
        version: the program's version, such as ``1.2.3``.
    """
    return {
        "CFBundleName": "MultiSquare",
        "CFBundleDisplayName": "MultiSquare",
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleVersion": version,
        "CFBundleShortVersionString": version,
        "CFBundleDevelopmentRegion": "en",
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSHumanReadableCopyright": "MIT License",
    }
