"""Words for tool tips, which Qt takes for a page where they look like one. GUI thread only."""

from __future__ import annotations


def plain(words: str) -> str:
    """Return words that a tool tip shows as they stand, whoever has written them."""
    if "<" not in words:
        return words
    from html import escape  # not needed for the first picture

    return f"<p style='white-space: pre-wrap'>{escape(words)}</p>"
