"""The rounding of an old report is found in the window, and taken over in one gesture."""

import pytest
from pytestqt.qtbot import QtBot

from desktop import settings
from tests.ui.keyboard import type_text
from ui.notice_cards import Notice
from ui.pages.settings.rounding import RoundingPanel
from ui.shell import Shell


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot) -> RoundingPanel:
    made = RoundingPanel(shell)
    qtbot.addWidget(made)
    return made


def fill(panel: RoundingPanel, *rows: tuple[str, str, str]) -> str:
    for row, texts in zip(panel.rows, rows, strict=False):
        for cell, text in zip(row, texts, strict=True):
            cell.clear()
            type_text(cell, text)
    return panel._said.text()


def test_what_fits_is_proposed_and_taken_over_so_that_it_can_be_undone(
    panel: RoundingPanel, shell: Shell
) -> None:
    assert not panel.use_button.isEnabled()
    rows = (("1.970", "2.181", "90,3"), ("1552", "2181", "71,1%"), ("6504", "14128", "46"))
    said = fill(panel, *rows)
    assert said == "Khớp 3 dòng: Cắt bỏ phần sau, 1 chữ số thập phân, bỏ số 0 ở cuối."
    told: list[Notice] = []
    shell.notice_requested.connect(told.append)
    panel.use_button.click()
    assert shell.ask(settings.get, "percent_rounding") == "truncate"
    told[0].actions[0][1]()
    assert shell.ask(settings.get, "percent_rounding") == "half_up"


def test_a_row_that_cannot_be_or_is_not_a_number_is_named(panel: RoundingPanel) -> None:
    said = fill(panel, ("1970", "2181", "90,3"), ("16", "61", "51,61"))
    assert "Không cách nào cho ra 16/61=51,61" in said
    assert panel.use_button.isEnabled()
    assert "Dòng 2 chưa đọc được" in fill(panel, ("1970", "2181", "90,3"), ("a", "61", "51,61"))
    assert not panel.use_button.isEnabled()


def test_rows_that_contradict_each_other_propose_nothing(panel: RoundingPanel) -> None:
    said = fill(panel, ("1552", "2181", "71,1"), ("11060", "16037", "69,0"))
    assert said == settings.NO_ROUNDING
    assert not panel.use_button.isEnabled()
