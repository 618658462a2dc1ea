"""What follows from the values of one record: what is wrong with it, its key, its order."""

from collections.abc import Mapping
from datetime import date, timedelta

from desktop.rate_rules import rate_problems
from models.blocks import last_month
from models.catalogue import BLOCKS, FIELDS, RATES
from models.errors import OfficeError, Place, Problem
from models.kinds import kind_of, shown
from models.periods import Month, first_day, last_day, parse_period
from models.registers import Field, Register, Value, Values
from models.text import fold, match_key, person_sort_key

# How far the days of a block may lie beside those of its period.
_BESIDE = timedelta(days=31)


def check(
    register: Register,
    values: Values,
    areas: Mapping[str, str] | None = None,
    spellings: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Return what is wrong with the values of one record.

    `areas` are the known fields of work by id, `spellings` their ids by each spelling as
    `match_key`; None leaves them unchecked.
    """
    problems = []
    for field in register.fields:
        value = values.get(field.name)
        code = _fault(field, value, areas)
        if code:
            place = Place(sheet=register.sheet, columns=(field,))
            told = {"text": shown(field, value), "choices": ", ".join(field.choices)}
            problems.append(Problem(code, place, told))
    if register is RATES:
        problems += rate_problems(values, spellings)
    if register is BLOCKS and not problems:
        problems += _block_problems(values)
    return problems + _order_problems(register, values)


def _fault(field: Field, value: Value, areas: Mapping[str, str] | None) -> str | None:
    if value is None or value in ("", ()):
        return "required_missing" if field.required else None
    kind = kind_of(field)
    if kind.reference == FIELDS.name and areas is not None:
        return None if value in areas else kind.unknown
    return None if kind.fits(field, value) else kind.wrong


def _order_problems(register: Register, values: Values) -> list[Problem]:
    """Return that a record ends before it begins."""
    if not register.since or not register.until:
        return []
    start, end = values.get(register.since), values.get(register.until)
    if not isinstance(start, date) or not isinstance(end, date) or start <= end:
        return []
    place = Place(sheet=register.sheet, columns=(register.field(register.until),))
    since = register.field(register.since).label
    return [Problem("until_before_since", place, {"since": since})]


def _block_problems(values: Values) -> list[Problem]:
    """Return what is wrong with the days of a block: its period, and those it really covers.

    Offices close their books some days before or after a month ends (article 12 of Nghị định
    09/2019/NĐ-CP: from the 15th to the 14th). So the days may lie beside those of the period by a
    month at most, and they have to meet them.
    """
    at = BLOCKS.field
    try:
        period = parse_period(str(values.get("period")))
    except OfficeError as error:
        place = Place(sheet=BLOCKS.sheet, columns=(at("period"),))
        return [Problem(each.code, place, each.values) for each in error.problems]
    if period.name != values.get("period"):  # a store keeps no two spellings of a period
        place = Place(sheet=BLOCKS.sheet, columns=(at("period"),))
        return [Problem("period_unknown", place, {"text": values.get("period")})]
    first, last = first_day(period), last_day(period)
    start, end = values.get("from_date") or first, values.get("to_date") or last
    if not isinstance(start, date) or not isinstance(end, date):
        return []
    place = Place(sheet=BLOCKS.sheet, columns=(at("from_date"), at("to_date")))
    if start > end:
        return [Problem("block_days_reversed", place, {"from": start, "to": end})]
    near = first - _BESIDE <= start <= last and first <= end <= last + _BESIDE
    if near:
        return []
    told = {"period": period.name, "first": first, "last": last}
    return [Problem("block_days_outside", place, told)]


def month_of(register: Register, values: Values) -> Month | None:
    """Return the month with which a record is locked when that is closed; None without one.

    A block belongs to the month in which it ends: there its numbers were judged beside the month's.
    """
    if register is BLOCKS:
        try:
            return last_month(parse_period(str(values.get("period"))))
        except OfficeError:
            return None
    year, month = values.get("year"), values.get("month")
    if register.monthly and isinstance(year, int) and isinstance(month, int):
        return Month(year, month)
    return None


def is_locked_by_month(register: Register) -> bool:
    """Return whether records of a register are locked when a month is closed."""
    return register.monthly or register is BLOCKS


def key_of(register: Register, values: Values) -> str | None:
    """Return the normal form of a record's key, None where no alternative of it is filled in."""
    only = len(register.keys) == 1
    for number, names in enumerate(register.keys):
        parts = [values.get(name) for name in names]
        # The last alternative may have gaps; the ones before it count only when they are whole.
        last = number == len(register.keys) - 1
        if parts[0] is None or (None in parts and not last):
            continue
        texts = [_key_part(register, part) for part in parts]
        return "|".join(texts if only else [str(number), *texts])
    return None


def _key_part(register: Register, value: Value) -> str:
    if isinstance(value, str):
        return match_key(value) if register.folded_key else " ".join(value.casefold().split())
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def derived(register: Register, values: Values) -> dict[str, str]:
    """Return the columns that follow from a record's values: `match`, `folded` and `ordering`."""
    words = []
    for field in register.fields:
        value = values.get(field.name)
        # What is private must not be found by searching for it.
        if value and kind_of(field).searched and not field.private:
            words.append(str(value))
    order = [_order_part(register, name, values.get(name)) for name in register.order]
    return {
        "match": key_of(register, values) or "",
        "folded": fold(" ".join(words)),
        "ordering": "\x1f".join(order),
    }


def _order_part(register: Register, name: str, value: Value) -> str:
    field = register.field(name)
    kind = kind_of(field)
    if value is None:
        return kind.blank_order
    if register.by_given_name and name == register.order[0]:
        return person_sort_key(str(value))
    return kind.order(field, value)
