"""What a file is that this program has not written like that: said, or read where that is possible.

Any thread of the main process.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

from app.engine.record import Record
from app.engine.storage.checks import UnreadableRecord, damaged
from app.engine.storage.record_lines import RecordReader, refuse_newer
from app.engine.storage.run_file import FORMAT
from app.words import tr

LOOKED_AT = 64 * 1024
"""So much of the beginning of a large file is looked at for what it is."""


def record_of_rewritten(content: bytes) -> Generator[int, None, Record]:
    """Return the run of a file that another program has written anew, with all that was in it.

    Args:
        content: all of it, not long.

    Raises:
        UnreadableRecord: there is no run in it.
    """
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise refuse_foreign(content) from None
    own = _own_part(value)
    if own is None:
        raise _refuse(value)
    version, lines = own.get("format"), own.get("lines")
    if type(version) is not int or type(lines) is not list:
        raise damaged("the run is misspelt")
    refuse_newer(version, FORMAT)
    reader = RecordReader()
    for line in lines:
        reader.take(json.dumps(line))
        yield 0
    return reader.record()


def refuse_foreign(content: bytes) -> UnreadableRecord:
    """Return why a file is not opened, of which this is the beginning, or which is no JSON."""
    begin = content[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b'"otherData"' in begin and b'"MultiSquare"' in begin:
        return UnreadableRecord(
            tr(
                "Another program has written it anew, and it cannot be read like that. Open the "
                "file as MultiSquare has saved it."
            )
        )
    if begin.startswith(b'{"program": "MultiSquare", "results"'):
        return _refuse({"program": "MultiSquare", "results": []})
    if b'"traceEvents"' in begin or (begin.startswith(b"[") and b'"ph"' in begin):
        return _refuse({"traceEvents": []})
    return _refuse(None)


def _own_part(value: Any) -> dict[str, Any] | None:
    """Return the part of a trace that is this program's; None where there is none."""
    other = value.get("otherData") if isinstance(value, dict) else None
    own = other.get("MultiSquare") if isinstance(other, dict) else None
    return own if isinstance(own, dict) else None


def _refuse(value: Any) -> UnreadableRecord:
    """Return why there is no run in what a file has."""
    if isinstance(value, dict) and value.get("program") == "MultiSquare" and "results" in value:
        return UnreadableRecord(
            tr(
                "It has the results of a run, but not the run itself. A run is saved with "
                "File ▸ Save run…"
            )
        )
    events = value.get("traceEvents") if isinstance(value, dict) else value
    if isinstance(events, list) and all(isinstance(e, dict) and "ph" in e for e in events[:1]):
        return UnreadableRecord(
            tr("It is a trace, but not of MultiSquare, which opens only runs that it has saved.")
        )
    return UnreadableRecord(tr("It is no run that MultiSquare has saved."))
