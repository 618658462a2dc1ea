"""The sample stores: illustrative figures that add up to published totals, one office's book to try things on."""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.context import Context, create_store, open_context
from desktop.files import make_folder, write_whole
from desktop.paths import resources
from desktop.progress import SILENT, Reporter
from desktop.registers import field_names, profile, save_many
from desktop.settings import get, set_setting
from desktop.sheets import close_month
from models.catalogue import PROFILE, REGISTERS
from models.errors import Problem, Unusable
from models.periods import Month
from models.registers import Register, Value
from models.store import side_files
from models.values import parse

WARD_FILE = "ward.sqlite"


@dataclass(frozen=True)
class SamplePlan:
    """What the sample stores are made with.

    Attributes:
        note: says that the data are illustrative; printed in every report.
        ward: code of the unit whose book the ward store is.
        district: code of the receiving office.
        closed: the ward's closed months.
        settings: settings of the stores by name.
    """

    note: str
    ward: str
    district: str
    closed: tuple[Month, ...]
    settings: dict[str, str]


def sample_plan() -> SamplePlan:
    """Return what the sample stores are made with."""
    with (_folder() / "sample.toml").open("rb") as file:
        read = tomllib.load(file)
    closed = tuple(Month(int(name[:4]), int(name[5:])) for name in read["closed"])
    return SamplePlan(read["note"].strip(), read["ward"], read["district"], closed, read["settings"])


def sample_rows(register: str) -> list[tuple[str, dict[str, str]]]:
    """Return the sample rows of a register as (unit, typed texts by field name); none where no file is kept."""
    path = _folder() / f"{register}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [(row.pop("unit"), row) for row in csv.DictReader(file)]


def make_sample(folder: Path, today: date, reporter: Reporter = SILENT) -> Path:
    """Write `ward.sqlite` into a folder (made if missing) and return its path; an older sample there is replaced.

    Raises:
        Unusable: `sample_in_the_way` where another store stands in its place, or the folder cannot be written.
    """
    make_folder(folder)
    path = folder / WARD_FILE
    plan = sample_plan()
    if path.exists():
        _require_sample(path)
    write_whole(path, lambda draft: _write_store(draft, plan, today, reporter))
    return path


def _folder() -> Path:
    return resources() / "samples"


def _require_sample(path: Path) -> None:
    context = open_context(path)
    try:
        ours = context.ask(get, "sample_note") != ""
    finally:
        context.close()
    if not ours:
        raise Unusable(Problem("sample_in_the_way", values={"path": str(path)}))


def _write_store(path: Path, plan: SamplePlan, today: date, reporter: Reporter) -> None:
    given = next(values for unit, values in sample_rows(PROFILE.name) if unit == plan.ward)
    try:
        context = create_store(
            path, "ward", plan.ward, given["name"], given["superior"], given["place"], plan.settings["officer"]
        )
        try:
            for name, value in {**plan.settings, "sample_note": plan.note}.items():
                context.do(set_setting, name, value)
            fill_unit(context, plan.ward, reporter)
            for month in plan.closed:
                context.do(close_month, plan.ward, month, today)
        finally:
            context.close()
    finally:
        for leftover in side_files(path):
            leftover.unlink(missing_ok=True)


def fill_unit(context: Context, unit: str, reporter: Reporter = SILENT) -> None:
    """Enter every sample record of one unit into an open store, one entry of the history per register."""
    fields_of_work = {name: key for key, name in context.ask(field_names).items()}
    for done, (name, register) in enumerate(REGISTERS.items()):
        reporter.step(done, len(REGISTERS), register.sheet)
        rows = [values for owner, values in sample_rows(name) if owner == unit]
        if rows:
            context.do(save_many, name, unit, list(_items(context, register, unit, rows, fields_of_work)))
    reporter.step(len(REGISTERS), len(REGISTERS), "")


def _items(
    context: Context, register: Register, unit: str, rows: Iterable[dict[str, str]], fields_of_work: dict[str, str]
) -> Iterable[tuple[str | None, dict[str, Value]]]:
    for row in rows:
        values = {}
        for name, text in row.items():
            field = register.field(name)
            values[name] = fields_of_work[text] if field.kind == "field" else parse(field, text)
        yield context.ask(profile, unit).id if register is PROFILE else None, values
