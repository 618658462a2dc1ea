"""The lists: the unit's profile as a form, the units only for a receiving office."""

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import registers, settings
from tests.helpers.office import enter
from tests.ui.keyboard import type_text
from ui.pages.lists.page import ListsPage
from ui.pages.lists.rates_view import RatesView
from ui.pages.register.single import SingleRecordView
from ui.shell import Shell


def profile_of(page: ListsPage) -> SingleRecordView:
    page.show_place(tab="profile")
    view = page.current
    assert isinstance(view, SingleRecordView)
    return view


def test_the_profile_is_one_form(shell: Shell, qtbot: QtBot) -> None:
    page = ListsPage(shell)
    qtbot.addWidget(page)
    view = profile_of(page)
    line = view.form.boxes["signer_name"].widget
    assert isinstance(line, QLineEdit)
    type_text(line, "Người ký mẫu")
    assert page.unsaved()
    assert page.save()
    assert shell.ask(registers.profile, shell.unit).text("signer_name") == "Người ký mẫu"
    assert page.unsaved() == ""


def test_a_blank_name_is_asked_for(shell: Shell, qtbot: QtBot) -> None:
    page = ListsPage(shell)
    qtbot.addWidget(page)
    view = profile_of(page)
    line = view.form.boxes["name"].widget
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.del_()
    line.textEdited.emit("")
    assert not page.save()
    assert "Tên đơn vị" in view.form.boxes["name"].error


@pytest.mark.parametrize(("role", "count"), [("ward", 5), ("district", 6)])
def test_a_receiving_office_keeps_its_units(
    shell: Shell, qtbot: QtBot, role: str, count: int
) -> None:
    shell.perform(settings.set_setting, "role", role)
    page = ListsPage(shell)
    qtbot.addWidget(page)
    assert page.tabs.count() == count


def test_the_month_form_keeps_a_draft_when_the_month_is_changed(shell: Shell, qtbot: QtBot) -> None:
    view = SingleRecordView(shell, "monthly", by_month=True)
    qtbot.addWidget(view)
    line = view.form.boxes["surveys"].widget
    assert isinstance(line, QLineEdit)
    type_text(line, "120")
    june = shell.month
    shell.set_month(june.next())
    assert line.text() == "120"
    assert view.unsaved()
    assert view.save()
    kept = shell.ask(registers.records, "monthly", shell.unit, month=june)
    assert kept[0]["surveys"] == 120


def test_a_rate_is_worked_out_for_the_month_while_it_is_typed(shell: Shell, qtbot: QtBot) -> None:
    enter(shell.context, shell.month, "Hộ tịch", received_online=3, received_offline=5)
    page = ListsPage(shell)
    qtbot.addWidget(page)
    page.show_place(tab="rates")
    view = page.current
    assert isinstance(view, RatesView)
    view.add()
    assert view.preview.text() == ""
    for name, text in (("numerator", "Tiếp nhận trực tuyến"), ("denominator", "received")):
        line = view.panel.form.boxes[name].widget
        assert isinstance(line, QLineEdit)
        type_text(line, text)
    month = f"Tháng {shell.month.month}/{shell.month.year}"
    assert view.preview.text() == f"{month}: 3/8 hồ sơ tiếp nhận trong kỳ (37,5%)."
    type_text(line, " + lạ")
    assert view.preview.text() == ""
