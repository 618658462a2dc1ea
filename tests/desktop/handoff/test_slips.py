"""Requests, return slips and receipts: written by one office, opened by the ward."""

from datetime import date
from pathlib import Path

import pytest

from desktop.consolidation.board import status_of
from desktop.context import Context
from desktop.deadlines import own_deadline
from desktop.handoff.container import Package, pack, unpack
from desktop.handoff.keys import new_key
from desktop.handoff.manifest import DATA
from desktop.handoff.outbox import outbox
from desktop.handoff.received_slips import open_file, open_remarks, settle, slip_sentence
from desktop.handoff.slips import request_file, return_slip, write_receipts
from desktop.handoff.submission import submit
from desktop.months import close_month, own_windows
from desktop.registers import records, save
from desktop.settings import set_setting
from models.errors import OfficeError, Refused, Unusable
from models.periods import Month, Window, parse_period
from models.registers import Values
from tests.helpers.office import JUNE, enter, new_office
from tests.helpers.offices import NEW, Ward, new_district, statuses, take

PLACES = [
    ("2024-06/Hộ tịch/pending", "Xem lại."),
    ("II.2", "Thiếu số liệu."),
    ("Nhân sự/can bo MẪU 01", "Sai tên."),
]


@pytest.fixture
def ward(tmp_path: Path) -> Context:
    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", to_handle=6, pending=2)
    person: Values = {
        "name": "Cán bộ mẫu 01",
        "from_date": date(2024, 1, 2),
        "assignment": "Chính thức",
    }
    office.do(save, "staff", office.unit, person)
    return office


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def refusal(context: Context, path: Path) -> str:
    with pytest.raises(OfficeError) as error:
        context.do(open_file, path)
    return error.value.problems[0].code


def test_two_offices_from_the_request_to_the_receipt_of_the_correction(
    ward: Context, district: Context, stick: Path
) -> None:
    ward.do(open_file, request_file(district, "2024-06", date(2024, 7, 3), stick).path)
    assert ward.ask(own_deadline, parse_period("2024-06")) == date(2024, 7, 3)
    assert ward.ask(status_of, "LEBINH", "2024-06").word == "Chưa gửi"

    first = submit(ward, "2024-06", stick)
    assert ward.ask(status_of, "LEBINH", "2024-06").word == "Đã gửi"
    received = take(district, first.path)
    assert statuses(received) == ["new"]

    [receipt] = write_receipts(district, received.arrivals, stick)
    ward.do(open_file, receipt.path)
    assert ward.ask(status_of, "LEBINH", "2024-06").word == "Đã nhận"

    slip = return_slip(district, "LEBINH", "2024-06", PLACES, stick)
    ward.do(open_file, slip.path)
    assert ward.ask(status_of, "LEBINH", "2024-06").word == "Trả lại để hoàn chỉnh"
    cell, section, record = [item.remark for item in ward.ask(open_remarks, "LEBINH")]
    assert (cell.month, cell.area, cell.measure) == ("2024-06", "Hộ tịch", "pending")
    assert cell.text == "Xem lại."
    assert section.section == "II.2"
    assert [person.id for person in ward.ask(records, "staff", "LEBINH")] == [record.record]

    enter(ward, JUNE, "Hộ tịch", pending=3)
    second = submit(ward, "2024-06", stick)
    assert second.made.revision == 2
    assert ward.ask(open_remarks, "LEBINH") == []
    assert ward.ask(status_of, "LEBINH", "2024-06").word == "Đã gửi"
    again = take(district, stick)
    assert sorted(statuses(again)) == ["identical", "newer", *["wrong_kind"] * 3]
    write_receipts(district, again.arrivals, stick)
    ward.do(open_file, stick / "LEBINH_2024-06_bien-nhan_r2.smc")
    assert ward.ask(status_of, "LEBINH", "2024-06").word == "Đã nhận"
    assert district.ask(status_of, "LEBINH", "2024-06").revision == 2


def test_the_word_report_alone_is_the_submission(
    ward: Context, district: Context, stick: Path
) -> None:
    sent = submit(ward, "2024-06", stick)
    package = unpack(sent.path.read_bytes())
    assert isinstance(package, Package)
    mailed = stick / "bao cao.docx"
    mailed.write_bytes(package.entries["report.docx"])
    sent.path.unlink()
    assert statuses(take(district, mailed)) == ["new"]
    sent.path.write_bytes(ward.ask(lambda conn: _content(conn, sent.made.sequence)))
    assert statuses(take(district, sent.path)) == ["identical"]


def _content(conn: object, sequence: int) -> bytes:
    from desktop.handoff.outbox import content_of

    return content_of(conn, sequence)  # type: ignore[arg-type]


def test_a_remark_seen_to_is_no_longer_open(ward: Context, district: Context, stick: Path) -> None:
    take(district, submit(ward, "2024-06", stick).path)
    ward.do(open_file, return_slip(district, "LEBINH", "2024-06", PLACES, stick).path)
    first = ward.ask(open_remarks, "LEBINH")[0]
    ward.do(settle, first.slip, first.number)
    assert [item.number for item in ward.ask(open_remarks, "LEBINH", "2024-06")] == [1, 2]
    ward.do(settle, first.slip, first.number, settled=False)
    assert len(ward.ask(open_remarks, "LEBINH")) == 3
    with pytest.raises(Refused):
        ward.do(settle, first.slip, 3)


