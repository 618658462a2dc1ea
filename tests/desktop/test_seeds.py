"""The lists that a new store starts with say each thing once."""

from datetime import date
from decimal import Decimal

import pytest

from desktop import months, registers
from desktop.context import Context
from desktop.seeds import begun_before, offered_indicators, seeded_fields, start_indicators
from models.catalogue import FIELDS, INDICATORS
from models.errors import Refused
from models.periods import Month
from models.registers import Values
from models.text import match_key
from tests.helpers.office import enter


def test_no_spelling_names_two_fields_of_work() -> None:
    owners: dict[str, str] = {}
    for field in seeded_fields():
        name, aliases = str(field["name"]), str(field["aliases"] or "").splitlines()
        for spelling in [name, *aliases]:
            assert owners.setdefault(match_key(spelling), name) == name, spelling


def test_every_seeded_field_of_work_has_a_group_and_a_known_authority() -> None:
    assert all(field["group"] for field in seeded_fields())
    assert {field["authority"] for field in seeded_fields()} <= set(
        FIELDS.field("authority").choices
    )


def test_every_offered_indicator_is_named_once_and_of_a_known_kind() -> None:
    offered = offered_indicators()
    codes = [item["code"] for item in offered]
    assert len(set(codes)) == len(codes)
    assert {item["kind"] for item in offered} <= set(INDICATORS.field("kind").choices)


def test_an_empty_month_takes_the_indicators_of_the_month_before_without_their_figures(
    office: Context,
) -> None:
    kept: Values = {
        "year": 2024,
        "month": 5,
        "code": "vneid-2",
        "name": "Tài khoản VNeID",
        "actual": Decimal(7),
    }
    office.do(registers.save, "indicators", office.unit, kept)
    assert office.ask(begun_before, office.unit, Month(2024, 6)) == Month(2024, 5)
    assert office.do(start_indicators, office.unit, Month(2024, 6)).value == 1
    [row] = office.ask(registers.records, "indicators", office.unit, month=Month(2024, 6))
    assert (row.text("code"), row.text("name"), row["actual"]) == (
        "vneid-2",
        "Tài khoản VNeID",
        None,
    )


def test_the_first_month_takes_the_offered_indicators_but_keeps_what_it_has(
    office: Context,
) -> None:
    kept: Values = {
        "year": 2024,
        "month": 6,
        "code": "VNEID-2",
        "name": "Tài khoản VNeID",
        "actual": Decimal(7),
    }
    office.do(registers.save, "indicators", office.unit, kept)
    assert office.ask(begun_before, office.unit, Month(2024, 6)) is None
    added = office.do(start_indicators, office.unit, Month(2024, 6)).value
    rows = office.ask(registers.records, "indicators", office.unit, month=Month(2024, 6))
    assert added == len(offered_indicators()) - 1 == len(rows) - 1
    assert [row["actual"] for row in rows if row["actual"] is not None] == [7]


def test_a_closed_month_is_given_no_indicators(office: Context) -> None:
    enter(office, Month(2024, 6), "Hộ tịch", received_online=1)
    office.do(months.close_month, office.unit, Month(2024, 6), date(2024, 7, 1), "Đã kiểm tra")
    with pytest.raises(Refused) as refused:
        office.do(start_indicators, office.unit, Month(2024, 6))
    assert refused.value.problems[0].code == "month_closed"
