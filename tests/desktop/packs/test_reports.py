"""What a form pack changes in the reports, and what stays as it was printed first."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.handoff.report_differences import compared_with_store
from desktop.handoff.submission import submit
from desktop.packs.adding import add_pack
from desktop.registers import delete, records, save
from desktop.reports.district.gathering import gather_district
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.outline import outline_of
from models.errors import Unusable
from models.registers import Value, Values
from tests.desktop.packs.parts import parts_with, sound_parts, write_pack
from tests.desktop.reports.documents import (
    district_report,
    exported,
    paragraphs,
    rewritten,
    swap,
    verified,
)


def test_a_report_speaks_the_words_of_the_pack_in_force(ward: Context, tmp_path: Path) -> None:
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    texts = paragraphs(exported(ward, tmp_path).path)
    assert "Tình hình thực hiện nhiệm vụ tháng 6 năm 2024" in texts
    assert any(text.startswith("+ Giải quyết đúng hẹn: ") for text in texts)
    assert not any(text.startswith("+ Giải quyết trước và đúng hạn") for text in texts)


def test_the_window_shows_the_outline_of_the_pack(ward: Context, tmp_path: Path) -> None:
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    outline = outline_of(ward.ask(gather, ward.unit, "2024-06", "cchc"))
    assert [each.section for each in outline.sections] == ["I.1", "II.2", "IV"]
    assert outline.sections[1].title == "Kết quả giải quyết hồ sơ"
    assert "+ Giải quyết đúng hẹn" in "\n".join(outline.sections[1].bound_text)


def test_an_exported_report_agrees_with_the_store_after_a_newer_pack(
    ward: Context, tmp_path: Path
) -> None:
    first = exported(ward, tmp_path).path
    before = paragraphs(first)
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert verified(ward, first).numbers
    _, differences = ward.ask(compared_with_store, first, ward.unit, "2024-06", "cchc")
    assert differences == []
    again = exported(ward, tmp_path)
    assert paragraphs(again.path) == before
    # Another period was never printed: it takes the pack in force.
    other = paragraphs(exported(ward, tmp_path, period="2024-05").path)
    assert "Tình hình thực hiện nhiệm vụ tháng 5 năm 2024" in other


def test_a_rate_is_in_the_reports_of_the_pack_that_brought_it_until_the_office_changes_it(
    ward: Context, tmp_path: Path
) -> None:
    exported(ward, tmp_path)
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert "ty_le_mau" not in ward.ask(gather, ward.unit, "2024-06", "cchc").rates
    assert "ty_le_mau" in ward.ask(gather, ward.unit, "2024-05", "cchc").rates
    [row] = ward.ask(records, "rates", "")
    ward.do(save, "rates", "", {**row.values, "decimals": 2}, row.id)
    assert "ty_le_mau" in ward.ask(gather, ward.unit, "2024-06", "cchc").rates


def test_a_later_issue_may_propose_a_rate_and_a_target_otherwise(
    ward: Context, tmp_path: Path
) -> None:
    for row in ward.ask(records, "targets", ward.unit):
        ward.do(delete, "targets", [row.id])
    ward.do(add_pack, write_pack(tmp_path / "1.smb", None, ward))
    exported(ward, tmp_path)
    later = parts_with("pack.toml", 'numerator = "received_online"', 'numerator = "pending"')
    later["pack.toml"] = later["pack.toml"].replace(b"level = 70.5", b"level = 75")
    ward.do(add_pack, write_pack(tmp_path / "2.smb", later, ward))
    for period, numerator, level in (
        ("2024-06", "received_online", Decimal("70.5")),
        ("2024-05", "pending", Decimal(75)),
    ):
        data = ward.ask(gather, ward.unit, period, "cchc")
        assert data.rates.kind("ty_le_mau").numerator == numerator
        assert [row["level"] for row in data.records("targets")] == [level]
    # A rate that the office took away stays away.
    [row] = ward.ask(records, "rates", "")
    ward.do(delete, "rates", [row.id])
    assert "ty_le_mau" not in ward.ask(gather, ward.unit, "2024-05", "cchc").rates


def test_a_report_that_was_sent_keeps_its_pack(ward: Context, tmp_path: Path) -> None:
    submit(ward, "2024-06", tmp_path)
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert ward.ask(gather, ward.unit, "2024-06", "cchc").pack.id == "de-cuong-2021"


def test_a_kind_that_the_pack_adds_is_exported_and_checked_again(
    ward: Context, tmp_path: Path
) -> None:
    parts = parts_with("pack.toml", '"Báo cáo nhanh {period}"', '"Tin nhanh {period}"')
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts))
    done = exported(ward, tmp_path, "nhanh")
    assert "Tin nhanh tháng 6 năm 2024" in paragraphs(done.path)
    assert verified(ward, done.path).numbers == done.numbers


def test_a_kind_of_a_pack_opens_and_ends_in_plain_words_of_its_own(
    ward: Context, tmp_path: Path
) -> None:
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    texts = paragraphs(exported(ward, tmp_path, "nhanh").path)
    assert "Ủy ban nhân dân phường Lê Bình báo cáo tháng 6 năm 2024 như sau:" in texts
    assert "Trên đây là báo cáo tháng 6 năm 2024 của Ủy ban nhân dân phường Lê Bình./." in texts
    # The report on the reform keeps its own.
    reform = " ".join(paragraphs(exported(ward, tmp_path).path))
    assert "Trên đây là báo cáo kết quả thực hiện công tác cải cách hành chính" in reform


@pytest.mark.parametrize(
    ("declared", "texts"),
    [
        ('opening = "{issuer} báo nhanh:"\nclosing = "Hết {period}./."', ""),
        ("", '[opening]\nnhanh = "{issuer} báo nhanh:"\nnhanh_closing = "Hết {period}./."'),
    ],
)
def test_a_kind_of_a_pack_opens_and_ends_as_the_pack_says(
    ward: Context, tmp_path: Path, declared: str, texts: str
) -> None:
    parts = parts_with("pack.toml", 'name = "nhanh"', f'name = "nhanh"\n{declared}')
    parts["report.toml"] = texts.encode()
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts))
    said = paragraphs(exported(ward, tmp_path, "nhanh").path)
    assert "Ủy ban nhân dân phường Lê Bình báo nhanh:" in said
    assert "Hết tháng 6 năm 2024./." in said


def test_a_target_is_in_the_reports_of_the_pack_that_brought_it_until_the_office_changes_it(
    ward: Context, tmp_path: Path
) -> None:
    for row in ward.ask(records, "targets", ward.unit):
        ward.do(delete, "targets", [row.id])
    before = paragraphs(exported(ward, tmp_path).path)
    ward.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert paragraphs(exported(ward, tmp_path).path) == before
    [target] = ward.ask(gather, ward.unit, "2024-05", "cchc").records("targets")
    assert target["level"] == Decimal("70.5")
    [row] = ward.ask(records, "targets", ward.unit)
    ward.do(save, "targets", ward.unit, {"level": Decimal("71.5")}, row.id)
    assert "chỉ tiêu giao (71,5%)" in " ".join(paragraphs(exported(ward, tmp_path).path))


def test_a_kind_of_no_pack_is_refused_by_name(ward: Context, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="report_kind_unknown"):
        exported(ward, tmp_path, "nhanh")


def test_a_file_of_a_kind_that_this_store_does_not_know_is_no_report(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path)
    change = swap("cchc|", "nhanh|")
    strange = rewritten(done.path, tmp_path / "other.docx", {"docProps/core.xml": change})
    with pytest.raises(Unusable, match="report_unknown"):
        verified(ward, strange)


def test_the_report_of_several_units_takes_its_pack_too(district: Context, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    before = paragraphs(district_report(district, old))
    declared = sound_parts()["pack.toml"].decode().replace('name = "cchc"', 'name = "district"')
    parts = {
        "pack.toml": declared.encode(),
        "report.toml": '[heading]\n"IV" = "Trọng tâm {next}"\n'.encode(),
    }
    district.do(add_pack, write_pack(tmp_path / "mau.smb", parts))
    # What was printed once stays; the quarter was never printed.
    again = tmp_path / "again"
    again.mkdir()
    assert len(paragraphs(district_report(district, again))) == len(before)
    texts = paragraphs(district_report(district, tmp_path, period="2024-Q2"))
    assert "Tình hình thực hiện nhiệm vụ quý II năm 2024" in texts
    headings = [text for text in texts if text.split(". ")[0] in ("I", "II", "III", "IV")]
    assert headings[:3] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
        "II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG CẢI CÁCH HÀNH CHÍNH",
        "III. TRỌNG TÂM QUÝ III NĂM 2024",
    ]


def test_the_targets_of_the_units_below_follow_the_pack_of_the_report(
    district: Context, tmp_path: Path
) -> None:
    def levels(period: str) -> list[Value]:
        data = district.ask(gather_district, period, date(2024, 7, 1))
        return [row["level"] for row in data.facts[unit].of("targets")]

    unit = next(iter(district.ask(gather_district, "2024-H1", date(2024, 7, 1)).facts))
    for row in district.ask(records, "targets", unit):
        district.do(delete, "targets", [row.id])
    said: Values = {
        "year": 2024,
        "target": "Tỷ lệ hồ sơ trực tuyến",
        "level": Decimal("70.5"),
    }
    district.do(save, "targets", unit, said)
    assert levels("2024-H1") == [Decimal("70.5")]
    district_report(district, tmp_path)
    district.do(add_pack, write_pack(tmp_path / "mau.smb"))
    # Only the pack that is in force now proposed it; the half-year was made with another.
    assert levels("2024-H1") == []
    assert levels("2024-Q2") == [Decimal("70.5")]
    [row] = district.ask(records, "targets", unit)
    district.do(save, "targets", unit, {"level": Decimal(60)}, row.id)
    assert levels("2024-H1") == [Decimal(60)]
