"""Fields of work are added up by the authority that decides there."""

from models.authority import UNSAID, by_authority, by_authority_over_units
from models.figures import AreaFigures, UnitFigures
from models.measures import MEASURES

AUTHORITY = {"1": "Xã", "2": "Xã", "3": "Ngành dọc"}
Figures = dict[str, int | None]


def measures(received: int | None) -> Figures:
    found: Figures = dict.fromkeys(MEASURES, 0)
    return found | {"received": received}


def area(key: str, received: int | None) -> AreaFigures:
    return AreaFigures(key, f"Lĩnh vực {key}", nil=False, measures=measures(received))


def unit(code: str, *areas: AreaFigures) -> UnitFigures:
    return UnitFigures(code, code, areas, measures(99))


def test_only_authorities_that_occur_are_told_and_last_the_fields_without_one() -> None:
    found = by_authority([area("9", 50), area("1", 3), area("2", 4), area("8", 6)], AUTHORITY)
    told = [(name, sums["received"]) for name, sums in found.items()]
    assert told == [("Xã", 7), (UNSAID, 56)]


def test_where_no_field_says_its_authority_there_are_none() -> None:
    assert by_authority([area("8", 6), area("9", 50)], AUTHORITY) == {}
    units = [unit("A", area("1", 3)), unit("B", area("8", 6)), unit("C", area("9", 50))]
    found = by_authority_over_units(units, AUTHORITY)
    assert {name: sums["received"] for name, sums in found.items()} == {"Xã": 3, UNSAID: 56}
    assert by_authority_over_units(units[1:], AUTHORITY) == {}


def test_one_blank_field_makes_the_sum_of_its_authority_blank_and_no_other() -> None:
    found = by_authority([area("3", 5), area("1", None), area("2", 4)], AUTHORITY)
    assert list(found) == ["Xã", "Ngành dọc"]
    assert (found["Xã"]["received"], found["Ngành dọc"]["received"]) == (None, 5)


def test_over_units_a_unit_without_fields_of_an_authority_takes_no_part_in_it() -> None:
    units = [unit("A", area("1", 3), area("3", 5)), unit("B", area("1", 4))]
    found = by_authority_over_units(units, AUTHORITY)
    assert {name: sums["received"] for name, sums in found.items()} == {"Xã": 7, "Ngành dọc": 5}


def test_a_unit_that_keeps_no_figures_by_field_makes_every_sum_over_units_blank() -> None:
    found = by_authority_over_units([unit("A", area("1", 3)), unit("B")], AUTHORITY)
    assert found["Xã"] == dict.fromkeys(MEASURES)
    assert by_authority_over_units([unit("B")], AUTHORITY) == {}
