"""The window around the pages: month, search, notices, findings, drafts at the end."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop import months, registers
from desktop.context import Context
from desktop.settings import get, set_setting
from models.errors import Problem, Refused
from models.periods import Month
from models.registers import Value
from tests.helpers.office import enter
from tests.helpers.offices import new_district
from tests.ui.keyboard import focused, press, show_active, type_text
from ui.actions import page_keys
from ui.main_window import MainWindow
from ui.pages.register.page import RegisterPage
from ui.pages.register.view import RegisterView
from ui.pages.table_of_contents import HOME, entries_for

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

WARD_PAGES = entries_for("ward")


def staff_view(window: MainWindow) -> RegisterView:
    page = window.page("staff")
    assert isinstance(page, RegisterPage)
    view = page.current
    assert isinstance(view, RegisterView)
    return view


def begin_draft(window: MainWindow) -> QLineEdit:
    window.show_page("staff")
    view = staff_view(window)
    view.add()
    name = view.panel.form.boxes["name"].widget
    assert isinstance(name, QLineEdit)
    type_text(name, "Phạm Thị Đường")
    return name


def test_a_pause_after_saving_brings_everything_into_the_one_file(
    window: MainWindow, qtbot: QtBot
) -> None:
    log = window.shell.context.path.with_name("ward.sqlite-wal")
    window._idle_clock.setInterval(0)
    window.shell.do(set_setting, "percent_decimals", "2")
    qtbot.waitUntil(lambda: log.stat().st_size == 0)
    assert window.shell.ask(get, "percent_decimals") == "2"


def test_only_the_home_page_is_built_at_the_start(window: MainWindow) -> None:
    assert list(window._pages) == [HOME]


class Windows(QObject):
    """Notes the words of every part that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[str] = []

    def eventFilter(self, met: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(met, QWidget) and met.isWindow():
            self.met.append(f"{type(met).__name__} {met.accessibleName()}")
        return False


@pytest.mark.parametrize("role", ["ward", "district"])
def test_no_part_of_a_page_flashes_as_a_window_while_the_page_is_built(
    role: str, office: Context, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    used = office if role == "ward" else new_district(tmp_path, "Q1")
    window = MainWindow(used)
    qtbot.addWidget(window)
    show_active(qtbot, window)
    shown = Windows()
    qapp.installEventFilter(shown)
    for entry in entries_for(role):
        window.show_page(entry.name)
    qapp.removeEventFilter(shown)
    window.close()
    if used is not office:
        used.close()
    assert shown.met == []


@pytest.mark.parametrize("number", [n for n in range(1, len(WARD_PAGES) + 1) if page_keys(n)])
def test_a_page_opens_by_its_digit(window: MainWindow, number: int) -> None:
    press(focused(), Qt.Key(ord(str(number % 10))), CTRL)
    assert window._name == WARD_PAGES[number - 1].name
    assert window.navigation.button(window._name).isChecked()


def test_pages_are_turned_by_keyboard_from_the_first_to_the_last_and_back(
    window: MainWindow,
) -> None:
    for entry in WARD_PAGES[1:]:
        press(focused(), Qt.Key.Key_PageDown, CTRL)
        assert window._name == entry.name
    press(focused(), Qt.Key.Key_PageDown, CTRL)
    assert window._name == WARD_PAGES[-1].name
    press(focused(), Qt.Key.Key_PageUp, CTRL)
    assert window._name == WARD_PAGES[-2].name


def test_every_page_button_has_a_name_for_readers(window: MainWindow) -> None:
    assert [window.navigation.button(e.name).accessibleName() for e in WARD_PAGES] == [
        e.label for e in WARD_PAGES
    ]


def test_the_working_month_stays_across_pages(window: MainWindow) -> None:
    window.shell.set_month(Month(2024, 6))
    window.show_page("staff")
    press(focused(), Qt.Key.Key_PageDown, ALT)
    assert window.shell.month == Month(2024, 7)
    assert window.top_bar.chooser.text == "Tháng 7/2024  (01/07 – 31/07)"
    window.show_page("equipment")
    assert window.shell.month == Month(2024, 7)


def test_a_month_is_chosen_from_the_months_of_a_year(window: MainWindow) -> None:
    window.shell.set_month(Month(2024, 6))
    press(focused(), Qt.Key.Key_T, ALT)
    popup = window.top_bar.chooser.popup
    assert popup.isVisible()
    popup.buttons[1].click()
    assert window.shell.month == Month(2024, 2)


def test_the_window_opens_on_the_last_month_with_figures(office: Context, qtbot: QtBot) -> None:
    enter(office, Month(2024, 5), "Hộ tịch", received_online=3)
    window = MainWindow(office)
    qtbot.addWidget(window)
    assert window.shell.month == Month(2024, 5)
    window.close()


def test_the_badge_says_whether_the_month_is_closed(window: MainWindow, office: Context) -> None:
    window.shell.set_month(Month(2024, 6))
    assert window.top_bar.badge.text() == "Đang nhập"
    enter(office, Month(2024, 6), "Hộ tịch", received_online=3)
    window.shell.perform(
        months.close_month, office.unit, Month(2024, 6), date(2024, 6, 30), "Đã kiểm tra"
    )
    assert window.top_bar.badge.text() == "Đã chốt"


def test_findings_stand_in_the_status_line_and_lead_to_the_month(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.shell.set_month(Month(2024, 6))
    key = window.shell.ask(registers.find_field, "Hộ tịch")
    assert key is not None
    cells = {
        (key, "carried_over"): 0,
        (key, "received"): 5,
        (key, "resolved"): 1,
        (key, "pending"): 1,
    }
    window.shell.do(months.set_figures, window.shell.unit, Month(2024, 6), cells)
    assert window.status_line.texts[0].startswith("Đã lưu ")
    qtbot.waitUntil(lambda: window.status_line.texts[1].endswith("điểm cần xem"))
    window.status_line.findings_requested.emit()
    assert window._name == "month"


def test_search_filters_the_page_and_each_page_keeps_its_own(
    window: MainWindow, qtbot: QtBot
) -> None:
    for name in ("Lê Văn An", "Trần Thị Bình"):
        values = {"name": name, "assignment": "Chính thức", "from_date": date(2020, 1, 1)}
        window.shell.perform(registers.save, "staff", window.shell.unit, values)
    window.show_page("staff")
    press(focused(), Qt.Key.Key_F, CTRL)
    assert focused() is window.top_bar.search
    type_text(focused(), "binh")
    press(focused(), Qt.Key.Key_Return)
    assert [r.text("name") for r in staff_view(window).presenter.records] == ["Trần Thị Bình"]
    window.show_page("equipment")
    assert window.top_bar.search.text() == ""
    window.show_page("staff")
    assert window.top_bar.search.text() == "binh"
    window.top_bar.focus_search()
    press(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(staff_view(window).presenter.records) == 2)


def test_the_search_box_is_emptied_when_a_record_it_hides_is_shown(window: MainWindow) -> None:
    values: dict[str, Value] = {
        "name": "Lê Văn An",
        "assignment": "Chính thức",
        "from_date": date(2020, 1, 1),
    }
    saved = window.shell.perform(registers.save, "staff", window.shell.unit, values)
    window.show_page("staff")
    window.top_bar.focus_search()
    type_text(focused(), "binh")
    press(focused(), Qt.Key.Key_Return)
    assert staff_view(window).presenter.records == []
    window.shell.go("staff", record=saved.value)
    assert window.top_bar.search.text() == ""
    assert [record.id for record in staff_view(window).presenter.records] == [saved.value]


def test_a_draft_survives_a_visit_to_another_page(window: MainWindow) -> None:
    name = begin_draft(window)
    window.show_page("equipment")
    window.show_page("staff")
    assert name.text() == "Phạm Thị Đường"
    assert staff_view(window).unsaved()


def test_closing_with_a_draft_asks_in_the_window_and_stays(window: MainWindow) -> None:
    begin_draft(window)
    window.show_page("equipment")
    assert not window.close()
    assert window.isVisible()
    assert window._name == "staff"
    assert "nhân sự mới" in window.notices.text
    assert [button.text() for button in window.notices.buttons()] == [
        "Lưu rồi đóng",
        "Bỏ thay đổi rồi đóng",
        "Ở lại",
    ]
    window.notices.buttons()[0].click()
    assert window.isVisible()
    assert staff_view(window).panel.form.boxes["from_date"].error


def test_closing_may_throw_the_draft_away(window: MainWindow) -> None:
    begin_draft(window)
    window.close()
    window.notices.buttons()[1].click()
    assert not window.isVisible()


def test_a_problem_is_said_in_words_with_nothing_written(window: MainWindow) -> None:
    def refuse(work: object) -> None:
        raise Refused(Problem("record_missing"))

    assert window.shell.do(refuse) is None
    assert window.notices.notice is not None
    assert window.notices.notice.tone == "problem"
    assert "record_missing" not in window.notices.text
    assert window.status_line.texts[0] == "Mọi thứ đã được lưu"


def test_a_notice_takes_its_action_once(window: MainWindow) -> None:
    done: list[int] = []
    window.shell.notify("Đã xóa.", "Hoàn tác", lambda: done.append(1))
    window.notices.buttons()[0].click()
    assert done == [1]
    assert window.notices.notice is None


def test_a_new_unit_name_shows_at_once(window: MainWindow) -> None:
    profile = window.shell.ask(registers.profile, window.shell.unit)
    window.shell.do(
        registers.save, "profile", window.shell.unit, {"name": "Phường Mới"}, profile.id
    )
    assert window.top_bar._unit.toolTip() == "Phường Mới"


@pytest.mark.parametrize("name", [entry.name for entry in WARD_PAGES])
def test_nothing_is_wider_than_the_smallest_screen(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    # 1366×768 at 125 %, less the task bar
    window.resize(1092, 570)
    show_active(qtbot, window)
    window.show_page(name)
    assert window.minimumSizeHint().width() <= 1092
    assert window.minimumSizeHint().height() <= 570
    assert window.width() == 1092
