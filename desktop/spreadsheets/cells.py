"""A cell of a workbook becomes the value of a field, or a plain refusal."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from models.errors import Place, Problem, Refused
from models.registers import Field, Value
from models.text import match_key
from models.values import FIRST_YEAR, LARGEST_WHOLE, LAST_YEAR, parse

# What a formula leaves behind that went wrong.
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}

Cell = object
Converter = Callable[[Cell], Value]


def converter(field: Field, fields_of_work: Mapping[str, str]) -> Converter:
    """Return the function that makes a field's values from cells.

    `fields_of_work` gives the ids of the fields of work by every spelling, as `match_key`. The
    function raises Refused with one problem that says what is wrong; the caller knows where.
    """
    match field.kind:
        case "whole":
            return lambda cell: (
                cell if type(cell) is int and 0 <= cell <= LARGEST_WHOLE else _whole(field, cell)
            )
        case "year":
            return lambda cell: _within(field, cell, FIRST_YEAR, LAST_YEAR, "year_out_of_range")
        case "month":
            return lambda cell: _within(field, cell, 1, 12, "month_out_of_range")
        case "decimal":
            return lambda cell: _decimal(field, cell)
        case "date":
            return lambda cell: _date(field, cell)
        case "yes_no":
            return lambda cell: (
                cell if isinstance(cell, bool) else parse(field, text_of(field, cell))
            )
        case "field":
            return lambda cell: _field(field, cell, fields_of_work)
        case "choices":
            return lambda cell: _choices(field, cell)
        case _:
            return lambda cell: parse(field, text_of(field, cell))


def text_of(field: Field, cell: Cell) -> str:
    """Return what a person reads in the cell; raises Refused cell_error."""
    if isinstance(cell, str):
        if cell.strip() in _ERRORS:
            raise _refuse("cell_error", cell.strip())
        return cell.replace("\r\n", "\n").replace("\r", "\n")
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(_exact(cell), "f")
    if isinstance(cell, date):
        # Spreadsheets turn a typed 2024-06 into the first day of that month.
        if field.name == "period" and cell.day == 1:
            return f"{cell:%Y-%m}"
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _whole(field: Field, cell: Cell) -> Value:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool | date | float):
        raise _refuse("not_whole", _shown(field, cell))
    if isinstance(cell, int):
        if cell < 0:
            raise _refuse("number_negative", str(cell))
        if cell > LARGEST_WHOLE:
            raise _refuse("number_too_large", str(cell))
        return cell
    return parse(field, text_of(field, cell))


def _within(field: Field, cell: Cell, low: int, high: int, code: str) -> Value:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell != cell or not low <= cell <= high or cell != int(cell):
            raise _refuse(code, _shown(field, cell))
        return int(cell)
    if isinstance(cell, str):
        return parse(field, text_of(field, cell))
    raise _refuse(code, _shown(field, cell))


def _decimal(field: Field, cell: Cell) -> Value:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not abs(cell) <= LARGEST_WHOLE:
            raise _refuse("number_too_large", _shown(field, cell))
        return _exact(cell)
    if isinstance(cell, bool | date):
        raise _refuse("not_decimal", _shown(field, cell))
    return parse(field, text_of(field, cell))


def _exact(number: float) -> Decimal:
    """Return the decimal a person typed: a spreadsheet keeps 15 digits, the rest is an echo of its
    binary numbers.
    """
    return Decimal(f"{number:.15g}")


def _date(field: Field, cell: Cell) -> Value:
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    if isinstance(cell, str):
        return parse(field, text_of(field, cell))
    raise _refuse("not_date", _shown(field, cell))


def _field(field: Field, cell: Cell, fields_of_work: Mapping[str, str]) -> Value:
    text = text_of(field, cell)
    found = fields_of_work.get(match_key(text))
    if found is None and text.strip():
        raise _refuse("unknown_field", " ".join(text.split()))
    return found


def _choices(field: Field, cell: Cell) -> Value:
    text = text_of(field, cell)
    # People put commas between them; that is clear as long as no choice holds one.
    if not any("," in choice for choice in field.choices):
        text = text.replace(",", ";")
    return parse(field, text)


def _shown(field: Field, cell: Cell) -> str:
    return text_of(field, cell) if not isinstance(cell, float) or abs(cell) < 1e15 else str(cell)


def _refuse(code: str, text: str) -> Refused:
    return Refused(Problem(code, Place(), {"text": text}))
