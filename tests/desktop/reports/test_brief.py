"""The short reports on a week and on a day: one page that relies on whatever figures there are."""

from math import ceil
from pathlib import Path

import pytest

from desktop.blocks import save_block
from desktop.context import Context
from desktop.word.measuring import text_width
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from models.registers import Value
from tests.desktop.reports.documents import exported, paragraphs, rows_of, tell, verified
from tests.helpers.decree30 import faults
from tests.helpers.office import SETTLED, area_id, enter
from tests.helpers.word import Document, Paragraph, W

WEEK = {
    "carried_over": 5,
    "received": 20,
    "resolved_in_time": 15,
    "withdrawn": 0,
    "returned": 0,
    "stopped": 0,
}


@pytest.mark.parametrize("kind", ["week", "day"])
def test_a_short_report_keeps_the_frame_and_agrees_with_the_store(
    kind: str, ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path, kind)
    # It has neither an outline nor annexes.
    assert set(faults(done.path)) <= {"body_headings", "form_missing"}
    assert verified(ward, done.path).numbers == done.numbers > 30
    assert "Trên đây là báo cáo nhanh tháng 6 năm 2024" in " ".join(paragraphs(done.path))


def test_its_table_has_the_period_the_year_and_the_change(ward: Context, tmp_path: Path) -> None:
    rows = rows_of(exported(ward, tmp_path, "week").path, "Trong kỳ")
    assert rows[0] == ["Chỉ tiêu", "Trong kỳ", "Lũy kế từ đầu năm", "Tăng, giảm so với kỳ trước"]
    by_label = {row[0]: row[1:] for row in rows}
    assert by_label["Tiếp nhận trong kỳ"] == ["632", "2.495", "+237"]
    assert by_label["Đã giải quyết quá hạn"] == ["0", "1", "0"]


def test_without_a_period_before_it_no_change_is_invented(ward: Context, tmp_path: Path) -> None:
    rows = rows_of(exported(ward, tmp_path, "week", "2024-01").path, "Trong kỳ")
    by_label = {row[0]: row[1:] for row in rows}
    now, year, change = by_label["Tiếp nhận trong kỳ"]
    assert now == year
    assert change == "–"


def test_the_rates_stand_in_the_table_only(ward: Context, tmp_path: Path) -> None:
    texts = paragraphs(exported(ward, tmp_path, "day").path)
    assert not [text for text in texts if text.startswith("- Tỷ lệ ")]


def _keep(office: Context, period: str, **more: int) -> None:
    office.do(save_block, office.unit, period, {WHOLE_UNIT_ID: WEEK | more})


def _overdue(office: Context, folder: Path, period: str, kind: str = "week") -> str:
    texts = paragraphs(exported(office, folder, kind, period).path)
    [said] = [text for text in texts if text.startswith("- Đến hết ngày ")]
    return said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"resolved_late": 2, "pending_overdue": 3},
            (
                "đang giải quyết quá hạn 3 hồ sơ; trong kỳ giải quyết quá hạn 2 hồ sơ"
                " (lũy kế từ đầu năm: 2 hồ sơ)."
            ),
        ),
        (
            {"resolved_late": 0, "pending_overdue": 3},
            (
                "đang giải quyết quá hạn 3 hồ sơ; trong kỳ không có hồ sơ giải quyết quá hạn"
                " (lũy kế từ đầu năm: không có)."
            ),
        ),
        (
            {"resolved_late": 0, "pending_overdue": 0},
            "không có hồ sơ quá hạn (lũy kế giải quyết quá hạn từ đầu năm: không có).",
        ),
        (
            {"pending_overdue": 0},
            (
                "không có hồ sơ đang giải quyết quá hạn; trong kỳ số hồ sơ giải quyết quá hạn"
                " chưa có số liệu (lũy kế từ đầu năm: chưa có số liệu)."
            ),
        ),
        (
            {"resolved_late": 0},
            (
                "số hồ sơ đang giải quyết quá hạn chưa có số liệu; trong kỳ không có hồ sơ"
                " giải quyết quá hạn (lũy kế từ đầu năm: không có)."
            ),
        ),
    ],
)
def test_none_some_and_unknown_overdue_dossiers_are_told_apart(
    known: dict[str, int], said: str, office: Context, tmp_path: Path
) -> None:
    # Of the first week nothing lies before it in the year.
    _keep(office, "2024-W01", **known)
    assert _overdue(office, tmp_path, "2024-W01") == f"- Đến hết ngày 07/01/2024, {said}"


