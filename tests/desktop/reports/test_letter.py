"""The frame of a paper: who issues it, to whom, who signs and who gets it."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.reports.letter import signature_lines
from desktop.settings import set_setting
from tests.desktop.reports.documents import exported, paragraphs, set_profile
from tests.helpers.decree30 import faults
from tests.helpers.word import Document


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


def test_bases_are_kept_by_kind_and_printed_in_italics_as_the_decree_ends_them(
    ward: Context, tmp_path: Path
) -> None:
    bases = "Căn cứ Kế hoạch số 19/KH-UBND ngày 25/01/2024;\nTheo đề nghị của Bộ phận Một cửa"
    ward.do(set_setting, "report.cchc.bases", bases)
    for period in ("2024-05", "2024-06"):
        path = exported(ward, tmp_path, period=period).path
        found = [p for p in Document(path).paragraphs if p.italic and p.text.endswith((";", "."))]
        assert [p.text for p in found] == [
            "Căn cứ Kế hoạch số 19/KH-UBND ngày 25/01/2024;",
            "Theo đề nghị của Bộ phận Một cửa.",
        ]
        # The bases say on whose order it is made: the opening does not say so again.
        opening = "Ủy ban nhân dân phường Lê Bình báo cáo kết quả thực hiện công tác"
        assert any(text.startswith(opening) for text in paragraphs(path))
        assert not any("Thực hiện chế độ báo cáo" in text for text in paragraphs(path))
    assert not any(
        "Một cửa." in text for text in paragraphs(exported(ward, tmp_path, "ii06a").path)
    )


def test_a_report_to_a_council_has_no_addressee(ward: Context, tmp_path: Path) -> None:
    ward.do(set_setting, "report.cchc.addressee", "-")
    done = exported(ward, tmp_path)
    texts = paragraphs(done.path)
    assert not any(text.startswith("Kính gửi") for text in texts)
    assert "- Như trên;" not in texts
    assert "report_no_addressee" not in [warning.code for warning in done.warnings]


@pytest.mark.parametrize(
    ("name", "symbol", "printed"),
    [
        ("Phường Lê Bình", None, "/BC-UBND"),
        ("Phường Lê Bình", "BC-VP", "/BC-VP"),
        ("Trung tâm Phục vụ hành chính công phường Hải Phòng", None, "/BC-TTPVHCC"),
        ("Trung tâm Phục vụ hành chính công", "/BC-TTHCC", "/BC-TTHCC"),
    ],
)
def test_the_symbol_is_as_the_office_writes_it_else_built(
    name: str, symbol: str | None, printed: str, ward: Context, tmp_path: Path
) -> None:
    set_profile(ward, name=name, symbol=symbol)
    assert f"Số:       {printed}" in paragraphs(exported(ward, tmp_path).path)


def test_a_unit_named_after_a_person_keeps_its_capital_where_the_office_says_so(
    ward: Context, tmp_path: Path
) -> None:
    set_profile(ward, name="Phường Điện Biên Phủ")
    ward.do(set_setting, "capital_names", "Phường Điện Biên Phủ")
    texts = paragraphs(exported(ward, tmp_path).path)
    assert any("Ủy ban nhân dân Phường Điện Biên Phủ báo cáo" in text for text in texts)
    assert "PHƯỜNG ĐIỆN BIÊN PHỦ" in texts
