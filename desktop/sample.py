"""The sample stores: illustrative figures that add up to published totals, to try things on."""

import csv
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

import sqlalchemy as sa

from desktop.context import Context, create_store, open_context
from desktop.handoff.outbox import content_of, mark_written
from desktop.handoff.receiving import receive
from desktop.handoff.submission import make_submission
from desktop.months import close_month, closed_months
from desktop.paths import resources
from desktop.progress import SILENT, Reporter
from desktop.registers import area_names, profile, save_many
from desktop.sample_clock import do_on
from desktop.sample_commune import COMMUNE_FILE, write_commune
from desktop.sample_province import PROVINCE_FILE, write_province
from desktop.settings import DEADLINE, get, set_setting
from models.catalogue import FIELDS, PROFILE, REGISTERS
from models.errors import Problem, Unusable
from models.files import make_folder, write_whole
from models.kinds import kind_of, parse
from models.periods import Month, parse_period
from models.registers import Register, Value, Values
from models.store import open_key, side_files
from models.tables import OUTBOX, UNIT_KEY

P = ParamSpec("P")
T = TypeVar("T")

WARD_FILE = "ward.sqlite"
DISTRICT_FILE = "district.sqlite"


@dataclass(frozen=True)
class SamplePlan:
    """What the sample stores are made with.

    Attributes:
        note: says that the data are illustrative; printed in every report.
        ward: code of the unit whose book the ward store is.
        district: code of the receiving office.
        closed: the ward's closed months.
        settings: settings of the stores by name.
        officer, period, deadline_day, reason: of the receiving office: who works there, which
            period was sent to it, by which day of its last month, and why its own figures
            contradict themselves.
        received: the day on which each unit's file came, by code.
    """

    note: str
    ward: str
    district: str
    closed: tuple[Month, ...]
    settings: dict[str, str]
    officer: str
    period: str
    deadline_day: str
    reason: str
    received: Mapping[str, date]


def sample_plan() -> SamplePlan:
    """Return what the sample stores are made with."""
    with (_folder() / "sample.toml").open("rb") as file:
        read = tomllib.load(file)
    closed = tuple(Month(int(name[:4]), int(name[5:])) for name in read["closed"])
    office: dict[str, str] = read["district_store"]
    return SamplePlan(
        note=read["note"].strip(),
        ward=read["ward"],
        district=read["district"],
        closed=closed,
        settings=read["settings"],
        officer=office["officer"],
        period=office["period"],
        deadline_day=office["deadline_day"],
        reason=office["reason"],
        received=read["received"],
    )


def sample_rows(register: str) -> list[tuple[str, dict[str, str]]]:
    """Return the sample rows of a register as (unit, typed texts by field name).

    There are none where no file is kept.
    """
    path = _folder() / f"{register}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [(row.pop("unit"), row) for row in csv.DictReader(file)]


def make_sample(folder: Path, today: date, reporter: Reporter = SILENT) -> Path:
    """Write the ward's, the district's and the commune's book into a folder; return the ward's.

    The folder is made where it is missing. Older samples there are replaced.

    Raises:
        Unusable: `sample_in_the_way` where another store stands in its place, or the folder cannot
            be written.
    """
    for name in (WARD_FILE, DISTRICT_FILE, COMMUNE_FILE):
        _require_sample(folder / name)
    path = make_ward(folder, today, reporter)
    make_district(folder, reporter, path)
    make_commune(folder, today, reporter)
    return path


def make_commune(folder: Path, today: date, reporter: Reporter = SILENT) -> Path:
    """Write `commune.sqlite`, the book of a made-up commune of this year; return its path.

    Raises as `make_sample` does.
    """
    return _make(folder / COMMUNE_FILE, lambda draft: write_commune(draft, today, reporter))


def make_province(folder: Path, today: date, reporter: Reporter = SILENT) -> Path:
    """Write `province.sqlite`, a receiving office with 168 made-up communes; return its path.

    Raises as `make_sample` does.
    """
    return _make(folder / PROVINCE_FILE, lambda draft: write_province(draft, today, reporter))


def make_ward(folder: Path, today: date, reporter: Reporter = SILENT) -> Path:
    """Write `ward.sqlite`, one ward's book, and return its path; raises as `make_sample` does."""
    plan = sample_plan()
    return _make(folder / WARD_FILE, lambda draft: _write_ward(draft, plan, today, reporter))


def make_district(folder: Path, reporter: Reporter = SILENT, ward: Path | None = None) -> Path:
    """Write `district.sqlite`, a receiving office's book with all wards received; return its path.

    The wards' files are written and received as everywhere else; the book `ward`, where one is
    given, is the one that its ward's file came from: it keeps the key and the file. Raises as
    `make_sample` does.
    """
    plan = sample_plan()
    return _make(folder / DISTRICT_FILE, lambda draft: _write_district(draft, plan, reporter, ward))


def _make(path: Path, writer: Callable[[Path], None]) -> Path:
    make_folder(path.parent)
    _require_sample(path)

    def write(draft: Path) -> None:
        # A store is made where no file is.
        draft.unlink()
        writer(draft)
        for leftover in side_files(draft):
            leftover.unlink(missing_ok=True)

    write_whole(path, write)
    return path


def _folder() -> Path:
    return resources() / "samples"


