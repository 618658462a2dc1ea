"""Every line of the decree's annex on format holds in finished reports, and the validator sees it
when one does not.
"""

from pathlib import Path

import pytest

from desktop.context import Context, create_store
from tests.desktop.reports.documents import exported, paragraphs, rewritten, set_profile, swap
from tests.helpers.decree30 import faults, signature_of
from tests.helpers.word import Document

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


def test_a_ward_report_signed_by_a_deputy_keeps_every_rule(ward: Context, tmp_path: Path) -> None:
    done = exported(ward, tmp_path)
    assert faults(done.path) == []
    assert signature_of(done.path) == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Người ký mẫu",
    ]


def test_a_ward_report_signed_by_the_head_keeps_every_rule(ward: Context, tmp_path: Path) -> None:
    set_profile(ward, authority="TM.", signer_title="CHỦ TỊCH", signs_for=None)
    done = exported(ward, tmp_path, period="2024-H1")
    assert faults(done.path) == []
    assert signature_of(done.path) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Người ký mẫu"]


def test_an_office_has_its_superior_above_it_and_signs_in_its_own_name(tmp_path: Path) -> None:
    superior = "Ủy ban nhân dân phường Cái Răng"
    office = create_store(
        tmp_path / "office.sqlite",
        "ward",
        "TTCR",
        "Trung tâm Phục vụ hành chính công",
        superior,
        "Cái Răng",
        "Cán bộ mẫu 01",
    )
    try:
        set_profile(
            office,
            authority="KT.",
            signer_title="Phó Giám đốc",
            signs_for="Giám đốc",
            signer_name="Người ký mẫu",
        )
        done = exported(office, tmp_path)
    finally:
        office.close()
    assert faults(done.path) == []
    texts = paragraphs(done.path)
    assert texts[:2] == ["UBND PHƯỜNG CÁI RĂNG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"]
    assert "Số:       /BC-TTPVHCC" in texts
    assert signature_of(done.path) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Người ký mẫu"]


def test_the_form_alone_is_landscape_and_stands_by_the_rules(ward: Context, tmp_path: Path) -> None:
    assert faults(exported(ward, tmp_path, "ii06a").path, form_alone=True) == []


BROKEN = {
    "paper": (DOCUMENT, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    "margin_left": (DOCUMENT, 'w:left="1701"', 'w:left="1134"'),
    "font": (STYLES, 'w:cs="Times New Roman"', 'w:cs="Arial"'),
    "language": (STYLES, 'w:lang w:val="vi-VN"', 'w:lang w:val="en-US"'),
    "typed_line": (DOCUMENT, "Tổ chức chỉ đạo, điều hành", "______"),
    "page_number": ("word/header1.xml", "PAGE", "DATE"),
    "page_number_on_first_page": (DOCUMENT, "<w:titlePg/>", ""),
    "page_number_restart": (DOCUMENT, '<w:pgNumType w:start="1"/>', ""),
    "motto_line_missing": (
        DOCUMENT,
        '<w:pStyle w:val="KeTieuNgu"/>',
        '<w:pStyle w:val="TieuNgu"/>',
    ),
    "issuer_line_missing": (DOCUMENT, '<w:pStyle w:val="KeCoQuan"/>', '<w:pStyle w:val="CoQuan"/>'),
    "subject_line_missing": (
        DOCUMENT,
        '<w:pStyle w:val="KeTrichYeu"/>',
        '<w:pStyle w:val="TrichYeu"/>',
    ),
    "number_not_blank": (DOCUMENT, "Số:       /BC-UBND", "Số: 05/BC-UBND"),
    "date_not_blank": (DOCUMENT, "Lê Bình, ngày      tháng ", "Lê Bình, ngày 05 tháng "),
    "addressee_missing": (DOCUMENT, "Kính gửi:", "Gửi:"),
    "body_end": (DOCUMENT, "./.", "."),
    "body_face_roman": (DOCUMENT, 'w:val="MucLaMa"', 'w:val="NoiDung"'),
    "recipients_ends": (DOCUMENT, "- Như trên;", "- Như trên."),
    "recipients_word": (DOCUMENT, 'w:val="NoiNhanTu"', 'w:val="NoiNhan"'),
    "annex_line_missing": (DOCUMENT, '<w:pStyle w:val="KePhuLuc"/>', '<w:pStyle w:val="KemTheo"/>'),
    "form_portrait": (DOCUMENT, 'w:orient="landscape"', ""),
    "header_rows": (DOCUMENT, "<w:tblHeader/>", ""),
    "form_columns": (DOCUMENT, "<w:t>(5)</w:t>", "<w:t>(4)</w:t>"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_the_validator_names_the_rule_that_a_document_breaks(
    code: str, june_report: Path, tmp_path: Path
) -> None:
    part, old, new = BROKEN[code]
    spaced = '<w:t xml:space="preserve">'
    if old not in Document(june_report).parts[part].decode():
        old, new = old.replace("<w:t>", spaced), new.replace("<w:t>", spaced)
    assert code in faults(rewritten(june_report, tmp_path / "broken.docx", {part: swap(old, new)}))


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("QuocHieu", "nation_size"),
        ("TieuNgu", "motto_size"),
        ("SoKyHieu", "number_looks"),
        ("DiaDanh", "date_size"),
        ("TenLoai", "title_size"),
        ("TrichYeu", "subject_size"),
        ("NoiDung", "body_size_text"),
        ("NoiNhan", "recipients_looks"),
        ("ChucVu", "signature_size"),
        ("PhuLuc", "annex_word_size"),
        ("SoTrang", "page_number_size"),
    ],
)
def test_the_validator_names_the_component_whose_size_is_wrong(
    style: str, code: str, june_report: Path, tmp_path: Path
) -> None:
    def enlarge(text: str) -> str:
        start = text.index(f'w:styleId="{style}"')
        size = text.index('<w:sz w:val="', start) + len('<w:sz w:val="')
        return text[:size] + "40" + text[size + 2 :]

    assert code in faults(rewritten(june_report, tmp_path / "broken.docx", {STYLES: enlarge}))
