"""What a person reads of a finding: the right place, the right words and both numbers."""

from datetime import date, timedelta

import pytest

from desktop.messages import finding_sentence
from models.figures import Row
from models.findings import Finding
from models.measures import WHOLE_UNIT
from models.periods import Month, Window
from models.rules.balance import check_figures
from models.rules.blanks import check_blanks
from models.rules.carry_over import check_carry_over
from models.rules.context import ReportDue, Rotation, Task
from models.rules.deadlines import check_deadlines
from models.rules.late import check_late, check_registers
from models.rules.monthly import check_feedback, check_surveys
from models.rules.outliers import check_outliers
from models.rules.windows import check_closed_early, check_windows
from tests.models.rule_units import JUNE, MAY, june, row, unit, whole

TODAY = date(2024, 6, 14)
ROOTS_BLANK = dict.fromkeys(("pending", "pending_in_time", "pending_overdue"))
CLOSED_BLANK = dict.fromkeys(("closed_unresolved", "withdrawn", "returned", "stopped"))


def only(findings: list[Finding]) -> str:
    assert len(findings) == 1, findings
    return finding_sentence(findings[0])


def inside(*rows: Row) -> str:
    return only(check_figures(june(*rows), JUNE))


def read(findings: list[Finding], code: str) -> list[str]:
    return [finding_sentence(finding) for finding in findings if finding.code == code]


# --- inside a month


def test_an_excess_of_a_single_dossier_is_said() -> None:
    sentence = inside(row("Hộ tịch", pending=13, pending_in_time=13))
    assert sentence.startswith("Hộ tịch: thừa 1 hồ sơ: 110 ≠ 111. Phải giải quyết 110,")


def test_a_shortfall_that_withdrawn_dossiers_may_explain_asks_for_them() -> None:
    sentence = inside(row("Hộ tịch", **CLOSED_BLANK))
    assert sentence.startswith("Hộ tịch: thiếu 3 hồ sơ: 110 ≠ 107. Nếu đây là hồ sơ rút,")


def test_an_entered_total_stands_beside_what_its_parts_make() -> None:
    sentence = inside(row("Hộ tịch", received=104))
    words = "Hộ tịch: “Tiếp nhận trong kỳ” nhập 104, cộng lại được 100 (chênh 4)."
    assert sentence.startswith(words)


def test_a_sum_of_fields_stands_beside_what_the_units_parts_make() -> None:
    fields = Row("A", "A", False, {"pending": 6}), Row("B", "B", False, {"pending": 4})
    sentence = inside(*fields, whole(pending_in_time=9, pending_overdue=2))
    words = "“Đang giải quyết” là 10 theo số đã nhập ở nơi khác, nhưng các phần của nó cộng lại"
    assert sentence.startswith(f"{WHOLE_UNIT}: {words} được 11 (chênh 1).")


def test_every_total_that_differs_is_said_and_not_only_the_first() -> None:
    found = check_figures(june(row("A", received=104, resolved=96)), JUNE)
    measures = [finding.measure for finding in found if finding.code == "total_differs"]
    assert measures == ["received", "resolved"]


def test_a_part_above_its_total_names_both() -> None:
    found = check_figures(june(Row("A", "A", False, {"resolved": 10, "resolved_late": 12})), JUNE)
    words = "A: “Đã giải quyết quá hạn” 12 lớn hơn “Đã giải quyết” 10 (vượt 2)."
    assert read(found, "part_exceeds_total")[0].startswith(words)


def test_a_remainder_below_zero_names_the_total_and_its_other_parts() -> None:
    found = check_figures(june(Row("A", "A", False, {"resolved": 10, "resolved_late": 12})), JUNE)
    words = "A: “Trước và đúng hạn” để trống, tính ra số âm -2: “Đã giải quyết” 10, các phần khác"
    assert read(found, "negative_remainder")[0].startswith(f"{words} đã là 12.")