def test_opening_a_slip_again_changes_nothing(
    ward: Context, district: Context, stick: Path
) -> None:
    path = request_file(district, "2024-06", date(2024, 7, 3), stick).path
    before = path.read_bytes()
    first = ward.do(open_file, path).value
    assert not first.known
    outcome = ward.do(open_file, path)
    assert outcome.value.known
    words = "Quận Cái Răng yêu cầu báo cáo tháng 6 năm 2024, hạn gửi 03/07/2024"
    assert slip_sentence(first) == f"{words}."
    assert slip_sentence(outcome.value) == f"{words} (đã mở trước đây)."
    assert outcome.changes == ()
    assert path.read_bytes() == before


def test_a_request_sets_the_days_of_open_months_and_leaves_what_the_officer_set(
    ward: Context, district: Context, stick: Path
) -> None:
    district.do(set_setting, "window_start_day", "15")
    own: Values = {
        "year": 2024,
        "month": 5,
        "from_date": date(2024, 5, 2),
        "to_date": date(2024, 5, 30),
    }
    ward.do(save, "monthly", ward.unit, own)
    enter(ward, Month(2024, 4), "Hộ tịch", to_handle=1)
    ward.do(close_month, ward.unit, Month(2024, 4), date(2024, 7, 1), "Số liệu đã kiểm tra.")
    request = request_file(district, "2024-Q2", date(2024, 7, 3), stick)
    opened = ward.do(open_file, request.path).value
    windows = ward.ask(own_windows, ward.unit)
    assert windows[JUNE] == Window(date(2024, 5, 15), date(2024, 6, 14))
    assert windows[Month(2024, 5)].start == date(2024, 5, 2)
    assert [(note.code, note.place.month) for note in opened.notes] == [
        ("request_window_differs", "2024-04"),
        ("request_window_differs", "2024-05"),
    ]


def test_a_request_that_does_not_name_the_unit_says_so(
    tmp_path: Path, ward: Context, stick: Path
) -> None:
    path = request_file(new_district(tmp_path, "BALANG"), "2024-06", date(2024, 7, 3), stick).path
    assert [note.code for note in ward.do(open_file, path).value.notes] == ["request_not_listed"]


def test_a_slip_for_another_unit_a_submission_or_the_own_slip_is_refused(
    ward: Context, district: Context, stick: Path, tmp_path: Path
) -> None:
    other = Ward(tmp_path, "BALANG")
    other.figures = {"2024-06": {"Hộ tịch": 1}}
    take(district, other.send("2024-06"))
    slip = return_slip(district, "BALANG", "2024-06", PLACES[1:2], stick).path
    assert refusal(ward, slip) == "slip_other_unit"
    assert refusal(district, slip) == "slip_own"
    assert refusal(ward, other.send("2024-06")) == "open_submission"
    slip.write_bytes(slip.read_bytes()[:-9])
    assert refusal(ward, slip) == "package_tampered"
    assert refusal(ward, stick / "gone.smc") == "file_missing"


def test_the_key_of_the_receiving_office_is_remembered_too(
    ward: Context, district: Context, stick: Path
) -> None:
    path = request_file(district, "2024-06", date(2024, 7, 3), stick).path
    ward.do(open_file, path)
    package, stranger = unpack(path.read_bytes()), new_key()
    assert isinstance(package, Package)
    forged = stick / "forged.smc"
    import msgspec

    manifest = msgspec.structs.replace(package.manifest, public_key=stranger.public.hex())
    forged.write_bytes(pack(manifest, {DATA: package.entries[DATA]}, stranger.sign))
    assert refusal(ward, forged) == "arrival_changed_key"
    assert ward.do(open_file, forged, ["CAIRANG"]).value.known


def test_a_receipt_goes_to_the_code_by_which_the_unit_calls_itself(
    tmp_path: Path, stick: Path
) -> None:
    from desktop.handoff.arrivals import Decisions

    district, ward = new_district(tmp_path, "LEBINH"), Ward(tmp_path, "LB-CU")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    renamed = Decisions(aliases={"LB-CU": "LEBINH"})
    received = take(district, ward.send("2024-06"), decisions=renamed)
    [receipt] = write_receipts(district, received.arrivals, stick)
    slip = return_slip(district, "LEBINH", "2024-06", PLACES[1:2], stick)
    for path in (receipt.path, slip.path):
        package = unpack(path.read_bytes())
        assert isinstance(package, Package)
        assert package.manifest.to == "LB-CU"
    assert [sent.kind for sent in district.ask(outbox)] == ["return", "receipt"]


@pytest.mark.parametrize(
    ("unit", "remarks", "code"),
    [
        ("LEBINH", [], "return_without_remark"),
        ("LEBINH", [("2024-06/Không có/pending", "Sai.")], "remark_place_unknown"),
        ("LEBINH", [("chỗ nào đó", "Sai.")], "remark_place_unknown"),
        ("LEBINH", [("II.2", "  ")], "remark_empty"),
        ("BALANG", [("II.2", "Sai.")], "return_nothing_received"),
        ("KHAC", [("II.2", "Sai.")], "unit_unknown"),
    ],
)
def test_a_return_that_says_nothing_usable_is_refused_and_writes_nothing(
    tmp_path: Path, stick: Path, unit: str, remarks: list[tuple[str, str]], code: str
) -> None:
    district, ward = new_district(tmp_path, "LEBINH", "BALANG"), Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    take(district, ward.send("2024-06"), decisions=NEW)
    with pytest.raises(OfficeError) as error:
        return_slip(district, unit, "2024-06", remarks, stick)
    assert error.value.problems[0].code == code
    assert list(stick.iterdir()) == []
    assert district.ask(outbox) == []


def test_a_ward_writes_neither_requests_nor_return_slips(ward: Context, stick: Path) -> None:
    with pytest.raises(Unusable) as unusable:
        request_file(ward, "2024-06", date(2024, 7, 3), stick)
    assert unusable.value.problems[0].code == "district_only"
