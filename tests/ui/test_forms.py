"""The form of any register: what is wrong is said at the fields it is about, and nowhere else."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import registers
from models.catalogue import BLOCKS, DOCUMENTS, PROFILE, REGISTERS
from models.errors import Place, Problem, Refused
from models.registers import Field, Register, Value
from tests.helpers.office import area_id
from tests.ui.keyboard import type_text
from ui.forms import FieldForm
from ui.shell import Shell

REQUIRED = [
    pytest.param(register, field, id=f"{register.name}-{field.name}")
    for register in REGISTERS.values()
    for field in register.fields
    if field.required
]
KEYS = [
    pytest.param(register, names, id=f"{register.name}-{'-'.join(names)}")
    for register in REGISTERS.values()
    for names in register.keys
]
_FILLED: dict[str, Value] = {
    "text": "Mẫu",
    "long_text": "Mẫu",
    "whole": 3,
    "decimal": Decimal("2.5"),
    "date": date(2024, 1, 1),
    "yes_no": True,
    "year": 2024,
    "month": 6,
    "unit": "LEBINH",
}
# Texts that are read further: codes, sums of measures, spans of time.
_READ: dict[tuple[str, str], Value] = {
    ("rates", "code"): "ty_le_mau",
    ("rates", "numerator"): "resolved_in_time",
    ("rates", "denominator"): "resolved_in_time + resolved_late",
    ("blocks", "period"): "2023-Q1",
}


def filled(shell: Shell, register: Register) -> dict[str, Value]:
    """Return a record with every field filled in that is required or part of a key."""
    in_keys = {name for names in register.keys for name in names}
    values = {}
    for field in register.fields:
        if field.required or field.name in in_keys:
            read = _READ.get((register.name, field.name))
            values[field.name] = read or value_for(shell, field)
    if register is PROFILE:
        values["code"] = shell.unit
    return values


def value_for(shell: Shell, field: Field) -> Value:
    if field.kind == "area":
        return area_id(shell.context, "Hộ tịch")
    return field.choices[0] if field.choices else _FILLED[field.kind]


def form_of(shell: Shell, register: Register, values: dict[str, Value], qtbot: QtBot) -> FieldForm:
    form = FieldForm(shell, register)
    qtbot.addWidget(form)
    form.load(values)
    return form


def refuse(shell: Shell, form: FieldForm, register: Register) -> list[Problem]:
    """Save the form, which must be refused, and return the problems that found no field."""
    with pytest.raises(Refused) as refused:
        shell.perform(registers.save, register.name, shell.unit, form.draft())
    return form.show_problems(refused.value.problems)


def said_at(form: FieldForm) -> list[str]:
    """Return the names of the fields at whose input something is said to be wrong."""
    return [name for name, box in form.boxes.items() if box.error]


@pytest.mark.parametrize(("register", "field"), REQUIRED)
def test_a_required_field_left_blank_is_named_at_its_own_input(
    register: Register, field: Field, shell: Shell, qtbot: QtBot
) -> None:
    values = {**filled(shell, register), field.name: None}
    form = form_of(shell, register, values, qtbot)
    assert refuse(shell, form, register) == []
    assert said_at(form) == [field.name]
    assert f"“{field.label}”" in form.boxes[field.name].error


@pytest.mark.parametrize(("register", "names"), KEYS)
def test_a_key_that_is_taken_is_said_at_every_field_of_the_key(
    register: Register, names: tuple[str, ...], shell: Shell, qtbot: QtBot
) -> None:
    values = filled(shell, register)
    if register is BLOCKS:  # its period is a text that must name one
        values["period"] = "2024-Q2"
    for others in register.keys[: register.keys.index(names)]:
        values.update(dict.fromkeys(others))
    if register is not PROFILE:  # the unit's own profile is there from the start
        shell.perform(registers.save, register.name, shell.unit, values)
    form = form_of(shell, register, values, qtbot)
    assert refuse(shell, form, register) == []
    assert set(said_at(form)) == set(names)


def test_changing_one_field_of_a_taken_key_takes_back_what_was_said_at_all(
    shell: Shell, qtbot: QtBot
) -> None:
    form = form_of(shell, DOCUMENTS, {}, qtbot)
    both = Problem("duplicate_key", Place(columns=DOCUMENTS.fields[:2]), {"noun": "văn bản"})
    missing = Problem("required_missing", Place(columns=(DOCUMENTS.field("issuer"),)))
    form.show_problems([both, missing])
    assert said_at(form) == ["symbol", "issued", "issuer"]
    symbol = form.boxes["symbol"].widget
    assert isinstance(symbol, QLineEdit)
    type_text(symbol, "/KH")
    assert said_at(form) == ["issuer"]


def test_what_belongs_to_no_field_of_the_form_is_given_back(shell: Shell, qtbot: QtBot) -> None:
    form = form_of(shell, DOCUMENTS, {}, qtbot)
    whole = Problem("month_closed", Place(month="2024-06"), {"month": "6/2024"})
    heading = Problem("column_unknown", Place(heading="Trích yếu"))
    assert form.show_problems([whole, heading]) == [whole, heading]
    assert said_at(form) == []


def test_short_values_share_a_line_and_long_ones_take_their_own(shell: Shell, qtbot: QtBot) -> None:
    boxes = form_of(shell, DOCUMENTS, {}, qtbot).boxes
    assert boxes["issued"].narrow(2)
    assert boxes["kind"].narrow(2)
    assert not boxes["issuer"].narrow(2)
    assert boxes["issuer"].narrow(3)
    assert not boxes["subject"].narrow(3)
    assert not boxes["topics"].narrow(3)
