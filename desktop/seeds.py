"""What a new store starts with: the unit itself and the fields of work; and what an empty month is
offered.
"""

import tomllib
from collections.abc import Mapping

from desktop.paths import resources
from desktop.registers import records, save, save_many
from desktop.settings import set_setting
from models.catalogue import FIELDS, INDICATORS, PROFILE
from models.periods import Month
from models.registers import Values
from models.text import match_key
from models.work import Work

_INDICATOR = ("code", "name", "measured_in", "kind")


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
    """Return the fields of work of a commune (the published lists differ by province: an office
    edits its own).
    """
    return [
        {
            "name": str(item["name"]),
            "group": str(item["group"]),
            "authority": str(item["authority"]),
            "aliases": "\n".join(map(str, item.get("aliases", ()))) or None,  # type: ignore[call-overload]
            "in_use": True,
            "position": position,
        }
        for position, item in enumerate(_declared("field"), start=1)
    ]


def offered_indicators() -> list[Values]:
    """Return the further indicators that offices often report, without figures."""
    return [{name: str(item[name]) for name in _INDICATOR} for item in _declared("indicator")]


def start_indicators(work: Work, unit: str, month: Month) -> int:
    """Give a month the further indicators of the month before it, else the offered ones; return how
    many were new.

    Figures are left blank, and indicators that the month already has stay as they are.

    Raises:
        Refused: the month is closed.
    """
    kept = records(work.conn, INDICATORS.name, unit, month=month)
    before = records(work.conn, INDICATORS.name, unit, month=month.previous())
    offered = [{name: row[name] for name in _INDICATOR} for row in before] or offered_indicators()
    present = {match_key(row.text("code")) for row in kept}
    when = {"year": month.year, "month": month.month}
    new = [
        (None, {**item, **when}) for item in offered if match_key(str(item["code"])) not in present
    ]
    save_many(work, INDICATORS.name, unit, new)
    return len(new)


def _declared(kind: str) -> list[dict[str, object]]:
    with (resources() / "catalogues" / f"{kind}s.toml").open("rb") as file:
        declared: list[dict[str, object]] = tomllib.load(file)[kind]
    return declared
