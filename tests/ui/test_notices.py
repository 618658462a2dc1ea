"""Notices lie over the page: nothing moves, nothing is lost, no key goes astray."""

import re
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop import registers
from models.errors import Problem, Refused
from models.registers import Values
from tests.helpers.office import JUNE
from tests.ui.keyboard import focused, hit, press, write
from ui.main_window import MainWindow
from ui.notice_cards import SHOWN_MS, Notice, NoticeCard, Tone
from ui.pages.month.page import MonthPage
from ui.pages.register.page import RegisterPage
from ui.pages.register.view import RegisterView
from ui.pages.table_of_contents import entries_for

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
LONG = "Chưa ghi được tệp vào thư mục đã chọn: đĩa đã đầy. Hãy chọn thư mục khác rồi ghi lại."


@pytest.fixture
def month(window: MainWindow) -> MonthPage:
    """The grid of June with the cursor in it."""
    window.shell.set_month(JUNE)
    window.show_page("month")
    page = window.page("month")
    assert isinstance(page, MonthPage)
    page.dossiers.start_button.click()
    return page


def places(window: MainWindow) -> list[tuple[str, bool, QRect]]:
    """Return where everything in the window stands, but the notices and the words that count them.

    These words grow to the left, inside a place of one width.
    """
    widgets = cast("list[QWidget]", window.findChildren(QWidget))
    area = window.notices._area
    own = [part for part in area.children() if not isinstance(part, QStackedWidget)]
    floating = [part for part in own if isinstance(part, QWidget)]
    floating.append(window.status_line._notices)
    return [
        (repr(widget), widget.isVisible(), QRect(widget.mapTo(window, QPoint()), widget.size()))
        for widget in widgets
        if not any(part is widget or part.isAncestorOf(widget) for part in floating)
    ]


def cards(window: MainWindow) -> list[NoticeCard]:
    found = cast("list[NoticeCard]", window.findChildren(NoticeCard))
    return [card for card in found if card.isVisible()]


def tone_on_show(window: MainWindow) -> Tone | None:
    return window.notices.notice.tone if window.notices.notice else None


def wait_for_clicks(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.notices._shield.isHidden)


