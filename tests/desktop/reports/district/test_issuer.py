"""The report of several units has two issuers, each with a frame of its own."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.reports.district.issuer import head_title
from desktop.settings import set_settings
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
