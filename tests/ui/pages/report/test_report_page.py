"""The page Báo cáo: text is never lost, placeholders live, and the export is a Word file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop import registers
from desktop.blocks import save_block
from desktop.context import Context
from desktop.reports.kinds import UNIT_KINDS
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from tests.helpers.office import JUNE, enter
from tests.ui.keyboard import CTRL, focused, hit, write
from ui.main_window import MainWindow
from ui.pages.report.page import ReportPage
from ui.periods import period_name
from ui.shell import Shell


@pytest.fixture
def page(window: MainWindow, office: Context) -> ReportPage:
    """The page on June, which has some figures."""
    enter(office, JUNE, "Hộ tịch", carried_over=1, received_online=1233, received_offline=0)
    window.shell.set_month(JUNE)
    window.show_page("report")
    page = window.page("report")
    assert isinstance(page, ReportPage)
    return page


def open_section(page: ReportPage, section: str) -> None:
    page.show_place(section=section)
    page.section.editor.setFocus()


def kept(office: Context) -> dict[tuple[str, str], str]:
    found = office.ask(registers.records, "narratives", office.unit)
    return {
        (record.text("period"), record.text("section")): record.text("text") for record in found
    }


def test_text_is_saved_by_itself_after_a_pause_in_typing(
    page: ReportPage, office: Context, qtbot: QtBot
) -> None:
    open_section(page, "II.1")
    write("Đã rà soát văn bản.")
    qtbot.waitUntil(lambda: kept(office) == {("2024-06", "II.1"): "Đã rà soát văn bản."})
    assert page.section.editor.toPlainText() == "Đã rà soát văn bản."


def test_text_is_kept_when_the_section_the_page_or_the_month_changes(
    page: ReportPage, window: MainWindow, office: Context
) -> None:
    open_section(page, "II.1")
    write("một")
    open_section(page, "II.3")
    write("hai")
    window.show_page("overview")
    window.show_page("report")
    open_section(page, "IV")
    write("ba")
    window.shell.set_month(Month(2024, 5))
    assert kept(office) == {
        ("2024-06", "II.1"): "một",
        ("2024-06", "II.3"): "hai",
        ("2024-06", "IV"): "ba",
    }
    assert page.section.editor.toPlainText() == ""


def test_text_is_kept_when_the_window_closes(
    page: ReportPage, window: MainWindow, office: Context
) -> None:
    open_section(page, "II.1")
    write("chưa kịp nghỉ tay")
    window.close()
    assert kept(office) == {("2024-06", "II.1"): "chưa kịp nghỉ tay"}


def test_a_figure_is_inserted_by_keyboard_and_shown_as_it_will_print(page: ReportPage) -> None:
    open_section(page, "II.1")
    write("Phải giải quyết ")
    page.section.placeholder_requested.emit()
    assert focused() is page.side.placeholders.search
    write("phai giai quyet")
    hit(Qt.Key.Key_Return)
    assert focused() is page.section.editor
    assert page.section.editor.toPlainText() == "Phải giải quyết {to_handle}"
    assert page.section._below.text() == "Sẽ in: Phải giải quyết 1.234"


def test_a_placeholder_that_names_nothing_is_named_at_once(page: ReportPage) -> None:
    open_section(page, "II.1")
    write("Có {khong_co} hồ sơ và dấu { lẻ")
    assert "{khong_co}" in page.section._below.text()
    assert page.section._below.property("look") == "wrong"


def test_an_export_with_an_unknown_placeholder_is_refused_by_name(
    page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_section(page, "II.1")
    write("Có {khong_co} hồ sơ")
    page.start_export()
    page.export_panel.edit.setText(str(tmp_path / "a.docx"))
    hit(Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: window.notices.notice is not None and "khong_co" in window.notices.notice.text
    )
    assert not (tmp_path / "a.docx").exists()


def test_last_periods_text_is_one_click_away(page: ReportPage, window: MainWindow) -> None:
    window.shell.set_month(Month(2024, 5))
    open_section(page, "II.1")
    write("Nội dung tháng năm")
    window.shell.set_month(JUNE)
    open_section(page, "II.1")
    assert page.side.last.toPlainText() == "Nội dung tháng năm"
    page.side.copy_button.click()
    assert page.section.editor.toPlainText() == "Nội dung tháng năm"


def test_the_outline_says_how_each_section_stands(page: ReportPage, qtbot: QtBot) -> None:
    model = page.outline
    testers = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    states = {item.section: item.state for item in model.sections}
    assert states["II.2"] == "auto"
    assert states["II.1"] == "empty"
    open_section(page, "II.1")
    write("x")
    page.section.save()
    assert {item.section: item.state for item in model.sections}["II.1"] == "written"
    assert testers is not None


def test_the_word_file_is_written_by_keyboard_and_never_over_another_without_a_word(
    page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "báo cáo.docx"
    out.write_bytes(b"khac")
    page.start_export()
    assert page.export_panel.isVisible()
    page.export_panel.edit.setText(str(out))
    hit(Qt.Key.Key_Return)
    assert out.read_bytes() == b"khac"
    assert page.export_panel.confirm.text() == "Ghi đè"
    with qtbot.waitSignal(page.presenter.exported, timeout=20_000):
        hit(Qt.Key.Key_Return)
    assert out.read_bytes()[:2] == b"PK"
    assert window.notices.notice is not None
    assert "Đã xuất báo cáo.docx" in window.notices.notice.text
    assert [words for words, _ in window.notices.notice.actions] == ["Mở tệp", "Mở thư mục"]


def choose_span(page: ReportPage, span: str) -> None:
    page.period.span.show_value(span)
    page.period.span.edited.emit()


def test_a_quarter_and_free_dates_are_chosen_like_a_month(page: ReportPage) -> None:
    choose_span(page, "quarter")
    assert page.presenter.period == "2024-Q2"
    assert page.presenter.days.startswith("quý II năm 2024")
    choose_span(page, "free")
    assert page.presenter.period == ""
    assert page.presenter.outline is None
    page.period.start.setText("1/6/2024")
    page.period.end.setText("30/6/24")
    page.period.end.setFocus()
    hit(Qt.Key.Key_Return)
    assert page.presenter.period == "2024-06-01..2024-06-30"
    assert page.presenter.outline is not None


def test_a_week_with_figures_of_its_own_is_reported_and_the_screen_names_it_in_words(
    page: ReportPage, window: MainWindow, office: Context
) -> None:
    cells: dict[str, dict[str, int | None]] = {WHOLE_UNIT_ID: {"to_handle": 21}}
    office.do(save_block, office.unit, "2024-W23", cells)
    window.shell.go("report", period="2024-W23")
    assert page.presenter.period == "2024-W23"
    assert page.period.week.currentText() == "tuần 23 năm 2024 (03/6–09/6)"
    assert page.presenter.days.startswith("tuần 23 năm 2024, số liệu từ 03/06/2024")
    assert page.presenter.outline is not None


@pytest.mark.parametrize(
    ("span", "name"),
    [
        ("month", "2024-11"),
        ("quarter", "2024-Q4"),
        ("half", "2024-H2"),
        ("nine", "2024-9M"),
        ("year", "2024"),
        ("to_date", "2024-11M"),
    ],
)
def test_the_span_around_the_working_month_has_its_usual_name(span: str, name: str) -> None:
    assert period_name(span, Month(2024, 11)) == name


def test_the_form_alone_needs_no_text(page: ReportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.presenter.choose(kind="ii06a")
    assert not page.list.isVisible()
    hit(Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(page.export_panel.isVisible)
    page.export_panel.edit.setText(str(tmp_path / "bieu"))
    with qtbot.waitSignal(page.presenter.exported, timeout=20_000):
        hit(Qt.Key.Key_Return)
    assert (tmp_path / "bieu.docx").exists()


def test_every_kind_of_report_is_offered(page: ReportPage) -> None:
    offered = [page.kind.itemText(place) for place in range(page.kind.count())]
    assert offered == [kind.label for kind in UNIT_KINDS]


def test_that_nothing_occurred_is_declared_in_the_window_and_not_of_an_opinion(
    page: ReportPage, office: Context, qtbot: QtBot
) -> None:
    open_section(page, "II.3")
    page.section.nil.click()
    found = office.ask(registers.records, "narratives", office.unit)
    assert [(row.text("section"), row["nil"]) for row in found] == [("II.3", True)]
    states = {item.section: item.state for item in page.outline.sections}
    assert states["II.3"] == "nil"
    page.section.nil.click()
    [row] = office.ask(registers.records, "narratives", office.unit)
    assert row["nil"] is None
    open_section(page, "IV")
    assert page.section.nil.isHidden()


def test_the_sections_left_blank_are_named_before_the_file_is_written(page: ReportPage) -> None:
    open_section(page, "II.3")
    write("Ổn định.")
    page.start_export()
    words = page.export_panel._empty.text()
    assert page.export_panel._empty.isVisible()
    assert "II.1" in words
    assert "II.3" not in words
    assert " V:" not in words


def test_the_name_that_is_offered_is_one_that_windows_takes(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shell, "unit", 'P:LB/"6"')
    assert page.presenter.file_name().endswith("_P-LB-6-_2024-06.docx")
