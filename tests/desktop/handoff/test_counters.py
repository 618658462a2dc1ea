"""A ward that restored an old copy of its store finds back into the count of its files."""

import random
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop import backup
from desktop.context import Context, open_context
from desktop.figures import figures
from desktop.handoff.arrivals import Decisions
from desktop.handoff.counters import LEAP
from desktop.handoff.outbox import outbox
from desktop.handoff.received_slips import open_file, slip_sentence
from desktop.handoff.slips import return_slip, write_receipts
from desktop.handoff.submission import preview, submit
from desktop.messages import sentence
from models.periods import Month
from tests.helpers.office import JUNE, enter, new_office
from tests.helpers.offices import Ward, new_district, statuses, take

NOON = datetime(2026, 11, 24, 12).astimezone()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Context]:
    context = new_district(tmp_path, "LEBINH")
    yield context
    context.close()


def _codes(notes: object) -> list[str]:
    assert isinstance(notes, tuple)
    return [note.code for note in notes]


def _handled(context: Context, period: str = "2024-06", unit: str = "LEBINH") -> object:
    shown = context.ask(figures, period, unit)
    units = shown["units"]
    assert isinstance(units, list)
    return units[0]["total"]["measures"]["to_handle"]


def _restored(ward: Context, copy: Path) -> Context:
    path = ward.path
    ward.close()
    backup.restore(path, copy, NOON)
    return open_context(path, "Cán bộ mẫu 01")


def test_from_the_restored_copy_to_figures_that_count_again(
    tmp_path: Path, district: Context, stick: Path
) -> None:
    ward = new_office(tmp_path)
    enter(ward, JUNE, "Hộ tịch", to_handle=1)
    take(district, submit(ward, "2024-06", stick).path)
    copy = backup.backup(ward.store, tmp_path / "copies", NOON).path
    for number in (2, 3):
        enter(ward, JUNE, "Hộ tịch", to_handle=number)
        take(district, submit(ward, "2024-06", stick).path)
    ward = _restored(ward, copy)
    enter(ward, JUNE, "Hộ tịch", to_handle=77)
    assert ward.ask(preview, "2024-06").restored
    low = submit(ward, "2024-06", stick)
    assert (low.made.revision, low.made.restored) == (2, True)
    assert not ward.ask(preview, "2024-06").restored

    [arrival] = take(district, low.path).arrivals
    assert arrival.status == "older"
    assert "ghi biên nhận gửi đơn vị LEBINH" in arrival.message
    assert _handled(district) == 3
    [receipt] = write_receipts(district, [arrival], stick)
    opened = ward.do(open_file, receipt.path).value
    assert _codes(opened.notes) == ["slip_not_ours", "slip_counts_on"]
    assert "đến số thứ tự 3 nên lần gửi tới được đánh số tiếp theo đó" in slip_sentence(opened)
    assert ward.do(open_file, receipt.path).value.notes == ()

    assert ward.ask(preview, "2024-06").revision == 4
    again = submit(ward, "2024-06", stick)
    assert (again.made.revision, again.made.sequence) == (4, 4)
    [arrival] = take(district, again.path).arrivals
    assert (arrival.status, _codes(arrival.notes)) == ("newer", ["arrival_draft"])
    assert _handled(district) == 77
    ward.close()


def test_a_return_slip_carries_the_numbers_too_and_an_answer_in_order_says_nothing(
    tmp_path: Path, district: Context, stick: Path
) -> None:
    ward = new_office(tmp_path)
    enter(ward, JUNE, "Hộ tịch", to_handle=1)
    enter(ward, Month(2024, 5), "Hộ tịch", to_handle=4)
    copy = backup.backup(ward.store, tmp_path / "copies", NOON).path
    received = take(
        district, submit(ward, "2024-06", stick).path, submit(ward, "2024-05", stick).path
    )
    for receipt in write_receipts(district, received.arrivals, stick):
        assert ward.do(open_file, receipt.path).value.notes == ()
    ward = _restored(ward, copy)
    slip = return_slip(district, "LEBINH", "2024-06", [("II.2", "Thiếu.")], stick)
    assert "slip_counts_on" in _codes(ward.do(open_file, slip.path).value.notes)
    # Opening the answer is enough: the next file is in order and there is nothing to warn of.
    assert not ward.ask(preview, "2024-06").restored
    # The other period too, of which the slip does not speak.
    made = submit(ward, "2024-05", stick).made
    assert (made.revision, made.sequence, made.restored) == (2, 3, False)
    ward.close()


def test_a_copy_that_lacks_nothing_gives_no_warning(tmp_path: Path) -> None:
    ward = new_office(tmp_path)
    enter(ward, JUNE, "Hộ tịch", to_handle=1)
    copy = backup.backup(ward.store, tmp_path / "copies", NOON).path
    ward = _restored(ward, copy)
    assert not ward.ask(preview, "2024-06").restored
    ward.close()


