"""The icons: drawn in the size and the colour in which they stand."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
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
