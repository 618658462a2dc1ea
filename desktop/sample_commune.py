"""The sample commune: a made-up centre of this year, with days that are never long past."""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from desktop.context import Context, create_store
from desktop.months import close_month
from desktop.paths import resources
from desktop.progress import SILENT, Reporter
from desktop.registers import area_names, profile, records, save, save_many
from desktop.sample_clock import do_on
from desktop.sample_weeks import sample_blocks
from desktop.settings import DEADLINE, set_setting
from models.catalogue import REGISTERS
from models.figures import WHOLE_UNIT_ID
from models.kinds import kind_of, parse
from models.periods import Month, month_of
from models.registers import Register, Value, Values
from models.values import format_date

COMMUNE_FILE = "commune.sqlite"

# "+10" and "-30": so many days from today.
_FROM_TODAY = re.compile(r"[+-]\d{1,4}", re.ASCII)
_REGISTERS = (
    "staff",
    "equipment",
    "norms",
    "software",
    "innovations",
    "tasks",
    "documents",
    "inspections",
    "rates",
)
_AREAS = 45
# How many dossiers a month of such a commune sees; of the other fields a few, or none at all.
_USUAL = {
    "Chứng thực": 380,
    "Hộ tịch": 150,
    "Cư trú": 120,
    "Đất đai": 85,
    "Căn cước": 80,
    "Bảo trợ xã hội": 46,
    "Bảo hiểm xã hội": 40,
    "Tiếp nhận không phụ thuộc địa giới hành chính": 34,
    "Thuế": 30,
    "Hộ kinh doanh": 26,
    "Người có công": 18,
    "Liên thông khai sinh, khai tử": 16,
}
_FEW, _OFTEN_NONE, _LATE = 4, 0.6, 0.12
_INTAKE = (
    "received_online_full",
    "received_online_partial",
    "received_in_person",
    "received_postal",
)
_SEED = 2026
# Fewer would stand out against the months before, as if something was wrong.
_LEAST_SO_FAR = 60

# What is known for the whole unit only, in hundredths of what was received or resolved.
_OF_RECEIVED = {
    "digitised_inputs": 88,
    "digitise_inputs_required": 96,
    "digitised_dossiers": 79,
    "data_reused": 41,
    "fee_bearing": 52,
    "late_intake": 1,
    "nonlocal_received": 6,
    "nonlocal_forwarded": 2,
    "not_accepted": 1,
}
_OF_RESOLVED = {
    "digitised_results": 86,
    "digitise_results_required": 93,
    "e_results": 83,
    "delivered_postal": 7,
    "due": 98,
}


@cache
def _declared() -> Mapping[str, Any]:
    with (resources() / "samples" / "commune.toml").open("rb") as file:
        return tomllib.load(file)


def commune_months(today: date) -> list[Month]:
    """Return the months that the sample has closed: those of this year that are over.

    In January those of the year before.
    """
    last = month_of(today).previous()
    return [Month(last.year, number) for number in range(1, last.month + 1)]


def write_commune(path: Path, today: date, reporter: Reporter = SILENT) -> None:
    """Make the store of the sample commune at a path; raises as `create_store` does."""
    given = _declared()["profile"]
    own = (given["code"], given["name"], given["superior"], given["place"])
    context = create_store(path, "ward", *own, who=_declared()["officer"])
    try:
        fill_commune(context, today, reporter)
    finally:
        context.close()


def fill_commune(context: Context, today: date, reporter: Reporter = SILENT) -> None:
    """Enter the sample commune into a new store.

    A month's report is due on its last day, on which it was closed; that of today is being entered.
    """
    context.do(set_setting, "officer", _declared()["officer"])
    context.do(set_setting, "sample_note", " ".join(_declared()["note"].split()))
    context.do(set_setting, DEADLINE, "31")
    _fill_profile(context)
    _fill_areas(context)
    for name in _REGISTERS:
        register = REGISTERS[name]
        unit = context.unit if register.scope == "unit" else ""
        rows = [(None, _values(register, row, today)) for row in _declared().get(name, [])]
        context.do(save_many, name, unit, rows)
    months = commune_months(today)
    for year in sorted({months[0].year, today.year}):
        context.do(save_many, "targets", context.unit, list(_targets(year)))
    chance = random.Random(_SEED)  # noqa: S311 - figures to try things on
    pending: dict[str, int] = {}
    left: dict[Month, int] = {}
    for done, month in enumerate(months):
        reporter.step(done, len(months), f"tháng {month.month}")
        _fill_month(context, month, chance, pending)
        left[month] = sum(pending.values())
    _fill_month(context, month_of(today), chance, pending, _so_far(today))
    _fill_narratives(context, months[-1])
    system = str(_declared()["software"][0]["name"])
    weeks = [(None, block) for block in sample_blocks(today, left, system)]
    context.do(save_many, "blocks", context.unit, weeks)
    for month in months:
        do_on(month.last_day, context, close_month, context.unit, month, month.last_day)
    reporter.step(len(months), len(months), "")


