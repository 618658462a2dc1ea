"""The application object: one look and Vietnamese texts, for the program and its tests."""

import os
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import style
from ui.vietnamese import VietnameseTexts

# The same style on every system. Asked for as an argument: `setStyle` hands the style back, and the
# names of all that a style can draw, made for that, cost more than the rest of the look.
STYLE: Final = ("-style", "Fusion")


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the one application, dressed and speaking Vietnamese."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    write_as_in_vietnam()
    application = QApplication([*arguments, *STYLE])
    prepare(application)
    return application


def write_as_in_vietnam() -> None:
    """Let Qt write the days and sizes in its own file dialog as here, before it asks the system.

    It reads the environment for that once and for all. What starts from here, and the C library,
    which may not know the language, find the environment as it was.
    """
    before = dict(os.environ)
    os.environ["LC_ALL"] = "vi_VN.UTF-8"
    QLocale.system().name()
    os.environ.clear()
    os.environ.update(before)


def prepare(application: QApplication) -> None:
    """Dress an application and teach it Vietnamese."""
    application.setApplicationName("SoMotCua")
    application.setApplicationDisplayName("Sổ Một Cửa")
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    texts = VietnameseTexts(application)
    application.installTranslator(texts)
    style.dress(application)
