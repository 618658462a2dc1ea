"""Receiving a hundred wards' year against reading workbooks, and against the bare minimum."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openpyxl import Workbook, load_workbook

from desktop.context import Context, create_store
from desktop.handoff.container import pack
from desktop.handoff.data import AreaOfWork, Data, MonthState, Row, encode
from desktop.handoff.keys import new_key
from desktop.handoff.manifest import FORMAT, Manifest, MonthWindow
from desktop.handoff.receiving import receive
from desktop.registers import area_names, save_many
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.periods import Month
from models.registers import Values
from models.tables import TABLES
from models.windows import default_window
from tests.benchmarks.ratio import Ratio, medians, timed
from tests.benchmarks.stores import FreshStore

WARDS, FIELDS = 100, 30
READ = 10  # openpyxl takes a minute for all of them
MONTHS = [Month(2024, month) for month in range(1, 13)]
KEY = new_key()


def measure(folder: Path) -> list[Ratio]:
    """Return the ratios of receiving the files of 100 wards, 12 months of 30 fields each."""
    empty, stick, books = folder / "empty.sqlite", folder / "stick", folder / "books"
    names = new_district(empty, WARDS)
    stick.mkdir()
    books.mkdir()
    for number in range(WARDS):
        data = year_of(number, names)
        (stick / f"{data.unit}.smc").write_bytes(packed(data))
        if number < READ:
            _write_book(data, books / f"{data.unit}.xlsx")
    ours, floor = (
        FreshStore(empty, folder / "ours.sqlite"),
        FreshStore(empty, folder / "floor.sqlite"),
    )

    def take() -> None:
        found = ours.context.do(receive, [stick]).value
        assert all(arrival.status == "new" for arrival in found.arrivals)
        assert len(found.arrivals) == WARDS

    def read() -> None:
        assert sum(_read_book(path) for path in books.iterdir()) == READ * len(MONTHS) * FIELDS

    received, bare, workbooks = medians(
        5,
        timed(take, ours.renew),
        timed(lambda: _floor(floor.context, stick), floor.renew),
        timed(read),
    )
    ours.context.close()
    floor.context.close()
    name = f"receive {WARDS} wards x {len(MONTHS)} months x {FIELDS} fields"
    by_books = "the same figures by openpyxl, read-only (ten of the workbooks, times ten)"
    return [
        Ratio(name, by_books, received, workbooks * WARDS / READ, 1 / 6),
        Ratio(name, "unzip, hash, verify, decode, bulk insert", received, bare, 2),
    ]


def new_district(path: Path, wards: int) -> list[str]:
    """Make a receiving office's store that expects so many wards; return its fields of work."""
    context = create_store(
        path, "district", "TINH", "Tỉnh mẫu", "Cơ quan cấp trên", "Mẫu", "Người đo"
    )
    units = [
        (None, {"code": code_of(number), "name": f"Phường {number}"}) for number in range(wards)
    ]
    context.do(save_many, "units", "", units)
    names = [name for key, name in context.ask(area_names).items() if key != WHOLE_UNIT_ID]
    more: list[tuple[None, Values]] = [
        (None, {"name": f"Lĩnh vực thêm {number:02d}", "in_use": True})
        for number in range(len(names), FIELDS)
    ]
    context.do(save_many, "fields", "", more)
    context.close()
    return (names + [str(values["name"]) for _, values in more])[:FIELDS]


def code_of(number: int) -> str:
    """Return the code of a ward."""
    return f"P{number:05d}"


def year_of(number: int, names: list[str]) -> Data:
    """Return a year of a ward's figures, every measure of every field filled in."""
    rows: list[Row] = []
    for month in MONTHS:
        first = number + month.month
        figures = tuple(range(first, first + len(MEASURES)))
        rows += [(str(month), name, False, figures) for name in names]
    windows = [default_window(month) for month in MONTHS]
    states = [
        MonthState(str(month), window.start.isoformat(), window.end.isoformat(), closed=True)
        for month, window in zip(MONTHS, windows, strict=True)
    ]
    fields = tuple(AreaOfWork(name) for name in names)
    return Data(code_of(number), "2024", tuple(states), fields, tuple(MEASURES), tuple(rows), {})


def packed(data: Data, revision: int = 1) -> bytes:
    """Return the submission file of some data, with a report of usual size."""
    manifest = Manifest(
        format=FORMAT,
        kind="submission",
        unit=data.unit,
        unit_name=data.unit,
        period=data.period,
        windows=tuple(MonthWindow(s.month, s.start, s.end) for s in data.months),
        revision=revision,
        sequence=revision,
        draft=False,
        created_at=datetime(2025, 1, 2, tzinfo=UTC),
        created_by="Người đo",
        program="0",
        form="cchc/1",
        public_key=KEY.public.hex(),
    )
    return pack(manifest, {"data.json": encode(data), "report.docx": bytes(60_000)}, KEY.sign)


def _floor(context: Context, stick: Path) -> None:
    """Do the least that any program has to do with the files.

    That is to unzip, hash, verify and decode them, to insert the rows and to keep the file.
    """
    ids = {name: key for key, name in context.ask(area_names).items()}
    columns = [column.name for column in TABLES["dossiers"].columns]
    quoted = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO dossiers ({quoted}) VALUES ({', '.join('?' * len(columns))})"
    with context.store.transaction() as conn:
        conn.exec_driver_sql("INSERT INTO batch (id, at, who) VALUES ('b', '2025', 'x')")
        for path in sorted(stick.iterdir()):
            raw = path.read_bytes()
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                entries = {name: archive.read(name) for name in archive.namelist()}
            manifest = msgspec.json.decode(entries["manifest.json"], type=Manifest)
            Ed25519PublicKey.from_public_bytes(KEY.public).verify(
                entries["signature"], entries["manifest.json"]
            )
            for name, entry in manifest.entries.items():
                assert hashlib.sha256(entries[name]).hexdigest() == entry.sha256
            data = msgspec.json.decode(entries["data.json"], type=Data)
            rows = []
            for place, (month, name, nil, values) in enumerate(data.figures):
                when = (int(month[:4]), int(month[5:]))
                head = (f"{data.unit}-{place}", data.unit, *when, ids[name], nil or None)
                rows.append((*head, *values, None, f"{month}|{name}", "", month, None))
            conn.exec_driver_sql(statement, rows)
            conn.exec_driver_sql(
                "INSERT INTO inbox VALUES (?, 'b', ?, '2024', 1, 1, 0, '', '', '', ?, '', '', 0)",
                (data.unit, data.unit, raw),
            )


def _write_book(data: Data, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Hồ sơ")
    sheet.append(
        ["Năm", "Tháng", "Lĩnh vực", "Không phát sinh", *(m.label for m in MEASURES.values())]
    )
    for month, name, _, values in data.figures:
        sheet.append([int(month[:4]), int(month[5:]), name, None, *values])
    book.save(path)


def _read_book(path: Path) -> int:
    book = load_workbook(path, read_only=True, data_only=True)
    rows = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(min_row=2, values_only=True))
    book.close()
    return rows
