"""The frame of a paper: who issues it, to whom, who signs and who gets it."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.reports.letter import signature_lines
from desktop.settings import set_setting
from tests.desktop.reports.documents import exported, paragraphs
from tests.helpers.decree30 import faults


def test_a_ward_has_no_superior_in_its_header(ward: Context, tmp_path: Path) -> None:
    texts = paragraphs(exported(ward, tmp_path).path)
    assert texts[:2] == ["ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ BÌNH"]
    assert "Số:       /BC-UBND" in texts
    assert "Lê Bình, ngày      tháng      năm 2024" in texts


def test_several_addressees_stand_below_each_other(ward: Context, tmp_path: Path) -> None:
    ward.do(
        set_setting,
        "report.cchc.addressee",
        "Ủy ban nhân dân quận Cái Răng\nPhòng Nội vụ quận Cái Răng",
    )
    done = exported(ward, tmp_path)
    assert faults(done.path) == []
    texts = paragraphs(done.path)
    start = texts.index("Kính gửi:")
    assert texts[start + 1 : start + 3] == [
        "- Ủy ban nhân dân quận Cái Răng;",
        "- Phòng Nội vụ quận Cái Răng.",
    ]


def test_each_kind_of_report_has_its_own_signer_and_recipients(
    ward: Context, tmp_path: Path
) -> None:
    ward.do(set_setting, "report.cchc.recipients", "- Như trên;\nSở Nội vụ;\nLưu: VT.")
    ward.do(set_setting, "report.cchc.signer_name", "Người ký khác")
    texts = paragraphs(exported(ward, tmp_path).path)
    start = texts.index("Nơi nhận:")
    assert texts[start + 1 : start + 4] == ["- Như trên;", "- Sở Nội vụ;", "- Lưu: VT, MC."]
    assert "Người ký khác" in texts
    assert "Người ký mẫu" in paragraphs(exported(ward, tmp_path, "ii06a").path)


@pytest.mark.parametrize(
    ("authority", "title", "instead_of", "committee", "lines"),
    [
        ("TM.", "Chủ tịch", "", True, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("", "", "", True, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            "TM.",
            "Phó Chủ tịch",
            "Chủ tịch",
            True,
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("KT.", "Phó Chủ tịch", "", True, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("TL.", "Chánh Văn phòng", "Chủ tịch", True, ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("TUQ.", "Giám đốc Trung tâm", "Chủ tịch", True, ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM")),
        ("", "Trưởng phòng", "", False, ("TRƯỞNG PHÒNG",)),
        (
            "KT.",
            "Phó Trưởng phòng",
            "Trưởng phòng",
            False,
            ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        ),
    ],
)
def test_the_signer_stands_under_the_authority_that_he_signs_by(
    authority: str, title: str, instead_of: str, committee: bool, lines: tuple[str, ...]
) -> None:
    assert signature_lines(authority, title, instead_of, committee=committee) == lines
