"""What was received: the files that count, the bytes as they came, and who sent them."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from models import store as stores
from models.periods import Month
from models.queries.inbox import (
    Accepted,
    Batch,
    accepted,
    accepted_file,
    batches,
    content,
    in_force,
    month_sources,
    pinned_keys,
)
from models.queries.signed import signed_number
from models.tables import BATCH, INBOX, MONTH_SOURCE, SIGN_OFF, UNIT_KEY

HANOI = timezone(timedelta(hours=7))
SENT, CAME = "2024-07-02T08:00:00+07:00", "2024-07-03T09:30:00+07:00"


def act(key: str, at: str = CAME, undone_at: str | None = None) -> dict[str, object]:
    return {"id": key, "at": at, "who": "Cán bộ mẫu 09", "undone_at": undone_at}


def file(key: str, batch: str, unit: str = "LEBINH", **changed: object) -> dict[str, object]:
    row = {
        "id": key,
        "batch": batch,
        "unit": unit,
        "period": "2024-06",
        "revision": 1,
        "sequence": 1,
        "draft": False,
        "data_hash": f"so-lieu-{key}",
        "file_name": f"{key}.smc",
        "file_hash": f"tep-{key}",
        "content": key.encode(),
        "created_at": SENT,
        "received_at": CAME,
        "undone": False,
    }
    return row | changed


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sa.Connection]:
    store = stores.create(tmp_path / "district.sqlite")
    with store.transaction() as connection:
        # In an order that neither ids nor clocks give.
        connection.execute(sa.insert(BATCH), [act("z"), act("a", undone_at=SENT), act("m")])
        connection.execute(
            sa.insert(INBOX),
            [
                file("f9", "z"),
                file("f3", "z", "THANHAN", sequence=4),
                file("f7", "a", undone=True, revision=9),
                file("f1", "m", revision=2, sequence=2, draft=True),
                file("f5", "m", period="2024-05"),
            ],
        )
        yield connection
    store.close()


def ids(files: list[Accepted]) -> list[str]:
    return [item.id for item in files]


def test_files_stand_in_the_order_in_which_they_came_without_those_taken_back(
    conn: sa.Connection,
) -> None:
    assert ids(accepted(conn)) == ["f9", "f3", "f1", "f5"]


def test_files_are_found_by_unit_and_by_period(conn: sa.Connection) -> None:
    assert ids(accepted(conn, "LEBINH")) == ["f9", "f1", "f5"]
    assert ids(accepted(conn, period="2024-06")) == ["f9", "f3", "f1"]
    assert ids(accepted(conn, "LEBINH", "2024-05")) == ["f5"]
    assert accepted(conn, "KHAC") == []


def test_a_file_reads_back_with_everything_its_manifest_said(conn: sa.Connection) -> None:
    assert accepted_file(conn, "f1") == Accepted(
        id="f1",
        batch="m",
        unit="LEBINH",
        period="2024-06",
        revision=2,
        sequence=2,
        draft=True,
        data_hash="so-lieu-f1",
        file_name="f1.smc",
        file_hash="tep-f1",
        created_at=datetime(2024, 7, 2, 8, tzinfo=HANOI),
        received_at=datetime(2024, 7, 3, 9, 30, tzinfo=HANOI),
    )


def test_a_file_that_was_taken_back_can_still_be_looked_at(conn: sa.Connection) -> None:
    found = accepted_file(conn, "f7")
    assert found is not None
    assert (found.id, found.revision) == ("f7", 9)
    assert accepted_file(conn, "f0") is None


def test_the_highest_revision_is_in_force_whenever_it_came(conn: sa.Connection) -> None:
    files = accepted(conn)
    expected = {
        ("LEBINH", "2024-06"): "f1",
        ("LEBINH", "2024-05"): "f5",
        ("THANHAN", "2024-06"): "f3",
    }
    for order in (files, files[::-1]):
        assert {place: item.id for place, item in in_force(order).items()} == expected


def test_of_two_files_with_one_revision_the_first_stays_in_force(conn: sa.Connection) -> None:
    conn.execute(sa.insert(INBOX), [file("f0", "m", revision=2)])
    assert in_force(accepted(conn))["LEBINH", "2024-06"].id == "f1"


def test_a_later_file_ranks_above_an_earlier_one(conn: sa.Connection) -> None:
    files = {item.id: item for item in accepted(conn)}
    assert max(files["f9"], files["f3"], files["f1"], key=lambda item: item.rank).id == "f3"
    assert files["f9"].rank < files["f1"].rank


def test_the_bytes_are_kept_as_they_came(conn: sa.Connection) -> None:
    assert (content(conn, "f3"), content(conn, "f7")) == (b"f3", b"f7")


def test_every_received_month_knows_its_file(conn: sa.Connection) -> None:
    rows = [("LEBINH", 2024, 6, "f1"), ("LEBINH", 2023, 12, "f5"), ("THANHAN", 2024, 6, "f3")]
    for unit, year, month, inbox in rows:
        row = {"unit": unit, "year": year, "month": month, "inbox": inbox, "sequence": 1}
        conn.execute(sa.insert(MONTH_SOURCE), row)
    assert month_sources(conn, "LEBINH") == {Month(2024, 6): "f1", Month(2023, 12): "f5"}


def test_the_own_key_is_not_among_those_of_the_units(conn: sa.Connection) -> None:
    for unit, private in (("LEBINH", None), ("CAIRANG", b"rieng")):
        row = {"unit": unit, "public": unit.encode(), "private": private, "at": CAME, "who": ""}
        conn.execute(sa.insert(UNIT_KEY), row)
    assert pinned_keys(conn) == {"LEBINH": b"LEBINH"}


def test_acts_of_receiving_stand_newest_first_with_their_number_of_files(
    conn: sa.Connection,
) -> None:
    came, sent = datetime.fromisoformat(CAME), datetime.fromisoformat(SENT)
    assert batches(conn) == [
        Batch("m", came, "Cán bộ mẫu 09", 2, None),
        Batch("a", came, "Cán bộ mẫu 09", 1, sent),
        Batch("z", came, "Cán bộ mẫu 09", 2, None),
    ]
    assert [item.id for item in batches(conn, 1)] == ["m"]


def test_no_more_than_the_fifty_latest_acts_are_listed(conn: sa.Connection) -> None:
    for number in range(60):
        conn.execute(sa.insert(BATCH), act(f"b{number}"))
        conn.execute(sa.insert(INBOX), file(f"g{number}", f"b{number}"))
    assert [item.id for item in batches(conn)] == [f"b{number}" for number in range(59, 9, -1)]


def test_the_number_of_a_report_is_that_of_the_last_one_signed(conn: sa.Connection) -> None:
    days = [datetime(2024, 7, day, tzinfo=HANOI).date() for day in range(1, 7)]
    rows = [
        ("k9", "LEBINH", "2024-06", "cchc", "45/BC", days[4]),
        ("k3", "LEBINH", "2024-06", "cchc", "46/BC", days[3]),
        ("k5", "LEBINH", "2024-06", "cchc", None, None),
        ("k1", "LEBINH", "2024-06", "tthc", "47/BC", days[2]),
        ("k2", "LEBINH", "2024-05", "cchc", "48/BC", days[1]),
        ("k4", "THANHAN", "2024-06", "cchc", "49/BC", days[0]),
    ]
    for key, unit, period, kind, number, day in rows:
        row: dict[str, object] = {"id": key, "unit": unit, "period": period, "kind": kind}
        row |= {"number": number, "signed_on": day}
        row |= {"docx": b"", "at": CAME, "who": "Cán bộ mẫu 09"}
        conn.execute(sa.insert(SIGN_OFF), row)
    assert signed_number(conn, "LEBINH", "2024-06", "cchc") == ("46/BC", days[3])
    assert signed_number(conn, "THANHAN", "2024-05", "cchc") is None
