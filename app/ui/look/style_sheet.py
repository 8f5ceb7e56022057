"""The style sheet of the window's frame: field, buttons, choices, cards. GUI thread only.

Widgets say what they are by object name or by the property ``kind``; painted views (timeline,
rows) paint themselves and have no rules here.
"""

from __future__ import annotations

from dataclasses import fields
from string import Template

from PySide6.QtGui import QColor

from app.ui.look.code_colours import code_colours
from app.ui.look.theme import Theme

CODE_FAMILIES = (
    "Cascadia Mono",
    "Consolas",
    "SF Mono",
    "Menlo",
    "DejaVu Sans Mono",
    "Liberation Mono",
    "Courier New",
)
"""Fonts for code, in which all letters are equally wide: the first that is there is taken."""

CODE_SCALE = 1.05
"""A little larger than other words: letters of such fonts look small."""

SHEET = """
QToolTip { background: $card; color: $text; border: 1px solid $border; padding: 6px 8px; }
QMenuBar { background: $window; border-bottom: 1px solid $border; padding: 2px 8px; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $selection; color: $selection_text; }
QMenu { background: $card; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 6px 28px 6px 24px; border-radius: 5px; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { left: 6px; width: 14px; height: 14px; }

QFrame[kind="card"] { background: $card; border: 1px solid $border; border-radius: 8px; }
QFrame[kind="question"] { background: $warning_card; border: 1px solid $warning;
    border-radius: 8px; }
QFrame[kind="question"] QLabel { color: $text; background: transparent; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="error"] { color: $error; font-weight: 600; }
QLabel[kind="warning"] { color: $warning; }
QLabel[kind="summary"] { color: $text; font-weight: 600; }

QFrame#numbers_frame { background: $card; border: 1px solid $edge; border-radius: 8px; }
QFrame#numbers_frame[state="focused"] { border: 2px solid $accent; }
QFrame#numbers_frame[state="wrong"] { border: 2px solid $error; }
QPlainTextEdit#numbers { background: transparent; border: none; font-size: ${field}px;
    selection-background-color: $selection; selection-color: $selection_text; }

QPlainTextEdit[kind="code"] { font-family: $code_families; font-size: ${code}px; border: none; }

QFrame#set_aside { background: $selection; border: none; border-radius: 6px; }
QFrame#set_aside QLabel { color: $selection_text; font-weight: 600; background: transparent; }

QPushButton { background: $card; color: $text; border: 1px solid $edge; border-radius: 7px;
    padding: 6px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $muted; background: $track; border-color: $border; }
QPushButton[kind="primary"] { background: $accent; color: $accent_text; border: 2px solid $accent;
    font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_raised; border-color: $accent_raised; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 5px 13px; }
QPushButton[kind="primary"]:disabled { background: $track; color: $muted; border-color: $track; }
QPushButton#square, QPushButton#stop { font-size: ${button}px; font-weight: 600;
    border-radius: 8px; padding: 0 22px; }
QPushButton#square:focus, QPushButton#stop:focus { padding: 0 22px; }
QPushButton#square:disabled { background: $accent; color: $accent_text; border-color: $accent; }
QPushButton#square[state="busy"]:disabled { background: $track; color: $muted;
    border-color: $track; }
QPushButton#square[kind="second"] { color: $selection_text; border: 2px solid $edge; }
QPushButton#square[kind="second"]:hover { background: $hover; }
QPushButton#square[kind="second"]:focus { border-color: $accent; }
QPushButton#square[kind="second"]:disabled { background: $track; color: $muted;
    border-color: $track; }
QPushButton#function { font-family: $code_families; font-size: ${button}px;
    border: 1px solid $own_edge; border-radius: 8px; background: $own; color: $text;
    padding: 0 34px 0 16px; }
QPushButton#function:hover, QPushButton#function:focus { border: 2px solid $own_edge;
    padding: 0 33px 0 15px; }
QPushButton#stop { color: $edge; border: 2px solid $border; background: transparent; }
QPushButton#stop[state="busy"] { color: $error; border-color: $error; background: $card; }
QPushButton#stop[state="busy"]:hover { background: $error_card; }
QPushButton#stop[state="busy"]:focus { border-color: $text; }
QPushButton[kind="link"], QToolButton[kind="link"] { background: transparent; border: none;
    color: $accent; padding: 0 2px; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; }

QPushButton[kind="sign"] { background: transparent; border: none; color: $selection_text;
    padding: 0 6px; font-weight: 600; }
QPushButton[kind="sign"]:hover { background: $hover; border-radius: 5px; }
QPushButton[kind="sign"]:focus { border: 1px solid $accent; border-radius: 5px; }

QPushButton[kind="menu"] { padding: 1px 30px 1px 10px; }
QPushButton[kind="menu"]:focus { padding: 0 29px 0 9px; }
QPushButton[kind="choices"] { padding: 6px 30px 6px 14px; }
QPushButton[kind="choices"]:focus { padding: 5px 29px 5px 13px; }
QPushButton::menu-indicator { image: url($icons/chevron-down-$shade.svg); width: ${arrow}px;
    height: ${arrow}px; subcontrol-position: right center; subcontrol-origin: padding;
    right: 9px; }

QFrame#segments { background: $track; border: 1px solid $edge; border-radius: 8px; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent;
    border-radius: 6px; padding: 4px 10px; color: $text; }
QPushButton[kind="segment"]:hover { background: $hover; }
QPushButton[kind="segment"]:checked { background: $card; color: $selection_text;
    border: 1px solid $accent; font-weight: 600; }
QPushButton[kind="segment"]:focus { border: 2px solid $accent; padding: 3px 9px; }
QPushButton[kind="segment"]:disabled { color: $muted; }

QComboBox, QSpinBox, QDoubleSpinBox { background: $card; border: 1px solid $edge;
    border-radius: 7px; padding: 5px 8px; selection-background-color: $selection;
    selection-color: $selection_text; }
QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover { background: $hover; }
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid $accent;
    padding: 4px 7px; }
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { color: $muted;
    background: $track; border-color: $border; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($icons/chevron-down-$shade.svg);
    width: ${arrow}px; height: ${arrow}px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $border; padding: 4px;
    outline: none; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px;
    background: transparent; }
QAbstractSpinBox::up-arrow { image: url($icons/chevron-up-$shade.svg); width: ${spin}px;
    height: ${spin}px; }
QAbstractSpinBox::down-arrow { image: url($icons/chevron-down-$shade.svg); width: ${spin}px;
    height: ${spin}px; }

QFrame[kind="card"] QLineEdit { background: $card; border: 1px solid $edge; border-radius: 7px;
    padding: 3px 4px; }
QFrame[kind="card"] QLineEdit:focus { border: 2px solid $accent; padding: 2px 3px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 3px 7px; }
QToolButton:hover { background: $hover; border-color: $border; }
QToolButton:checked { background: $selection; color: $selection_text; border-color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $muted; }
QToolButton[kind="disclosure"] { border: none; color: $muted; padding: 4px 6px; }
QToolButton[kind="disclosure"]:checked { background: transparent; color: $text; border: none; }
QToolButton[kind="disclosure"]:focus { border: 1px solid $accent; }
QFrame#stopped { border-top: 1px solid $border; }
QToolButton[kind="small"] { background: $card; border-color: $edge; padding: 1px 8px; }
QToolButton[kind="small"]:hover { background: $hover; }
QToolButton[kind="small"]:pressed { background: $selection; }
QToolButton[kind="small"]:checked { background: $selection; color: $selection_text;
    border-color: $accent; font-weight: 600; }
QToolButton[kind="small"]:focus { border-color: $accent; }

QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: ${knob}px; height: ${knob}px; border: 1px solid $edge;
    border-radius: 4px; background: $card; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url($icons/check-$shade.svg); }
QCheckBox::indicator:disabled { background: $track; border-color: $border; }
QCheckBox::indicator:checked:disabled { background: $hatch; border-color: $hatch; }
QCheckBox:focus { color: $selection_text; }
QCheckBox::indicator:focus { border: 2px solid $text; }

QTableView { background: $card; border: none; selection-background-color: $selection;
    selection-color: $selection_text; }
QTableView::item { padding: 0 6px; }
QHeaderView { background: $card; }
QHeaderView::section { background: $card; color: $muted; border: none; padding: 4px 6px;
    border-bottom: 1px solid $border; }

QSlider:horizontal { min-height: ${slider}px; }
QSlider::groove:horizontal { background: $track; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: $edge; }
QSlider::handle:horizontal { background: $card; border: 2px solid $accent; width: ${knob}px;
    margin: -${knob_half}px 0; border-radius: ${knob_round}px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $selection; }
QSlider::handle:horizontal:disabled { border-color: $edge; }

QProgressBar#progress { background: transparent; border: none; border-radius: 2px; }
QProgressBar#progress::chunk { background: $accent; border-radius: 2px; }
QProgressBar#progress[state="running"] { background: $track; }

QTabBar { font-weight: 400; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabWidget::tab-bar { left: 4px; }
QTabBar::tab { background: transparent; color: $muted; padding: 10px 2px 8px 2px; margin: 0 10px;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $selection_text; }

QSplitter::handle { background: transparent; }
QScrollArea#page { background: $window; border: none; }
QWidget#page_content { background: $window; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def style_sheet(theme: Theme, text_size_px: int, icons: str) -> str:
    """Return the style sheet for a theme.

    Args:
        theme: the colours.
        text_size_px: the size of ordinary words, in device-independent pixels.
        icons: the folder with the little arrows, with forward slashes.
    """
    values: dict[str, str] = {
        entry.name: colour.name()
        for entry in fields(theme)
        if isinstance(colour := getattr(theme, entry.name), QColor)
    }
    own = code_colours(theme)
    values["own"], values["own_edge"] = own.island.name(), own.island_edge.name()
    values["shade"] = "dark" if theme.dark else "light"
    values["icons"] = icons
    values["field"] = str(round(text_size_px * 1.5))
    values["code"] = str(round(text_size_px * CODE_SCALE))
    values["code_families"] = ", ".join(f'"{family}"' for family in CODE_FAMILIES)
    values["arrow"] = str(round(text_size_px * 0.85))
    knob = 2 * round(text_size_px * 0.43)
    values["knob"], values["slider"] = str(knob), str(knob + 8)
    values["knob_half"], values["knob_round"] = str(knob // 2), str(knob // 2 + 2)
    values["spin"] = str(round(text_size_px * 0.7))
    values["button"] = str(round(text_size_px * 1.3))
    return Template(SHEET).substitute(values)
