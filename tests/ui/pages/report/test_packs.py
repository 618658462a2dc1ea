"""The page Báo cáo with the kinds of a form pack, and with what an export carries."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.handoff.container import Fault
from desktop.handoff.docx_payload import extract
from desktop.packs.adding import add_pack
from tests.desktop.packs.parts import write_pack
from tests.ui.pages.report.test_report_page import page as page
from ui.pages.report.page import ReportPage
from ui.shell import Shell


def offered(page: ReportPage) -> list[str]:
    return [page.kind.itemText(place) for place in range(page.kind.count())]


def test_the_kinds_of_the_pack_in_force_are_offered(
    page: ReportPage, office: Context, tmp_path: Path
) -> None:
    assert "Báo cáo nhanh mẫu" not in offered(page)
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    page.show_place(period="2024-Q2")
    assert "Báo cáo nhanh mẫu" in offered(page)
    # The pack calls the report otherwise, and asks for three sections.
    assert "Báo cáo mẫu" in offered(page)
    assert [item.section for item in page.outline.sections] == ["I.1", "II.2", "IV"]
    assert [item.number for item in page.outline.sections] == ["I.1", "II.1", "III"]


def test_the_kinds_of_a_pack_are_offered_when_the_page_is_first_shown(
    shell: Shell, office: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    made = ReportPage(shell)
    qtbot.addWidget(made)
    made.entered()
    assert made.presenter.period == "2024-06"
    assert "Báo cáo nhanh mẫu" in offered(made)


def test_the_line_says_by_when_the_report_of_the_pack_is_due(
    page: ReportPage, tmp_path: Path
) -> None:
    page.presenter._shell.perform(add_pack, write_pack(tmp_path / "mau.smb"))
    assert page._days.words.startswith("Tháng 6 năm 2024, hạn gửi 12/06/2024, số liệu")
    page.kind.show_value("nhanh")
    page._on_kind()
    assert "hạn gửi" not in page._days.words


def test_a_pack_that_is_added_meanwhile_is_offered_at_once(
    page: ReportPage, tmp_path: Path
) -> None:
    page.left()
    page.presenter._shell.perform(add_pack, write_pack(tmp_path / "mau.smb"))
    page.entered()
    assert "Báo cáo nhanh mẫu" in offered(page)


def test_the_panel_says_what_the_file_carries_and_can_leave_it_out(
    page: ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.start_export()
    panel = page.export_panel
    assert panel._carries.text().startswith("Tệp Word kèm số liệu để nơi nhận tổng hợp: Hồ sơ")
    assert "(không kèm ngày sinh, xếp loại chất lượng năm, điện thoại)" in panel._carries.text()
    panel.public.setChecked(True)
    assert panel._carries.text() == "Tệp Word chỉ có phần in ra, không kèm số liệu."
    panel.edit.setText(str(tmp_path / "cong-khai.docx"))
    with qtbot.waitSignal(page.presenter.exported, timeout=20_000):
        panel.confirm.click()
    assert isinstance(extract((tmp_path / "cong-khai.docx").read_bytes()), Fault)
    page.start_export()
    assert not panel.public.isChecked()


def test_a_form_carries_nothing_and_offers_no_choice(page: ReportPage) -> None:
    page.kind.show_value("ii06a")
    page._on_kind()
    page.start_export()
    assert page.export_panel.public.isHidden()
    words = page.export_panel._carries
    assert not words.isHidden()
    assert words.text() == "Tệp Word chỉ có phần in ra, không kèm số liệu."
