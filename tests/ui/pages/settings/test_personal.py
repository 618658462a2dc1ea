"""The card "Dữ liệu cá nhân": what left, who is due, and erasing with one question."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import registers
from desktop.backup import backup
from desktop.context import now, today
from desktop.people.copying import write_person
from desktop.people.finding import find_person
from desktop.settings import RETENTION, set_setting
from models.registers import Value
from ui.main_window import MainWindow
from ui.notice_cards import Notice
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.personal import PersonalPanel
from ui.shell import Shell


def add(shell: Shell, name: str, **more: Value) -> str:
    values: dict[str, Value] = {
        "name": name,
        "assignment": "Chính thức",
        "from_date": date(2010, 1, 2),
        **more,
    }
    outcome = shell.perform(registers.save, "staff", shell.unit, values)
    return str(outcome.value)


@pytest.fixture
def panel(shell: Shell) -> PersonalPanel:
    return PersonalPanel(shell)


def test_a_person_is_erased_after_one_question_that_says_what_that_means(
    shell: Shell, panel: PersonalPanel
) -> None:
    key = add(shell, "Cán bộ mẫu 02")
    shell.perform(
        registers.save,
        "narratives",
        shell.unit,
        {"period": "2024-06", "section": "II.4", "text": "Ông Cán bộ mẫu 02 đi học."},
    )
    backup(shell.context.store, None, now())
    assert not panel.erase_button.isEnabled()
    panel.person.show_value(key)
    panel.person.edited.emit()
    panel.erase_button.click()
    assert "Xóa hẳn dữ liệu của Cán bộ mẫu 02?" in panel.question.text
    assert "Bản sao lưu cạnh sổ còn giữ" in panel.question.text
    assert "Nội dung báo cáo (2024-06 II.4), Nội dung" in panel.question.text
    panel.question.buttons[1].click()
    assert shell.ask(registers.record, "staff", key) is not None
    panel.erase_button.click()
    panel.question.buttons[0].click()
    assert shell.ask(registers.record, "staff", key) is None
    assert panel.person.count() == 1


def test_those_who_left_long_ago_are_named_and_erased_together(
    shell: Shell, panel: PersonalPanel
) -> None:
    long_ago = today() - timedelta(days=366 * 4)
    for number in ("02", "03"):
        add(shell, f"Cán bộ mẫu {number}", to_date=long_ago)
    add(shell, "Cán bộ mẫu 04")
    assert panel.due_button.isHidden()
    shell.perform(set_setting, RETENTION, "3")
    words = "Đã nghỉ quá thời hạn giữ dữ liệu: Cán bộ mẫu 02, Cán bộ mẫu 03."
    assert panel.due_words.text() == words
    panel.due_button.click()
    panel.question.buttons[0].click()
    kept = shell.ask(registers.records, "staff", shell.unit)
    assert [each.text("name") for each in kept] == ["Cán bộ mẫu 04"]
    assert panel.due_button.isHidden()


def test_a_person_s_data_are_written_and_the_file_is_listed(
    shell: Shell, panel: PersonalPanel, tmp_path: Path
) -> None:
    key = add(shell, "Cán bộ mẫu 02")
    panel.person.show_value(key)
    panel.write(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").is_file()
    assert [cell.text for cell in panel.rows.rows[0].cells][1:4] == [
        "Dữ liệu của một người",
        "a.xlsx",
        "Người có dữ liệu",
    ]
    person = shell.ask(find_person, shell.unit, "Cán bộ mẫu 02")
    shell.perform(write_person, person, tmp_path / "b.xlsx")
    assert panel.rows.rowCount() == 2


def test_a_disk_that_keeps_the_erased_bytes_is_told(
    shell: Shell, panel: PersonalPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Notice] = []
    shell.notice_requested.connect(told.append)
    panel.person.show_value(add(shell, "Cán bộ mẫu 02"))
    panel.person.edited.emit()
    monkeypatch.setattr(shell.context.store, "compact", lambda: False)
    panel.erase_button.click()
    panel.question.buttons[0].click()
    assert told[-1].tone == "problem"
    assert "dữ liệu cũ còn sót trong tệp" in told[-1].text


def test_a_person_of_another_unit_is_written_out_and_not_erased(
    shell: Shell, panel: PersonalPanel, tmp_path: Path
) -> None:
    values: dict[str, Value] = {"name": "Cán bộ mẫu 05", "assignment": "Chính thức"}
    days: dict[str, Value] = {"from_date": date(2020, 1, 2)}
    key = shell.perform(registers.save, "staff", "KHAC", {**values, **days}).value
    panel.person.show_value(key)
    panel.person.edited.emit()
    assert not panel.erase_button.isEnabled()
    assert "việc xóa làm ở sổ của đơn vị đó" in panel.elsewhere_words.text()
    assert not panel.elsewhere_words.isHidden()
    panel.write(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").is_file()


def test_the_question_is_brought_into_sight_with_its_answers(
    window: MainWindow, qtbot: QtBot
) -> None:
    shell = window.shell
    key = add(shell, "Cán bộ mẫu 02")
    window.show_page("settings", {"people": True})
    page = window.current
    assert isinstance(page, SettingsPage)
    page.personal.person.show_value(key)
    page.personal.person.edited.emit()
    page.personal.erase_button.click()
    last = page.personal.question.buttons[1]
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
