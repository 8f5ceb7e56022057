"""Which files on this computer something dragged or copied stands for. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QDir, QMimeData


def local_files(data: QMimeData) -> list[str]:
    """Return their paths, as the platform writes paths; none for what lies elsewhere."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [QDir.toNativeSeparators(path) for path in paths]