def _fill_profile(context: Context) -> None:
    register = REGISTERS["profile"]
    values = _values(register, _declared()["profile"], date.min)
    context.do(save, "profile", context.unit, values, context.ask(profile, context.unit).id)


def _fill_areas(context: Context) -> None:
    """Keep 45 fields of work in use, of all three authorities."""
    authorities: dict[str, str] = _declared()["authorities"]
    kept = context.ask(records, "fields", "")
    room = _AREAS - len(authorities)
    rows: list[tuple[str | None, Values]] = []
    known = {}
    for place, record in enumerate(kept, start=1):
        known[record.text("name")] = record.id
        if record.text("name") not in authorities:
            rows.append((record.id, {"in_use": place <= room}))
    for place, (name, authority) in enumerate(authorities.items(), start=room + 1):
        values: Values = {"name": name, "authority": authority, "in_use": True, "position": place}
        rows.append((known.get(name), values))
    context.do(save_many, "fields", "", rows)


def _targets(year: int) -> Iterator[tuple[None, Values]]:
    for target, level in (
        ("Tỷ lệ hồ sơ trực tuyến", "80"),
        ("Tỷ lệ giải quyết trước và đúng hạn", "98"),
        ("Tỷ lệ số hóa kết quả", "80"),
    ):
        row = {"year": str(year), "target": target, "level": level, "source": "Kế hoạch mẫu"}
        yield None, _values(REGISTERS["targets"], row, date.min)


def _fill_month(
    context: Context,
    month: Month,
    chance: random.Random,
    pending: dict[str, int],
    size: int = 100,
) -> None:
    """Enter one month; `pending` holds what each field of work carries over to the next."""
    rows: list[tuple[None, Values]] = []
    late: list[tuple[None, Values]] = []
    names = context.ask(area_names, in_use=True)
    for key, figures in month_figures(names, chance, pending, size):
        nil = not any(figures.values())
        cells: dict[str, Value] = {"nil": True} if nil else dict(figures)
        rows.append((None, {**_month(month), "field": key, **cells}))
        if figures.get("resolved_late"):
            late.append((None, {**_month(month), "field": key, **_late(figures["resolved_late"])}))
    context.do(save_many, "dossiers", context.unit, rows)
    context.do(save_many, "late_dossiers", context.unit, late)
    context.do(save_many, "monthly", context.unit, [(None, _monthly(month, chance))])
    context.do(save_many, "indicators", context.unit, list(_indicators(month, chance)))


