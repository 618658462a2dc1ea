"""What a form pack proposes to an office: rates, targets, days, settings, kinds of reports."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.deadlines import own_deadline
from desktop.packs.adding import add_pack
from desktop.registers import records, save
from desktop.reports.kinds import KINDS
from desktop.settings import all_settings, get, set_setting
from models.errors import Refused
from models.periods import parse_period
from models.registers import Values
from tests.desktop.packs.parts import parts_with, sound_parts, write_pack
from tests.desktop.reports.documents import exported, paragraphs, rewritten, swap
from tests.helpers.office import new_office

JUNE = parse_period("2024-06")
SETTING = "report.nhanh.signer_name"


@pytest.fixture
def office(tmp_path: Path) -> Context:
    return new_office(tmp_path)


def test_rates_and_targets_are_written_where_the_office_has_none(
    office: Context, tmp_path: Path
) -> None:
    added = office.do(add_pack, write_pack(tmp_path / "mau.smb")).value
    assert added.offered == ("Tỷ lệ: Tỷ lệ mẫu", "Chỉ tiêu giao: Tỷ lệ hồ sơ trực tuyến")
    [rate] = office.ask(records, "rates", office.unit)
    [target] = office.ask(records, "targets", office.unit)
    assert (rate["code"], target["level"]) == ("ty_le_mau", Decimal("70.5"))


def test_a_target_of_the_office_stays_as_it_is(office: Context, tmp_path: Path) -> None:
    own: Values = {"year": 2024, "target": "Tỷ lệ hồ sơ trực tuyến", "level": Decimal(80)}
    office.do(save, "targets", office.unit, own)
    added = office.do(add_pack, write_pack(tmp_path / "mau.smb")).value
    assert added.offered == ("Tỷ lệ: Tỷ lệ mẫu",)
    [target] = office.ask(records, "targets", office.unit)
    assert target["level"] == 80


def test_the_day_of_the_pack_counts_until_the_office_sets_its_own(
    office: Context, tmp_path: Path
) -> None:
    assert office.ask(own_deadline, JUNE) is None
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert office.ask(own_deadline, JUNE) == date(2024, 6, 12)
    assert office.ask(own_deadline, parse_period("2025-03")) is None
    office.do(set_setting, "report.cchc.deadline", "25")
    assert office.ask(own_deadline, JUNE) == date(2024, 6, 25)


def test_each_kind_has_its_own_day(office: Context, tmp_path: Path) -> None:
    parts = parts_with("pack.toml", 'name = "nhanh"', 'name = "nhanh"\ndeadline = 7')
    office.do(add_pack, write_pack(tmp_path / "mau.smb", parts))
    assert office.ask(own_deadline, JUNE, "nhanh") == date(2024, 6, 7)
    assert office.ask(own_deadline, JUNE) == date(2024, 6, 12)
    # Outside its days the pack asks for nothing.
    assert office.ask(own_deadline, parse_period("2025-03"), "nhanh") is None
    office.do(set_setting, "report.nhanh.deadline", "9")
    assert office.ask(own_deadline, JUNE, "nhanh") == date(2024, 6, 9)
    assert office.ask(own_deadline, JUNE) == date(2024, 6, 12)
    assert office.ask(own_deadline, JUNE, "ii06a") is None


def test_the_usual_day_can_be_set_against_a_pack(office: Context, tmp_path: Path) -> None:
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    office.do(set_setting, "report.cchc.deadline", "20")
    assert office.ask(own_deadline, JUNE) == date(2024, 6, 20)


def test_a_kind_of_a_pack_has_settings_of_its_own(ward: Context, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="setting_unknown"):
        ward.do(set_setting, SETTING, "Nguyễn Văn Mẫu")
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert ward.ask(all_settings)[SETTING] == ""
    ward.do(set_setting, SETTING, "Nguyễn Văn Mẫu")
    assert ward.ask(get, SETTING) == "Nguyễn Văn Mẫu"
    assert "Nguyễn Văn Mẫu" in paragraphs(exported(ward, tmp_path, "nhanh").path)
    with pytest.raises(Refused, match="setting_value"):
        ward.do(set_setting, "report.nhanh.deadline", "32")


def test_the_template_of_a_pack_is_used_for_its_kinds(ward: Context, tmp_path: Path) -> None:
    change = swap("BÁO CÁO<", "TIN NHANH<")
    standard = KINDS["cchc"].standard_template
    own = rewritten(standard, tmp_path / "own.docx", {"word/document.xml": change})
    declared = sound_parts()["pack.toml"].replace(
        b'name = "nhanh"', b'name = "nhanh"\ntemplate = "mau-nhanh.docx"'
    )
    parts = {"pack.toml": declared, "templates/mau-nhanh.docx": own.read_bytes()}
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts))
    assert "TIN NHANH" in paragraphs(exported(ward, tmp_path, "nhanh").path)
    assert "BÁO CÁO" in paragraphs(exported(ward, tmp_path, "cchc").path)
