"""What a new store starts with: the unit itself and the list of fields of work."""

import tomllib
from collections.abc import Mapping

from desktop.paths import resources
from desktop.registers import save, save_many
from desktop.settings import set_setting
from models.catalogue import FIELDS, PROFILE
from models.registers import Values
from models.work import Work


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
    """Return the fields of work of a commune (the published lists differ by province: an office edits its own)."""
    with (resources() / "catalogues" / "fields.toml").open("rb") as file:
        declared: list[dict[str, object]] = tomllib.load(file)["field"]
    return [
        {
            "name": str(item["name"]),
            "group": str(item["group"]),
            "authority": str(item["authority"]),
            "aliases": "\n".join(map(str, item.get("aliases", ()))) or None,  # type: ignore[call-overload]
            "in_use": True,
            "position": position,
        }
        for position, item in enumerate(declared, start=1)
    ]
