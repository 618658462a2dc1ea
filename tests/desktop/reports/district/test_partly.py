"""What only some units know is printed on its face: of how many, and who lacks it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.registers import save
from desktop.reports.district.composing import compose_district
from desktop.reports.district.export import export_district
from desktop.reports.district.gathering import gather_district
from desktop.reports.district.partly import _folded
from desktop.settings import set_settings
from desktop.word.checking import compare
from models.errors import Refused
from models.measures import WHOLE_UNIT
from models.registers import Value
from tests.desktop.reports.documents import paragraphs, rewritten, rows_of, section, swap
from tests.helpers.decree30 import faults
from tests.helpers.sums import enter, new_district
from tests.helpers.word_files import DOCUMENT

MONTH = "2024-01"
KNOWN = {
    "carried_over": 0,
    "received_online": 60,
    "received_offline": 40,
    "resolved_in_time": 70,
    "resolved_late": 3,
    "pending_in_time": 25,
    "pending_overdue": 2,
    "closed_unresolved": 0,
}
TOTALS = {"carried_over": 0, "received": 100, "resolved": 73, "pending": 27, "closed_unresolved": 0}
ALL_OF_IT = "chưa có: phường C, phường D"


@pytest.fixture
def four(tmp_path: Path) -> Context:
    """An office whose own unit and two wards know all; one knows totals, one only the unit's."""
    context = new_district(tmp_path, A={}, B={}, C={}, D={})
    for unit in ("DIST", "A", "B"):
        enter(context, unit, MONTH, "Hộ tịch", **KNOWN)
    enter(context, "C", MONTH, "Hộ tịch", **TOTALS)
    enter(context, "D", MONTH, WHOLE_UNIT, **TOTALS)
    return context


def made(context: Context, folder: Path) -> Path:
    return export_district(context, MONTH, folder / "o.docx").path


def test_a_sentence_says_of_how_many_units_its_numbers_are_and_who_lacks_them(
    four: Context, tmp_path: Path
) -> None:
    path = made(four, tmp_path)
    assert faults(path) == []
    said = paragraphs(path)
    below = said[said.index("- Kết quả tại 04 phường:") + 1 :]
    # What all know stands without a word; what the same units know is told in one sentence.
    assert below[:5] == [
        "+ Tổng số hồ sơ phải giải quyết: 400 hồ sơ, đều tiếp nhận trong kỳ.",
        "+ Đã giải quyết: 292 hồ sơ.",
        "+ Không có hồ sơ rút, trả lại, dừng giải quyết.",
        "+ Đang giải quyết: 108 hồ sơ.",
        "+ Trả kết quả qua dịch vụ bưu chính công ích: chưa có số liệu.",
    ]
    [of_some] = [text for text in below if text.startswith("+ Theo số liệu của 02/04 phường: ")]
    assert of_some == (
        "+ Theo số liệu của 02/04 phường: tiếp nhận trực tuyến 120/200 hồ sơ phải giải quyết"
        " (60%); tiếp nhận trực tiếp và qua dịch vụ bưu chính công ích 80 hồ sơ; giải quyết trước"
        " và đúng hạn 140/146 hồ sơ đã giải quyết (95,9%); giải quyết quá hạn 6 hồ sơ; đang giải"
        f" quyết trong hạn 50 hồ sơ; đang giải quyết quá hạn 4 hồ sơ; {ALL_OF_IT}."
    )
    lead = "+ Theo số liệu của 03/05 đơn vị: tiếp nhận trực tuyến 180/300 hồ sơ"
    assert sum(text.startswith(lead) and text.endswith(f"{ALL_OF_IT}.") for text in said) == 1


def test_none_late_at_some_units_is_told_in_words_and_other_noughts_are_left_out(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={}, B={})
    known = KNOWN | {"pending_overdue": 0, "pending_in_time": 27, "received_offline": 0}
    enter(context, "A", MONTH, "Hộ tịch", **known, received_in_person=0, received_postal=0)
    enter(context, "B", MONTH, "Hộ tịch", received=100, resolved=73)
    texts = paragraphs(made(context, tmp_path))
    [said] = [text for text in texts if text.startswith("+ Theo số liệu của 01/02 phường: ")]
    assert said == (
        "+ Theo số liệu của 01/02 phường: phải giải quyết 60 hồ sơ; không có hồ sơ kỳ trước chuyển"
        " sang; tiếp nhận trực tuyến 60/60 hồ sơ phải giải quyết (100%); giải quyết trước và đúng"
        " hạn 70/73 hồ sơ đã giải quyết (95,9%); giải quyết quá hạn 3 hồ sơ; không có hồ sơ rút,"
        " trả lại, dừng giải quyết; đang giải quyết 27 hồ sơ; đang giải quyết trong hạn 27 hồ sơ;"
        " không có hồ sơ đang giải quyết quá hạn; chưa có: phường B."
    )