def test_what_only_some_fields_know_is_never_told_as_the_whole(
    office: Context, tmp_path: Path
) -> None:
    fields = {"Hộ tịch": {"pending_overdue": 0}, "Chứng thực": {}}
    for name, more in fields.items():
        cells = {area_id(office, name): {**WEEK, **more}}
        office.do(save_block, office.unit, "2024-01-02", cells)
    said = _overdue(office, tmp_path, "2024-01-02", "day")
    none = "theo số liệu của 01/02 lĩnh vực, không có hồ sơ đang giải quyết quá hạn; trong kỳ"
    assert said.startswith(f"- Đến hết ngày 02/01/2024, {none}")


def test_overdue_of_the_year_counts_months_and_the_blocks_since_without_a_gap(
    office: Context, tmp_path: Path
) -> None:
    enter(office, Month(2024, 1), "Hộ tịch", **{**SETTLED, "resolved_late": 1})
    for day in ("2024-02-01", "2024-02-02", "2024-02-03", "2024-02-04"):
        _keep(office, day, resolved_late=1, pending_overdue=0)
    _keep(office, "2024-W06", resolved_late=2, pending_overdue=1)
    said = _overdue(office, tmp_path, "2024-W06")
    assert said.endswith("trong kỳ giải quyết quá hạn 2 hồ sơ (lũy kế từ đầu năm: 7 hồ sơ).")


def test_with_a_gap_since_the_last_month_the_year_ends_there_and_says_so(
    office: Context, tmp_path: Path
) -> None:
    enter(office, Month(2024, 1), "Hộ tịch", **{**SETTLED, "resolved_late": 1})
    _keep(office, "2024-02-02", resolved_late=4, pending_overdue=0)
    _keep(office, "2024-W06", resolved_late=2, pending_overdue=1)
    said = _overdue(office, tmp_path, "2024-W06")
    assert said.endswith("(lũy kế từ đầu năm đến ngày 31/01/2024: 1 hồ sơ).")


def test_without_anything_of_the_year_before_a_week_its_sums_are_not_known(
    office: Context, tmp_path: Path
) -> None:
    _keep(office, "2024-W06", resolved_late=2, pending_overdue=1)
    said = _overdue(office, tmp_path, "2024-W06")
    assert said.endswith("(lũy kế từ đầu năm: chưa có số liệu).")


def test_illustrative_figures_are_marked_in_one_sentence(ward: Context, tmp_path: Path) -> None:
    texts = paragraphs(exported(ward, tmp_path, "week").path)
    assert "Đây là số liệu mẫu để minh họa." in texts


# A4 without the margins above and below, in points; a line of the font is so much higher than its
# type size.
PAGE, LINE = (16838 - 2 * 1134) / 20, 1.15


def height(paragraph: Paragraph, found: Document, padding: int = 0) -> float:
    """Return how high a paragraph is in points: its lines and the space before it."""
    style = paragraph.element.find(f"{W}pPr/{W}pStyle")
    places = [paragraph.element]
    if style is not None:
        places.append(found.styles[style.get(f"{W}val")])
    spacings = [place.find(f"{W}pPr/{W}spacing[@{W}lineRule='exact']") for place in places]
    exact = next((each for each in spacings if each is not None), None)
    if exact is not None:
        return int(exact.get(f"{W}line") or 0) / 20 + paragraph.before / 20
    room = (paragraph.room - paragraph.indent_left - paragraph.indent_right - padding) / 20
    length = text_width(paragraph.text, paragraph.size) + paragraph.first_line / 20
    return max(1, ceil(length / room)) * paragraph.size * LINE + paragraph.before / 20


