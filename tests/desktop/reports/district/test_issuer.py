"""The report of several units has two issuers, each with a frame of its own."""

from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import save
from desktop.reports.district.issuer import head_title
from desktop.settings import set_settings
from models.registers import Value
from tests.desktop.reports.documents import district_report, paragraphs
from tests.helpers.decree30 import faults, signature_of


def test_issued_by_the_committee_it_keeps_every_rule_and_is_signed_for_the_committee(
    district: Context, tmp_path: Path
) -> None:
    path = district_report(district, tmp_path)
    assert faults(path) == []
    texts = paragraphs(path)
    assert texts[:2] == ["ỦY BAN NHÂN DÂN", "QUẬN CÁI RĂNG"]
    assert "Số:       /BC-UBND" in texts
    assert "Kính gửi: Ủy ban nhân dân thành phố Cần Thơ" in texts
    assert signature_of(path) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_issued_by_the_home_affairs_office_it_has_its_superior_above_and_is_signed_by_its_head(
    district: Context, tmp_path: Path
) -> None:
    district.do(set_settings, {"report.district_office.signer_name": "Người ký mẫu"})
    path = district_report(district, tmp_path, "Phòng Nội vụ")
    assert faults(path) == []
    texts = paragraphs(path)
    assert texts[:2] == ["UBND QUẬN CÁI RĂNG", "PHÒNG NỘI VỤ"]
    assert "Số:       /BC-PNV" in texts
    assert "Kính gửi: Ủy ban nhân dân quận Cái Răng" in texts
    assert any(text.endswith("của Phòng Nội vụ quận Cái Răng./.") for text in texts)
    assert signature_of(path) == ["TRƯỞNG PHÒNG", "Người ký mẫu"]


def test_a_deputy_of_the_office_signs_on_two_lines(district: Context, tmp_path: Path) -> None:
    own = {"authority": "KT.", "signs_for": "Trưởng phòng", "signer_title": "Phó Trưởng phòng"}
    settings = {f"report.district_office.{name}": value for name, value in own.items()}
    district.do(set_settings, settings)
    path = district_report(district, tmp_path, "Phòng Nội vụ")
    assert faults(path) == []
    assert signature_of(path) == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]


@pytest.mark.parametrize(
    ("office", "head"),
    [
        ("Phòng Nội vụ", "TRƯỞNG PHÒNG"),
        ("Văn phòng HĐND và UBND", "CHÁNH VĂN PHÒNG"),
        ("Sở Nội vụ", "GIÁM ĐỐC"),
        ("Chi cục Mẫu", "THỦ TRƯỞNG CƠ QUAN"),
    ],
)
def test_the_head_of_an_office_has_the_title_of_its_kind(office: str, head: str) -> None:
    assert head_title(office) == head


def recipients(path: Path) -> list[str]:
    texts = paragraphs(path)
    start = texts.index("Nơi nhận:")
    return [text for text in texts[start + 1 :] if text.startswith("- ")][:6]


def test_it_goes_to_the_committees_below_and_to_the_departments_of_the_office(
    district: Context, tmp_path: Path
) -> None:
    district.do(save, "units", "", {"code": "PTP", "name": "Phòng Tư pháp"})
    task: dict[str, Value] = {"plan": "19/KH-UBND", "content": "Việc mẫu"}
    task["due"] = date(2024, 12, 31)
    for number, lead in enumerate(("Phòng Nội vụ", "phòng  Tư pháp", "Các phường"), start=90):
        district.do(save, "tasks", district.unit, {**task, "number": str(number), "lead": lead})
    path = district_report(district, tmp_path)
    assert recipients(path)[:5] == [
        "- Như trên;",
        "- Ủy ban nhân dân các phường;",
        "- Phòng Tư pháp;",
        "- Phòng Nội vụ;",
        "- Lưu: VT.",
    ]
    # A department does not send its own report to itself.
    issued = recipients(district_report(district, tmp_path, "Phòng Nội vụ"))
    assert "- Phòng Tư pháp;" in issued
    assert "- Phòng Nội vụ;" not in issued


def test_what_the_office_set_as_recipients_stands_in_place_of_the_usual_ones(
    district: Context, tmp_path: Path
) -> None:
    district.do(set_settings, {"report.district.recipients": "Phòng Tư pháp"})
    found = recipients(district_report(district, tmp_path))
    assert found[:3] == ["- Như trên;", "- Phòng Tư pháp;", "- Lưu: VT."]
