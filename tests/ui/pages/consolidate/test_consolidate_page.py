"""The page Tổng hợp: own unit, wards, together; every figure leads to where it comes from."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.finding_reasons import give_reason
from desktop.findings import findings
from desktop.handoff.slips import return_slip
from desktop.registers import save
from models.periods import Month
from models.registers import Values
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import Ward
from tests.ui.keyboard import CTRL, focused, hit
from ui.main_window import MainWindow
from ui.pages.consolidate.figures_view import _HEADINGS
from ui.pages.consolidate.page import ConsolidatePage
from ui.pages.receive.page import ReceivePage


def shown(page: ConsolidatePage, column: int = 0) -> dict[str, str]:
    model = page.figures.model
    return {name: row.cells[column].text for name, row in zip(model.names, model.rows, strict=True)}


def traced(page: ConsolidatePage) -> list[str]:
    model = page.figures.panel.model

    def below(index: QModelIndex) -> Iterator[str]:
        for row in range(model.rowCount(index)):
            child = model.index(row, 0, index)
            yield str(child.data())
            yield from below(child)

    return list(below(QModelIndex()))


def test_own_unit_wards_and_sums_stand_apart_and_the_missing_is_named(
    page: ConsolidatePage,
) -> None:
    assert shown(page) == {
        "Riêng Quận Cái Răng": "100",
        "Phường BALANG": "4",
        "Phường HUNGPHU": "–",
        "Phường LEBINH": "7",
        "Cộng 02/03 đơn vị": "11",
        "Tất cả cộng lại": "111",
    }
    assert "Số liệu của 02/03 đơn vị" in page._days.words
    assert "không cộng vào tổng: Phường HUNGPHU" in page._banner_words.text()
    assert page._banner.isVisible()


def test_a_sum_that_some_units_lack_says_of_how_many_it_is_and_who_is_missing(
    page: ConsolidatePage,
) -> None:
    column = tuple(_HEADINGS).index("resolved")
    found = shown(page, column)
    assert (found["Cộng 02/03 đơn vị"], found["Tất cả cộng lại"]) == ("–", "60 · 01/03 đơn vị")
    [tip] = [row.cells[column].tip for row in page.figures.model.rows if row.key == "all"]
    assert tip.endswith("theo số liệu của 01/03 đơn vị; chưa có: Phường BALANG, Phường LEBINH")
    # The whole number is in sight, and the column is as narrow as ever without such a number.
    header = page.figures.table.horizontalHeader()
    assert header.sectionSize(column) > header.sectionSize(0) == 86


def test_the_fields_of_work_add_up(page: ConsolidatePage) -> None:
    page.figures.by.show_value("below")
    page.figures.by.edited.emit()
    assert shown(page) == {"Đất đai": "2", "Hộ tịch": "9", "Cộng": "11"}


def test_a_total_leads_by_keyboard_to_ward_file_cell_and_remark(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot, district: Context, tmp_path: Path
) -> None:
    return_slip(
        district, "LEBINH", "2024-06", [("2024-06/Hộ tịch/to_handle", "Xem lại số này.")], tmp_path
    )
    page.figures.table.setFocus()
    hit(Qt.Key.Key_End, CTRL)
    page.figures.table.choose(4, 0)
    hit(Qt.Key.Key_Return)
    assert [name for name in traced(page) if name.startswith("Phường")] == [
        "Phường BALANG",
        "Phường LEBINH",
    ]
    hit(Qt.Key.Key_Down)
    hit(Qt.Key.Key_Right)
    found = traced(page)
    assert any("LEBINH_2024-06_r1.smc" in name and name.startswith("Lần 1") for name in found)
    assert "Góp ý lần 1: Xem lại số này." in found
    assert focused() is page.figures.panel.tree
    hit(Qt.Key.Key_Escape)
    assert not page.figures.panel.isVisible()
    assert focused() is page.figures.table


def test_a_cell_of_a_trace_begins_a_remark_for_its_ward(
    page: ConsolidatePage, window: MainWindow
) -> None:
    page.figures.show_unit("LEBINH")
    assert not page.figures.panel.remark_button.isEnabled()
    tree = page.figures.panel.tree
    for _ in range(2):
        hit(Qt.Key.Key_Down)
    assert tree.currentIndex().data().startswith("Tháng 6/2024")
    page.figures.panel.remark_button.click()
    receiving = window.current
    assert isinstance(receiving, ReceivePage)
    assert receiving.board.giving_back.isVisible()
    assert receiving.board.giving_back.place() == "2024-06/to_handle"


def test_figures_follow_what_is_received(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot, district: Context, tmp_path: Path
) -> None:
    third = Ward(tmp_path, "HUNGPHU")
    third.figures = {"2024-06": {"Hộ tịch": 1}}
    path = third.send("2024-06")
    window.show_page("receive")
    receiving = window.current
    assert isinstance(receiving, ReceivePage)
    with qtbot.waitSignal(receiving.presenter.triaged):
        receiving.intake.add([path])
    with qtbot.waitSignal(receiving.presenter.taken):
        receiving.intake.receive_button.click()
    with qtbot.waitSignal(window.shell.jobs.ended):
        window.show_page("consolidate")
    assert shown(page)["Cộng 3 đơn vị"] == "12"
    assert not page._banner.isVisible()


def test_an_impossible_line_is_found_and_leads_to_its_figure(page: ConsolidatePage) -> None:
    sentences = [row.cells[0].text for row in page.findings.rows]
    [words] = [sentence for sentence in sentences if "trực tuyến 90" in sentence]
    assert words.startswith("Quận Cái Răng")
    page.tabs.setCurrentIndex(3)
    page.findings_table.activated_row.emit(page.findings.rows[0].key)
    assert page.tabs.currentIndex() == 0
    assert page.figures.panel.isVisible()


def test_contradictions_in_the_months_of_units_stand_there_with_their_reasons(
    page: ConsolidatePage, qtbot: QtBot, district: Context
) -> None:
    found = district.ask(findings, district.unit, [JUNE], date(2024, 7, 1))
    [online] = [f for f in found if f.code == "online_exceeds_received" and f.area == "Hộ tịch"]
    district.do(give_reason, online, "Số của hệ thống tỉnh")
    with qtbot.waitSignal(page.presenter.doubts_shown):
        page.tabs.setCurrentIndex(3)
    told = {row.cells[0].text: row.cells[1].text for row in page.findings.rows}
    [words] = [text for text in told if "tháng 6/2024: Hộ tịch: tiếp nhận trực tuyến 90" in text]
    assert words.startswith("Quận Cái Răng")
    assert told[words] == "Số của hệ thống tỉnh"


def test_what_a_unit_explained_of_a_task_stands_there_too(
    page: ConsolidatePage, qtbot: QtBot, district: Context
) -> None:
    task: Values = {"plan": "14/KH", "number": "1", "content": "Việc mẫu", "due": date(2024, 7, 1)}
    district.do(save, "tasks", "LEBINH", task)
    district.do(save, "tasks", district.unit, task)
    for unit in ("LEBINH", district.unit):
        [due] = [f for f in district.ask(findings, unit, [], date(2024, 7, 1)) if f.record]
        district.do(give_reason, due, "Chờ văn bản của tỉnh")
    with qtbot.waitSignal(page.presenter.doubts_shown):
        page.tabs.setCurrentIndex(3)
    told = {row.cells[0].text: row.cells[1].text for row in page.findings.rows}
    [words] = [text for text, reason in told.items() if reason == "Chờ văn bản của tỉnh"]
    assert words.startswith("Phường LEBINH: ")
    assert "Việc mẫu" in words
    page.findings_table.activated_row.emit(page.findings.rows[-1].key)
    assert page.figures.table.chosen() == "LEBINH"


def test_months_are_compared_only_over_the_same_units(page: ConsolidatePage) -> None:
    page.compare.part.show_value("below")
    page.compare.part.edited.emit()
    assert [column.heading for column in page.compare.model.columns][2] == "Tháng 5 năm 2024"
    assert page.compare.model.rows[0].cells[2].text == "–"
    assert "(Phường BALANG)" in page.compare._words.text()
    page.compare.part.show_value("all")
    page.compare.part.edited.emit()
    assert "(Quận Cái Răng, Phường BALANG)" in page.compare._words.text()


def test_a_comparison_says_up_or_down_in_words(
    district: Context, open_page: Callable[[Month], ConsolidatePage]
) -> None:
    enter(district, Month(2024, 5), "Hộ tịch", to_handle=130, received=80)
    page = open_page(JUNE)
    page.compare.part.show_value("own")
    page.compare.part.edited.emit()
    first = [cell.text for cell in page.compare.model.rows[0].cells]
    assert first == ["Tổng số hồ sơ phải giải quyết", "100", "130", "▼ giảm 30"]


def test_units_are_ranked_and_drawn(page: ConsolidatePage) -> None:
    page.ranking.what.show_value("to_handle")
    page.ranking.what.edited.emit()
    bars = [(bar.name, bar.words, bar.share) for bar in page.ranking.chart.bars]
    assert bars == [("Phường LEBINH", "7", 1000), ("Phường BALANG", "4", 571)]
    assert "Phường LEBINH 7" in page.ranking.chart.accessibleName()
    page.ranking.table.activated_row.emit("BALANG")
    assert page.figures.table.chosen() == "BALANG"


def test_nearly_all_in_time_is_shown_as_what_it_is_on_every_tab(
    district: Context, open_page: Callable[[Month], ConsolidatePage]
) -> None:
    enter(district, JUNE, "Hộ tịch", resolved_in_time=9380, resolved_late=3, resolved=9383)
    enter(district, Month(2024, 5), "Hộ tịch", resolved_in_time=9374, resolved=9383)
    page = open_page(JUNE)
    column = tuple(_HEADINGS).index("in_time_rate")
    assert shown(page, column)["Riêng Quận Cái Răng"] == "99,97%"
    page.compare.part.show_value("own")
    page.compare.part.edited.emit()
    [row] = [row for row in page.compare.model.rows if row.key == "in_time_rate"]
    assert [cell.text for cell in row.cells[1:]] == ["99,97%", "99,9%", "▲ tăng 0,07 điểm %"]


def test_word_and_excel_are_written(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = page.presenter
    for keys, ending, done in (
        (page.word_button, "docx", shown.exported),
        (page.excel_button, "xlsx", shown.workbook_written),
    ):
        keys.click()
        assert focused() is page.export_panel.edit
        page.export_panel.edit.setText(str(tmp_path / f"tong-hop.{ending}"))
        with qtbot.waitSignal(done, timeout=20_000):
            hit(Qt.Key.Key_Return)
        assert (tmp_path / f"tong-hop.{ending}").read_bytes().startswith(b"PK")
        assert [button.text() for button in window.notices.buttons()] == ["Mở tệp", "Mở thư mục"]


def test_the_sections_left_blank_are_named_before_the_report_is_written(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot, district: Context, tmp_path: Path
) -> None:
    text: Values = {"period": "2024-06", "section": "II.3", "text": "Ổn định."}
    district.do(save, "narratives", district.unit, text)
    with qtbot.waitSignal(page.presenter.blank_shown):
        page.word_button.click()
        assert page.export_panel._empty.text() == "Đang xem mục nào chưa soạn…"
    words = page.export_panel._empty.text()
    assert page.export_panel._empty.isVisible()
    assert words.startswith("Chưa soạn mục I.1, ")
    assert "II.3" not in words
    assert "ở trang Báo cáo" in words
    page.export_panel.edit.setText(str(tmp_path / "tong-hop.docx"))
    with qtbot.waitSignal(page.presenter.exported) as done:
        hit(Qt.Key.Key_Return)
    named = words.removeprefix("Chưa soạn mục ").split(":")[0]
    assert named == ", ".join(done.args[0].empty_sections)
    page.excel_button.click()
    assert page.export_panel._empty.isHidden()


def test_a_section_written_on_another_page_is_no_longer_named(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.presenter.blank_shown):
        page.word_button.click()
    assert "II.3" in page.export_panel._empty.text()
    window.show_page("month")
    text: Values = {"period": "2024-06", "section": "II.3", "text": "Ổn định."}
    window.shell.do(save, "narratives", window.shell.unit, text)
    with qtbot.waitSignal(page.presenter.blank_shown):
        window.show_page("consolidate")
    assert "II.3" not in page.export_panel._empty.text()


def test_another_period_is_chosen_and_an_empty_one_shows_no_number(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.shell.jobs.ended):
        window.shell.set_month(Month(2024, 3))
    assert set(shown(page).values()) == {"–"}
    with qtbot.waitSignal(window.shell.jobs.ended):
        page.period.show_period("2024")
    assert page.presenter.period == "2024"


def test_the_tables_keep_the_promises_of_item_models(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot
) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (
        page.figures.model,
        page.compare.model,
        page.ranking.model,
        page.findings,
        page.figures.panel.model,
    ):
        QAbstractItemModelTester(model, mode)
    page.figures.show_unit("LEBINH")
    page.compare.part.edited.emit()
    page.ranking.what.edited.emit()
    with qtbot.waitSignal(window.shell.jobs.ended):
        page.presenter.load()
    assert page.figures.model.rowCount() == 6


def test_a_rate_of_the_office_is_ranked_compared_and_shown_by_unit(
    district: Context, open_page: Callable[[Month], ConsolidatePage]
) -> None:
    own: Values = {"numerator": "pending", "denominator": "to_handle"}
    district.do(save, "rates", "", {"code": "CON", "name": "Tỷ lệ tồn", **own})
    late: Values = {"code": "late_rate", "name": "x", "numerator": "resolved", "denominator": "due"}
    district.do(save, "rates", "", {**late, "in_use": False})
    page = open_page(JUNE)
    what = page.ranking.what
    offered = [what.itemText(index) for index in range(what.count())]
    assert "Tỷ lệ tồn" in offered
    assert "Tỷ lệ giải quyết quá hạn" not in offered
    assert "Tỷ lệ tồn" in [column.heading for column in page.figures.model.columns]
    assert "Tỷ lệ tồn" in [row.cells[0].text for row in page.compare.model.rows]
    what.show_value("CON")
    page.ranking.show_figures()
    assert page.ranking._words.text().startswith("Chia cho tổng số hồ sơ phải giải quyết")