def height_of_page(path: Path) -> float:
    """Return how much of the page a short report fills, in points; of a row its highest cell."""
    found = Document(path)
    total = 0.0
    cells: dict[object, float] = {}
    for paragraph in found.paragraphs:
        if paragraph.cell is None:
            total += height(paragraph, found)
        else:
            high = cells.get(paragraph.cell, 0.0)
            cells[paragraph.cell] = high + height(paragraph, found, padding=114)
    for table in found.body.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        # Ruled cells have room above and below, unless the table says otherwise.
        is_ruled = table.find(f"{W}tblPr/{W}tblStyle[@{W}val='BangKe']") is not None
        is_tight = table.find(f"{W}tblPr/{W}tblCellMar/{W}top[@{W}w='0']") is not None
        total += len(rows) * 2.8 * (is_ruled and not is_tight)
        for row in rows:
            total += max(cells[cell] for cell in row.iter(f"{W}tc"))
    return total


def test_a_month_with_published_numbers_stays_on_one_page(ward: Context, tmp_path: Path) -> None:
    numbers = {"carried_over": 40, "to_handle": 680, "received_online": 450, "resolved": 640}
    cells = {WHOLE_UNIT_ID: {**numbers, "pending": 40, "resolved_late": 1}}
    told: dict[str, Value] = {"source": "Báo cáo số 12/BC-UBND", "printed": "Công bố"}
    told["reason"] = "Cổng tính cả bản nháp."
    ward.do(save_block, ward.unit, "2024-06", cells, told)
    assert height_of_page(exported(ward, tmp_path, "week").path) < PAGE


SENTENCE = "Một số hồ sơ phải chờ kết quả xác minh của cơ quan phối hợp nên chậm so với lịch hẹn."


def _with_difficulties(office: Context, folder: Path, text: str) -> tuple[list[str], list[str]]:
    """Return the difficulties that a report of one page prints, and the codes of its warnings."""
    tell(office, "III.2", text, "2024-W01")
    done = exported(office, folder, "week", "2024-W01")
    assert height_of_page(done.path) < PAGE
    texts = paragraphs(done.path)
    first = next(place for place, said in enumerate(texts) if said.startswith("- Đến hết ngày "))
    last = next(place for place, said in enumerate(texts) if said.startswith("Trên đây là"))
    return texts[first + 1 : last], [problem.code for problem in done.warnings]


def test_many_difficulties_leave_the_last_ones_out_and_count_them(
    office: Context, tmp_path: Path
) -> None:
    _keep(office, "2024-W01", resolved_late=0, pending_overdue=0)
    texts = [f"{number}. {SENTENCE}" for number in range(1, 9)]
    said, codes = _with_difficulties(office, tmp_path, "\n".join(texts))
    assert said == [texts[0], "Và 07 nội dung khác."]
    assert "report_shortened" in codes
    said, codes = _with_difficulties(office, tmp_path, SENTENCE)
    assert said == [SENTENCE]
    assert "report_shortened" not in codes


def test_one_long_difficulty_is_cut_after_a_sentence(office: Context, tmp_path: Path) -> None:
    _keep(office, "2024-W01", resolved_late=0, pending_overdue=0)
    said, _ = _with_difficulties(office, tmp_path, " ".join([SENTENCE] * 8))
    assert said == [f"{SENTENCE} {SENTENCE}", "Và 06 nội dung khác."]


def test_the_rates_say_below_the_table_what_they_divide_by(ward: Context, tmp_path: Path) -> None:
    note = rows_of(exported(ward, tmp_path, "week").path, "Trong kỳ")[-1][0]
    assert note == (
        "Mẫu số của tỷ lệ: hồ sơ phải giải quyết (hồ sơ trực tuyến, số hóa kết quả);"
        " hồ sơ đã giải quyết (giải quyết trước và đúng hạn);"
        " hồ sơ có nghĩa vụ tài chính (thanh toán trực tuyến)."
    )
