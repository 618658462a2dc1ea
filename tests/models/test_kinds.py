"""What a kind of field means: a value comes back the same from a person, JSON and the store."""

import json
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
import sqlalchemy as sa

from models.catalogue import DOCUMENTS, EQUIPMENT, REGISTERS, STAFF
from models.errors import Refused
from models.kinds import KINDS, Raw, kind_of, parse, plain, shown
from models.registers import Field, KindName, Value
from models.tables import column_of
from models.work import decode, encode

CHOICES = ("Nữ", "Nam")

# Of each kind: a value, how a person reads it, and its JSON, as released stores and files hold it.
SAMPLES: dict[KindName, tuple[Value, str, str]] = {
    "text": ("Lê Bình", "Lê Bình", '"Lê Bình"'),
    "long_text": ("một\nhai", "một\nhai", '"một\\nhai"'),
    "whole": (1234, "1.234", "1234"),
    "decimal": (Decimal("1234.50"), "1.234,5", '"1234.50"'),
    "date": (date(2024, 6, 5), "05/06/2024", '"2024-06-05"'),
    "choice": ("Nam", "Nam", '"Nam"'),
    "choices": (("Nữ", "Nam"), "Nữ; Nam", '["Nữ", "Nam"]'),
    "yes_no": (False, "Không", "false"),
    "year": (2024, "2024", "2024"),
    "month": (6, "6", "6"),
    "area": ("a1", "Hộ tịch", '"a1"'),
    "units": ("LEBINH\nTP", "Phường Lê Bình\nTP", '"LEBINH\\nTP"'),
}
NAMES = {"a1": "Hộ tịch", "LEBINH": "Phường Lê Bình"}

# Of each kind: values that Python might take for it.
WRONG: list[tuple[KindName, Value]] = [
    ("text", 3),
    ("whole", True),
    ("whole", -1),
    ("whole", 10**15 + 1),
    ("year", 24),
    ("month", 13),
    ("month", True),
    ("decimal", Decimal("NaN")),
    ("decimal", 3),
    ("date", "2024-06-05"),
    ("yes_no", 1),
    ("choice", "Khác"),
    ("choices", ("Nam", "Khác")),
    ("choices", "Nam"),
]


def field(kind: KindName) -> Field:
    return Field("value", "Giá trị", kind, choices=CHOICES if kind.startswith("choice") else ())


def test_every_kind_that_a_field_is_declared_with_is_known() -> None:
    declared = {field.kind for register in REGISTERS.values() for field in register.fields}
    assert declared <= set(KINDS)
    assert set(KINDS) == set(get_args(KindName)) == set(SAMPLES)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_value_reads_back_from_what_a_person_sees(kind: KindName) -> None:
    value, seen, _ = SAMPLES[kind]
    assert shown(field(kind), value, NAMES) == seen
    # What points to another record is chosen by its name elsewhere: here its id is typed.
    assert parse(field(kind), str(value) if KINDS[kind].reference else seen) == value


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_value_reads_back_from_json_as_released(kind: KindName) -> None:
    value, _, written = SAMPLES[kind]
    assert json.dumps(plain(value), ensure_ascii=False) == written
    assert KINDS[kind].is_plain(json.loads(written))
    assert KINDS[kind].from_plain(json.loads(written)) == value


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_value_reads_back_from_the_store(kind: KindName) -> None:
    table = sa.Table("sample", sa.MetaData(), column_of(field(kind)))
    engine = sa.create_engine("sqlite://")
    table.metadata.create_all(engine)
    with engine.begin() as conn:
        conn.execute(sa.insert(table), {"value": SAMPLES[kind][0]})
        kept = conn.execute(sa.select(table.c.value)).scalar_one()
    assert kept == SAMPLES[kind][0]
    assert type(kept) is type(SAMPLES[kind][0])


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_value_fits_its_own_kind(kind: KindName) -> None:
    assert KINDS[kind].fits(field(kind), SAMPLES[kind][0])


@pytest.mark.parametrize(("kind", "value"), WRONG)
def test_a_value_of_another_kind_does_not_fit(kind: KindName, value: Value) -> None:
    assert not KINDS[kind].fits(field(kind), value)


# What a stranger may write into JSON in place of a value.
FOREIGN: list[tuple[KindName, Raw]] = [
    ("text", "một\x00hai"),
    ("long_text", 3),
    ("whole", -1),
    ("whole", True),
    ("decimal", "1e9"),
    ("decimal", "1" * 41),
    ("decimal", "NaN"),
    ("decimal", "một"),
    ("date", "20240605"),
    ("date", "2024-02-30"),
    ("yes_no", 1),
    ("choices", ["Nam", "N\x00"]),
    ("choices", "Nam"),
]


@pytest.mark.parametrize(("kind", "raw"), FOREIGN)
def test_what_is_no_value_of_the_kind_is_not_read_from_json(kind: KindName, raw: Raw) -> None:
    assert not KINDS[kind].is_plain(raw)


def test_an_entry_of_the_history_reads_back_whole() -> None:
    values: dict[str, Value] = {
        "symbol": "19/KH-UBND",
        "issued": date(2024, 1, 25),
        "topics": ("CCHC", "Khác"),
        "note": None,
    }
    written = encode(values)
    assert written == (
        '{"symbol": "19/KH-UBND", "issued": "2024-01-25", "topics": ["CCHC", "Khác"], "note": null}'
    )
    assert decode("documents", written) == values


@pytest.mark.parametrize(
    ("kind", "in_order"),
    [
        ("whole", [9, 10, 2000]),
        ("year", [1999, 2024]),
        ("date", [date(1999, 12, 31), date(2024, 1, 2)]),
        ("choice", ["Nữ", "Nam"]),
        ("text", ["Đã", "Đá", "Em"]),
        ("yes_no", [False, True]),
    ],
)
def test_values_are_ordered_as_people_expect(kind: KindName, in_order: list[Value]) -> None:
    backwards = list(reversed(in_order))
    backwards.sort(key=lambda value: KINDS[kind].order(field(kind), value))
    assert backwards == in_order


def test_fields_of_work_are_left_to_the_order_of_their_list() -> None:
    assert KINDS["area"].order(field("area"), "a1") == KINDS["area"].order(field("area"), "b2")


def test_choices_are_known_without_case_and_marks() -> None:
    assert parse(EQUIPMENT.field("condition"), "hoat dong TOT") == "Hoạt động tốt"
    assert parse(DOCUMENTS.field("topics"), "cchc; Tuyên truyền; CCHC") == ("CCHC", "Tuyên truyền")


@pytest.mark.parametrize(("kind", "typed"), [("year", "24"), ("year", "2101"), ("month", "13")])
def test_a_year_or_month_out_of_bounds_is_refused_as_typed(kind: KindName, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(field(kind), typed)
    problem = refused.value.problems[0]
    assert (problem.code, problem.values["text"]) == (f"{kind}_out_of_range", typed)


def test_an_unknown_choice_names_the_column_and_what_is_allowed() -> None:
    with pytest.raises(Refused) as refused:
        parse(STAFF.field("assignment"), "Biệt phái")
    problem = refused.value.problems[0]
    assert problem.place.columns == (STAFF.field("assignment"),)
    assert "Kiêm nhiệm" in str(problem.values["choices"])


def test_blank_text_is_blank_whatever_the_kind() -> None:
    assert [kind_of(field(kind)).parse(field(kind), "  ") for kind in KINDS] == [None] * len(KINDS)
