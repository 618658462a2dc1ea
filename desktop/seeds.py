"""What a new store starts with, and what an empty month is offered."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

import sqlalchemy as sa

from desktop.paths import resources
from desktop.registers import records, save, save_many
from desktop.settings import set_setting
from models.catalogue import FIELDS, INDICATORS, PROFILE
from models.periods import Month
from models.registers import Record, Value, Values
from models.text import match_key
from models.work import Work

_INDICATOR = ("code", "name", "measured_in", "kind")


class _DeclaredArea(TypedDict):
    name: str
    group: str
    authority: str
    aliases: NotRequired[list[str]]


def found_office(work: Work, role: str, profile: Mapping[str, str]) -> None:
    """Set up the unit of a new store (profile fields by name) and seed its list of fields of work.

    Raises:
        Refused: a value of the profile or the role is not acceptable.
    """
    values: Values = {name: value or None for name, value in profile.items()}
    save(work, PROFILE.name, str(profile.get("code", "")), values)
    set_setting(work, "unit", str(profile.get("code", "")))
    set_setting(work, "role", role)
    save_many(work, FIELDS.name, "", [(None, values) for values in seeded_fields()])


def seeded_fields() -> list[Values]:
    """Return the fields of work of a commune.

    The published lists differ by province: an office edits its own.
    """
    found: list[Values] = []
    declared: list[_DeclaredArea] = _catalogue("fields")["field"]
    for position, item in enumerate(declared, start=1):
        values: Values = {
            "name": item["name"],
            "group": item["group"],
            "authority": item["authority"],
            "aliases": "\n".join(item.get("aliases", ())) or None,
            "in_use": True,
            "position": position,
        }
        found.append(values)
    return found


def offered_indicators() -> list[Values]:
    """Return the further indicators that offices often report, without figures."""
    declared: list[dict[str, Value]] = _catalogue("indicators")["indicator"]
    return [_indicator(item) for item in declared]


def _indicator(item: Mapping[str, Value] | Record) -> Values:
    """Return what an indicator is, without its figures."""
    return {name: item[name] for name in _INDICATOR}


def begun_before(conn: sa.Connection, unit: str, month: Month) -> Month | None:
    """Return the month whose further indicators a month starts with, None for the offered ones."""
    before = month.previous()
    return before if records(conn, INDICATORS.name, unit, month=before) else None


def start_indicators(work: Work, unit: str, month: Month) -> int:
    """Give a month the further indicators of the month before it, else the offered ones.

    Returns how many were new. Figures are left blank, and indicators that the month already has
    stay as they are.

    Raises:
        Refused: the month is closed.
    """
    kept = records(work.conn, INDICATORS.name, unit, month=month)
    before = begun_before(work.conn, unit, month)
    if before is None:
        offered = offered_indicators()
    else:
        past = records(work.conn, INDICATORS.name, unit, month=before)
        offered = [_indicator(row) for row in past]
    present = {match_key(row.text("code")) for row in kept}
    new: list[tuple[None, Values]] = []
    for item in offered:
        if match_key(str(item["code"])) not in present:
            new.append((None, {**item, "year": month.year, "month": month.month}))
    save_many(work, INDICATORS.name, unit, new)
    return len(new)


def _catalogue(name: str) -> dict[str, Any]:
    import tomllib

    with (resources() / "catalogues" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
