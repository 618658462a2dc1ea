"""The headings of a report are numbered by their place, whatever a kind of report leaves out."""

from desktop.reports.outlining import headings, outline_tags
from models.catalogue import NARRATIVE_SECTIONS
from models.periods import parse_period

JUNE = parse_period("2024-06")


def titles(*sections: str) -> list[str]:
    said = {section: ["…"] for section in sections}
    found = outline_tags(sections, said, JUNE, with_table=False)
    return [tag["tieu_de"].replace("\u00a0", " ") for tag in found]


def test_the_whole_outline_has_the_numbers_that_it_always_had() -> None:
    numbered = {heading.section: heading.path for heading in headings(NARRATIVE_SECTIONS)}
    assert {section: numbered[section] for section in NARRATIVE_SECTIONS} == {
        section: section for section in NARRATIVE_SECTIONS
    }


def test_sections_in_another_order_are_numbered_in_that_order() -> None:
    assert titles("II.2", "II.1", "III.2", "I.2.d", "I.2.a", "IV") == [
        "I. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG CẢI CÁCH HÀNH CHÍNH",
        "1. Cải cách thủ tục hành chính",
        "2. Cải cách thể chế",
        "II. NHẬN XÉT, ĐÁNH GIÁ",
        "1. Tồn tại, hạn chế và nguyên nhân",
        "III. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
        "1. Tổ chức chỉ đạo, điều hành",
        "a) Mô hình, sáng kiến, giải pháp mới",
        "b) Công tác chỉ đạo, điều hành",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 7 NĂM 2024",
    ]


def test_an_empty_section_leaves_no_gap_in_the_numbers() -> None:
    said = {"III.1": [], "III.2": ["…"], "IV": [], "V": ["…"]}
    found = outline_tags(tuple(said), said, JUNE, with_table=False)
    assert [tag["tieu_de"] for tag in found] == [
        "I. NHẬN XÉT, ĐÁNH GIÁ",
        "1. Tồn tại, hạn chế và nguyên nhân",
        "II. KIẾN NGHỊ, ĐỀ XUẤT",
    ]


def test_the_main_table_follows_ii2_else_the_last_section() -> None:
    for sections, place in ((("II.1", "II.2", "IV"), "II.2"), (("II.1", "IV"), "IV")):
        said = {section: [section] for section in sections}
        found = outline_tags(sections, said, JUNE, with_table=True)
        assert [tag["doan"] for tag in found if tag["bang"]] == [[place]]
