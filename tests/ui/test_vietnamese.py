"""Qt's own texts speak Vietnamese."""

import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.vietnamese import words_for

ENGLISH = {
    "undo",
    "redo",
    "cut",
    "copy",
    "paste",
    "delete",
    "select",
    "open",
    "save",
    "cancel",
    "file",
    "look",
    "type",
}


def english(texts: list[str]) -> list[str]:
    words = [
        (text, set(text.replace("&", "").replace(":", "").lower().split("\t")[0].split()))
        for text in texts
    ]
    return [text for text, parts in words if parts & ENGLISH]


def test_the_menu_of_a_line_speaks_vietnamese(qtbot: QtBot) -> None:
    line = QLineEdit("chữ")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts
    assert english(texts) == []
    menu.deleteLater()


@pytest.mark.parametrize("button", list(QDialogButtonBox.StandardButton)[1:18])
def test_standard_buttons_speak_vietnamese(
    qtbot: QtBot, button: QDialogButtonBox.StandardButton
) -> None:
    box = QDialogButtonBox(button)
    qtbot.addWidget(box)
    texts = [b.text().replace("&", "") for b in box.buttons()]
    assert all(words_for("", text) is None for text in texts), texts
    assert english(texts) == []


def test_the_file_dialog_speaks_vietnamese(qtbot: QtBot) -> None:
    dialog = QFileDialog(None, "Chọn tệp")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    widgets = cast("list[QWidget]", dialog.findChildren(QWidget))
    actions = cast("list[QAction]", dialog.findChildren(QAction))
    texts = [widget.text() for widget in widgets if isinstance(widget, (QLabel, QPushButton))]
    texts += [widget.toolTip() for widget in widgets if isinstance(widget, QToolButton)]
    texts += [action.text() for action in actions]
    assert english(texts) == []


DAY_OF_THE_SYSTEM = """
import os
before = dict(os.environ)
from PySide6.QtCore import QDate, QLocale
from ui.app import make_application
application = make_application(["x"])
assert dict(os.environ) == before
print(QLocale.system().toString(QDate(2026, 11, 24), QLocale.FormatType.ShortFormat))
"""


def test_the_file_dialog_writes_days_as_here_on_an_english_system(tmp_path: Path) -> None:
    # Its model of the files asks the system's locale, which is read once in a process.
    english = {"LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", DAY_OF_THE_SYSTEM],
        env={**os.environ, **english},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "24/11/26"


def test_a_text_we_have_no_words_for_stays() -> None:
    assert QCoreApplication.translate("Anywhere", "Qwertz") == "Qwertz"