def test_parts_that_are_too_much_together_are_said_so() -> None:
    cells: dict[str, int | None] = {
        "received": 10,
        "received_online_full": 6,
        "received_in_person": 7,
    }
    words = "A: các phần đã nhập của “Tiếp nhận trong kỳ” cộng lại 13, lớn hơn tổng 10 (vượt 3)."
    assert inside(Row("A", "A", False, cells)).startswith(words)


@pytest.mark.parametrize(
    "cells",
    [
        {"resolved": 10, "resolved_late": 10},
        {"received": 10, "received_online_full": 4, "received_in_person": 6},
    ],
)
def test_parts_that_fill_their_total_exactly_leave_nothing_to_say(
    cells: dict[str, int | None],
) -> None:
    assert check_figures(june(Row("A", "A", False, cells)), JUNE) == []


def test_two_parts_above_their_total_are_said_once_where_one_part_is_blank() -> None:
    cells: dict[str, int | None] = {"closed_unresolved": 10, "withdrawn": 6, "returned": 7}
    words = "A: “Dừng, hủy” để trống, tính ra số âm -3: “Rút, trả lại, dừng giải quyết” 10,"
    assert inside(Row("A", "A", False, cells)).startswith(f"{words} các phần khác đã là 13.")


def test_a_field_that_gets_less_than_nothing_of_the_unit_points_to_the_other_fields() -> None:
    fields = Row("A", "A", False, {"pending": 12}), Row("B", "B", False, {})
    words = "B: “Đang giải quyết” để trống, tính ra số âm -2: các lĩnh vực khác đã vượt số chung"
    assert inside(*fields, whole(pending=10)).startswith(words)


def test_a_figure_without_a_total_gets_less_than_nothing_of_the_unit_in_the_same_words() -> None:
    fields = Row("A", "A", False, {"e_results": 12}), Row("B", "B", False, {})
    words = "B: “Cấp kết quả điện tử” để trống, tính ra số âm -2: các lĩnh vực khác đã vượt"
    assert inside(*fields, whole(e_results=10)).startswith(words)


def test_more_online_than_received_shows_both_numbers() -> None:
    sentence = inside(Row("A", "A", False, {"received": 10, "received_online_full": 15}))
    words = "A: tiếp nhận trực tuyến 15 lớn hơn tiếp nhận trong kỳ 10 (vượt 5)."
    assert sentence.startswith(words)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"paid_online": 81}, "thanh toán trực tuyến 81 lớn hơn hồ sơ có nghĩa vụ tài chính 80"),
        ({"e_results": 112}, "“Cấp kết quả điện tử” 112 lớn hơn tổng số phải giải quyết 110"),
        ({"delivered_postal": 98}, "trả kết quả qua dịch vụ BCCI 98 lớn hơn đã giải quyết 95"),
        ({"awaiting_supplement": 13}, "“Chờ bổ sung” 13 lớn hơn “Đang giải quyết” 12 (vượt 1)"),
    ],
)
def test_a_figure_above_what_it_is_part_of_shows_both_numbers(
    changed: dict[str, int | None], words: str
) -> None:
    assert inside(row("Hộ tịch", **changed)).startswith(f"Hộ tịch: {words}")


def test_a_finding_of_the_whole_unit_belongs_to_its_month_and_unit() -> None:
    found = check_figures(june(whole(resolved=10, resolved_in_time=8, resolved_late=1)), JUNE)
    assert [(item.unit, item.month, item.area) for item in found] == [("LB", "2024-06", WHOLE_UNIT)]


def test_differences_of_several_fields_together_explain_that_of_the_unit() -> None:
    fields = row("A", received=104), row("B", received=103)
    found = check_figures(june(*fields, whole(received=207)), JUNE)
    assert [finding.area for finding in found] == ["A", "B"]


def test_a_shortfall_of_a_unit_without_fields_asks_for_withdrawn_dossiers_too() -> None:
    sentence = inside(whole(to_handle=10, resolved=5, pending=2))
    assert sentence.startswith(f"{WHOLE_UNIT}: thiếu 3 hồ sơ: 10 ≠ 7. Nếu đây là hồ sơ rút,")


