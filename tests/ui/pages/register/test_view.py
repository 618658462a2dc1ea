"""A register in the window: adding, editing, deleting, bringing back; no draft is ever lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import months, registers
from models.catalogue import REGISTERS
from models.registers import Record, Value, Values
from tests.helpers.office import enter
from tests.ui.keyboard import focused, press, show_active, type_text
from ui.notice_cards import Notice
from ui.pages.register.table import RecordTableModel
from ui.pages.register.view import RegisterView
from ui.shell import Shell

CTRL = Qt.KeyboardModifier.ControlModifier


def add_staff(shell: Shell, name: str, **values: Value) -> str:
    given = {"name": name, "assignment": "Chính thức", "from_date": date(2020, 1, 1), **values}
    return shell.perform(registers.save, "staff", shell.unit, given).value


@pytest.fixture
def staff(shell: Shell, qtbot: QtBot) -> RegisterView:
    for name in ("Lê Văn An", "Trần Thị Bình", "Nguyễn Ánh"):
        add_staff(shell, name)
    return shown(RegisterView(shell, "staff"), qtbot)


def shown(view: RegisterView, qtbot: QtBot) -> RegisterView:
    qtbot.addWidget(view)
    view.resize(1100, 640)
    show_active(qtbot, view)
    view.table.setFocus()
    return view


def names(view: RegisterView) -> list[str]:
    return [record.text("name") for record in view.table.records.records]


def line(view: RegisterView, name: str) -> QLineEdit:
    widget = view.panel.form.boxes[name].widget
    assert isinstance(widget, QLineEdit)
    return widget


def open_row(view: RegisterView, row: int) -> Record:
    view.table.selectRow(row)
    press(view.table, Qt.Key.Key_Return)
    record = view.table.chosen()
    assert record is not None
    return record


def test_staff_are_listed_by_given_name(staff: RegisterView) -> None:
    assert names(staff) == ["Lê Văn An", "Nguyễn Ánh", "Trần Thị Bình"]


def test_a_staff_member_is_added_by_keyboard_alone(staff: RegisterView, shell: Shell) -> None:
    press(staff.table, Qt.Key.Key_Insert)
    assert focused() is line(staff, "name")
    type_text(focused(), "Phạm Thị Đường")
    while focused() is not staff.panel.form.boxes["assignment"].widget:
        press(focused(), Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Down)
    while focused() is not line(staff, "from_date"):
        press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "5/11/24")
    press(focused(), Qt.Key.Key_S, CTRL)
    kept = shell.ask(registers.records, "staff", shell.unit)
    [added] = [record for record in kept if record.text("name") == "Phạm Thị Đường"]
    assert (added["assignment"], added["from_date"]) == ("Chính thức", date(2024, 11, 5))
    assert names(staff) == ["Lê Văn An", "Nguyễn Ánh", "Trần Thị Bình", "Phạm Thị Đường"]
    assert focused() is staff.table


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(
    staff: RegisterView, shell: Shell
) -> None:
    press(staff.table, Qt.Key.Key_Insert)
    type_text(line(staff, "name"), "Phạm Thị Đường")
    type_text(line(staff, "from_date"), "31/2/2024")
    assert not staff.save()
    assert "31/2/2024" in staff.panel.form.boxes["from_date"].error
    assert line(staff, "from_date").text() == "31/2/2024"
    line(staff, "from_date").clear()
    type_text(line(staff, "from_date"), "1/2/2024")
    assert not staff.save()
    assert "Hình thức bố trí" in staff.panel.form.boxes["assignment"].error
    assert len(shell.ask(registers.records, "staff", shell.unit)) == 3


def test_going_to_another_record_asks_about_the_draft_and_keeps_it(
    staff: RegisterView, qtbot: QtBot
) -> None:
    first = open_row(staff, 0)
    type_text(line(staff, "name"), "Lê Văn Anh")
    staff.table.selectRow(2)
    assert staff.panel.question.isVisible()
    assert line(staff, "name").text() == "Lê Văn Anh"
    qtbot.waitUntil(lambda: staff.table.chosen() == first)
    staff.panel.question.buttons[2].click()
    assert focused() is line(staff, "name")
    assert staff.unsaved()


def test_the_draft_is_saved_before_another_record_opens(staff: RegisterView, shell: Shell) -> None:
    first = open_row(staff, 0)
    type_text(line(staff, "name"), "Lê Văn Anh")
    staff.table.selectRow(2)
    staff.panel.question.buttons[0].click()
    saved = shell.ask(registers.record, "staff", first.id)
    assert saved is not None
    assert saved.text("name") == "Lê Văn Anh"
    assert line(staff, "name").text() == "Trần Thị Bình"
    assert not staff.unsaved()


def test_the_draft_is_thrown_away_only_when_told(staff: RegisterView, shell: Shell) -> None:
    first = open_row(staff, 0)
    type_text(line(staff, "name"), "X")
    staff.table.selectRow(2)
    staff.panel.question.buttons[1].click()
    kept = shell.ask(registers.record, "staff", first.id)
    assert kept is not None
    assert kept.text("name") == "Lê Văn An"
    assert line(staff, "name").text() == "Trần Thị Bình"


def test_a_change_elsewhere_shows_here_and_keeps_a_draft(staff: RegisterView, shell: Shell) -> None:
    open_row(staff, 0)
    type_text(line(staff, "name"), "Lê Văn Anh")
    add_staff(shell, "Võ Ất")
    assert "Võ Ất" in names(staff)
    assert line(staff, "name").text() == "Lê Văn Anh"
    assert staff.unsaved()


def test_delete_moves_to_the_bin_and_the_notice_takes_it_back(
    staff: RegisterView, shell: Shell
) -> None:
    notices: list[Notice] = []
    shell.notice_requested.connect(notices.append)
    staff.table.selectRow(1)
    press(staff.table, Qt.Key.Key_Delete)
    assert names(staff) == ["Lê Văn An", "Trần Thị Bình"]
    assert notices[-1].actions[0][0] == "Hoàn tác"
    notices[-1].actions[0][1]()
    assert names(staff) == ["Lê Văn An", "Nguyễn Ánh", "Trần Thị Bình"]


def test_deleting_several_records_asks_once_with_the_cursor_on_keeping_them(
    staff: RegisterView,
) -> None:
    press(staff.table, Qt.Key.Key_A, CTRL)
    press(staff.table, Qt.Key.Key_Delete)
    assert "Xóa 3 nhân sự" in staff.question.text
    assert len(names(staff)) == 3
    press(focused(), Qt.Key.Key_Delete)
    assert len(names(staff)) == 3, "a second Delete is no answer"
    press(focused(), Qt.Key.Key_Return)
    assert staff.question.isHidden()
    assert focused() is staff.table
    assert len(staff.table.selected()) == 3
    press(staff.table, Qt.Key.Key_Delete)
    press(focused(), Qt.Key.Key_Escape)
    assert len(names(staff)) == 3
    press(staff.table, Qt.Key.Key_Delete)
    press(focused(), Qt.Key.Key_Backtab)
    press(focused(), Qt.Key.Key_Return)
    assert names(staff) == []


def test_the_question_about_several_records_goes_when_the_cursor_moves_on(
    staff: RegisterView,
) -> None:
    press(staff.table, Qt.Key.Key_A, CTRL)
    press(staff.table, Qt.Key.Key_Delete)
    staff.table.selectRow(1)
    assert staff.question.isHidden()


def test_escape_at_the_question_about_a_draft_keeps_the_draft(staff: RegisterView) -> None:
    open_row(staff, 0)
    type_text(line(staff, "name"), "Lê Văn Anh")
    staff.add()
    assert staff.panel.question.isVisible()
    press(focused(), Qt.Key.Key_Escape)
    assert staff.panel.question.isHidden()
    assert line(staff, "name").text().endswith("Lê Văn Anh")
    assert staff.unsaved()


def test_a_deleted_record_is_brought_back_from_the_bin(staff: RegisterView) -> None:
    staff.table.selectRow(1)
    press(staff.table, Qt.Key.Key_Delete)
    staff.filters.bin.click()
    assert names(staff) == ["Nguyễn Ánh"]
    open_row(staff, 0)
    assert staff.panel.restore_button.isVisible()
    assert not staff.panel.save_button.isVisible()
    staff.panel.restore_button.click()
    assert names(staff) == []
    staff.filters.bin.click()
    assert "Nguyễn Ánh" in names(staff)


def test_search_needs_no_diacritics(staff: RegisterView) -> None:
    staff.search("binh")
    assert names(staff) == ["Trần Thị Bình"]
    staff.search("")
    assert len(names(staff)) == 3


def test_a_filter_and_the_day_narrow_the_table(staff: RegisterView, shell: Shell) -> None:
    add_staff(shell, "Võ Ất", assignment="Dự phòng", to_date=date(2021, 1, 1))
    assert "Võ Ất" not in names(staff)
    staff.filters.day.setText("5/6/2020")
    staff.filters.day.returnPressed.emit()
    assert "Võ Ất" in names(staff)
    staff.presenter.filter_by("assignment", "Dự phòng")
    assert names(staff) == ["Võ Ất"]


def test_a_new_record_is_seen_even_where_filters_would_hide_it(staff: RegisterView) -> None:
    staff.presenter.filter_by("assignment", "Kiêm nhiệm")
    staff.add()
    type_text(line(staff, "name"), "Võ Ất")
    type_text(line(staff, "from_date"), "1/1/2020")
    type_text(line(staff, "to_date"), "1/1/2021")
    assert staff.save()
    assert "Võ Ất" in names(staff)
    chosen = staff.table.chosen()
    assert chosen is not None
    assert chosen["assignment"] == "Kiêm nhiệm"


def test_the_history_names_the_officer_and_both_values(staff: RegisterView) -> None:
    open_row(staff, 0)
    line(staff, "position").setFocus()
    type_text(line(staff, "position"), "Công chức")
    assert staff.save()
    staff.panel.history_button.click()
    text = staff.panel.history_view.toPlainText()
    assert "Cán bộ mẫu 01" in text
    assert "để trống → Công chức" in text


def test_a_header_sorts_and_a_third_click_gives_the_own_order_back(staff: RegisterView) -> None:
    staff.table.sort_requested.emit("name", True)
    assert names(staff) == ["Trần Thị Bình", "Nguyễn Ánh", "Lê Văn An"]
    staff.table.sort_requested.emit("", False)
    assert names(staff) == ["Lê Văn An", "Nguyễn Ánh", "Trần Thị Bình"]


def test_an_empty_register_says_what_belongs_there_and_offers_the_first_step(
    shell: Shell, qtbot: QtBot
) -> None:
    view = shown(RegisterView(shell, "innovations"), qtbot)
    assert "Chưa có" in view.empty.title.text()
    view.empty.add_button.click()
    assert view.panel.isVisible()
    assert focused() is line(view, "name")


def test_an_empty_month_is_filled_with_the_offered_indicators_and_emptied_by_one_undo(
    shell: Shell, qtbot: QtBot
) -> None:
    notices: list[Notice] = []
    shell.notice_requested.connect(notices.append)
    view = shown(RegisterView(shell, "indicators", by_month=True), qtbot)
    assert view.empty.start_button.text() == "Thêm danh mục chỉ tiêu gợi ý"
    view.empty.start_button.setFocus()
    press(view.empty.start_button, Qt.Key.Key_Space)
    assert [record.text("code") for record in view.presenter.records].count("vneid-2") == 1
    assert focused() is view.table
    [(words, undo)] = notices[-1].actions
    assert words == "Hoàn tác"
    undo()
    assert not view.presenter.records


def test_an_empty_month_offers_the_indicators_of_the_month_before(
    shell: Shell, qtbot: QtBot
) -> None:
    values: Values = {"year": 2024, "month": 5, "code": "tin_bai", "name": "Tin bài"}
    shell.perform(registers.save, "indicators", shell.unit, values)
    view = shown(RegisterView(shell, "indicators", by_month=True), qtbot)
    assert view.empty.start_button.text() == "Lấy danh mục của tháng 5/2024"
    view.empty.start_button.click()
    assert [record.text("code") for record in view.presenter.records] == ["tin_bai"]


def test_other_registers_offer_no_list_to_start_from(shell: Shell, qtbot: QtBot) -> None:
    view = shown(RegisterView(shell, "late_dossiers", by_month=True), qtbot)
    assert view.empty.add_button.isVisible()
    assert not view.empty.start_button.isVisible()


def test_a_table_emptied_by_filters_offers_to_show_everything(staff: RegisterView) -> None:
    staff.presenter.filter_by("assignment", "Dự phòng")
    assert staff.empty.isVisible()
    staff.empty.clear_button.click()
    assert len(names(staff)) == 3
    assert staff.table.isVisible()


def test_records_of_a_closed_month_can_only_be_read(shell: Shell, qtbot: QtBot) -> None:
    values: dict[str, Value] = {"year": 2024, "month": 6, "code": "tin_bai", "name": "Tin bài"}
    shell.perform(registers.save, "indicators", shell.unit, values)
    enter(shell.context, shell.month, "Hộ tịch", received_online=1)
    shell.perform(months.close_month, shell.unit, shell.month, date(2024, 6, 30), "Đã kiểm tra")
    view = shown(RegisterView(shell, "indicators", by_month=True), qtbot)
    assert "month" not in view.panel.form.boxes
    open_row(view, 0)
    assert line(view, "name").isReadOnly()
    assert not view.panel.save_button.isVisible()


def test_a_new_record_goes_into_the_month_it_was_begun_in(shell: Shell, qtbot: QtBot) -> None:
    view = shown(RegisterView(shell, "indicators", by_month=True), qtbot)
    view.add()
    type_text(line(view, "code"), "tin_bai")
    june = shell.month
    shell.set_month(june.next())
    assert line(view, "code").text() == "tin_bai"
    assert view.save()
    kept = shell.ask(registers.records, "indicators", shell.unit, month=june)
    assert [record.text("code") for record in kept] == ["tin_bai"]


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_every_register_has_a_sound_table_and_a_form_with_names(
    name: str, shell: Shell, qtbot: QtBot
) -> None:
    view = RegisterView(shell, name)
    qtbot.addWidget(view)
    register = REGISTERS[name]
    QAbstractItemModelTester(
        view.table.records, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    records = [Record(str(n), name, "LEBINH", {}) for n in range(3)]
    view.table.records.show_records(records, {})
    view.table.records.show_records(records[1:], {})
    for box in view.panel.form.boxes.values():
        assert box.widget.accessibleName().startswith(box.field.label)
    assert set(view.panel.form.boxes) == {field.name for field in register.fields}


def test_three_hundred_rows_are_a_plain_model(shell: Shell) -> None:
    model = RecordTableModel(REGISTERS["staff"], REGISTERS["staff"].fields)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_records(
        [Record(str(n), "staff", "LEBINH", {"name": f"Cán bộ mẫu {n}"}) for n in range(300)], {}
    )
    assert model.rowCount() == 300
    assert model.row_of("299") == 299
