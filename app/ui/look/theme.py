"""The window's colours, light and dark, in one place. GUI thread only.

The application's palette says which theme is on, so that every widget, whoever made it, agrees:
`Appearance` sets the palette, `current_theme` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette

DARK_BELOW_LIGHTNESS = 128


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours everything is painted with.

    Attributes:
        dark: whether this is the dark one.
        window: behind everything.
        card: behind a panel's content.
        border: hairlines and frames.
        edge: frames of what can be typed into or pressed; they must be found at a glance.
        text: words to read.
        muted: words that may step back.
        accent: the one obvious thing to do, and what is selected.
        accent_raised: the accent under the pointer.
        accent_text: words on the accent.
        selection: behind selected rows.
        selection_text: words on the selection.
        hover: behind what the pointer is on.
        track: behind the segments of a choice, and the part of a progress bar still to come.
        error: what went wrong.
        error_card: behind words about what went wrong.
        warning: what deserves a second look.
        warning_card: behind a question or a warning.
        hatch: patterns over grey phases.
    """

    dark: bool
    window: QColor
    card: QColor
    border: QColor
    edge: QColor
    text: QColor
    muted: QColor
    accent: QColor
    accent_raised: QColor
    accent_text: QColor
    selection: QColor
    selection_text: QColor
    hover: QColor
    track: QColor
    error: QColor
    error_card: QColor
    warning: QColor
    warning_card: QColor
    hatch: QColor


def light_theme() -> Theme:
    """Return the colours for a light desktop."""
    return Theme(
        dark=False,
        window=QColor("#f5f7fa"),
        card=QColor("#ffffff"),
        border=QColor("#dce1e8"),
        edge=QColor("#b9c2cf"),
        text=QColor("#1a2230"),
        muted=QColor("#5f6b7c"),
        accent=QColor("#2f5fd0"),
        accent_raised=QColor("#264fb3"),
        accent_text=QColor("#ffffff"),
        selection=QColor("#e4ecfb"),
        selection_text=QColor("#1f47a8"),
        hover=QColor("#eef2f8"),
        track=QColor("#e8ecf2"),
        error=QColor("#b3261e"),
        error_card=QColor("#fdecea"),
        warning=QColor("#8a5300"),
        warning_card=QColor("#fff6e5"),
        hatch=QColor("#b9c2cf"),
    )


def dark_theme() -> Theme:
    """Return the colours for a dark desktop."""
    return Theme(
        dark=True,
        window=QColor("#14181f"),
        card=QColor("#1c222b"),
        border=QColor("#333c49"),
        edge=QColor("#4b5768"),
        text=QColor("#e8ecf2"),
        muted=QColor("#9aa6b6"),
        accent=QColor("#5b8bf5"),
        accent_raised=QColor("#7aa2f8"),
        accent_text=QColor("#0c1220"),
        selection=QColor("#263655"),
        selection_text=QColor("#b9cffb"),
        hover=QColor("#252d39"),
        track=QColor("#262e39"),
        error=QColor("#ff8a80"),
        error_card=QColor("#3a2326"),
        warning=QColor("#f0c069"),
        warning_card=QColor("#332a19"),
        hatch=QColor("#566273"),
    )


def is_dark(palette: QPalette) -> bool:
    """Return whether `palette` paints light words on a dark window."""
    return palette.color(QPalette.ColorRole.Window).lightness() < DARK_BELOW_LIGHTNESS


def current_theme() -> Theme:
    """Return the theme the application is painted with now."""
    return dark_theme() if is_dark(QGuiApplication.palette()) else light_theme()


def palette_of(theme: Theme) -> QPalette:
    """Return the palette in which Qt's own widgets wear `theme`."""
    role, palette = QPalette.ColorRole, QPalette(theme.card, theme.window)
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.card,
        role.AlternateBase: theme.hover,
        role.Text: theme.text,
        role.Button: theme.card,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.Accent: theme.accent,
    }
    for which, colour in colours.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, _faded(theme))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, theme.edge)
    return palette


def _faded(theme: Theme) -> QColor:
    """Return the colour of words that cannot be used now: half-way into the background."""
    words, ground = theme.muted, theme.window
    return QColor(
        (words.red() + ground.red()) // 2,
        (words.green() + ground.green()) // 2,
        (words.blue() + ground.blue()) // 2,
    )