def test_outcomes_without_a_number_to_be_handled_are_no_excess() -> None:
    assert check_figures(june(Row("A", "A", False, {"resolved": 5, "pending": 2})), JUNE) == []


def test_a_blank_figure_hides_no_difference_further_down() -> None:
    cells: dict[str, int | None] = {
        "resolved": 9,
        "resolved_in_time": 8,
        "resolved_late": 0,
    }
    words = "A: “Đã giải quyết” nhập 9, cộng lại được 8 (chênh 1)."
    assert inside(Row("A", "A", False, cells)).startswith(words)


# --- blanks and carry-over


def test_blanks_are_said_with_the_fields_that_lack_them() -> None:
    found = check_blanks(june(row("A", **ROOTS_BLANK), row("B", **ROOTS_BLANK), row("C")), JUNE)
    words = "Chưa nhập “Đang giải quyết”: A, B. Hãy nhập số, kể cả số 0, hoặc ghi lý do."
    assert finding_sentence(found[0]) == words


def test_a_blank_of_which_figure_may_be_left_to_the_unit() -> None:
    sentence = only(check_blanks(june(row("A", apologies=None), row("B")), JUNE))
    words = "Chưa nhập “Văn bản xin lỗi”: A. Nếu đơn vị có theo dõi, hãy nhập số, kể cả số 0."
    assert sentence == words


def test_a_month_without_rows_is_said_to_be_empty_as_a_whole() -> None:
    found = check_blanks(june(), JUNE)
    words = "Cả tháng chưa có số liệu: “Tổng số hồ sơ phải giải quyết” để trống."
    assert finding_sentence(found[0]).startswith(words)
    assert {finding.month for finding in found} == {"2024-06"}


def test_a_broken_carry_over_shows_both_numbers_for_the_field_and_for_the_unit() -> None:
    found = check_carry_over(unit({MAY: [row("A")], JUNE: [row("A")]}), JUNE)
    words = "kỳ trước chuyển sang 10, tháng trước còn đang giải quyết 12 (lệch -2)."
    assert [finding_sentence(finding).partition(" Hãy")[0] for finding in found] == [
        f"A: {words}",
        f"{WHOLE_UNIT}: {words}",
    ]
    assert {finding.month for finding in found} == {"2024-06"}


# --- windows


def test_one_day_in_two_months_is_an_overlap_and_one_in_none_a_gap() -> None:
    may = Window(date(2024, 5, 1), date(2024, 5, 31))

    def said_of(start: date) -> str:
        own = {MAY: may, JUNE: Window(start, date(2024, 6, 30))}
        return only(check_windows(unit({MAY: [row("A")], JUNE: [row("A")]}, windows=own), JUNE))

    assert said_of(date(2024, 5, 31)).startswith("1 ngày trùng với tháng 5 năm 2024.")
    words = "1 ngày không thuộc tháng nào: từ 01/06/2024 đến 01/06/2024."
    assert said_of(date(2024, 6, 2)).startswith(words)


def test_windows_follow_the_first_day_that_the_office_chose() -> None:
    months = {MAY: [row("A")], JUNE: [row("A")]}
    own = {JUNE: Window(date(2024, 5, 15), date(2024, 6, 14))}
    assert check_windows(unit(months, windows=own, start_day=15), JUNE) == []


def test_a_month_closed_early_is_said_with_both_days() -> None:
    sentence = only(check_closed_early(june(row("A"), closed_on={JUNE: date(2024, 6, 25)}), JUNE))
    words = "Chốt ngày 25/06/2024 khi tháng chưa hết (đến 30/06/2024, còn 5 ngày)."
    assert sentence.startswith(words)


# --- other figures of the month


