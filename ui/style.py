"""The look of the window: colours, fonts, palette, style sheet and icons, all in one place."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.paths import resources

ACCENT: Final = "#0e6b6b"
ACCENT_DARK: Final = "#0a5151"
ACCENT_SOFT: Final = "#d9ebe9"
ACCENT_FAINT: Final = "#eef6f5"
INK: Final = "#1d2b33"
MUTED: Final = "#56646c"
LINE: Final = "#d8dfe3"
PAPER: Final = "#ffffff"
CANVAS: Final = "#f2f5f6"
SHADE: Final = "#edf1f2"
RED: Final = "#b3261e"
RED_SOFT: Final = "#fcebe9"
AMBER: Final = "#855100"
AMBER_SOFT: Final = "#fff2d2"
GREEN: Final = "#1a6a39"
GREEN_SOFT: Final = "#e1f2e7"

# The widgets to which a theme may give a font of its own in place of the program's: Windows does.
_WITH_FONTS_OF_THEIR_OWN: Final = (
    "QAbstractItemView", "QHeaderView", "QMenu", "QMenuBar", "QMessageBox", "QTipLabel", "QStatusBar", "QToolButton", "QDockWidgetTitle",
)  # fmt: skip

ROW_HEIGHT: Final = 32
POINT_SIZE: Final = 10


def dress(application: QApplication) -> None:
    """Give the application its font, palette and style sheet, the same on every system."""
    fonts = resources() / "fonts"
    family = "Noto Sans"
    for file in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        number = QFontDatabase.addApplicationFont(str(fonts / file))
        family = next(iter(QFontDatabase.applicationFontFamilies(number)), family)
    font = QFont(family, POINT_SIZE)
    application.setFont(font)
    application.setPalette(_palette())
    drop = (resources() / "icons" / "drop.svg").as_posix()
    application.setStyleSheet(_SHEET.replace("@drop", drop))
    # Now: with a style sheet Qt asks the theme for these anew.
    for name in _WITH_FONTS_OF_THEIR_OWN:
        application.setFont(font, name)  # type: ignore[arg-type]  # its stub asks for bytes


@cache
def icon(name: str, colour: str = MUTED, chosen: str = "") -> QIcon:
    """Return one of our line icons in a colour; `chosen` is its colour while switched on."""
    return QIcon(_LineIcon(name, colour, chosen))


class _LineIcon(QIconEngine):
    """Draws a line icon when it is first on show, in the size it has there.

    Most are never seen in more than one size and one colour, and there are many of them.
    """

    def __init__(self, name: str, colour: str, chosen: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._chosen = chosen
        self._copies: list[QIconEngine] = []

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _drawn(self._name, self._colour_in(mode, state), size.width(), size.height())

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _renderer(self._name, self._colour_in(mode, state)).render(painter, QRectF(rect))

    def clone(self) -> QIconEngine:
        copy = _LineIcon(self._name, self._colour, self._chosen)
        # Qt takes it without telling Python, which would throw it away at once.
        self._copies.append(copy)
        return copy

    def _colour_in(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return LINE
        return self._chosen if self._chosen and state == QIcon.State.On else self._colour


def bold(font: QFont, points: float | None = None) -> QFont:
    """Return a bold copy of a font, in another size if given."""
    copy = QFont(font)
    copy.setBold(True)
    if points:
        copy.setPointSizeF(points)
    return copy


@cache
def _drawn(name: str, colour: str, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("#000000", colour).encode()))


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, PAPER), (role.WindowText, INK), (role.Base, PAPER), (role.AlternateBase, "#f8fafa"),
        (role.Text, INK), (role.Button, "#f7f9fa"), (role.ButtonText, INK), (role.BrightText, PAPER),
        (role.Highlight, ACCENT), (role.HighlightedText, PAPER), (role.ToolTipBase, INK), (role.ToolTipText, PAPER),
        (role.PlaceholderText, "#76838a"), (role.Link, ACCENT), (role.LinkVisited, ACCENT), (role.Accent, ACCENT),
    ):  # fmt: skip
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor("#8c979d"))
    return palette


# Set by the properties "look" (buttons, labels, panels) and "state" (inputs, badges).
_SHEET = f"""
QToolTip {{ color: {PAPER}; background: {INK}; border: 0; padding: 4px 6px; }}
QLineEdit, QPlainTextEdit, QComboBox {{
  background: {PAPER}; border: 1px solid #b9c4ca; border-radius: 5px; padding: 4px 8px; min-height: 20px;
  selection-background-color: {ACCENT}; selection-color: {PAPER}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {ACCENT}; padding: 3px 7px; }}
