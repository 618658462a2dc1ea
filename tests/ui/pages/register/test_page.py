"""A page of registers in the window, by keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit

from desktop import registers
from desktop.context import today
from desktop.settings import RETENTION, set_setting
from models.registers import Values
from tests.ui.keyboard import focused, press, type_text
from ui.main_window import MainWindow
from ui.pages.register.due_line import DueLine
from ui.pages.register.page import RegisterPage
from ui.pages.register.view import RegisterView
from ui.pages.settings.page import SettingsPage

CTRL = Qt.KeyboardModifier.ControlModifier


def view_of(window: MainWindow, name: str) -> RegisterView:
    page = window.page(name)
    assert isinstance(page, RegisterPage)
    assert isinstance(page.current, RegisterView)
    return page.current


@pytest.mark.parametrize(
    ("key", "name"), [("3", "staff"), ("4", "equipment"), ("5", "innovations"), ("6", "work")]
)
def test_an_empty_page_takes_the_first_record_by_keyboard(
    window: MainWindow, key: str, name: str
) -> None:
    press(focused(), Qt.Key(ord(key)), CTRL)
    press(focused(), Qt.Key.Key_Insert)
    assert view_of(window, name).panel.isVisible()
    first = next(iter(view_of(window, name).panel.form.boxes.values()))
    assert focused() is first.widget


def test_deleting_the_last_record_leaves_the_cursor_on_the_first_step(window: MainWindow) -> None:
    window.show_page("innovations")
    press(focused(), Qt.Key.Key_Insert)
    view = view_of(window, "innovations")
    type_text(focused(), "Mô hình mẫu")
    kind = view.panel.form.boxes["kind"].widget
    press(kind, Qt.Key.Key_Down)
    started = view.panel.form.boxes["started"].widget
    assert isinstance(started, QLineEdit)
    type_text(started, "1/2/2024")
    press(started, Qt.Key.Key_S, CTRL)
    assert len(view.presenter.records) == 1
    press(focused(), Qt.Key.Key_Delete)
    assert view.presenter.records == []
    assert focused() is view.empty.add_button


def test_a_tab_keeps_its_draft_while_another_is_looked_at(window: MainWindow) -> None:
    window.show_page("work")
    page = window.page("work")
    assert isinstance(page, RegisterPage)
    view = view_of(window, "work")
    view.add()
    type_text(focused(), "07/KH-UBND")
    page.tabs.setCurrentIndex(1)
    page.tabs.setCurrentIndex(0)
    assert view.unsaved()
    assert page.unsaved() == view.unsaved()
    page.discard()
    assert page.unsaved() == ""


def due_line_of(window: MainWindow, name: str) -> DueLine | None:
    found = window.page(name).findChild(QFrame, "dueLine")
    return found if isinstance(found, DueLine) else None


def test_who_left_too_long_ago_is_mentioned_over_the_staff_and_led_to(window: MainWindow) -> None:
    window.show_page("staff")
    line = due_line_of(window, "staff")
    assert line is not None
    hidden = [line.isHidden()]
    gone = today() - timedelta(days=366 * 4)
    began = date(2010, 1, 2)
    values: Values = {"name": "Cán bộ mẫu 02", "from_date": began, "to_date": gone}
    shell = window.shell
    shell.do(registers.save, "staff", shell.unit, {**values, "assignment": "Chính thức"})
    shell.do(set_setting, RETENTION, "3")
    assert [*hidden, line.isHidden()] == [True, False]
    assert line.words.text() == "1 người đã nghỉ quá thời hạn giữ dữ liệu cá nhân."
    line.open_button.click()
    settings = window.current
    assert isinstance(settings, SettingsPage)
    assert focused() is settings.personal.person
    assert due_line_of(window, "equipment") is None
