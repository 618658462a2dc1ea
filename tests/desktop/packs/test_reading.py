"""What stands in a form pack, and what is said of one that is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.messages import sentence
from desktop.packs.reading import read_pack
from desktop.packs.shelf import built_in_packs
from desktop.reports.kinds import KINDS
from models.errors import Refused
from tests.desktop.packs.parts import parts_with, sound_parts


def test_a_pack_says_what_a_report_is_made_of() -> None:
    pack = read_pack(sound_parts())
    assert (pack.id, pack.name) == ("mau-tinh", "Đề cương mẫu của tỉnh")
    assert (pack.valid_from, pack.valid_to) == (date(2024, 1, 1), date(2024, 12, 31))
    changed, new = pack.kinds["cchc"], pack.kinds["nhanh"]
    assert (changed.label, changed.sections) == ("Báo cáo mẫu", ("I.1", "II.2", "IV"))
    # What the pack does not speak of stays as the program has it.
    assert (changed.tables, changed.template) == (KINDS["cchc"].tables, "cchc")
    assert (changed.deadline, new.deadline) == ("12", "")
    assert (new.sections, new.tables, new.several_units) == (("II.2",), ("so_lieu_ho_so",), False)
    assert pack.texts["title"]["nhanh"] == "Báo cáo nhanh {period}"
    assert pack.texts["section"]["II.2"] == "Kết quả giải quyết hồ sơ"
    assert pack.rates[0]["code"] == "ty_le_mau"
    assert pack.targets[0]["level"] == Decimal("70.5")


@pytest.mark.parametrize(
    ("part", "old", "new", "code", "word"),
    [
        ("pack.toml", 'id = "mau-tinh"', 'id = "Mẫu"', "pack_value", "id"),
        ("pack.toml", 'name = "Đề cương mẫu của tỉnh"', "", "pack_value", "name"),
        ("pack.toml", "2024-12-31", "2023-12-31", "pack_value", "valid_to"),
        ("pack.toml", "valid_from = 2024-01-01", 'valid_from = "x"', "pack_value", "valid_from"),
        ("pack.toml", '"I.1", "II.2", "IV"', '"I.1", "I.1"', "pack_value", "kind cchc: sections"),
        ("pack.toml", '"I.1", "II.2", "IV"', '"I.9"', "pack_value", "kind cchc: sections"),
        ("pack.toml", '["so_lieu_ho_so"]', '["bang_la"]', "pack_value", "kind nhanh: tables"),
        ("pack.toml", '["so_lieu_ho_so"]', '["nhan_su"]', "pack_value", "kind nhanh: tables"),
        ("pack.toml", "deadline = 12", 'template = "ii06a"', "pack_value", "kind cchc: tables"),
        ("pack.toml", '"II.2"]', '"II.2"]\ntemplate = "nhanh"', "pack_value", "kind nhanh: tables"),
        ("pack.toml", "deadline = 12", "by_authority = 1", "pack_value", "by_authority"),
        ("pack.toml", 'name = "nhanh"', 'name = "Nhanh!"', "pack_value", "name"),
        ("pack.toml", "deadline = 12", "deadline = 40", "pack_value", "kind cchc: deadline"),
        ("pack.toml", "deadline = 12", "colour = 1", "pack_word", "kind cchc: colour"),
        ("pack.toml", "deadline = 12", 'template = "x.docx"', "pack_template_missing", "kind cchc"),
        ("pack.toml", "{period}", "{perio}", "pack_text_tag", "title.cchc"),
        ("pack.toml", 'title = "Báo cáo nhanh {period}"', "", "pack_value", "kind nhanh: title"),
        ("pack.toml", 'denominator = "received"', "", "pack_value", "ty_le_mau: denominator"),
        ("pack.toml", "year = 2024", 'year = "abc"', "pack_row", "trực tuyến”: cột “Năm”: “abc”"),
        *(
            ("pack.toml", 'name = "nhanh"', f'name = "{taken}"', "pack_kind_taken", taken)
            for taken in ("other", "report", "closing", "replaces", "cchc_closing", "ii06a_file")
        ),
        ("report.toml", "delivered =", "unheard_of =", "pack_text", "sentence.unheard_of"),
        ("report.toml", "[section]", "[sections]", "pack_text", "sections"),
        ("report.toml", "{delivered_postal:", "{to_handle:", "pack_text_tag", "sentence.delivered"),
        ("report.toml", "hồ sơ}", "hồ sơ", "pack_text_tag", "sentence.delivered"),
        ("report.toml", "[section]", "[section", "pack_toml", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    part: str, old: str, new: str, code: str, word: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_pack(parts_with(part, old, new))
    problem = caught.value.problems[0]
    assert problem.code == code
    assert word in sentence(problem)
    assert problem.place.file in (part, None)


def test_a_kind_may_have_dashes_in_its_name() -> None:
    parts = parts_with("pack.toml", 'name = "nhanh"', 'name = "bao-cao-thang"')
    assert list(read_pack(parts).kinds) == ["cchc", "bao-cao-thang"]


def test_a_part_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_pack({**sound_parts(), "macro.vbs": b"x", "templates/../x.docx": b"x"})
    assert [problem.code for problem in caught.value.problems] == ["pack_part_unknown"] * 2


def test_a_pack_without_its_declaration_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_pack({"report.toml": b""})
    assert caught.value.problems[0].code == "pack_part_missing"


def test_the_programs_own_packs_are_sound_and_follow_each_other_without_a_gap() -> None:
    packs = built_in_packs()
    assert [pack.id for pack in packs] == ["de-cuong-2021", "cap-xa-2025"]
    assert packs[0].valid_from is None
    assert packs[-1].holds(date(2025, 7, 1))
    assert not packs[-1].holds(date(2025, 6, 30))
