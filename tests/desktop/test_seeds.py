"""The lists that a new store starts with say each thing once."""

import tomllib

from desktop.paths import resources
from desktop.seeds import seeded_fields
from models.catalogue import FIELDS, INDICATORS
from models.text import match_key


def test_no_spelling_names_two_fields_of_work() -> None:
    owners: dict[str, str] = {}
    for field in seeded_fields():
        name, aliases = str(field["name"]), str(field["aliases"] or "").splitlines()
        for spelling in [name, *aliases]:
            assert owners.setdefault(match_key(spelling), name) == name, spelling


def test_every_seeded_field_of_work_has_a_group_and_a_known_authority() -> None:
    assert all(field["group"] for field in seeded_fields())
    assert {field["authority"] for field in seeded_fields()} <= set(FIELDS.field("authority").choices)


def test_every_offered_indicator_is_named_once_and_of_a_known_kind() -> None:
    with (resources() / "catalogues" / "indicators.toml").open("rb") as file:
        offered = tomllib.load(file)["indicator"]
    codes = [item["code"] for item in offered]
    assert len(set(codes)) == len(codes)
    assert {item["kind"] for item in offered} <= set(INDICATORS.field("kind").choices)
