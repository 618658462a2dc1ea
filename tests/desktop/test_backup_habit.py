"""Copies are made when something changed, and only as many stay as the rule keeps."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop import backup, settings
from desktop.backup_habit import (
    Copy,
    copies_of,
    copy_to,
    has_changed,
    keep_copy,
    kept_copies,
    rotate,
    second_place,
)
from desktop.context import Context, now, open_context
from desktop.months import close_month
from models.errors import Problem, Unusable
from tests.helpers.office import JUNE, SETTLED, enter, new_office

NOON = datetime(2024, 7, 1, 12, 0, tzinfo=timezone.utc)  # noqa: UP017
WALL = NOON.replace(tzinfo=None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    made = new_office(tmp_path)
    yield made
    made.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- when a copy is made


def test_a_copy_is_made_where_something_changed_and_not_again(office: Context) -> None:
    made = keep_copy(office, NOON)
    assert made is not None
    assert [copy.path for copy in copies_of(office.path)] == [made.path]
    assert keep_copy(office, NOON + timedelta(hours=1)) is None
    enter(office, JUNE, "Hộ tịch", received_online=5)
    later = keep_copy(office, NOON + timedelta(hours=1))
    assert later is not None
    assert [copy.path for copy in copies_of(office.path)] == [later.path, made.path]


def test_a_copy_of_a_wrong_year_ahead_hides_no_newer_one(office: Context, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    ahead = keep_copy(office, now() + timedelta(days=1800))
    office.do(settings.set_setting, settings.SECOND_PLACE, str(stick))
    made = keep_copy(office, now())
    assert ahead is not None
    assert made is not None
    assert [copy.path for copy in copies_of(office.path)] == [made.path, ahead.path]
    assert names(stick) == [made.path.name]
    assert keep_copy(office, now()) is None


def test_a_closed_month_alone_is_a_change(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    keep_copy(office, NOON)
    office.do(close_month, "LEBINH", JUNE, NOON.date(), "Đã đối chiếu với hệ thống")
    assert has_changed(office.store)


def test_a_damaged_copy_does_not_count_as_a_copy_of_everything(office: Context) -> None:
    made = keep_copy(office, NOON)
    assert made is not None
    made.path.write_bytes(b"x" * 5000)
    assert has_changed(office.store)


def test_a_copy_with_a_flipped_bit_does_not_count_as_one(office: Context) -> None:
    made = keep_copy(office, NOON)
    assert made is not None
    content = bytearray(made.path.read_bytes())
    content[content.index("Cán bộ mẫu 01".encode())] ^= 1
    made.path.write_bytes(content)
    assert has_changed(office.store)


def test_the_store_can_be_opened_at_once_after_looking_for_changes(office: Context) -> None:
    keep_copy(office, NOON)
    assert not has_changed(office.store)
    assert names(office.path.parent / backup.FOLDER) == [copies_of(office.path)[0].path.name]


# --- which copies stay


def copies(*hours_before: float) -> list[Copy]:
    return [Copy(Path(str(hours)), WALL - timedelta(hours=hours)) for hours in hours_before]


def kept(*hours_before: float) -> list[float]:
    return sorted(float(str(copy.path)) for copy in kept_copies(copies(*hours_before), WALL))


def test_every_copy_of_the_last_day_stays() -> None:
    of_today = [n / 2 for n in range(48)]
    assert kept(*of_today) == of_today


def test_twelve_days_ten_weeks_nine_months_stay() -> None:
    days = range(1, 13)
    # 1 July 2024 is a Monday: the weeks before it end 1, 8, 15 … days ago.
    weeks = range(1, 1 + 7 * 10, 7)
    months = [1, 31, 62, 92, 123, 152, 183, 214, 244]
    every_day = [24.0 * n for n in range(1, 400)]
    assert kept(*every_day) == sorted(24.0 * n for n in {*days, *weeks, *months})


def test_of_one_day_the_newest_stays() -> None:
    assert kept(26, 28, 30) == [26]


def test_a_clock_that_was_set_back_takes_nothing_away() -> None:
    assert kept(-5000, -3000, 2) == [-5000, -3000, 2]


def test_rotating_touches_only_copies_of_this_store(tmp_path: Path) -> None:
    store = tmp_path / "ward.sqlite"
    gone = ["ward-20200101-120000.sqlite", "ward-20200101-120000-2-0123456789ab.sqlite"]
    stay = [
        "ward-20200101-130000-0123456789ab.sqlite",
        "ward-truoc-khoi-phuc-20200101-120000.sqlite",
        "ward2-20200101-120000.sqlite",
        "ward-20200101-120000.txt",
        "ward-ban-cua-toi.sqlite",
    ]
    for name in (*gone, *stay):
        (tmp_path / name).write_text("x", encoding="utf-8")
    rotate(store, tmp_path, NOON)
    assert names(tmp_path) == sorted(stay)


# --- the second place


def choose(office: Context, folder: Path) -> None:
    office.do(settings.set_setting, settings.SECOND_PLACE, str(folder))


def test_the_second_place_gets_the_same_copy(office: Context, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    choose(office, tmp_path / "usb")
    made = keep_copy(office, NOON)
    assert made is not None
    there = tmp_path / "usb" / made.path.name
    assert there.read_bytes() == made.path.read_bytes()
    place = second_place(office)
    assert place is not None
    assert (place.there, place.newest) == (True, WALL)
    assert not place.is_old(NOON + timedelta(days=7))
    assert place.is_old(NOON + timedelta(days=7, seconds=1))
    assert place.lack(NOON + timedelta(days=7)) == ""
    assert place.lack(NOON + timedelta(days=7, seconds=1)) == "quá 7 ngày chưa có bản mới"


def test_a_stick_that_is_away_is_told_and_stops_nothing(office: Context, tmp_path: Path) -> None:
    assert second_place(office) is None
    choose(office, tmp_path / "usb")
    assert keep_copy(office, NOON) is not None
    place = second_place(office)
    assert place is not None
    assert (place.there, place.newest, place.is_old(NOON)) == (False, None, True)
    # A stick that is away may hold a copy of yesterday: its age is not known.
    assert place.lack(NOON) == "chưa cắm hoặc chưa nối được"
    assert place._replace(there=True).lack(NOON) == "chưa có bản sao nào"
    assert not (tmp_path / "usb").exists()


def test_a_stick_that_comes_back_gets_the_copy_it_missed(office: Context, tmp_path: Path) -> None:
    choose(office, tmp_path / "usb")
    made = keep_copy(office, NOON)
    assert made is not None
    (tmp_path / "usb").mkdir()
    # Nothing changed since, so no new copy is made; the stick gets the one there is.
    assert keep_copy(office, NOON) is None
    assert names(tmp_path / "usb") == [made.path.name]
    assert len(copies_of(office.path)) == 1


def test_a_stick_that_could_not_be_written_is_told_at_once(
    office: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "usb").mkdir()
    choose(office, tmp_path / "usb")
    keep_copy(office, NOON)
    enter(office, JUNE, "Hộ tịch", received_online=5)

    def full(*_: object) -> Path:
        raise Unusable(Problem("disk_full", values={"path": "usb"}))

    monkeypatch.setattr("desktop.backup_habit.copy_to", full)
    assert keep_copy(office, NOON + timedelta(hours=1)) is not None
    place = second_place(office)
    assert place is not None
    assert place.lack(NOON + timedelta(hours=1)) == "chưa ghi được bản mới nhất"


def test_a_copy_that_comes_out_different_does_not_stand_there(
    office: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keep_copy(office, NOON)
    assert made is not None
    (tmp_path / "usb").mkdir()
    enter(office, JUNE, "Hộ tịch", received_online=5)
    other = backup.backup(office.store, tmp_path / "khac", NOON)
    bytes_of_another = other.path.read_bytes()
    monkeypatch.setattr(shutil, "copyfile", lambda _, draft: draft.write_bytes(bytes_of_another))
    with pytest.raises(Unusable, match="backup_failed"):
        copy_to(made.path, tmp_path / "usb")
    assert names(tmp_path / "usb") == []


# --- the seal in the name


def test_a_flipped_bit_in_a_copy_is_noticed_by_its_name(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=4711)
    made = keep_copy(office, NOON)
    assert made is not None
    content = bytearray(made.path.read_bytes())
    place = content.index("Cán bộ mẫu 01".encode())
    content[place] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(Unusable, match="backup_unsound"):
        backup.verify_copy(made.path)
    renamed = made.path.rename(made.path.with_name("ban-cua-toi.sqlite"))
    assert backup.verify_copy(renamed).unit == "LEBINH"


def test_a_copy_of_an_older_version_has_no_seal_and_still_counts(
    office: Context, tmp_path: Path
) -> None:
    made = keep_copy(office, NOON)
    assert made is not None
    old = made.path.rename(made.path.with_name("ward-20240701-120000.sqlite"))
    assert backup.verify_copy(old).unit == "LEBINH"
    assert [copy.path for copy in copies_of(office.path)] == [old]
    restored = backup.restore(tmp_path / "khac.sqlite", old, NOON)
    open_context(tmp_path / "khac.sqlite").close()
    assert restored.source.path == old
