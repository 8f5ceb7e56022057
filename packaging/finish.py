"""Finishes a packaged program: licences and a list of everything inside.

    python packaging/finish.py dist/MultiSquare

Writes `licenses/` with the texts of the components' licences, and
`multisquare.cdx.json`, a software bill of materials (CycloneDX 1.6) with each file's component and
hash. Ends with an error where no component claims a file, or a text is missing. The same package
gives the same files. Run by the Python that has packed it, for it asks that for versions.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import uuid
from datetime import datetime, timezone
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from components import TEXTS, Component, components
from debian_libraries import COMMON, owner_of

LICENCES = "licenses"
BILL = "multisquare.cdx.json"
FAMILY = uuid.UUID("5e5d6f0c-9f2b-4a57-8b1e-4f6f7f0f2a61")

Owned = dict[Component, list[Path]]


def finish(package: Path) -> None:
    """Write the licences and the bill of materials of a package."""
    shutil.rmtree(package / LICENCES, ignore_errors=True)
    (package / BILL).unlink(missing_ok=True)
    owned = merged(claim(package))
    written: dict[bytes, str] = {}
    texts = {part: write_texts(part, package / LICENCES, written) for part in owned}
    bill = describe(package, owned, texts)
    text = json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    (package / BILL).write_text(text, encoding="utf-8", newline="\n")


def claim(package: Path) -> Owned:
    """Return every component with its files; links belong to what they lead to."""
    table = list(components(package))
    owned: Owned = {component: [] for component in table if component.inside}
    unclaimed = []
    for path in sorted(package.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(package).as_posix()
        owner = next((part for part in table if claims(part, name)), None) or owner_of(path)
        if owner is None:
            unclaimed.append(name)
        else:
            owned.setdefault(owner, []).append(path)
    if unclaimed:
        names = "\n    ".join(unclaimed)
        sys.exit(f"packaging/components.py knows no component with these files:\n    {names}")
    return owned


def claims(component: Component, name: str) -> bool:
    """Tell whether a file is a component's by its name."""
    return any(fnmatchcase(name, pattern) for pattern in component.patterns)


def merged(owned: Owned) -> Owned:
    """Make one component of those that differ in their files only, as of one Debian package."""
    first: dict[tuple[str, str], Component] = {}
    together: Owned = {}
    for component, paths in owned.items():
        kept = first.setdefault((component.name, component.version), component)
        together.setdefault(kept, []).extend(paths)
    return together


def write_texts(component: Component, folder: Path, written: dict[bytes, str]) -> list[str]:
    """Copy the texts of a component's licence, each text once, and return their names.

    Args:
        component: whose licence it is.
        folder: where texts are kept.
        written: the names of those that are there, by what is in them.
    """
    folder.mkdir(exist_ok=True)
    names = []
    for text in component.texts:
        if not text.is_file():
            sys.exit(f"The licence of {component.name} is not there: {text}")
        content = text.read_bytes()
        if content not in written:
            is_common = text.parent in (TEXTS, COMMON)
            name = f"{text.name.removesuffix('.txt') if is_common else component.name}.txt"
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o644)
            written[content] = name
        names.append(f"{LICENCES}/{written[content]}")
    return names


def describe(package: Path, owned: Owned, texts: dict[Component, list[str]]) -> dict[str, Any]:
    """Return the bill of materials, in CycloneDX's terms."""
    parts = [part(package, one, paths, texts[one]) for one, paths in owned.items()]
    parts.sort(key=lambda part: str(part["name"]).lower())
    written = sorted(path for path in (package / LICENCES).rglob("*") if path.is_file())
    parts.append(
        {
            "type": "data",
            "name": "texts of licences",
            "components": [file(package, path) for path in written],
        }
    )
    main = next(part for part in parts if part["name"] == "MultiSquare")
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    when = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(FAMILY, json.dumps(parts))}",
        "version": 1,
        "metadata": {
            **({"timestamp": when} if seconds else {}),
            "component": {
                "type": "application",
                "name": "MultiSquare package",
                "version": main["version"],
            },
        },
        "components": parts,
    }


def part(
    package: Path, component: Component, paths: list[Path], texts: list[str]
) -> dict[str, Any]:
    """Return one component in CycloneDX's terms."""
    told: dict[str, Any] = {
        "type": "application" if component.name == "MultiSquare" else "library",
        "name": component.name,
        "version": component.version,
        "licenses": [{"expression": component.licence}],
    }
    if component.source:
        told["externalReferences"] = [{"type": "source-distribution", "url": component.source}]
    told["properties"] = [{"name": "multisquare:licence", "value": text} for text in texts]
    if component.inside:
        told["properties"] += [{"name": "multisquare:inside", "value": component.inside}]
    if paths:
        told["components"] = [file(package, path) for path in paths]
    return told


def file(package: Path, path: Path) -> dict[str, Any]:
    """Return one file in CycloneDX's terms."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = path.relative_to(package).as_posix()
    return {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}


if __name__ == "__main__":
    finish(Path(sys.argv[1]))
