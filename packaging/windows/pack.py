"""Packs the folder with MultiSquare.exe: a portable zip, and an MSI for a whole room of computers.

    python packaging/windows/pack.py DIST

Takes DIST/MultiSquare and writes MultiSquare-VERSION-windows.zip and .msi beside it. The zip is
unpacked anywhere and needs no rights. The MSI installs for all users into Program Files, silently
too (`msiexec /i FILE /qn`), and takes away what it has brought. Needs `wixl` (msitools). The same
files give the same zip; in an MSI the identity of the package and the time are new each time, as
Windows Installer wants it.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import time
import uuid
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

ROOT = Path(__file__).resolve().parents[2]
NAME = "MultiSquare"
VERSION: str = runpy.run_path(str(ROOT / "app/__init__.py"))["__version__"]
ICON = ROOT / "resources/icons/multisquare.ico"

FAMILY = uuid.UUID("5e5d6f0c-9f2b-4a57-8b1e-4f6f7f0f2a61")
"""What all versions have in common, so that a newer one takes an older one's place."""

EARLIEST = 315_532_800
"""1980-01-01, before which a zip knows no time."""


def pack(dist: Path) -> list[Path]:
    """Pack `dist`/MultiSquare and return the files written."""
    stem = f"{NAME}-{VERSION}-windows"
    program, portable, installer = (dist / name for name in (NAME, f"{stem}.zip", f"{stem}.msi"))
    write_zip(program, portable)
    write_msi(program, installer)
    return [portable, installer]


def files_in(folder: Path) -> list[Path]:
    """Return the files in a folder and below it, in an order that is always the same."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def write_zip(program: Path, target: Path) -> None:
    """Write the program's folder as a zip with nothing in it of when and where it was made."""
    moment = max(EARLIEST, int(os.environ.get("SOURCE_DATE_EPOCH", EARLIEST)))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_in(program):
            name = path.relative_to(program.parent).as_posix()
            entry = zipfile.ZipInfo(name, time.gmtime(moment)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def write_msi(program: Path, target: Path) -> None:
    """Write an installer for Windows on 64-bit processors."""
    source = target.with_suffix(".wxs")  # what it names it names from the folder it is in
    document = ElementTree(describe(program))
    indent(document)
    document.write(source, encoding="utf-8", xml_declaration=True)
    try:
        subprocess.run(
            ["wixl", "--arch", "x64", "-o", target.name, source.name], cwd=target.parent, check=True
        )
    finally:
        source.unlink()


def describe(program: Path) -> Element:
    """Return what `wixl` is to make of the program's folder, in the language of WiX 3."""
    wix = Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = _add(
        wix,
        "Product",
        Name=NAME,
        Id="*",
        UpgradeCode=_guid("every version"),
        Language="1033",
        Version=VERSION,
        Manufacturer="The MultiSquare developers",
    )
    _add(
        product,
        "Package",
        InstallerVersion="500",
        Compressed="yes",
        InstallScope="perMachine",
    )
    _add(
        product,
        "MajorUpgrade",
        DowngradeErrorMessage=f"A newer {NAME} is installed already.",
    )
    _add(product, "Media", Id="1", Cabinet="files.cab", EmbedCab="yes")
    _add(product, "Icon", Id="multisquare.ico", SourceFile=os.path.relpath(ICON, program.parent))
    _add(product, "Property", Id="ARPPRODUCTICON", Value="multisquare.ico")
    _add(product, "Property", Id="ARPNOMODIFY", Value="1")
    top = _add(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    files = _add(top, "Directory", Id="ProgramFiles64Folder")
    home = _add(files, "Directory", Id="INSTALLDIR", Name=NAME)
    _add(top, "Directory", Id="ProgramMenuFolder")
    feature = _add(product, "Feature", Id="Program", Level="1", Title=NAME)
    for number, path in enumerate(files_in(program)):
        folder = _folder(home, path.relative_to(program).parent)
        component = _component(folder, feature, f"C{number}", path.relative_to(program))
        source = path.relative_to(program.parent).as_posix()
        file = _add(component, "File", Id=f"F{number}", Source=source, KeyPath="yes")
        if path.name == f"{NAME}.exe":
            _add_shortcut(file)
    return wix


def _add_shortcut(file: Element) -> None:
    """Put the program into the start menu, for all users."""
    _add(
        file,
        "Shortcut",
        Id="StartMenu",
        Directory="ProgramMenuFolder",
        Name=NAME,
        WorkingDirectory="INSTALLDIR",
        Icon="multisquare.ico",
        Advertise="yes",
    )


def _component(folder: Element, feature: Element, name: str, path: Path) -> Element:
    """Add a component, which is one file: Windows Installer counts and removes it by its GUID."""
    _add(feature, "ComponentRef", Id=name)
    return _add(folder, "Component", Id=name, Guid=_guid(path.as_posix()), Win64="yes")


def _folder(home: Element, path: Path) -> Element:
    """Return the element of a folder below the program's, making those that are not there."""
    folder = home
    for part in path.parts:
        inner = next((e for e in folder.findall("Directory") if e.get("Name") == part), None)
        if inner is None:
            name = uuid.uuid5(FAMILY, f"{folder.get('Id')}/{part}").hex
            inner = _add(folder, "Directory", Id=f"D{name}", Name=part)
        folder = inner
    return folder


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return SubElement(parent, tag, attributes)


def _guid(what: str) -> str:
    return str(uuid.uuid5(FAMILY, what)).upper()


if __name__ == "__main__":
    for packed in pack(Path(sys.argv[1]).resolve()):
        print(f"{packed} is ready: {packed.stat().st_size / 1e6:.0f} MB")
