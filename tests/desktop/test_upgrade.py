"""A store of the first version is opened: what was closed, explained, signed and sent holds."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.consolidation.board import status_of
from desktop.context import Context, open_context
from desktop.findings import findings, open_warnings
from desktop.handoff.outbox import outbox
from desktop.handoff.received_slips import open_remarks
from desktop.handoff.sign_off import current
from desktop.handoff.submission import submit
from desktop.months import closed_months, reopen_month
from desktop.registers import records, save
from models.periods import Month
from tests.helpers.office import JUNE, area_id, enter

SAMPLE = Path(__file__).parent.parent / "samples" / "ward-0002.sqlite"
MAY = Month(2024, 5)
UNIT = "PHUONGMAU"
DAY = date(2024, 7, 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "ward.sqlite"))


@pytest.fixture
def ward(file: Path) -> Iterator[Context]:
    context = open_context(file, "Cán bộ mẫu 01")
    yield context
    context.close()


def kept(file: Path, table: str, but: str = "", columns: str = "*") -> list[tuple[object, ...]]:
    raw = sqlite3.connect(file)
    rows = raw.execute(f"SELECT {columns} FROM {table} {but}").fetchall()
    raw.close()
    return rows


def columns_then(table: str) -> str:
    """Return the columns that a table had in the first version."""
    found = kept(SAMPLE, f"pragma_table_info('{table}')", columns="name")
    return ", ".join(f'"{name}"' for (name,) in found)


def test_a_closed_month_stays_closed_and_its_reasons_count(ward: Context) -> None:
    assert ward.ask(closed_months, UNIT) == {JUNE}
    found = ward.ask(findings, UNIT, [JUNE], DAY)
    assert open_warnings(found) == []
    assert {(f.code, f.area, f.reason) for f in found if f.severity == "warning"} == {
        ("balance", "Hộ tịch", "Số mẫu: hồ sơ kết thúc ở hệ thống cũ"),
        ("total_differs", "Chung toàn đơn vị", "Số liệu mẫu đúng thực tế"),
        ("carry_over_broken", "Chung toàn đơn vị", "Số liệu mẫu đúng thực tế"),
    }


def test_a_reason_taken_back_by_a_renaming_counts_again(ward: Context) -> None:
    reasons = {f.area: f.reason for f in ward.ask(findings, UNIT, [MAY], DAY) if f.reason}
    assert reasons == {"Trẻ em (tên mới)": "Số mẫu của lĩnh vực đã đổi tên"}


def test_a_reason_of_a_deleted_field_waits_for_it_under_its_id(ward: Context, file: Path) -> None:
    [gone] = ward.ask(records, "fields", "", deleted=True)
    ward.close()
    reasons = kept(file, "reason", f"WHERE field = '{gone.id}'")
    assert [row[7] for row in reasons] == ["Lĩnh vực mẫu đã ngừng theo dõi"]


def test_a_reason_whose_field_nobody_knows_is_kept_and_does_no_harm(file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.execute(
        "INSERT INTO reason VALUES (?, ?, 'Lý do mẫu', '2024-07-01T08:00:00+07:00', 'x')",
        (UNIT, "balance|2024-06|Tên | lạ|to_handle|2"),
    )
    raw.commit()
    raw.close()
    ward = open_context(file)
    assert open_warnings(ward.ask(findings, UNIT, [JUNE], DAY)) == []
    ward.close()
    row = ("balance", "2024-06", "Tên | lạ", "", "to_handle", "2", "Lý do mẫu")
    assert row in [found[1:8] for found in kept(file, "reason")]


def test_every_reason_and_everything_sent_is_still_there(ward: Context, file: Path) -> None:
    ward.close()
    assert len(kept(file, "reason")) == len(kept(SAMPLE, "reason"))
    for table in ("dossiers", "staff", "closing", "change", "outbox", "sign_off", "slip"):
        columns = columns_then(table)
        assert kept(file, table, columns=columns) == kept(SAMPLE, table), table


def test_the_work_goes_on_where_the_first_version_left_it(ward: Context, tmp_path: Path) -> None:
    signed = ward.ask(current, UNIT, "2024-06", "cchc")
    assert signed is not None
    assert signed.number == "01/BC-UBND"
    assert ward.ask(status_of, UNIT, "2024-06").word == "Trả lại để hoàn chỉnh"
    assert len(ward.ask(open_remarks, UNIT)) == 2
    ward.do(reopen_month, UNIT, JUNE, "Sửa theo phiếu trả lại")
    enter(ward, JUNE, "Hộ tịch", pending_in_time=2)
    ward.do(save, "fields", "", {"name": "Hộ tịch mẫu"}, area_id(ward, "Hộ tịch"))
    assert submit(ward, "2024-06", tmp_path).made.revision == 2


def test_files_left_behind_by_a_change_of_code_count_under_the_present_one(
    file: Path, tmp_path: Path
) -> None:
    raw = sqlite3.connect(file)
    raw.executescript("""
        UPDATE profile SET code = 'TENMOI', unit = 'TENMOI';
        UPDATE dossiers SET unit = 'TENMOI';
        UPDATE closing SET unit = 'TENMOI';
        UPDATE setting SET value = 'TENMOI' WHERE name = 'unit';
        INSERT INTO entry (id, at, who, verb) VALUES ('e', '2099-01-01', 'x', 'save');
        INSERT INTO change (entry, register, record, unit, action, before, after)
            SELECT 'e', 'profile', id, 'PHUONGMAU', 'edit',
                '{"code": "PHUONGMAU"}', '{"code": "TENMOI"}' FROM profile;
    """)
    raw.close()
    ward = open_context(file, "Cán bộ mẫu 01")
    assert {sent.unit for sent in ward.ask(outbox)} == {"TENMOI"}
    assert ward.ask(current, "TENMOI", "2024-06", "cchc") is not None
    assert ward.ask(status_of, "TENMOI", "2024-06").word == "Trả lại để hoàn chỉnh"
    assert submit(ward, "2024-06", tmp_path).made.revision == 2
    ward.close()
