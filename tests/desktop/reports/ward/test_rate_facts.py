"""The ward report says every rate that the office has, each in its section."""

from decimal import Decimal
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import save
from desktop.reports.export import export
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.placeholders import placeholders
from desktop.settings import set_settings
from models.errors import Refused
from models.registers import Value
from tests.desktop.reports.documents import exported, paragraphs, rows_of, section, set_record

SUMS: dict[str, Value] = {
    "code": "TIEP_NHAN",
    "name": "Tỷ lệ tiếp nhận so với giải quyết",
    "numerator": "received",
    "denominator": "resolved + closed_unresolved",
}


def put(ward: Context, **values: Value) -> None:
    ward.do(save, "rates", "", {**SUMS, **values})


def line_of(path: Path, label: str) -> str:
    return next(text for text in paragraphs(path) if text.startswith(f"- {label}: "))


def test_an_own_rate_has_a_line_with_its_numbers_its_target_and_its_change(
    ward: Context, tmp_path: Path
) -> None:
    put(ward, section="II.6")
    set_record(ward, "targets", year=2024, target="tiep_nhan", level=Decimal(95))
    path = exported(ward, tmp_path).path
    lines = section(path, "6. ", "III. ")
    numbers = "632/634 hồ sơ đã giải quyết + rút, trả lại, dừng giải quyết (99,6%)"
    said = f"- Tỷ lệ tiếp nhận so với giải quyết: {numbers}; đạt chỉ tiêu giao (95%)"
    assert f"{said}; giảm 1,4 điểm phần trăm so với kỳ trước (101%)." in lines
    [row] = [row for row in rows_of(path, "Lũy kế từ đầu năm") if row[0].startswith("Tỷ lệ tiếp")]
    assert row[1:4] == ["99,6%", "101%", "-1,4"]
    # Its target was reached, so it speaks for the unit as well.
    assert len([text for text in paragraphs(path) if text.startswith(said)]) == 2


def test_a_target_of_what_is_unwanted_is_its_most(ward: Context, tmp_path: Path) -> None:
    put(ward, numerator="closed_unresolved", denominator="to_handle", code="RUT", name="Tỷ lệ rút")
    set_record(ward, "targets", year=2024, target="Tỷ lệ rút", level=Decimal(5))
    line = line_of(exported(ward, tmp_path).path, "Tỷ lệ rút")
    assert "0/671 hồ sơ phải giải quyết (0%); đạt chỉ tiêu giao (5%)" in line


def test_a_rate_without_figures_says_so(ward: Context, tmp_path: Path) -> None:
    put(ward, numerator="not_accepted", name="Tỷ lệ không nhận")
    assert line_of(exported(ward, tmp_path).path, "Tỷ lệ không nhận").startswith(
        "- Tỷ lệ không nhận: chưa có số liệu"
    )


def test_a_rate_is_a_placeholder_under_its_code(ward: Context, tmp_path: Path) -> None:
    put(ward)
    offered = ward.ask(lambda conn: placeholders(gather(conn, ward.unit, "2024-06", "cchc")))
    assert offered["TIEP_NHAN"] == ("Tỷ lệ tiếp nhận so với giải quyết", "99,6%")
    set_record(ward, "narratives", period="2024-06", section="II.1", text="Đạt {TIEP_NHAN}.")
    assert "Đạt 99,6%." in paragraphs(exported(ward, tmp_path).path)


def test_a_rate_out_of_use_leaves_its_number_without_a_share(ward: Context, tmp_path: Path) -> None:
    put(ward, code="online_rate", in_use=False)
    path = exported(ward, tmp_path).path
    texts = paragraphs(path)
    assert any(text.startswith("+ Tiếp nhận trực tuyến: 484 hồ sơ; ") for text in texts)
    labels = [row[0] for row in rows_of(path, "Lũy kế từ đầu năm")]
    assert "Tỷ lệ giải quyết trước và đúng hạn" in labels
    assert not {"Tỷ lệ hồ sơ trực tuyến", "Tỷ lệ tiếp nhận so với giải quyết"} & set(labels)
    set_record(ward, "narratives", period="2024-06", section="II.1", text="{online_rate}")
    with pytest.raises(Refused) as refused:
        export(ward, "2024-06", "cchc", tmp_path / "x.docx")
    assert [problem.code for problem in refused.value.problems] == ["placeholder_unknown"]


def test_a_short_report_prints_no_rate_out_of_use(ward: Context, tmp_path: Path) -> None:
    put(ward, code="online_rate", in_use=False)
    rows = rows_of(exported(ward, tmp_path, "week").path, "Trong kỳ")
    labels = [row[0] for row in rows]
    assert "Tỷ lệ giải quyết trước và đúng hạn" in labels
    assert "Tỷ lệ hồ sơ trực tuyến" not in labels


def test_zeros_are_kept_in_every_sentence_and_table(ward: Context, tmp_path: Path) -> None:
    ward.do(set_settings, {"percent_zeros": "keep", "percent_rounding": "half_even"})
    path = exported(ward, tmp_path).path
    assert any("634/634 hồ sơ đã giải quyết (100,0%)" in text for text in paragraphs(path))
    rows = rows_of(path, "Lũy kế từ đầu năm")
    assert "100,0%" in next(row for row in rows if row[0].startswith("Tỷ lệ giải quyết trước"))


def test_the_late_rate_has_its_line_too(june_report: Path) -> None:
    texts = paragraphs(june_report)
    found = [place for place, text in enumerate(texts) if "Tỷ lệ giải quyết quá hạn: " in text]
    assert texts[found[0]].startswith("+ Tỷ lệ giải quyết quá hạn: 0/634 hồ sơ đã giải quyết (0%)")
    assert texts[found[0] - 1].startswith("+ Giải quyết trước và đúng hạn: ")
    assert len(found) == 1