@pytest.mark.parametrize(
    ("pending", "words"),
    [
        (0, "thiếu 1: 3 ≠ 2. Kỳ trước và tiếp nhận cộng lại 3,"),
        (3, "thừa 2: 3 ≠ 5. Kỳ trước và tiếp nhận cộng lại 3,"),
    ],
)
def test_feedback_that_does_not_balance_says_which_way(pending: int, words: str) -> None:
    figures: dict[str, int | None] = {
        "feedback_carried": 1,
        "feedback_received": 2,
        "feedback_in_time": 2,
        "feedback_late": 0,
        "feedback_pending": pending,
    }
    sentence = only(check_feedback(june(monthly={JUNE: figures}), JUNE))
    assert sentence.startswith(f"Phản ánh, kiến nghị: {words}")


def test_feedback_without_a_carry_over_may_balance_exactly() -> None:
    figures: dict[str, int | None] = {
        "feedback_received": 2,
        "feedback_in_time": 2,
        "feedback_late": 0,
        "feedback_pending": 0,
    }
    assert check_feedback(june(monthly={JUNE: figures}), JUNE) == []


def test_more_satisfied_answers_than_answers_are_shown_beside_each_other() -> None:
    figures: dict[str, int | None] = {"surveys": 100, "surveys_satisfied": 104}
    sentence = only(check_surveys(june(monthly={JUNE: figures}), JUNE))
    assert sentence.startswith("Phiếu hài lòng 104 nhiều hơn phiếu khảo sát 100 (vượt 4).")


def test_a_register_that_counts_otherwise_is_named() -> None:
    history = june(monthly={JUNE: {"inspections": 3}}, counted={JUNE: {"inspections": 1}})
    words = "Cuộc kiểm tra nhập 3, sổ Kiểm tra đếm được 1. Hãy xem lại một trong hai."
    assert only(check_registers(history, JUNE)) == words


LATE = {"resolved_late": 2, "pending_overdue": 1}


def test_late_dossiers_are_shown_beside_the_apologies_there_are() -> None:
    rows = row("A", **LATE, apologies=1), row("B", **LATE, apologies=None)
    found = check_late(june(*rows, late_reasons={JUNE: {"A": 3, "B": 3}}), JUNE)
    assert [finding_sentence(finding) for finding in found] == [
        "A: 3 hồ sơ quá hạn, mới có 1 văn bản xin lỗi (còn thiếu 2).",
        "B: 3 hồ sơ quá hạn, mới có 0 văn bản xin lỗi (còn thiếu 3).",
    ]


def test_a_single_late_dossier_without_an_apology_is_noted() -> None:
    cells = {"resolved_late": 1, "apologies": 0}
    found = check_late(june(row("A", **cells), late_reasons={JUNE: {"A": 1}}), JUNE)
    words = "A: 1 hồ sơ quá hạn, mới có 0 văn bản xin lỗi (còn thiếu 1)."
    assert only(found) == words


def test_a_field_whose_late_dossiers_are_all_explained_is_not_named() -> None:
    rows = row("A", **LATE, apologies=3), row("B", resolved_late=1, apologies=3)
    found = check_late(june(*rows, late_reasons={JUNE: {"A": 3}}), JUNE)
    words = "B: 1 hồ sơ quá hạn, mới ghi nguyên nhân cho 0 (còn thiếu 1)."
    assert only(found).startswith(words)


def test_late_dossiers_of_the_whole_unit_are_shown_beside_its_apologies() -> None:
    found = check_late(june(whole(resolved_late=5, apologies=2)), JUNE)
    words = f"{WHOLE_UNIT}: 5 hồ sơ quá hạn, mới có 2 văn bản xin lỗi (còn thiếu 3)."
    assert read(found, "late_without_apology") == [words]
    assert {finding.month for finding in found} == {"2024-06"}


def test_what_one_field_has_too_much_covers_no_other_field() -> None:
    rows = row("A", **LATE, apologies=0), row("B", apologies=3)
    found = check_late(june(*rows, late_reasons={JUNE: {"A": 3}}), JUNE)
    assert [finding.area for finding in found] == ["A"]


