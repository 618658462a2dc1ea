"""The own unit is given another code: all that was kept under the old one is found again."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop import history
from desktop.consolidation.board import status_of
from desktop.context import Context
from desktop.finding_reasons import give_reason
from desktop.findings import findings, open_warnings
from desktop.handoff.received_slips import open_file, open_remarks
from desktop.handoff.receiving import receive
from desktop.handoff.sign_off import current, sign_off, take_back
from desktop.handoff.slips import return_slip
from desktop.handoff.submission import export_report, submit
from desktop.months import close_month, closed_months
from desktop.registers import profile, records, save
from models.errors import Refused
from models.tables import FOLLOWS_UNIT, all_tables
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import Ward, new_district, take

DAY = date(2024, 7, 1)


def rename(office: Context, code: str) -> str:
    """Give the own unit another code; returns the entry of the history."""
    own = office.ask(profile, office.unit)
    return office.do(save, "profile", office.unit, {"code": code}, own.id).entry or ""


def codes_kept(office: Context) -> set[tuple[str, str]]:
    """Return every table with the codes that its rows stand under, the history left out."""
    kept = set()
    with office.store.transaction() as conn:
        for table in all_tables().sorted_tables:
            if "unit" in table.c and table.name != "change":
                for code in conn.execute(sa.select(table.c.unit).distinct()).scalars():
                    kept.add((table.name, code))
    return kept


@pytest.fixture
def sent(office: Context, tmp_path: Path) -> Context:
    """Return a ward whose June was closed, signed, sent and returned."""
    enter(office, JUNE, "Hộ tịch", to_handle=9, resolved=7, pending=3, closed_unresolved=0)
    for finding in open_warnings(office.ask(findings, office.unit, [JUNE], DAY)):
        office.do(give_reason, finding, "Số liệu đúng thực tế")
    office.do(close_month, office.unit, JUNE, DAY)
    report = tmp_path / "bao-cao.docx"
    export_report(office, "2024-06", "cchc", report)
    taken = office.do(take_back, office.unit, "2024-06", "cchc", report).value
    office.do(sign_off, taken.id, "01/BC-UBND", DAY)
    first = submit(office, "2024-06", tmp_path)
    district = new_district(tmp_path, "LEBINH")
    district.do(receive, [first.path])
    slip = return_slip(district, "LEBINH", "2024-06", [("II.2", "Thiếu số liệu.")], tmp_path)
    district.close()
    office.do(open_file, slip.path)
    return office


def test_every_column_named_unit_says_whether_it_follows_a_change_of_code() -> None:
    columns = [table.c.unit for table in all_tables().sorted_tables if "unit" in table.c]
    assert len(columns) > 20
    assert [str(column) for column in columns if FOLLOWS_UNIT not in column.info] == []


def test_a_period_sent_before_the_change_of_code_goes_out_as_the_next_revision(
    sent: Context, tmp_path: Path
) -> None:
    rename(sent, "NINHKIEU")
    assert submit(sent, "2024-06", tmp_path).made.revision == 2


def test_a_slip_for_a_report_sent_under_the_old_code_is_opened_under_the_new_one(
    office: Context, tmp_path: Path
) -> None:
    enter(office, JUNE, "Hộ tịch", to_handle=9)
    first = submit(office, "2024-06", tmp_path)
    district = new_district(tmp_path, "LEBINH")
    district.do(receive, [first.path])
    slip = return_slip(district, "LEBINH", "2024-06", [("II.2", "Thiếu số liệu.")], tmp_path)
    district.close()
    rename(office, "NINHKIEU")
    assert office.do(open_file, slip.path).value.notes == ()
    assert len(office.ask(open_remarks, "NINHKIEU")) == 1


def test_what_was_signed_returned_closed_and_explained_is_found_under_the_new_code(
    sent: Context,
) -> None:
    rename(sent, "NINHKIEU")
    signed = sent.ask(current, "NINHKIEU", "2024-06", "cchc")
    assert signed is not None
    assert signed.number == "01/BC-UBND"
    assert sent.ask(status_of, "NINHKIEU", "2024-06").word == "Trả lại để hoàn chỉnh"
    assert [item.remark.text for item in sent.ask(open_remarks, "NINHKIEU")] == ["Thiếu số liệu."]
    assert sent.ask(closed_months, "NINHKIEU") == {JUNE}
    assert open_warnings(sent.ask(findings, "NINHKIEU", [JUNE], DAY)) == []


def test_no_row_stays_behind_under_the_old_code(sent: Context) -> None:
    before = codes_kept(sent)
    rename(sent, "NINHKIEU")
    moved = {(table, "NINHKIEU" if code == "LEBINH" else code) for table, code in before}
    assert codes_kept(sent) == moved


def test_a_change_of_code_can_be_taken_back_with_all_that_followed(sent: Context) -> None:
    before = codes_kept(sent)
    sent.do(history.undo, rename(sent, "NINHKIEU"))
    assert (sent.unit, codes_kept(sent)) == ("LEBINH", before)
    assert sent.ask(profile, "LEBINH").text("code") == "LEBINH"


def test_a_change_made_before_the_change_of_code_is_not_taken_back_in_a_closed_month(
    office: Context,
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=3)
    edited = enter(office, JUNE, "Hộ tịch", received_online=4)
    office.do(close_month, office.unit, JUNE, DAY, "Số liệu đúng thực tế")
    rename(office, "NINHKIEU")
    with pytest.raises(Refused) as refused:
        office.do(history.undo, edited)
    assert refused.value.problems[0].code == "month_closed"


def test_units_that_were_merged_into_the_own_one_stay_its_predecessors(tmp_path: Path) -> None:
    district = new_district(tmp_path, "CAIRANG", "LEBINH")
    [old] = district.ask(records, "units", "", where={"code": "LEBINH"})
    district.do(save, "units", "", {"successor": "CAIRANG"}, old.id)
    rename(district, "NINHKIEU")
    listed = district.ask(records, "units", "")
    assert sorted((unit.text("code"), unit.text("successor")) for unit in listed) == [
        ("LEBINH", "NINHKIEU"),
        ("NINHKIEU", ""),
    ]
    assert district.ask(records, "units", "", search="ninhkieu")
    district.close()


@pytest.mark.parametrize("listed", [True, False])
def test_the_code_of_another_unit_is_refused_and_nothing_moves(
    tmp_path: Path, listed: bool
) -> None:
    district = new_district(tmp_path, "LEBINH")
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 5}}
    take(district, ward.send("2024-06"))
    if not listed:
        [unit] = district.ask(records, "units", "")
        district.do(save, "units", "", {"code": "KHAC"}, unit.id)
    before = codes_kept(district)
    with pytest.raises(Refused) as refused:
        rename(district, "LEBINH")
    assert refused.value.problems[0].code == "unit_code_taken"
    assert (district.unit, codes_kept(district)) == ("CAIRANG", before)
    district.close()


def test_a_split_unit_that_names_the_own_one_among_others_names_it_by_its_new_code(
    tmp_path: Path,
) -> None:
    district = new_district(tmp_path, "CAIRANG", "LEBINH", "BALANG")
    [old] = district.ask(records, "units", "", where={"code": "LEBINH"})
    district.do(save, "units", "", {"successor": "BALANG\nCAIRANG"}, old.id)
    rename(district, "NINHKIEU")
    [old] = district.ask(records, "units", "", where={"code": "LEBINH"})
    assert old.text("successor") == "BALANG\nNINHKIEU"
    district.close()
