"""Labels, buttons and rows in the looks of the house (see `ui.style`)."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui import style


def label(text: str = "", look: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label; looks: title, heading, strong, muted, wrong, badge."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(
    text: str, look: str = "", icon: str = "", hint: str = "", keys: str = ""
) -> QPushButton:
    """Return a button; looks: primary, link, quiet. `keys` is its shortcut, shown in the hint."""
    made = QPushButton(text)
    if look:
        made.setProperty("look", look)
    if icon:
        made.setIcon(style.icon(icon, style.PAPER if look == "primary" else style.MUTED))
    if keys:
        _on_keys(made, keys)
    shown = " ".join(part for part in (hint, f"({keys_in_words(keys)})" if keys else "") if part)
    made.setToolTip(shown)
    return made


def tool_button(
    icon: str, hint: str, keys: str = "", text: str = "", checkable: bool = False
) -> QToolButton:
    """Return a quiet button with an icon; its hint is its accessible name."""
    made = QToolButton()
    made.setIcon(style.icon(icon, style.MUTED, style.ACCENT_DARK))
    made.setIconSize(QSize(16, 16))
    made.setProperty("look", "quiet")
    made.setCheckable(checkable)
    if text:
        made.setText(text)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if keys:
        _on_keys(made, keys)
    made.setToolTip(f"{hint} ({keys_in_words(keys)})" if keys else hint)
    made.setAccessibleName(text or hint)
    return made


def _on_keys(made: QAbstractButton, keys: str) -> None:
    """Click a button by keys at once, while it is visible and enabled.

    A button's own shortcut waits a tenth of a second before it clicks and is forgotten when the
    text changes.
    """
    QShortcut(QKeySequence(keys), made, made.click)


def keys_in_words(keys: str) -> str:
    """Return a shortcut as it stands on the keyboard."""
    return (
        keys.replace("PgUp", "PageUp")
        .replace("PgDown", "PageDown")
        .replace("Del", "Delete")
        .replace("Ins", "Insert")
    )


def panel(look: str = "panel") -> QFrame:
    """Return a frame; looks: panel, card, soft, ask, line."""
    made = QFrame()
    made.setProperty("look", look)
    return made


def set_state(widget: QWidget, state: str) -> None:
    """Give a widget the colours of a state: wrong, amber, green, red or "" for none."""
    if widget.property("state") != state:
        widget.setProperty("state", state)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tighten(
    layout: QLayout, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0, spacing: int = 0
) -> None:
    """Set margins and spacing of a layout in pixels."""
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(spacing)