def test_what_all_know_is_told_where_the_number_before_it_is_of_some_units(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    enter(context, "A", MONTH, "Hộ tịch", **KNOWN)
    enter(context, "B", MONTH, "Hộ tịch", received=10, received_offline=4, resolved_late=1)
    said = paragraphs(made(context, tmp_path))
    assert "+ Tiếp nhận trong kỳ 110 hồ sơ." in said
    assert "+ Giải quyết quá hạn 4 hồ sơ." in said
    assert not any(text.startswith("+ Đã giải quyết") for text in said)


def test_late_dossiers_that_some_units_know_of_are_among_the_weaknesses(
    four: Context, tmp_path: Path
) -> None:
    texts = section(made(four, tmp_path), "2. Tồn tại, hạn chế", "IV. ")
    assert (
        "- Có hồ sơ giải quyết quá hạn, theo số liệu của 03/05 đơn vị: 9 hồ sơ"
        f" (Bộ phận Một cửa của quận 3, các phường 6); {ALL_OF_IT}."
    ) in texts


def test_rates_of_some_units_have_their_place_among_the_merits(
    four: Context, tmp_path: Path
) -> None:
    # Where no unit is better than another there is nothing to name.
    enter(four, "B", MONTH, "Hộ tịch", **(KNOWN | {"received_online": 70, "received_offline": 30}))
    target: dict[str, Value] = {"year": 2024, "target": "online_rate", "level": Decimal(60)}
    four.do(save, "targets", "DIST", target)
    texts = section(made(four, tmp_path), "1. Ưu điểm", "2. Tồn tại")
    lead = "- Tỷ lệ hồ sơ trực tuyến của các phường, theo số liệu của 02/04 phường: 130/200"
    assert any(text.startswith(lead) and ALL_OF_IT in text for text in texts)


def test_the_sums_of_an_annex_are_marked_and_the_note_names_who_is_missing(
    four: Context, tmp_path: Path
) -> None:
    path = made(four, tmp_path)
    form = rows_of(path, "(13)")
    assert form[-2][1:5] == ["Cộng 04 phường", "400", "120*", "80*"]
    assert form[-1][1:5] == ["Tổng cộng", "500", "180*", "120*"]
    note = "theo số liệu của 02/04 phường (tổng cộng: 03/05 đơn vị), chưa có phường C, phường D."
    blank = "“–” là chưa có số liệu."
    assert any("(*)" in text and text.endswith(f"{note} {blank}") for text in paragraphs(path))
    electronic = rows_of(path, "Hồ sơ có nghĩa vụ tài chính")
    assert electronic[-3][1:5] == ["Cộng 04 phường", "400", "120*", "60*"]
    assert note.removesuffix(".") in electronic[-1][-1]


def test_fields_have_a_row_for_what_they_do_not_hold_and_sums_like_the_form_by_unit(
    four: Context, tmp_path: Path
) -> None:
    report = compose_district(four.ask(gather_district, MONTH, today()))
    by_unit = [row[2:] for row in report.tables["ho_so_don_vi"].rows[-2:]]
    rows = report.tables["ho_so_linh_vuc"].rows
    labels = [row[1] for row in rows]
    assert labels[labels.index("04 phường") + 1 :] == [
        "Hộ tịch",
        "Chung toàn đơn vị, không tách lĩnh vực (01 phường)",
        "Cộng",
        "Tổng cộng",
    ]
    assert [row[2:] for row in rows[-2:]] == by_unit
    assert [row[2] for row in rows[-4:]] == ["300", "100", "400", "500"]


def test_what_a_units_total_has_beyond_its_fields_stands_in_that_row(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={})
    enter(context, "A", MONTH, "Hộ tịch", pending=3)
    enter(context, "A", MONTH, "Đất đai")
    enter(context, "A", MONTH, "Chứng thực")
    enter(context, "A", MONTH, WHOLE_UNIT, pending=10)
    rows = compose_district(context.ask(gather_district, MONTH, today())).tables["ho_so_linh_vuc"]
    pending = {row[1]: row[10] for row in rows.rows if len(row) > 2}
    assert pending["Chung toàn đơn vị, không tách lĩnh vực (01 phường)"] == "7"
    assert (pending["Hộ tịch"], pending["Cộng"]) == ("3", "10")


def test_a_total_of_0_leaves_no_part_unknown(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    for unit in ("A", "B"):
        enter(context, unit, MONTH, "Hộ tịch", **(TOTALS | {"resolved": 100, "pending": 0}))
    assert "+ Không còn hồ sơ đang giải quyết." in paragraphs(made(context, tmp_path))


def test_many_missing_units_are_folded_in_a_sentence_and_named_under_the_annex(
    tmp_path: Path,
) -> None:
    codes = "ABCDEFGHIK"
    context = new_district(tmp_path, **{code: {} for code in codes})
    for code in codes[:4]:
        enter(context, code, MONTH, "Hộ tịch", **KNOWN)
    for code in codes[4:]:
        enter(context, code, MONTH, "Hộ tịch", **TOTALS)
    said = "\n".join(paragraphs(made(context, tmp_path)))
    few = "chưa có: phường E, phường F, phường G và 03 phường khác (chi tiết tại phụ lục)."
    assert few in said


def test_where_most_lack_a_number_those_that_know_it_are_named(tmp_path: Path) -> None:
    codes = "ABCDEFGH"
    context = new_district(tmp_path, **{code: {} for code in codes})
    enter(context, "A", MONTH, "Hộ tịch", **KNOWN)
    for code in codes[1:]:
        enter(context, code, MONTH, "Hộ tịch", **TOTALS)
    said = "\n".join(paragraphs(made(context, tmp_path)))
    assert "; chỉ có: phường A." in said
    assert "phường khác" not in said
    # Under the annex those that have the numbers, where they are fewer.
    assert "theo số liệu của 01/08 phường, chỉ có phường A." in said


def test_the_note_under_an_annex_tells_its_sums_together_and_no_column_where_all_are_alike(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={}, B={}, C={})
    for unit in ("DIST", "A", "B", "C"):
        enter(context, unit, MONTH, "Hộ tịch", **KNOWN)
    enter(context, "A", MONTH, "Hộ tịch", due=5, late_intake=1)
    [note] = [row[-1] for row in rows_of(made(context, tmp_path), "Đến hạn trong kỳ")[-1:]]
    blank = " “–” là chưa có số liệu hoặc không có số để tính tỷ lệ."
    assert note == (
        "(*) Tổng theo số liệu của 01/03 phường (tổng cộng: 01/04 đơn vị), chưa có Một cửa quận,"
        f" phường B, phường C.{blank}"
    )
    enter(context, "B", MONTH, "Hộ tịch", due=5)
    [note] = [row[-1] for row in rows_of(made(context, tmp_path), "Đến hạn trong kỳ")[-1:]]
    assert note == (
        "(*) Tổng của các đơn vị có số liệu: đến hạn trong kỳ theo số liệu của 02/03 phường (tổng"
        " cộng: 02/04 đơn vị), chưa có Một cửa quận, phường C; chậm tiếp nhận trực tuyến theo số"
        " liệu của 01/03 phường (tổng cộng: 01/04 đơn vị), chưa có Một cửa quận, phường B,"
        f" phường C.{blank}"
    )


def test_counts_of_units_follow_the_offices_rule_in_tables_too(
    four: Context, tmp_path: Path
) -> None:
    four.do(set_settings, {"pad_counts": "no"})
    path = made(four, tmp_path)
    assert rows_of(path, "(13)")[-2][1] == "Cộng 4 phường"
    assert "4 phường" in rows_of(path, "Chỉ tiêu")[0]


def test_a_number_of_some_units_is_not_offered_to_typed_text(four: Context) -> None:
    report = compose_district(four.ask(gather_district, MONTH, today()))
    figure = report.figures["below_resolved_late"]
    assert (figure.text, figure.known) == ("chưa có số liệu", False)
    assert not report.figures["below_resolved_late_part"].offered


def test_the_same_number_of_procedures_at_some_units_is_told_with_how_many_know_it(
    four: Context, tmp_path: Path
) -> None:
    for unit in ("A", "B"):
        values = {"year": 2024, "month": 1, "procedures_total": 414}
        four.do(save, "monthly", unit, values)
    said = "\n".join(paragraphs(made(four, tmp_path)))
    lacking = "chưa có: phường C, phường D"
    assert f"tại các phường 414 thủ tục (02/04 phường có số liệu; {lacking})." in said


@pytest.mark.parametrize(("now", "then"), [("120", "121"), ("02/04", "03/04"), ("180*", "500*")])
def test_the_check_after_export_covers_what_some_units_know(
    four: Context, tmp_path: Path, now: str, then: str
) -> None:
    report = compose_district(four.ask(gather_district, MONTH, today()))
    change = {DOCUMENT: swap(f">{now}<", f">{then}<", 1)}
    changed = rewritten(made(four, tmp_path), tmp_path / "sua.docx", change)
    with pytest.raises(Refused) as refused:
        compare(changed, report)
    assert {problem.code for problem in refused.value.problems} == {"report_mismatch"}


def test_people_and_other_monthly_figures_of_some_units_are_told_alike(
    four: Context, tmp_path: Path
) -> None:
    person: dict[str, Value] = {"name": "Người Mẫu 01", "assignment": "Chính thức"}
    person |= {"trained": False, "digital_signature": False}
    four.do(save, "staff", "A", {**person, "from_date": date(2023, 1, 1)})
    four.do(save, "monthly", "A", {"year": 2024, "month": 1, "news_items": 5})
    said = "\n".join(paragraphs(made(four, tmp_path)))
    lacking = "chưa có: phường B, phường C, phường D"
    assert f"của các phường, theo số liệu của 01/04 phường: 05 tin, bài; {lacking}." in said
    assert (
        "theo số liệu của 01/04 phường: 01 người, đã tập huấn chuyển đổi số 0 người, được cấp chữ"
        f" ký số 0 người (Phụ lục IV); {lacking}."
    ) in said
    assert "- Chưa có số liệu nhân sự của Bộ phận Một cửa của quận." in said


def test_early_and_on_time_together_are_marked_once_where_more_units_know_only_both(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={}, B={}, C={})
    enter(context, "A", MONTH, "Hộ tịch", resolved_early=5, resolved_on_time=1, resolved_late=0)
    enter(context, "B", MONTH, "Hộ tịch", resolved_in_time=7, resolved_late=0)
    enter(context, "C", MONTH, "Hộ tịch", received=1)
    path = made(context, tmp_path)
    assert faults(path) == []
    # Columns (7), (8)–(9) in one cell, (10).
    assert rows_of(path, "(13)")[-1][6:9] == ["13*", "13*", "0*"]
    notes = [text for text in paragraphs(path) if "Ô gộp cột (8)–(9)" in text]
    assert len(notes) == 2
    assert all("cột (7), (8), (9), (10) theo số liệu của 02/03 phường" in text for text in notes)


def test_early_and_on_time_together_are_added_up_where_no_unit_knows_them_apart(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={"kind": "Phường"}, B={"kind": "Xã"}, C={"kind": "Phường"})
    for unit, number in (("A", 7), ("B", 40), ("C", 2)):
        enter(context, unit, MONTH, "Hộ tịch", resolved_in_time=number, resolved_late=0)
    rows = rows_of(made(context, tmp_path), "(13)")
    sums = [row[6:9] for row in rows if row[1].startswith(("Cộng", "Trong đó"))]
    assert sums == [["49", "49", "0"], ["9", "9", "0"], ["40", "40", "0"]]


def test_a_note_says_of_each_sum_of_how_many_units_it_is(tmp_path: Path) -> None:
    kinds: dict[str, Value] = {"A": "Phường", "B": "Phường", "C": "Xã", "D": "Xã"}
    context = new_district(tmp_path, **{code: {"kind": kind} for code, kind in kinds.items()})
    for unit in ("DIST", *kinds):
        enter(context, unit, MONTH, "Hộ tịch", **KNOWN)
    enter(context, "D", MONTH, "Hộ tịch", pending_overdue=None)
    path = made(context, tmp_path)
    # Column (13); by type of unit only the row of the one that lacks it is marked.
    rows = {row[1]: row[-1] for row in rows_of(path, "(13)")}
    assert (rows["Cộng 04 phường"], rows["Tổng cộng"]) == ("6*", "8*")
    assert (rows["Trong đó: Phường (02)"], rows["Trong đó: Xã (02)"]) == ("4", "2*")
    said = (
        "theo số liệu của 03/04 phường (01/02 phường tại dòng “Trong đó: Xã (02)”; tổng cộng: 04/05"
        " đơn vị), chưa có phường D"
    )
    assert any(said in text for text in paragraphs(path))
    [note] = [row[0] for row in rows_of(path, "Chỉ tiêu") if row[0].startswith("(*)")]
    assert note == (
        "(*) Tổng theo số liệu của 03/04 phường (tổng cộng: 04/05 đơn vị), chưa có phường D."
        " “–” là chưa có số liệu hoặc không có số để tính tỷ lệ."
    )


def test_the_main_table_calls_the_own_unit_that_lacks_a_number_as_its_column(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={})
    enter(context, "A", MONTH, "Hộ tịch", **KNOWN)
    enter(context, "DIST", MONTH, "Hộ tịch", **{**KNOWN, "pending_overdue": None})
    [note] = [row[0] for row in rows_of(made(context, tmp_path), "Chỉ tiêu") if "(*)" in row[0]]
    assert note.startswith("(*) Tổng theo số liệu của 01/02 đơn vị, chưa có Một cửa quận. “–”")


@pytest.mark.parametrize(
    ("in_annexes", "ending"),
    [(True, "và 03 phường khác (chi tiết tại phụ lục)"), (False, "và 03 phường khác")],
)
def test_many_that_lack_a_number_are_folded_and_sought_only_where_they_stand(
    in_annexes: bool, ending: str
) -> None:
    names = [f"phường {letter}" for letter in "ABCDEF"]
    said = _folded(names, "phường", in_annexes=in_annexes)
    assert said == f"phường A, phường B, phường C {ending}"
