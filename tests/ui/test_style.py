"""The icons: drawn in the size and the colour in which they stand; one font everywhere."""

from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QTableView, QToolTip
from pytestqt.qtbot import QtBot

from ui import style


def test_an_icon_is_drawn_in_the_size_and_the_colour_in_which_it_stands(qtbot: QtBot) -> None:
    icon = style.icon("home", style.RED, style.GREEN)
    normal, on = QIcon.Mode.Normal, QIcon.State.On
    shown = {
        style.RED: icon.pixmap(QSize(20, 20)),
        style.GREEN: icon.pixmap(QSize(20, 20), normal, on),
        style.LINE: icon.pixmap(QSize(20, 20), QIcon.Mode.Disabled, on),
    }
    for colour, pixmap in shown.items():
        assert pixmap.size() == QSize(20, 20)
        assert _strongest(pixmap.toImage()) == colour


def test_an_icon_without_a_colour_of_its_own_while_on_keeps_the_one_it_has(qtbot: QtBot) -> None:
    icon = style.icon("home", style.RED)
    on = icon.pixmap(QSize(16, 16), QIcon.Mode.Normal, QIcon.State.On)
    assert _strongest(on.toImage()) == style.RED


def test_a_copy_of_an_icon_that_is_changed_leaves_both_alive(qtbot: QtBot) -> None:
    icon = style.icon("home", style.RED)
    copy = QIcon(icon)
    copy.addPixmap(icon.pixmap(16, 16))
    assert copy.pixmap(16, 16).toImage() == icon.pixmap(16, 16).toImage()


def _strongest(image: QImage) -> str:
    """Return the colour of the point that is covered most."""
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    x, y = max(points, key=lambda point: image.pixelColor(*point).alpha())
    return image.pixelColor(x, y).name()


class OnWindows:
    """An application on Windows, whose theme gives some widgets fonts of its own."""

    THEME = ("QAbstractItemView", "QMenu", "QMenuBar", "QMessageBox", "QTipLabel", "QStatusBar")

    def __init__(self) -> None:
        self.fonts = {"": QFont("Segoe UI", 9)}

    def setFont(self, font: QFont, name: str = "") -> None:
        if not name:
            self.fonts = {}
        self.fonts[name] = font

    def setStyleSheet(self, _: str) -> None:
        self.fonts |= dict.fromkeys(self.THEME, QFont("Segoe UI", 9))

    def setPalette(self, _: QPalette) -> None:
        """Take the colours."""


def test_tables_menus_boxes_and_tooltips_have_the_font_of_the_program(qtbot: QtBot) -> None:
    application = OnWindows()
    style.dress(cast("QApplication", application))
    assert {"", *OnWindows.THEME} <= set(application.fonts)
    found = {(font.family(), font.pointSize()) for font in application.fonts.values()}
    assert found == {("Noto Sans", style.POINT_SIZE)}


def test_the_fonts_of_the_program_are_those_of_its_tables_and_tooltips(qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    for widget in (table, table.horizontalHeader()):
        widget.ensurePolished()
        assert widget.font().family() == "Noto Sans"
    assert QToolTip.font().family() == "Noto Sans"
