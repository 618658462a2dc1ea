"""The sample province: a receiving office with the files of 168 made-up communes."""

import random
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from desktop import VERSION
from desktop.context import Context, create_store, now
from desktop.handoff.container import pack
from desktop.handoff.data import AreaOfWork, Data, MonthState, Row, Table, encode
from desktop.handoff.keys import new_key
from desktop.handoff.manifest import DATA, FORMAT, Manifest, MonthWindow
from desktop.handoff.receiving import receive
from desktop.progress import SILENT, Reporter
from desktop.registers import area_names, save_many
from desktop.sample_clock import do_on
from desktop.sample_commune import commune_months, month_figures
from desktop.settings import DEADLINE, set_setting
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.periods import Month
from models.registers import Values
from models.windows import default_window

PROVINCE_FILE = "province.sqlite"
COMMUNES = 168

_NOTE = (
    "Đây là số liệu mẫu của một tỉnh giả định với 168 xã, phường, đặc khu, dùng để làm thử; "
    "không phải số liệu của đơn vị nào."
)
_OFFICER = "Cán bộ mẫu 51"
# Of so many communes each kind is one: the others are communes of the country (xã).
_WARD_EVERY, _ZONES = 4, (7, 91, 150)
# These have sent nothing yet.
_NOT_SENT = (12, 77, 140)
# The others sent on the last day of the month, on which they are due; these so many days later.
_LATE = {20: 1, 58: 2, 99: 1, 121: 4, 163: 2}
_DEADLINE_DAY = "31"
_SEED = 168


def write_province(path: Path, today: date, reporter: Reporter = SILENT) -> None:
    """Make the store at a path; raises as `create_store` does."""
    own = ("TINHMAU", "Tỉnh Mẫu", "Bộ Nội vụ", "Mẫu")
    context = create_store(path, "district", *own, who=_OFFICER)
    try:
        context.do(set_setting, "officer", _OFFICER)
        context.do(set_setting, "sample_note", _NOTE)
        context.do(set_setting, DEADLINE, _DEADLINE_DAY)
        context.do(save_many, "units", "", list(_listed()))
        _receive_all(context, today, reporter)
    finally:
        context.close()


def _receive_all(context: Context, today: date, reporter: Reporter) -> None:
    months = commune_months(today)
    chance = random.Random(_SEED)  # noqa: S311 - figures to try things on
    areas = context.ask(area_names, in_use=True)
    by_day: dict[date, list[Path]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, COMMUNES + 1):
            reporter.step(number, COMMUNES, _name(number))
            if number not in _NOT_SENT:
                path = Path(folder) / f"{_code(number)}_{months[-1]}_r1.smc"
                day = min(months[-1].last_day + timedelta(days=_LATE.get(number, 0)), today)
                path.write_bytes(_file(number, months, areas, chance, day))
                by_day.setdefault(day, []).append(path)
        for day, files in sorted(by_day.items()):
            do_on(day, context, receive, files)


def _listed() -> Iterator[tuple[None, Values]]:
    for number in range(1, COMMUNES + 1):
        yield None, {"code": _code(number), "name": _name(number), "kind": _kind(number)}


def _code(number: int) -> str:
    return f"MAU{number:03d}"


def _kind(number: int) -> str:
    if number in _ZONES:
        return "Đặc khu"
    return "Xã" if number % _WARD_EVERY else "Phường"


def _name(number: int) -> str:
    return f"{_kind(number)} Mẫu {number:03d}"


def _file(
    number: int, months: list[Month], areas: Mapping[str, str], chance: random.Random, day: date
) -> bytes:
    """Return the signed file of a commune, made on a day: its figures up to the last month."""
    key = new_key()
    data = Data(
        unit=_code(number),
        period=str(months[-1]),
        months=tuple(_state(month) for month in months),
        areas=tuple(AreaOfWork(areas[key]) for key in areas if key != WHOLE_UNIT_ID),
        measures=tuple(MEASURES),
        figures=tuple(_figures(months, areas, chance)),
        registers=_registers(number, months, chance),
    )
    windows = tuple(MonthWindow(state.month, state.start, state.end) for state in data.months)
    manifest = Manifest(
        format=FORMAT,
        kind="submission",
        unit=data.unit,
        unit_name=_name(number),
        period=data.period,
        windows=windows,
        revision=1,
        sequence=1,
        replaces=None,
        draft=False,
        created_at=datetime.combine(day, time(8), now().tzinfo),
        created_by="Cán bộ mẫu 02",
        program=VERSION,
        form="cchc/1",
        public_key=key.public.hex(),
    )
    return pack(manifest, {DATA: encode(data)}, key.sign)


def _state(month: Month) -> MonthState:
    window = default_window(month)
    return MonthState(str(month), window.start.isoformat(), window.end.isoformat(), closed=True)


def _figures(months: list[Month], areas: Mapping[str, str], chance: random.Random) -> Iterator[Row]:
    size = chance.randint(40, 220)
    pending: dict[str, int] = {}
    for month in months:
        for key, figures in month_figures(areas, chance, pending, size):
            nil = not any(figures.values())
            values = tuple(None if nil else figures.get(name) for name in MEASURES)
            yield str(month), areas[key], nil, values


def _registers(number: int, months: list[Month], chance: random.Random) -> dict[str, Table]:
    """Return the profile and the other figures of the months."""
    profile = ("p", _code(number), _name(number), _kind(number), chance.randint(3_000, 60_000))
    columns = ("id", "year", "month", "surveys", "surveys_satisfied", "news_items")
    monthly = []
    for month in months:
        surveys = chance.randint(20, 120)
        satisfied = surveys - chance.randint(0, 4)
        row = (f"m{month}", month.year, month.month, surveys, satisfied, chance.randint(0, 9))
        monthly.append(row)
    return {
        "profile": Table(("id", "code", "name", "kind", "population"), (profile,)),
        "monthly": Table(columns, tuple(monthly)),
    }