QLineEdit[state="wrong"], QPlainTextEdit[state="wrong"], QComboBox[state="wrong"] {{ border: 2px solid {RED}; padding: 3px 7px; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{ background: {CANVAS}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {CANVAS}; color: #76838a; border-color: {LINE}; }}
QComboBox {{ padding-right: 24px; }}
QComboBox:focus {{ padding-right: 23px; }}
QComboBox::drop-down {{ subcontrol-origin: border; subcontrol-position: center right; width: 24px; border: 0; }}
QComboBox::down-arrow {{ image: url("@drop"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ border: 1px solid #b9c4ca; background: {PAPER}; outline: 0; padding: 2px;
  selection-background-color: {ACCENT_SOFT}; selection-color: {INK}; }}
QPushButton {{ background: {PAPER}; border: 1px solid #b9c4ca; border-radius: 5px; padding: 5px 12px; min-height: 20px; }}
QPushButton:hover {{ background: {CANVAS}; border-color: #93a2aa; }}
QPushButton:pressed {{ background: {SHADE}; }}
QPushButton:focus {{ border: 2px solid {ACCENT}; padding: 4px 11px; }}
QPushButton:disabled {{ color: #8c979d; background: {CANVAS}; border-color: {LINE}; }}
QPushButton[look="primary"] {{ background: {ACCENT}; color: {PAPER}; border: 1px solid {ACCENT}; font-weight: bold; }}
QPushButton[look="primary"]:hover {{ background: {ACCENT_DARK}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {INK}; padding: 4px 11px; }}
QPushButton[look="primary"]:disabled {{ background: #b7cfce; border-color: #b7cfce; color: {PAPER}; }}
QPushButton[look="link"] {{ background: transparent; border: 1px solid transparent; border-bottom-color: {ACCENT}; border-radius: 0; color: {ACCENT}; padding: 2px 2px 0; min-height: 0; }}
QPushButton[look="link"]:hover {{ background: {ACCENT_FAINT}; }}
QPushButton[look="link"]:focus {{ border: 1px solid {ACCENT}; }}
QPushButton[look="quiet"], QToolButton[look="quiet"] {{ background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px 8px; }}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{ background: {SHADE}; }}
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {{ border: 1px solid {ACCENT}; }}
QToolButton[look="quiet"]:checked {{ background: {ACCENT_SOFT}; color: {ACCENT_DARK}; }}
QLabel[look="title"] {{ font-size: 15pt; font-weight: bold; }}
QLabel[look="heading"] {{ font-size: 11pt; font-weight: bold; }}
QLabel[look="strong"] {{ font-weight: bold; }}
QLabel[look="muted"] {{ color: {MUTED}; }}
QLabel[look="wrong"] {{ color: {RED}; }}
QLabel[look="alarm"] {{ color: {AMBER}; }}
QLabel[look="badge"] {{ border-radius: 5px; padding: 3px 9px; font-weight: bold; background: {SHADE}; color: {MUTED}; }}
QLabel[look="badge"][state="amber"] {{ background: {AMBER_SOFT}; color: {AMBER}; }}
QLabel[look="badge"][state="green"] {{ background: {GREEN_SOFT}; color: {GREEN}; }}
QLabel[look="badge"][state="red"] {{ background: {RED_SOFT}; color: {RED}; }}
QFrame[look="panel"] {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 7px; }}
QFrame[look="card"] {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 7px; }}
QFrame[look="soft"] {{ background: {CANVAS}; border: 1px solid {LINE}; border-radius: 7px; }}
QFrame[look="ask"] {{ background: {AMBER_SOFT}; border: 1px solid #e3c483; border-radius: 7px; }}
QFrame[look="line"] {{ background: {LINE}; border: 0; max-height: 1px; min-height: 1px; }}
QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
QTabBar::tab {{ padding: 7px 14px 6px 14px; color: {MUTED}; font-weight: bold; background: transparent; border: 0; border-bottom: 3px solid transparent; margin-right: 4px; }}
QTabBar[state="narrow"]::tab {{ padding-left: 7px; padding-right: 7px; }}
QTabBar::tab:hover {{ color: {INK}; background: {CANVAS}; }}
QTabBar::tab:selected {{ color: {ACCENT_DARK}; border-bottom: 3px solid {ACCENT}; }}
QTabBar::tab:focus {{ background: {ACCENT_FAINT}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {LINE}; }}
QTableView, QListView, QTreeView {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 5px; gridline-color: #e6ebee; outline: 0;
  selection-background-color: {ACCENT_SOFT}; selection-color: {INK}; alternate-background-color: #f8fafa; }}
QTableView::item {{ border: 0; padding: 0 5px; }}
QCalendarWidget QTableView::item {{ padding: 0; }}
QCalendarWidget QToolButton {{ color: {PAPER}; border: 0; padding: 3px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QListView::item {{ padding: 5px 8px; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 1px solid {ACCENT}; }}
QHeaderView {{ background: {CANVAS}; border: 0; }}
QHeaderView::section {{ background: {CANVAS}; color: {MUTED}; border: 0; border-bottom: 1px solid {LINE}; border-right: 1px solid #e6ebee; padding: 4px 8px; font-weight: bold; }}
QTableCornerButton::section {{ background: {CANVAS}; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: #bcc7cc; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: #93a2aa; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ border: 0; background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QProgressBar {{ border: 1px solid {LINE}; border-radius: 4px; background: {PAPER}; text-align: center; min-height: 14px; max-height: 14px; }}
QProgressBar::chunk {{ background: {ACCENT}; border-radius: 3px; }}
QMenu {{ background: {PAPER}; border: 1px solid #b9c4ca; padding: 4px; }}
QMenu::item {{ padding: 5px 22px; border-radius: 4px; }}
QMenu::item:selected {{ background: {ACCENT_SOFT}; color: {INK}; }}
QMenu::item:disabled {{ color: #8c979d; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 6px; }}
#navigation {{ background: {CANVAS}; border: 0; border-right: 1px solid {LINE}; }}
#navigation QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 7px 10px; text-align: left; color: {INK}; }}
#navigation QToolButton:hover {{ background: #e4eaec; }}
#navigation QToolButton:focus {{ border: 1px solid {ACCENT}; }}
#navigation QToolButton:checked {{ background: {ACCENT_SOFT}; color: {ACCENT_DARK}; font-weight: bold; }}
#programName {{ color: {ACCENT}; font-size: 13pt; font-weight: bold; }}
#topBar {{ background: {PAPER}; border: 0; border-bottom: 1px solid {LINE}; }}
#statusLine {{ background: {CANVAS}; border: 0; border-top: 1px solid {LINE}; }}
#notice {{ background: {ACCENT_FAINT}; border: 1px solid #9cc5c1; border-radius: 7px; }}
#notice[state="note"] {{ background: {PAPER}; border-color: #b9c4ca; }}
#notice[state="problem"] {{ background: {RED_SOFT}; border-color: #e0a5a0; }}
#notice[state="question"] {{ background: {AMBER_SOFT}; border-color: #e3c483; }}
#noticeList {{ background: {PAPER}; border: 1px solid #93a2aa; border-radius: 7px; }}
#stepCard, #countCard {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 7px; }}
#stepCard[state="now"] {{ border: 2px solid {ACCENT}; }}
#stepSign {{ border-radius: 12px; font-weight: bold; background: {SHADE}; color: {MUTED}; }}
#stepSign[state="done"] {{ background: {GREEN_SOFT}; color: {GREEN}; }}
#stepSign[state="short"] {{ background: {AMBER_SOFT}; color: {AMBER}; }}
#stepSign[state="now"] {{ background: {ACCENT}; color: {PAPER}; }}
#countCard:hover, #countCard:focus {{ border-color: {ACCENT}; background: {ACCENT_FAINT}; }}
#monthPopup {{ background: {PAPER}; border: 1px solid #b9c4ca; border-radius: 7px; }}
"""