@pytest.mark.parametrize("name", [entry.name for entry in entries_for("ward")])
def test_nothing_on_a_page_moves_when_a_notice_comes_changes_or_goes(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    window.show_page(name)
    # What is wrong is counted a moment after the first picture, and shown on the first page.
    qtbot.waitUntil(lambda: window.shell.findings.fresh)
    QApplication.processEvents()
    before = places(window)
    assert len(before) > 30
    shell = window.shell
    shell.notify("Đã lưu.", "Hoàn tác", window.show)
    QApplication.processEvents()
    assert places(window) == before
    for kind in ("done", "note", "problem", "question"):
        shell.notice_requested.emit(Notice(LONG, kind))
        QApplication.processEvents()
        assert places(window) == before
    window.notices.start_progress("Đang xuất")
    QApplication.processEvents()
    assert places(window) == before
    window.notices.end_progress()
    while window.notices.notice:
        window.notices.dismiss()
    QApplication.processEvents()
    assert places(window) == before


def test_notices_stay_at_the_bottom_right_of_the_page_and_off_the_status_line(
    window: MainWindow,
) -> None:
    window.shell.notify("Đã lưu.", "Hoàn tác", window.show)
    window.shell.notify(LONG, tone="problem")
    for size in ((1366, 740), (1000, 600), (1600, 900)):
        window.resize(*size)
        QApplication.processEvents()
        status = window.status_line.mapTo(window, QPoint()).y()
        shown = [QRect(card.mapTo(window, QPoint()), card.size()) for card in cards(window)]
        assert len(shown) == 2
        assert not shown[0].intersects(shown[1])
        for place in shown:
            assert place.right() == size[0] - 11
            assert place.bottom() < status


def test_a_notice_leaves_the_cursor_in_the_grid(month: MonthPage, window: MainWindow) -> None:
    view = month.dossiers.grid.view
    assert focused() is view
    for kind in ("done", "problem", "question"):
        notice = Notice(LONG, kind, (("Mở", window.show),))
        window.shell.notice_requested.emit(notice)
        assert focused() is view
    write("7")
    hit(Qt.Key.Key_Return)
    assert focused() is view


def test_an_action_taken_by_mouse_leaves_the_cursor_in_the_grid(
    month: MonthPage, window: MainWindow, qtbot: QtBot
) -> None:
    done: list[str] = []
    window.shell.notify("Đã xóa.", "Hoàn tác", lambda: done.append("undone"))
    wait_for_clicks(window, qtbot)
    QTest.mouseClick(window.notices.buttons()[0], LEFT)
    assert done == ["undone"]
    assert cards(window) == []
    assert focused() is month.dossiers.grid.view


def test_a_notice_is_closed_by_escape_in_it_and_the_cursor_goes_back(
    month: MonthPage, window: MainWindow
) -> None:
    window.shell.notify("Đã xóa.", "Hoàn tác", window.show)
    window.notices.buttons()[0].setFocus()
    hit(Qt.Key.Key_Escape)
    assert cards(window) == []
    assert focused() is month.dossiers.grid.view


def test_a_click_meant_for_what_was_there_before_does_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    done: list[str] = []
    window.shell.notify("Đã xóa.", "Hoàn tác", lambda: done.append("undone"))
    button = window.notices.buttons()[0]
    here = button.mapTo(window, button.rect().center())
    assert window.childAt(here) is window.notices._shield
    wait_for_clicks(window, qtbot)
    assert window.childAt(here) is button
    button.click()
    assert window.childAt(here) is window.notices._shield, "the second click of a double click"
    assert done == ["undone"]


def test_only_what_was_done_and_offers_nothing_goes_by_itself(window: MainWindow) -> None:
    assert Notice("Đã sao lưu.").fades
    assert Notice("Không còn bước nào để hoàn tác.", "note").fades
    assert not Notice("Đã xóa.", "done", (("Hoàn tác", window.show),)).fades
    assert not Notice("Không ghi được.", "problem").fades
    assert not Notice("Lưu không?", "question", (("Lưu", window.show),)).fades
    window.shell.notify("Đã sao lưu.")
    window.shell.notify("Không ghi được.", tone="problem")
    done, problem = sorted(cards(window), key=lambda card: card.y())
    assert done._clock.remainingTime() > SHOWN_MS - 1000
    assert not problem._clock.isActive()
    done._clock.timeout.emit()
    assert cards(window) == [problem]
    assert window.notices.text == "Không ghi được."


def test_a_question_and_a_refusal_are_not_pushed_out_by_what_was_done(window: MainWindow) -> None:
    window.shell.ask_person("Còn thay đổi chưa lưu.", ("Lưu", window.show))
    window.shell.notify("Không ghi được.", tone="problem")
    for number in range(5):
        window.shell.notify(f"Đã lưu {number}.", "Hoàn tác", window.show)
    names = [card.accessibleName() for card in sorted(cards(window), key=lambda card: card.y())]
    assert names == [
        "Thông báo: Đã lưu 4.",
        "Thông báo: Không ghi được.",
        "Thông báo: Còn thay đổi chưa lưu.",
    ]


def test_a_refusal_wears_no_tick(window: MainWindow) -> None:
    def refuse(work: object) -> None:
        raise Refused(Problem("record_missing"))

    window.shell.do(refuse)
    assert tone_on_show(window) == "problem"
    window.show_page("month")
    page = window.current
    assert isinstance(page, MonthPage)
    page.presenter.undo()
    assert window.notices.text == "Không còn bước nào để hoàn tác."
    assert tone_on_show(window) == "note"


def test_the_list_keeps_every_notice_with_its_time_and_counts_the_unread(
    month: MonthPage, window: MainWindow
) -> None:
    done: list[str] = []
    window.shell.notify("Đã xóa.", "Hoàn tác", lambda: done.append("undone"))
    window.shell.notify("Đã lưu.")
    window.shell.notify("Không ghi được tệp một.", tone="problem")
    window.shell.notify("Không ghi được tệp hai.", tone="problem")
    assert window.status_line.unread_text == "Thông báo (2 chưa xem)"
    press(focused(), Qt.Key.Key_B, ALT)
    assert window.notice_list.isVisible()
    assert window.status_line.unread_text == "Thông báo"
    texts = window.notice_list.texts()
    said = [text for text in texts if "ghi" in text or text.startswith("Đã")]
    assert said == ["Không ghi được tệp hai.", "Không ghi được tệp một.", "Đã lưu.", "Đã xóa."]
    assert sum(len(text) == 5 and text[2] == ":" for text in texts) == 4
    hit(Qt.Key.Key_Return)
    assert done == ["undone"]
    assert window.notice_list.isHidden()
    assert focused() is month.dossiers.grid.view
    press(focused(), Qt.Key.Key_B, ALT)
    assert not window.notice_list._offers, "an action is taken once"
    hit(Qt.Key.Key_Escape)
    assert window.notice_list.isHidden()
    assert focused() is month.dossiers.grid.view


def test_an_answer_that_was_put_off_is_not_offered_later(window: MainWindow) -> None:
    window.shell.ask_person("Còn thay đổi chưa lưu.", ("Bỏ thay đổi rồi đóng", window.close))
    window.notices.dismiss()
    window.status_line.notices_requested.emit()
    assert "Còn thay đổi chưa lưu." in window.notice_list.texts()
    assert not window.notice_list._offers


def test_an_undo_is_taken_from_the_list_after_other_notices(window: MainWindow) -> None:
    values: Values = {
        "name": "Lê Văn An",
        "assignment": "Chính thức",
        "from_date": date(2020, 1, 1),
    }
    saved = window.shell.perform(registers.save, "staff", window.shell.unit, values)
    window.shell.notify_undo("Đã thêm nhân sự.", saved.entry)
    window.shell.notify("Đã sao lưu.")
    window.status_line.notices_requested.emit()
    next(iter(window.notice_list._offers)).click()
    assert window.shell.ask(registers.records, "staff", window.shell.unit) == []
    assert window.notices.text == "Đã hoàn tác."


def test_what_was_done_makes_room_for_the_cursor_and_keeps_its_offer(
    window: MainWindow,
) -> None:
    window.show_page("staff")
    page = window.current
    assert isinstance(page, RegisterPage)
    view = page.current
    assert isinstance(view, RegisterView)
    view.add()
    window.shell.notify("Đã lưu.", "Hoàn tác", window.show)
    window.shell.notify("Không ghi được.", tone="problem")
    card = next(card for card in cards(window) if card.buttons)
    for _ in range(30):
        hit(Qt.Key.Key_Tab)
        QApplication.processEvents()
        if card not in cards(window):
            break
    assert view.panel.form.isAncestorOf(focused())
    assert [shown.accessibleName() for shown in cards(window)] == ["Thông báo: Không ghi được."]
    window.status_line.notices_requested.emit()
    assert [part.text() for part in window.notice_list._offers] == ["Hoàn tác"]


def test_a_notice_in_place_of_another_has_room_for_its_button(window: MainWindow) -> None:
    window.shell.notify("Đã xóa một bản ghi.", "Hoàn tác", window.show)
    QApplication.processEvents()
    [card] = cards(window)
    alone = card.height()
    window.shell.notify("Đã xóa một bản ghi.", "Hoàn tác", window.show)
    QApplication.processEvents()
    [card] = cards(window)
    assert card.height() == alone
    assert card.rect().contains(card.buttons[0].geometry())
    assert card.buttons[0].height() >= card.buttons[0].sizeHint().height()


def test_many_sentences_are_folded_on_the_card_and_whole_in_the_list(window: MainWindow) -> None:
    sentences = [f"Điều cần biết thứ {number}." for number in range(1, 10)]
    window.shell.notify("\n".join(sentences))
    QApplication.processEvents()
    [card] = cards(window)
    assert card._text.text().splitlines() == [
        *sentences[:3],
        "… và 6 điều nữa, xem ở Thông báo.",
    ]
    press(window, Qt.Key.Key_B, ALT)
    assert "\n".join(sentences) in window.notice_list.texts()


def test_a_long_name_of_a_file_goes_on_in_the_next_line(window: MainWindow) -> None:
    said = "Đã sao lưu: /so/sao-luu/commune-truoc-khoi-phuc-20261124-173241-97485281cc40.sqlite"
    window.shell.notify(said)
    QApplication.processEvents()
    [card] = cards(window)
    pieces = re.split(r"[\s\u200b]", card._text.text())
    widest = max(card._text.fontMetrics().horizontalAdvance(piece) for piece in pieces)
    assert widest <= card._text.width()
    press(window, Qt.Key.Key_B, ALT)
    assert said in window.notice_list.texts()