# --- days that come near


@pytest.mark.parametrize(
    ("days", "task", "rotation", "report"),
    [
        (
            6,
            "Nhiệm vụ “Tự kiểm tra” đến hạn ngày 20/06/2024, còn 6 ngày.",
            "Cán bộ mẫu 01: đến hạn chuyển đổi vị trí công tác ngày 20/06/2024, còn 6 ngày.",
            "Báo cáo tháng 6 phải gửi trước ngày 20/06/2024, còn 6 ngày.",
        ),
        (
            0,
            "Nhiệm vụ “Tự kiểm tra” đến hạn hôm nay.",
            "Cán bộ mẫu 01: đến hạn chuyển đổi vị trí công tác hôm nay.",
            "Báo cáo tháng 6 phải gửi hôm nay.",
        ),
        (
            -1,
            "Nhiệm vụ “Tự kiểm tra” đã quá hạn 1 ngày (hạn 13/06/2024).",
            "Cán bộ mẫu 01: đã quá hạn chuyển đổi vị trí công tác 1 ngày (hạn 13/06/2024).",
            "Báo cáo tháng 6 đã quá hạn gửi 1 ngày (hạn 13/06/2024).",
        ),
    ],
)
def test_what_falls_due_is_said_with_its_name_and_its_day(
    days: int, task: str, rotation: str, report: str
) -> None:
    due = TODAY + timedelta(days=days)
    history = june(
        tasks=(Task("Tự kiểm tra", due),),
        rotations=(Rotation("Cán bộ mẫu 01", due),),
        reports=(ReportDue("Báo cáo tháng 6", due),),
    )
    found = check_deadlines(history, TODAY)
    assert [finding_sentence(finding) for finding in found] == [task, rotation, report]
    assert {(finding.unit, finding.month) for finding in found} == {("LB", None)}


@pytest.mark.parametrize(("days", "noted"), [(7, True), (8, False)])
def test_a_report_is_noted_from_the_seventh_day_before_on(days: int, noted: bool) -> None:
    history = june(reports=(ReportDue("Báo cáo tháng 6", TODAY + timedelta(days=days)),))
    assert bool(check_deadlines(history, TODAY)) == noted


# --- the unit's own past


def test_an_outlier_of_a_field_and_of_the_unit_belong_to_their_month() -> None:
    months = {}
    for back in range(1, 7):
        fields = row("A", {"resolved_early": 230}), row("B", {"resolved_early": 230})
        months[JUNE.plus(-back)] = [*fields, whole(e_results=100)]
    now = row("A", {"resolved_early": 2330}), row("B", {"resolved_early": 2330})
    months[JUNE] = [*now, whole(e_results=900)]
    found = check_outliers(unit(months), JUNE)
    assert [(item.month, item.area, item.measure) for item in found] == [
        ("2024-06", "A", "resolved_early"),
        ("2024-06", "B", "resolved_early"),
        ("2024-06", WHOLE_UNIT, "e_results"),
    ]


def test_a_figure_that_falls_to_nothing_is_an_outlier_by_all_of_it() -> None:
    months = {JUNE.plus(-back): [row("A", {"resolved_early": 230})] for back in range(1, 7)}
    months[JUNE] = [row("A", {"resolved_early": 0})]
    found = check_outliers(unit(months), JUNE)
    words = "A: “Trước hạn” 0 khác xa các tháng trước (thường khoảng 230)."
    assert only(found).startswith(words)
    assert found[0].difference == -230


def test_the_thirteenth_month_back_does_not_count() -> None:
    known = [13, 12, 11, 10, 9, 8]
    months = {JUNE.plus(-back): [row("A", {"resolved_early": 230})] for back in known}
    months[JUNE] = [row("A", {"resolved_early": 2330})]
    assert Month(2023, 5) in months
    assert check_outliers(unit(months), JUNE) == []
