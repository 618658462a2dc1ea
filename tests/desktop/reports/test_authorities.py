"""The dossiers by the authority that decides them, where the kind of report asks for it."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.packs.adding import add_pack
from desktop.packs.shelf import built_in_packs
from desktop.registers import records, save, save_many
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from models.registers import Values
from models.values import parse_whole
from tests.desktop.packs.parts import parts_with, write_pack
from tests.desktop.reports.documents import exported, only_whole, paragraphs, rows_of
from tests.helpers.decree30 import faults

GROUPS = [
    "Thuộc thẩm quyền cấp xã",
    "Ngành dọc",
    "Lĩnh vực giải quyết không phụ thuộc địa giới hành chính",
]


@pytest.fixture
def asked(ward: Context, tmp_path: Path) -> Context:
    """Return the ward with a pack whose report tells dossiers by authority."""
    parts = parts_with("pack.toml", "deadline = 12", "by_authority = true")
    parts["pack.toml"] = parts["pack.toml"].replace(b'"I.1", ', b'"I.1", "I.2.a", ')
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts))
    return ward


def lines_of(path: Path) -> list[str]:
    return [text for text in paragraphs(path) if text.startswith(tuple(f"+ {g}:" for g in GROUPS))]


def test_the_report_of_2021_says_nothing_of_authorities(ward: Context, tmp_path: Path) -> None:
    done = exported(ward, tmp_path)
    assert lines_of(done.path) == []
    assert not [row for row in rows_of(done.path, "(13)") if row[1] in GROUPS]


def test_since_july_2025_communes_are_asked_for_them() -> None:
    newest = built_in_packs()[-1]
    assert all(newest.kinds[name].by_authority for name in ("cchc", "ii06a"))


def test_each_authority_is_told_and_together_they_are_the_total(
    asked: Context, tmp_path: Path
) -> None:
    done = exported(asked, tmp_path)
    rows = rows_of(done.path, "(13)")
    sums = [row for row in rows if row[1] in GROUPS]
    total = next(row for row in rows if row[1] == "Tổng số")
    assert len(sums) > 1
    assert [row[0] for row in sums] == ["I", "II", "III"][: len(sums)]
    assert len(lines_of(done.path)) == len(sums)
    for column in (2, 6, 10):
        assert sum(number(row[column]) for row in sums) == number(total[column])
    assert faults(done.path) == []


def test_a_field_without_authority_stands_apart(asked: Context, tmp_path: Path) -> None:
    rows = rows_of(exported(asked, tmp_path).path, "(13)")
    name = next(row[1] for row in rows if row[0] == "1")
    [area] = [row for row in asked.ask(records, "fields", asked.unit) if row.text("name") == name]
    asked.do(save, "fields", asked.unit, {"authority": None}, area.id)
    path = exported(asked, tmp_path).path
    rows = rows_of(path, "(13)")
    place = [row[1] for row in rows].index("Chưa ghi thẩm quyền")
    assert rows[place + 1][1] == name
    # The sums and the total are one thing, in the form and in the sentences.
    assert rows[place][2:] == rows[place + 1][2:]
    total = next(row for row in rows if row[1] == "Tổng số")
    sums = [row for row in rows if row[1] in (*GROUPS, "Chưa ghi thẩm quyền")]
    assert sum(number(row[2]) for row in sums) == number(total[2])
    [said] = [text for text in paragraphs(path) if text.startswith("+ Chưa ghi thẩm quyền:")]
    assert f"phải giải quyết {rows[place][2]} hồ sơ" in said


def test_of_what_only_the_unit_knows_no_authority_says_a_number(
    asked: Context, tmp_path: Path
) -> None:
    only_whole(asked, Month(2024, 6), received=20, resolved=10, pending=9)
    lines = lines_of(exported(asked, tmp_path, period="2024-H1").path)
    assert len(lines) > 1
    assert {line.partition(": ")[2] for line in lines} == {"chưa có số liệu."}


def test_one_authority_beside_fields_without_one_is_not_told(
    asked: Context, tmp_path: Path
) -> None:
    for area in asked.ask(records, "fields", asked.unit):
        if area.text("authority") != "Xã":
            asked.do(save, "fields", asked.unit, {"authority": None}, area.id)
    done = exported(asked, tmp_path)
    assert lines_of(done.path) == []
    assert "Chưa ghi thẩm quyền" not in [row[1] for row in rows_of(done.path, "(13)")]


def test_several_systems_are_named(asked: Context, tmp_path: Path) -> None:
    one: Values = {"period": "2024-06", "field": WHOLE_UNIT_ID, "source": "Hệ thống Mẫu 1"}
    other: Values = {"period": "2024-Q2", "field": WHOLE_UNIT_ID, "source": "Hệ thống Mẫu 2"}
    asked.do(save_many, "blocks", asked.unit, [(None, one)])
    said = "- Số liệu hồ sơ lấy từ các hệ thống: Hệ thống Mẫu 1; Hệ thống Mẫu 2."
    assert said not in paragraphs(exported(asked, tmp_path).path)
    asked.do(save_many, "blocks", asked.unit, [(None, other)])
    assert said in paragraphs(exported(asked, tmp_path).path)


def number(text: str) -> int:
    found = parse_whole(text)
    assert found is not None
    return found