def test_newer_figures_that_wait_behind_a_later_file_are_told_with_the_way_on(
    tmp_path: Path, district: Context
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-05": {"Hộ tịch": 4}, "2024-06": {"Hộ tịch": 5}}
    ward.blocks = {"2024-Q1": 30}
    ward.sequence = 2
    take(district, ward.send("2024-06"))
    ward.sequence = 17
    take(district, ward.send("2024-H1"))
    ward.figures["2024-06"] = {"Hộ tịch": 77_777}
    ward.blocks = {"2024-Q1": 31}
    ward.sequence = 10
    [arrival] = take(district, ward.send("2024-06"), compare=True).arrivals
    assert arrival.status == "newer"
    [note] = arrival.notes
    assert sentence(note) == (
        "Số liệu tháng 6/2024, quý I năm 2024 trong tệp chưa dùng vì đã có tệp gửi sau "
        "(6 tháng đầu năm 2024, lần 1, số thứ tự 18). "
        "Nếu số trong tệp này mới đúng (đơn vị vừa khôi phục sổ từ bản sao), "
        "hãy ghi biên nhận gửi đơn vị; đơn vị mở biên nhận rồi gửi lại."
    )
    assert arrival.changes == ()
    assert _handled(district) == 5


def test_an_implausible_sequence_waits_until_it_is_accepted_by_name(
    tmp_path: Path, district: Context
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 5}}
    take(district, ward.send("2024-06"))
    ward.figures["2024-06"] = {"Hộ tịch": 6}
    far = ward.send("2024-07", sequence=5 + LEAP)
    received = take(district, far)
    assert (statuses(received), received.batch) == (["sequence_jump"], None)
    assert "số thứ tự 10.005 tăng bất thường so với 1" in received.arrivals[0].message
    # What comes after it counts as ever.
    assert statuses(take(district, ward.send("2024-06"))) == ["newer"]
    assert _handled(district) == 6
    confirmed = Decisions(accept_sequences=["lebinh"])
    assert statuses(take(district, far, decisions=Decisions(accept_sequences=["KHAC"]))) == [
        "sequence_jump"
    ]
    assert statuses(take(district, far, decisions=confirmed)) == ["new"]
    near = ward.send("2024-08", sequence=5 + LEAP + LEAP)
    assert statuses(take(district, near)) == ["new"]


def test_the_ward_does_not_follow_numbers_that_no_file_of_it_can_have(
    tmp_path: Path, district: Context, stick: Path
) -> None:
    ward = new_office(tmp_path)
    enter(ward, JUNE, "Hộ tịch", to_handle=1)
    take(district, submit(ward, "2024-06", stick).path)
    with district.store.transaction() as conn:
        conn.exec_driver_sql("UPDATE inbox SET sequence = 1000000000")
    slip = return_slip(district, "LEBINH", "2024-06", [("II.2", "Thiếu.")], stick)
    opened = ward.do(open_file, slip.path).value
    assert _codes(opened.notes) == ["slip_sequence_jump"]
    assert submit(ward, "2024-06", stick).made.sequence == 2
    assert max(sent.sequence for sent in ward.ask(outbox)) == 2
    ward.close()


def test_whatever_the_order_the_last_files_after_a_restored_copy_hold(
    tmp_path: Path, stick: Path
) -> None:
    files, expected = _sent_with_restored_copies(tmp_path, stick)
    new_district(tmp_path, "LEBINH").close()
    for seed in range(3):
        chance, mixed = random.Random(seed), list(files)
        chance.shuffle(mixed)
        copied = shutil.copy(tmp_path / "district.sqlite", tmp_path / f"mixed{seed}.sqlite")
        district = open_context(Path(copied))
        while mixed:
            count = chance.randrange(1, 5)
            take(district, *mixed[:count])
            mixed = mixed[count:]
        assert {month: _handled(district, month) for month in expected} == expected
        district.close()


def _sent_with_restored_copies(tmp_path: Path, stick: Path) -> tuple[list[Path], dict[str, int]]:
    """Return what a ward sent that restored twice, and what its book holds in the end."""
    chance, files = random.Random(3), []
    months = [Month(2024, number) for number in range(1, 6)]
    (tmp_path / "upper").mkdir()
    upper, ward = new_district(tmp_path / "upper", "LEBINH"), new_office(tmp_path)
    enter(ward, months[0], "Hộ tịch", to_handle=1)
    # So that the copies hold the key.
    files.append(submit(ward, str(months[0]), stick).path)
    held: dict[str, int] = {}
    for turn in range(2):
        copy = backup.backup(ward.store, tmp_path / "copies", NOON).path
        for _ in range(4):
            month = chance.choice(months)
            enter(ward, month, "Hộ tịch", to_handle=chance.randrange(1, 900))
            files.append(submit(ward, str(month), stick).path)
        received = take(upper, *files)
        ward = _restored(ward, copy)
        month = chance.choice(months)
        enter(ward, month, "Hộ tịch", to_handle=turn + 1)
        files.append(submit(ward, str(month), stick).path)
        received = take(upper, *files)
        for receipt in write_receipts(upper, received.arrivals, stick):
            ward.do(open_file, receipt.path)
    for month in months:
        held[str(month)] = chance.randrange(1, 900)
        enter(ward, month, "Hộ tịch", to_handle=held[str(month)])
        files.append(submit(ward, str(month), stick).path)
    ward.close()
    upper.close()
    return files, held
