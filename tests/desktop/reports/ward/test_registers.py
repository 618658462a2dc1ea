"""What registers say: a blank is no zero, and what is known is told in its section."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.context import Context
from desktop.registers import delete, records, save, save_many
from desktop.settings import set_setting
from models.registers import Value
from tests.desktop.reports.documents import (
    exported,
    paragraphs,
    rows_of,
    section,
    set_profile,
    set_record,
    tell,
    verified,
)

II_2 = ("2. Cải cách thủ tục", "3. Cải cách tổ chức")
II_4 = ("4. Cải cách chế độ", "5. Cải cách tài chính")
II_6 = ("6. Xây dựng", "III. NHẬN XÉT")


def _empty(ward: Context, register: str) -> None:
    ward.do(delete, register, [row.id for row in ward.ask(records, register, ward.unit)])


def _staff(ward: Context, *people: dict[str, Value]) -> None:
    """Put people in place of those of the sample."""
    _empty(ward, "staff")
    rows = []
    for number, person in enumerate(people, start=1):
        known: dict[str, Value] = {"assignment": "Chính thức", "from_date": date(2024, 1, 2)}
        rows.append((None, {"name": f"Cán bộ mẫu {number:02d}", **known, **person}))
    ward.do(save_many, "staff", ward.unit, rows)


def test_a_blank_answer_is_neither_a_no_nor_part_of_a_share(ward: Context, tmp_path: Path) -> None:
    trained: dict[str, Value] = {"trained": True, "status": "Viên chức"}
    _staff(ward, trained, {"trained": False}, {}, {})
    path = exported(ward, tmp_path).path
    texts = paragraphs(path)
    said = "01/04 người; 02 người chưa có thông tin"
    office = "- Người làm việc tại Bộ phận Tiếp nhận và Trả kết quả"
    assert f"{office} đã được tập huấn chuyển đổi số: {said}." in texts
    assert f"{office} được cấp chữ ký số: chưa có số liệu." in texts
    shares = "viên chức 01 người; 03 người chưa ghi đối tượng"
    assert f"{office} theo đối tượng: {shares}." in section(path, *II_4)
    assert not any("người (25%)" in text or " 0 người" in text for text in texts)
    rows = rows_of(path, "Họ và tên")
    assert [row[-2:] for row in rows[1:5]] == [["Có", "–"], ["Không", "–"], ["–", "–"], ["–", "–"]]
    assert rows[5] == ["", "“–” là chưa có thông tin."]
    assert verified(ward, path).figures


def test_a_column_that_is_blank_for_all_is_not_known(ward: Context, tmp_path: Path) -> None:
    _staff(ward, {}, {})
    lines = section(exported(ward, tmp_path).path, *II_4)
    assert lines[0].endswith("theo đối tượng: chưa có số liệu.")


def test_registers_never_kept_are_not_known_and_print_no_zero(
    ward: Context, tmp_path: Path
) -> None:
    for register in ("staff", "software", "innovations", "tasks"):
        _empty(ward, register)
    tell(ward, "IV", "Còn {tasks_open} nhiệm vụ.")
    done = exported(ward, tmp_path)
    texts = paragraphs(done.path)
    assert "Còn chưa có số liệu nhiệm vụ." in texts
    assert any("đến ngày 20/6/2024: chưa có số liệu." in text for text in texts)
    assert not any("Phần mềm đang sử dụng" in text for text in texts)
    assert "I.2.d" in done.empty_sections


def test_models_that_have_ended_are_told_as_none(ward: Context, tmp_path: Path) -> None:
    for row in ward.ask(records, "innovations", ward.unit):
        ward.do(save, "innovations", ward.unit, {"ended": date(2024, 5, 1)}, row.id)
    lines = section(exported(ward, tmp_path).path, "d) Mô hình", "II. KẾT QUẢ")
    none = "không có mô hình, sáng kiến, giải pháp đang áp dụng"
    assert lines == [f"- Đến ngày 20/6/2024, {none}."]


def test_what_the_profile_knows_of_the_office_is_told(ward: Context, tmp_path: Path) -> None:
    set_profile(ward, hotline="0292.000.0000", area=Decimal("62.5"), quarters=None)
    lines = section(exported(ward, tmp_path).path, *II_2)
    room = "diện tích 62,5 m², khu vực chờ 30 m², 04 quầy tiếp nhận"
    [line] = [line for line in lines if line.startswith("- Trụ sở")]
    assert room in line
    assert line.endswith("; đường dây nóng 0292.000.0000.")
    assert "- Địa bàn phục vụ: dân số 19.500 người." in lines
    blank = dict.fromkeys(("hotline", "area", "waiting_area", "counters", "hours", "population"))
    set_profile(ward, **blank)
    lines = section(exported(ward, tmp_path).path, *II_2)
    assert not [line for line in lines if line.startswith(("- Trụ sở", "- Địa bàn"))]


def test_procedures_paid_online_or_by_post_are_counted_where_that_is_written(
    ward: Context, tmp_path: Path
) -> None:
    area = next(iter(ward.ask(records, "fields", ""))).id
    rows = []
    for number, paid in enumerate((True, True, False, None), start=1):
        code = f"1.00{number}"
        values = {"code": code, "name": code, "field": area, "online_payment": paid}
        rows.append((None, values))
    ward.do(save_many, "procedures", ward.unit, rows)
    lines = section(exported(ward, tmp_path).path, *II_2)
    unsaid = "02 thủ tục; 01 thủ tục chưa có thông tin"
    assert f"- Thủ tục có thanh toán trực tuyến: {unsaid}." in lines
    assert not any("bưu chính" in line for line in lines if line.startswith("- Thủ tục"))


def test_an_indicator_stands_in_its_section_with_its_shares_and_last_year(
    ward: Context, tmp_path: Path
) -> None:
    known: dict[str, Value] = {"code": "lop-mau", "name": "Lớp mẫu", "measured_in": "lớp"}
    month: dict[str, Value] = {"year": 2024, "month": 6, "kind": "Phát sinh"}
    set_record(
        ward, "indicators", **known, **month, actual=Decimal(2), plan=Decimal(3), section="II.4"
    )
    set_record(ward, "indicators", **known, **(month | {"year": 2023}), actual=Decimal(1))
    set_record(ward, "indicators", code="trong", name="Để trống", **month)
    path = exported(ward, tmp_path).path
    said = "02 lớp, đạt 66,6% kế hoạch (03 lớp); cùng kỳ năm trước 01 lớp (tăng 01 lớp)"
    assert f"- Lớp mẫu: {said}." in section(path, *II_4)
    assert not any("Để trống" in text for text in paragraphs(path))


def test_open_tasks_come_by_plan_with_the_overdue_first_and_who_is_in_charge(
    ward: Context, tmp_path: Path
) -> None:
    task: dict[str, Value] = {"plan": "19/KH-UBND", "number": "01", "due": date(2024, 7, 1)}
    set_record(ward, "tasks", **task, content="Việc của quận")
    lines = section(exported(ward, tmp_path).path, "IV. PHƯƠNG HƯỚNG", "Trên đây")
    assert lines[0] == "- Tiếp tục thực hiện 03 nhiệm vụ còn lại theo Kế hoạch số 07/KH-UBND:"
    overdue = "Khảo sát sự hài lòng của người dân (chủ trì: Bộ phận Một cửa)"
    assert lines[1] == f"+ Thời hạn 15/6/2024 (đã quá thời hạn): {overdue}."
    assert lines[4] == "- Tiếp tục thực hiện 01 nhiệm vụ theo Kế hoạch số 19/KH-UBND:"
    assert lines[5] == "+ Thời hạn 01/7/2024: Việc của quận."


def test_open_tasks_of_one_deadline_are_one_line(ward: Context, tmp_path: Path) -> None:
    days = {"01": date(2024, 7, 1), "02": date(2024, 7, 2), "03": date(2024, 7, 1)}
    for number, due in days.items():
        task: dict[str, Value] = {"plan": "19/KH-UBND", "number": number, "due": due}
        set_record(ward, "tasks", **task, content=f"Việc {number}")
    lines = section(exported(ward, tmp_path).path, "IV. PHƯƠNG HƯỚNG", "Trên đây")
    assert lines[5:7] == [
        "+ Thời hạn 01/7/2024: Việc 01; Việc 03.",
        "+ Thời hạn 02/7/2024: Việc 02.",
    ]


def test_a_plan_to_come_is_not_spoken_of_and_an_untouched_one_in_words(
    ward: Context, tmp_path: Path
) -> None:
    own = "Ủy ban nhân dân phường Lê Bình"
    for symbol, issued in (("91/KH-UBND", date(2024, 6, 20)), ("92/KH-UBND", date(2024, 6, 21))):
        document: dict[str, Value] = {
            "symbol": symbol,
            "issued": issued,
            "kind": "Kế hoạch",
            "issuer": own,
        }
        set_record(ward, "documents", **document, subject="Việc mẫu")
        for number in ("01", "02"):
            task: dict[str, Value] = {"number": number, "due": date(2024, 7, 1)}
            set_record(ward, "tasks", plan=symbol, content=f"Việc {symbol}", **task)
    texts = paragraphs(exported(ward, tmp_path).path)
    done = "chưa hoàn thành nhiệm vụ nào trong 02 nhiệm vụ của kế hoạch"
    assert any("91/KH-UBND" in text and text.endswith(f"{done}.") for text in texts)
    assert not any("92/KH-UBND" in text for text in texts)


def test_nobody_trained_is_told_in_words(ward: Context, tmp_path: Path) -> None:
    _staff(ward, {"trained": False}, {"trained": False})
    lines = section(exported(ward, tmp_path).path, *II_6)
    assert any("chuyển đổi số: chưa có người nào trong 02 người" in line for line in lines)


def test_nobody_is_not_said_of_those_whose_column_is_blank(ward: Context, tmp_path: Path) -> None:
    _staff(ward, {"trained": False}, {})
    lines = section(exported(ward, tmp_path).path, *II_6)
    said = "chưa ghi nhận người nào trong 02 người; 01 người chưa có thông tin"
    assert any(said in line for line in lines)


def test_degrees_come_by_level(ward: Context, tmp_path: Path) -> None:
    degrees = ("Cao đẳng", "Chứng chỉ mẫu", "Đại học Luật", "thạc sĩ")
    people: list[dict[str, Value]] = [{"degree": degree} for degree in degrees]
    _staff(ward, *people)
    lines = section(exported(ward, tmp_path).path, *II_4)
    told = "thạc sĩ 01 người, đại học Luật 01 người, cao đẳng 01 người, chứng chỉ mẫu 01 người"
    assert any(line.endswith(f": {told}.") for line in lines)


def test_counts_in_annex_notes_follow_the_setting(ward: Context, tmp_path: Path) -> None:
    ward.do(set_setting, "pad_counts", "no")
    texts = paragraphs(exported(ward, tmp_path).path)
    assert "Camera: định mức 3; hiện có 3; đều hoạt động tốt" in texts


def test_a_commune_of_the_country_has_villages(ward: Context, tmp_path: Path) -> None:
    set_profile(ward, quarters=9)
    lines = section(exported(ward, tmp_path).path, *II_2)
    assert any(line.startswith("- Địa bàn phục vụ: 09 khu vực, ") for line in lines)
    set_profile(ward, kind="Xã")
    lines = section(exported(ward, tmp_path).path, *II_2)
    assert any(line.startswith("- Địa bàn phục vụ: 09 thôn, ") for line in lines)


def test_a_type_of_equipment_says_broken_or_not_usable(ward: Context, tmp_path: Path) -> None:
    lines = section(exported(ward, tmp_path).path, *II_2)
    [line] = [line for line in lines if line.startswith("+ Cụ thể: ")]
    assert "Máy vi tính 06 (hỏng hoặc chưa dùng được 02, thiếu 01 so với định mức 05)" in line


def test_visits_that_an_inspection_does_not_count_are_not_none(
    ward: Context, tmp_path: Path
) -> None:
    _empty(ward, "inspections")
    for day, times in ((3, 2), (5, None)):
        set_record(ward, "inspections", day=date(2024, 6, day), team="Đoàn mẫu", times=times)
    said = "- Số cuộc kiểm tra trong kỳ: 02 cuộc, 02 lượt (01 cuộc chưa ghi số lượt)."
    assert said in paragraphs(exported(ward, tmp_path).path)
