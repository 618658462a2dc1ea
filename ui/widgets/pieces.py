"""Labels, buttons and rows in the looks of the house (see `ui.style`)."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui import style
from ui.actions import Action, on_keys
from ui.plain import tip


def label(text: str = "", look: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label; looks: title, heading, strong, muted, wrong, alarm, badge."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(
    text: str, look: str = "", icon: str = "", hint: str = "", action: Action | None = None
) -> QPushButton:
    """Return a button; looks: primary, link, quiet. The keys of its action click it."""
    made = QPushButton(text)
    if look:
        made.setProperty("look", look)
    if icon:
        made.setIcon(style.icon(icon, style.PAPER if look == "primary" else style.MUTED))
    made.setToolTip(tip(_hint(made, hint, action)))
    return made


def tool_button(
    icon: str,
    hint: str = "",
    text: str = "",
    checkable: bool = False,
    action: Action | None = None,
) -> QToolButton:
    """Return a quiet button with an icon; what it does is its accessible name."""
    made = QToolButton()
    made.setIcon(style.icon(icon, style.MUTED, style.ACCENT_DARK))
    made.setIconSize(QSize(16, 16))
    made.setProperty("look", "quiet")
    made.setCheckable(checkable)
    if text:
        made.setText(text)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setToolTip(tip(_hint(made, hint, action)))
    words = action.words if action else hint
    made.setAccessibleName(text or words)
    return made


def _hint(made: QAbstractButton, hint: str, action: Action | None) -> str:
    """Return what a button says under the mouse, and let the keys of its action click it.

    They click at once, while it is visible and enabled. A button's own shortcut waits a tenth of
    a second before it clicks and is forgotten when the text changes.
    """
    if action is None:
        return hint
    on_keys(action, made, made.click)
    return action.hint


def panel(look: str = "panel") -> QFrame:
    """Return a frame; looks: panel, card, soft, ask, line."""
    made = QFrame()
    made.setProperty("look", look)
    return made


def set_state(widget: QWidget, state: str) -> None:
    """Give a widget the colours of a state: wrong, amber, green, red or "" for none."""
    _mark(widget, "state", state)


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget another look than it was made with."""
    _mark(widget, "look", look)


def _mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    # One that was never on show is dressed when it is.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        # Another border takes another room.
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def tighten(
    layout: QLayout, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0, spacing: int = 0
) -> None:
    """Set margins and spacing of a layout in pixels."""
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(spacing)


def offer_cursor(part: QWidget) -> None:
    """Put the cursor on a part once long work is done, unless the officer has gone on meanwhile.

    Qt would take it from what is being typed also for a part on a page that is not in sight.
    """
    typing = isinstance(QApplication.focusWidget(), (QLineEdit, QPlainTextEdit))
    if part.isVisible() and not typing:
        part.setFocus(Qt.FocusReason.OtherFocusReason)
