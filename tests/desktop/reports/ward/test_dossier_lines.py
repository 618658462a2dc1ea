"""Zeros are told in words and once, and the unknown is never told as none."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import area_names, records, save
from models.figures import WHOLE_UNIT_ID
from models.registers import Value
from tests.desktop.reports.documents import exported, only_whole, paragraphs, section, set_record
from tests.helpers.office import JUNE

II_2 = ("2. Cải cách thủ tục", "3. Cải cách tổ chức")
FLOW = {"carried_over": 39, "received": 600, "pending": 45}


def _lines(ward: Context, folder: Path, **figures: int) -> list[str]:
    only_whole(ward, JUNE, **figures)
    return section(exported(ward, folder).path, *II_2)


def test_no_row_of_zeros_is_printed(june_report: Path) -> None:
    lines = section(june_report, *II_2)
    assert "+ Không có hồ sơ rút, trả lại, dừng giải quyết." in lines
    assert "+ Đang giải quyết: 37 hồ sơ, không có hồ sơ quá hạn." in lines
    assert not [line for line in lines if line.count(" 0 ") > 1]


def test_the_parts_of_zero_are_none_and_not_unknown(ward: Context, tmp_path: Path) -> None:
    lines = _lines(ward, tmp_path, carried_over=0, received=12, resolved=12, pending=0)
    assert "+ Tổng số hồ sơ phải giải quyết: 12 hồ sơ, đều tiếp nhận trong kỳ." in lines
    assert "+ Không còn hồ sơ đang giải quyết." in lines


def test_a_part_that_nobody_knows_is_admitted(ward: Context, tmp_path: Path) -> None:
    lines = _lines(ward, tmp_path, **FLOW, resolved_in_time=590, resolved_late=4)
    assert any("Rút, trả lại, dừng giải quyết: chưa có số liệu" in line for line in lines)
    resolved = "594 hồ sơ, trong đó trước và đúng hạn 590 hồ sơ, quá hạn 4 hồ sơ"
    assert f"+ Đã giải quyết: {resolved}." in lines


def test_only_the_parts_that_occurred_are_named(ward: Context, tmp_path: Path) -> None:
    flow = {**FLOW, "resolved_in_time": 590, "resolved_late": 0}
    lines = _lines(
        ward, tmp_path, **flow, withdrawn=0, returned=4, stopped=0, awaiting_supplement=6
    )
    assert "+ Hồ sơ trả lại, từ chối giải quyết: 4 hồ sơ." in lines
    assert "+ Đã giải quyết: 590 hồ sơ, đều trước và đúng hạn." in lines
    assert "+ Hồ sơ chờ tổ chức, cá nhân bổ sung: 6 hồ sơ." in lines


def test_two_parts_are_named_apart_and_an_unknown_one_is_not_passed_over(
    ward: Context, tmp_path: Path
) -> None:
    flow = {**FLOW, "resolved_in_time": 590, "resolved_late": 0}
    lines = _lines(ward, tmp_path, **flow, withdrawn=3, returned=4, stopped=0)
    said = "tổ chức, cá nhân rút 3 hồ sơ; trả lại, từ chối 4 hồ sơ"
    assert f"+ Rút, trả lại, dừng giải quyết: 7 hồ sơ, gồm {said}." in lines
    lines = _lines(ward, tmp_path, **flow, withdrawn=3, returned=0)
    assert any("Rút, trả lại, dừng giải quyết: chưa có số liệu" in line for line in lines)


def test_what_is_pending_may_all_be_overdue(ward: Context, tmp_path: Path) -> None:
    flow = {**FLOW, "pending_in_time": 0, "pending_overdue": FLOW["pending"]}
    lines = _lines(ward, tmp_path, **flow)
    assert f"+ Đang giải quyết: {FLOW['pending']} hồ sơ, đều quá hạn." in lines


def _late(ward: Context, field: str, **values: Value) -> None:
    set_record(
        ward, "late_dossiers", year=2024, month=6, cause="Chờ phối hợp mẫu", field=field, **values
    )


def test_one_cause_is_told_once_with_all_its_fields(ward: Context, tmp_path: Path) -> None:
    first, second, third, *_ = [key for key in ward.ask(area_names) if key != WHOLE_UNIT_ID]
    names = ward.ask(area_names)
    _late(ward, first, dossiers=2, apologies=1, remedy="Hẹn lại")
    _late(ward, second, dossiers=3, apologies=4, remedy="Hẹn lại")
    _late(ward, third, dossiers=1, apologies=0, remedy="Hẹn lại")
    lines = section(exported(ward, tmp_path).path, *II_2)
    told = ", ".join(names[key] for key in (first, second, third))
    noted = f"lĩnh vực {told}; biện pháp: hẹn lại"
    said = f"6 hồ sơ ({noted}; đã gửi 05 văn bản xin lỗi)"
    assert f"+ Chờ phối hợp mẫu: {said}." in lines


def test_causes_that_differ_in_anything_or_in_what_is_blank_stay_apart(
    ward: Context, tmp_path: Path
) -> None:
    keys = [key for key in ward.ask(area_names) if key != WHOLE_UNIT_ID]
    _late(ward, keys[0], dossiers=2, apologies=1, remedy="Hẹn lại")
    _late(ward, keys[1], dossiers=3, apologies=1, remedy="Hẹn lại", responsible="Tổ mẫu")
    _late(ward, keys[2], dossiers=4, apologies=1, remedy="Xin lỗi")
    _late(ward, keys[3], dossiers=5, remedy="Hẹn lại")
    lines = section(exported(ward, tmp_path).path, *II_2)
    told = [line for line in lines if line.startswith("+ Chờ phối hợp mẫu: ")]
    numbers = [line.removeprefix("+ Chờ phối hợp mẫu: ").split()[0] for line in told]
    assert sorted(numbers) == ["2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("late", "said"), [(0, False), (3, True)], ids=["nothing late", "something late"]
)
def test_no_apology_is_missed_where_nothing_is_late(
    late: int, said: bool, ward: Context, tmp_path: Path
) -> None:
    flow = {**FLOW, "resolved_in_time": 590, "resolved_late": late, "pending_overdue": 0}
    lines = _lines(ward, tmp_path, **flow, apologies=0)
    assert ("- Chưa gửi văn bản xin lỗi đối với hồ sơ quá hạn." in lines) is said
    assert not any("xin lỗi đã gửi" in line for line in lines)


def test_feedback_of_which_there_was_none_is_one_sentence(ward: Context, tmp_path: Path) -> None:
    [row] = ward.ask(records, "monthly", ward.unit, month=JUNE)
    names = ("carried", "received", "in_time", "late", "pending")
    none = dict.fromkeys((f"feedback_{name}" for name in names), 0)
    ward.do(save, "monthly", ward.unit, {**none, "news_items": 0}, row.id)
    path = exported(ward, tmp_path).path
    assert "- Trong kỳ không có phản ánh, kiến nghị về quy định hành chính." in paragraphs(path)
    news = section(path, "c) Thông tin", "d) Mô hình")
    assert news[0] == "- Trong kỳ không có tin, bài tuyên truyền về cải cách hành chính."


def test_a_cause_of_late_dossiers_names_its_area(ward: Context, tmp_path: Path) -> None:
    area = ward.ask(records, "fields", "")[0].id
    late: dict[str, Value] = {"year": 2024, "month": 6, "field": area, "dossiers": 2}
    set_record(ward, "late_dossiers", cause="Chờ xác minh.", **late)
    lines = section(exported(ward, tmp_path).path, *II_2)
    [line] = [line for line in lines if line.startswith("+ Chờ xác minh: 2 hồ sơ")]
    assert "()" not in line
    assert line.endswith(").")


def test_the_figures_since_january_add_up_with_what_was_withdrawn(
    ward: Context, tmp_path: Path
) -> None:
    lines = _lines(ward, tmp_path, **FLOW, withdrawn=3, returned=0, stopped=0)
    [line] = [line for line in lines if line.startswith("- Lũy kế")]
    assert ", rút, trả lại, dừng giải quyết 3 hồ sơ, đang giải quyết" in line
    lines = _lines(ward, tmp_path, **FLOW, withdrawn=0, returned=0, stopped=0)
    [line] = [line for line in lines if line.startswith("- Lũy kế")]
    assert "rút, trả lại" not in line


def test_the_note_under_the_form_names_the_one_way_once(ward: Context, tmp_path: Path) -> None:
    only_whole(ward, JUNE, **FLOW, withdrawn=3, returned=0, stopped=0)
    [note] = [text for text in paragraphs(exported(ward, tmp_path).path) if "Ghi chú" in text[:8]]
    assert "trong kỳ có 3 hồ sơ, đều là hồ sơ tổ chức, cá nhân rút." in note