def _so_far(today: date) -> int:
    """Return how much of a usual month is entered by a day of it, in hundredths."""
    return max(_LEAST_SO_FAR, 100 * today.day // month_of(today).last_day.day)


def _month(month: Month) -> dict[str, Value]:
    return {"year": month.year, "month": month.month}


def month_figures(
    names: Mapping[str, str], chance: random.Random, pending: dict[str, int], size: int = 100
) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the figures of each field of work of a month by its key, at last the whole unit's.

    `pending` is what each carries over, and is brought up; `size` is in hundredths of the usual.
    """
    received = resolved = apologies = 0
    for key, name in names.items():
        if key == WHOLE_UNIT_ID:
            continue
        usual = _USUAL.get(name, 0) * size // 100
        if not usual and chance.random() > _OFTEN_NONE:
            usual = _FEW
        figures = _area_figures(usual, chance, pending.get(key, 0))
        pending[key] = figures["pending_in_time"]
        received += sum(figures[part] for part in _INTAKE)
        resolved += figures["resolved_early"] + figures["resolved_on_time"]
        apologies += figures["resolved_late"]
        yield key, figures
    yield WHOLE_UNIT_ID, _whole_unit(received, resolved, apologies, chance)


def _area_figures(usual: int, chance: random.Random, carried: int) -> dict[str, int]:
    """Return a month of one field of work that adds up."""
    intake = chance.randint(usual * 4 // 5, usual * 6 // 5)
    full = intake * chance.randint(58, 70) // 100
    partial = (intake - full) // 3
    postal = (intake - full - partial) // 8
    waiting = min(carried + intake, chance.randint(0, 1 + usual // 12))
    late = 1 if usual > _FEW and waiting and chance.random() < _LATE else 0
    withdrawn = min(carried + intake - waiting, intake // 60)
    resolved = carried + intake - waiting - withdrawn
    late = min(late, resolved)
    early = (resolved - late) * 2 // 3
    return {
        "carried_over": carried,
        "received_online_full": full,
        "received_online_partial": partial,
        "received_in_person": intake - full - partial - postal,
        "received_postal": postal,
        "resolved_early": early,
        "resolved_on_time": resolved - late - early,
        "resolved_late": late,
        "withdrawn": withdrawn,
        "returned": 0,
        "stopped": 0,
        "pending_in_time": waiting,
        "pending_overdue": 0,
    }


def _late(dossiers: int) -> dict[str, Value]:
    return {
        "cause": "Chờ kết quả của cơ quan phối hợp (mẫu)",
        "dossiers": dossiers,
        "responsible": "Cơ quan phối hợp",
        "apologies": dossiers,
        "remedy": "Thống nhất thời hạn phản hồi với cơ quan phối hợp",
    }


def _whole_unit(
    received: int, resolved: int, apologies: int, chance: random.Random
) -> dict[str, int]:
    """Return what a centre counts for all its fields together."""
    found = {name: received * share // 100 for name, share in _OF_RECEIVED.items()}
    found |= {name: resolved * share // 100 for name, share in _OF_RESOLVED.items()}
    found["paid_online"] = found["fee_bearing"] * chance.randint(68, 74) // 100
    found["fees_paid"] = found["fee_bearing"] * 15_000
    found |= {"awaiting_supplement": 2, "uncollected": 5, "waiting_acceptance": 3}
    return {**found, "apologies": apologies}


def _monthly(month: Month, chance: random.Random) -> Values:
    feedback, surveys = chance.randint(0, 4), chance.randint(60, 110)
    return {
        **_month(month),
        "feedback_carried": 0,
        "feedback_received": feedback,
        "feedback_in_time": feedback,
        "feedback_late": 0,
        "feedback_pending": 0,
        "surveys": surveys,
        "surveys_satisfied": surveys - chance.randint(0, 3),
        "news_items": chance.randint(4, 12),
        "procedures_total": 418,
        "services_full": 265,
        "services_partial": 98,
    }


def _indicators(month: Month, chance: random.Random) -> Iterator[tuple[None, Values]]:
    """Yield some other indicators of a month."""
    rows: tuple[dict[str, str], ...] = (
        {
            "code": "to-cnscd",
            "name": "Tổ công nghệ số cộng đồng",
            "measured_in": "tổ",
            "kind": "Thời điểm",
            "plan": "14",
            "actual": "14",
        },
        {
            "code": "to-cnscd-tv",
            "name": "Thành viên Tổ công nghệ số cộng đồng",
            "measured_in": "người",
            "kind": "Thời điểm",
            "actual": str(70 + month.month),
        },
        {
            "code": "lop-tap-huan",
            "name": "Lớp tập huấn về cải cách hành chính",
            "measured_in": "lớp",
            "kind": "Phát sinh",
            "section": "II.4",
            "actual": str(chance.randint(0, 2)),
        },
    )
    for row in rows:
        yield None, {**_month(month), **_values(REGISTERS["indicators"], row, date.min)}


def _fill_narratives(context: Context, month: Month) -> None:
    register = REGISTERS["narratives"]
    rows: list[tuple[None, Values]] = []
    for row in _declared()["narratives"]:
        rows.append((None, _values(register, {**row, "period": str(month)}, date.min)))
    context.do(save_many, "narratives", context.unit, rows)


def _values(register: Register, row: Mapping[str, str], today: date) -> dict[str, Value]:
    """Read the texts of a sample row as they would be typed."""
    values: dict[str, Value] = {}
    for name, text in row.items():
        field, typed = register.field(name), text
        if kind_of(field).column == "date" and _FROM_TODAY.fullmatch(text):
            typed = format_date(today + timedelta(days=int(text)))
        values[name] = parse(field, typed)
    return values
