"""The program's visible sentences, in the reader's language.

Usable in every room, with and without Qt, because the engine has sentences too (a run without a
window prints them). Translations are ordinary gettext catalogues below
``resources/translations/<language>/LC_MESSAGES/multisquare.mo``; without one the English stands.

Runs in the main process only; children never build sentences.
"""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "multisquare"
CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "translations"

_catalogue = gettext.translation(DOMAIN, CATALOGUES, fallback=True)


def language() -> str:
    """Return which language sentences are in, as web pages name it: ``en``, ``pt-BR``."""
    return _catalogue.info().get("language", "").replace("_", "-") or "en"


def tr(sentence: str, **values: object) -> str:
    """Return `sentence` in the reader's language, with ``{name}`` places filled from `values`."""
    translated = _catalogue.gettext(sentence)
    return translated.format(**values) if values else translated


def tr_count(one: str, many: str, count: int, **values: object) -> str:
    """Return the form of a sentence that fits `count`.

    Args:
        one: the English form for exactly one, such as ``{count} number``.
        many: the English form for every other count.
        count: what is counted; shown as ``{count}`` with thousands separated.
        **values: what else the sentence needs.
    """
    return _catalogue.ngettext(one, many, count).format(count=f"{count:,}", **values)
