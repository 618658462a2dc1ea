"""Form packs in the window: listed, added from a file, refused in sentences, asked about a key."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.handoff.keys import telephone_code
from desktop.packs.envelope import open_pack
from desktop.packs.shelf import kept_packs
from tests.desktop.packs.parts import parts_with, write_pack
from tests.ui.keyboard import show_active
from ui.pages.settings.packs import PacksPanel
from ui.shell import Shell


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot) -> PacksPanel:
    made = PacksPanel(shell)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def shown(panel: PacksPanel) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in panel.rows.rows]


def code_of(path: Path) -> str:
    return telephone_code(open_pack(path.read_bytes(), path.name).signer)


def test_a_pack_that_was_chosen_is_listed_after_those_of_the_program(
    panel: PacksPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {row[3] for row in shown(panel)} == {"có sẵn"}
    path = write_pack(tmp_path / "mau.smb")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    panel.add_button.click()
    row = ["Đề cương mẫu của tỉnh", "01/01/2024", "31/12/2024", code_of(path)]
    assert shown(panel)[-1] == row
    assert panel.wrong.isHidden()


def test_what_is_wrong_with_a_pack_is_said_with_its_place_and_nothing_is_kept(
    panel: PacksPanel, tmp_path: Path, office: Context
) -> None:
    parts = parts_with("pack.toml", '"I.1", ', '"X.9", ')
    panel.add(write_pack(tmp_path / "sai.smb", parts))
    assert panel.wrong.isVisible()
    assert panel.wrong.text().startswith("Chưa thêm sai.smb:\n")
    assert "pack.toml" in panel.wrong.text()
    assert office.ask(kept_packs) == []


def test_another_key_is_asked_about_by_its_code_and_taken_only_then(
    panel: PacksPanel, tmp_path: Path, office: Context
) -> None:
    panel.add(write_pack(tmp_path / "1.smb"))
    later = write_pack(tmp_path / "2.smb", parts_with("pack.toml", "= 12", "= 25"))
    panel.add(later)
    assert panel.question.isVisible()
    assert code_of(later) in panel.question.text
    panel.question.buttons[1].click()
    assert panel.question.isHidden()
    assert len(office.ask(kept_packs)) == 1
    panel.add(later)
    panel.question.buttons[0].click()
    assert len(office.ask(kept_packs)) == 2
    assert shown(panel)[-1][3] == code_of(later)