def _require_sample(path: Path) -> None:
    if not path.exists():
        return
    context = open_context(path)
    try:
        ours = context.ask(get, "sample_note") != ""
    finally:
        context.close()
    if not ours:
        raise Unusable(Problem("sample_in_the_way", values={"path": str(path)}))


def _write_ward(path: Path, plan: SamplePlan, today: date, reporter: Reporter) -> None:
    context = _new_store(path, "ward", plan.ward, plan)
    try:
        fill_unit(context, plan.ward, reporter)
        for month in plan.closed:
            context.do(close_month, plan.ward, month, today)
    finally:
        _finish(context, path)


def _write_district(path: Path, plan: SamplePlan, reporter: Reporter, ward: Path | None) -> None:
    names: dict[str, str] = {}
    listed: list[tuple[None, Values]] = []
    for code, values in sample_rows(PROFILE.name):
        if code != plan.district:
            names[code] = values["name"]
            unit = {"code": code, "name": values["name"], "kind": values["kind"]}
            listed.append((None, unit))
    context = _new_store(path, "district", plan.district, plan)
    try:
        context.do(set_setting, "officer", plan.officer)
        context.do(set_setting, DEADLINE, plan.deadline_day)
        context.do(save_many, "units", "", listed)
        fill_unit(context, plan.district)
        last = max(plan.received.values())
        for month in parse_period(plan.period).months:
            do_on(last, context, close_month, plan.district, month, last, plan.reason)
        _receive_wards(context, plan, names, reporter, ward)
    finally:
        _finish(context, path)


def _receive_wards(
    context: Context,
    plan: SamplePlan,
    names: Mapping[str, str],
    reporter: Reporter,
    ward: Path | None,
) -> None:
    """Take in the files of all wards, each on its day, in order of the days."""
    in_order = sorted(plan.received, key=lambda code: plan.received[code])
    with tempfile.TemporaryDirectory() as folder:
        for done, code in enumerate(in_order):
            reporter.step(done, len(in_order), names[code])
            day = plan.received[code]
            book = ward if code == plan.ward else None
            sent = _send(Path(folder), code, day, plan, book)
            do_on(day, context, receive, [sent])


def _send(folder: Path, code: str, day: date, plan: SamplePlan, book: Path | None) -> Path:
    """Return the submission of a ward, written from a copy of its book or from one made for it."""
    path = folder / f"{code}.sqlite"
    if book is not None:
        shutil.copyfile(book, path)
        context = open_context(path, plan.settings["officer"])
    else:
        context = _new_store(path, "ward", code, plan)
    try:
        if book is None:
            fill_unit(context, code)
        period = parse_period(plan.period)
        for month in sorted({*period.months} - context.ask(closed_months, code)):
            do_on(day, context, close_month, code, month, day)
        made = do_on(day, context, make_submission, code, period)
        do_on(day, context, mark_written, made.sequence)
        if book is not None:
            _remember_sent(context, book)
        sent = folder / f"{code}_{plan.period}_r{made.revision}.smc"
        sent.write_bytes(context.ask(content_of, made.sequence))
    finally:
        _finish(context, path)
    return sent


def _remember_sent(sender: Context, book: Path) -> None:
    """Give a ward's book the key and the files of the copy that sent them."""
    context = open_context(book)
    try:
        for table in (UNIT_KEY, OUTBOX):
            kept = sender.ask(sa.Connection.execute, sa.select(table))
            rows = [dict(row._mapping) for row in kept]
            with context.store.transaction() as conn:
                conn.execute(sa.insert(table), rows)
    finally:
        _finish(context, book)


def _new_store(path: Path, role: str, unit: str, plan: SamplePlan) -> Context:
    given = dict(sample_rows(PROFILE.name))[unit]
    names = (given["name"], given["superior"], given["place"])
    context = create_store(path, role, unit, *names, plan.settings["officer"])
    for name, value in {**plan.settings, "sample_note": plan.note}.items():
        context.do(set_setting, name, value)
    return context


def _finish(context: Context, path: Path) -> None:
    context.close()
    # Samples are handed on, to other computers too.
    open_key(path)
    for leftover in side_files(path):
        leftover.unlink(missing_ok=True)


def fill_unit(context: Context, unit: str, reporter: Reporter = SILENT) -> None:
    """Enter every sample record of a unit into an open store, a register at a time."""
    areas = {name: key for key, name in context.ask(area_names).items()}
    # The profile is there since the store was made: it is filled in, not added.
    own = context.ask(profile, unit).id
    for done, (name, register) in enumerate(REGISTERS.items()):
        reporter.step(done, len(REGISTERS), register.sheet)
        rows = [values for owner, values in sample_rows(name) if owner == unit]
        record_id = own if register is PROFILE else None
        items = [(record_id, _values(register, row, areas)) for row in rows]
        if items:
            context.do(save_many, name, unit, items)
    reporter.step(len(REGISTERS), len(REGISTERS), "")


def _values(
    register: Register, row: Mapping[str, str], areas: Mapping[str, str]
) -> dict[str, Value]:
    """Read the typed texts of a sample row; a field of work is written by its name."""
    values: dict[str, Value] = {}
    for name, text in row.items():
        field = register.field(name)
        if kind_of(field).reference == FIELDS.name:
            values[name] = areas[text]
        else:
            values[name] = parse(field, text)
    return values
