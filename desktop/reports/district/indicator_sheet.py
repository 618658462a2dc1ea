"""The sheet of the workbook on the indicators of the units' own (Chỉ tiêu khác), unit by unit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.district.worksheets import NUMBER, RATE, Out, Sheet, address, rate_form
from desktop.spreadsheets import formulas
from desktop.word import wording
from models.catalogue import INDICATORS
from models.indicators import (
    NUMBERS,
    Indicator,
    Together,
    in_both_periods,
    planned_by_some,
    share,
)
from models.rates import RateSettings

_DECIMAL = "#,##0.##########"
_MARK = '"*"'
# The columns of the numbers, of the plan's share, of the note, and the first of those last year.
_FIRST_NUMBER, _OF_PLAN, _NOTE, _FIRST_THEN = 3, 8, 9, 10
_PLAN, _ACTUAL = _FIRST_NUMBER, _FIRST_NUMBER + 1
# A plan of a year ago is of no use.
_THEN = NUMBERS[1:]


def indicator_sheet(data: DistrictData) -> Sheet:
    """Return a block for each indicator: the units that tell of it, and their live sum.

    What a sum has of some units only, a plan or the numbers of last year, is marked.
    """
    rows: list[list[Out]] = []
    for found in data.indicators["all"]:
        rows += _block(found, len(rows), data)
    labels = [INDICATORS.field(name).label for name in ("name", *NUMBERS)]
    header = ["TT", text("unit"), *labels, text("rate"), text("of_plan"), text("note")]
    widths = [6, 28, 36, 13, 13, 13, 13, 13, 13, 18]
    if any(out.value != "" for row in rows for out in row[_FIRST_THEN:]):
        for name in _THEN:
            header.append(text("indicator_then").format(number=INDICATORS.field(name).label))
            widths.append(13)
    is_marked = any(out.form.endswith(_MARK) for row in rows for out in row)
    return Sheet(
        "Chỉ tiêu khác",
        district_catalogue()["annex"]["indicators"],
        header,
        widths,
        [row[: len(header)] for row in rows],
        notes=[text("indicator_sheet_note")] if is_marked else [],
    )


def _block(found: Together, first: int, data: DistrictData) -> list[list[Out]]:
    """Return the rows of an indicator, the first of them at a place of the sheet."""
    then = data.indicators_then["all"]
    both = in_both_periods(found, then)
    rows: list[list[Out]] = []
    for number, (code, indicator) in enumerate(found.units.items(), start=1):
        name = wording.clean(data.unit_names.get(code, code))
        lead = Out(number, form=NUMBER, centred=True)
        row = _row(lead, name, indicator, first + len(rows), data.rates)
        before = both.before[code] if both and code in both.units else None
        rows.append([*row, *_numbers(before, _THEN)])
    if found.total is not None:
        rows.append(_sum(found, first, first + len(rows), data))
    return rows


def _row(
    lead: Out, name: str, indicator: Indicator, place: int, rates: RateSettings, bold: bool = False
) -> list[Out]:
    title = wording.clean(indicator.name)
    if indicator.measured_in:
        title += f" ({wording.clean(indicator.measured_in)})"
    percent = share(indicator.numerator, indicator.denominator, rates)
    of_plan = share(indicator.actual, indicator.plan, rates)
    return [
        lead,
        Out(name, bold=bold, wrap=True),
        Out(title, wrap=True),
        *_numbers(indicator, NUMBERS),
        _rate(place, (2, 3), percent, rates),
        _rate(place, (1, 0), of_plan, rates),
        Out(text("estimate") if indicator.estimate else "", wrap=True),
    ]


def _numbers(indicator: Indicator | None, names: Sequence[str]) -> list[Out]:
    """Return the numbers of an indicator, blank cells for those that are not known."""
    cells = []
    for name in names:
        value = getattr(indicator, name) if indicator else None
        cells.append(Out("" if value is None else value, form=_form(value)))
    return cells


def _rate(place: int, columns: tuple[int, int], value: Decimal | None, rates: RateSettings) -> Out:
    if value is None:
        return Out(formulas.NO_RATE, form=RATE)
    top, bottom = (address(place, _FIRST_NUMBER + column) for column in columns)
    return Out(value, formulas.rate(top, bottom, rates.usual, value), rate_form(value, rates.usual))


def _sum(found: Together, first: int, place: int, data: DistrictData) -> list[Out]:
    """Return the sum of the units that know an indicator; it says how many of them there are."""
    assert found.total is not None
    known, of = len(found.known), len(data.books)
    label = f"{text('sum')} ({known:02d}/{of:02d})" if known < of else text("sum")
    cells = _row(Out(""), label, found.total, place, data.rates, bold=True)
    rows = _places(found, first, found.known)
    for column, name in enumerate(NUMBERS, start=_FIRST_NUMBER):
        value = getattr(found.total, name)
        if value is not None:
            cells[column] = _added(rows, column, value)
    notes = [str(cells[_NOTE].value), _put_plan(cells, found, first, data)]
    then, note = _then(found, first, data)
    notes = [words for words in (*notes, note) if words]
    cells[_NOTE] = Out("; ".join(notes), wrap=True)
    return [*cells, *then]


def _put_plan(cells: list[Out], found: Together, first: int, data: DistrictData) -> str:
    """Put the plan of some units and their share into a sum, marked; return of how many it is."""
    planned = planned_by_some(found)
    if planned is None:
        return ""
    rows = _places(found, first, planned.units)
    cells[_PLAN] = _marked(_added(rows, _PLAN, planned.plan))
    value = share(planned.actual, planned.plan, data.rates)
    if value is not None:
        tops = [address(row, _ACTUAL) for row in rows]
        bottoms = [address(row, _PLAN) for row in rows]
        usual = data.rates.usual
        formula = formulas.rate_of_known(tops, bottoms, usual, value)
        cells[_OF_PLAN] = Out(value, formula, rate_form(value, usual, marked=True))
    return text("indicator_plan_of").format(of=_of(len(planned.units), data))


def _then(found: Together, first: int, data: DistrictData) -> tuple[list[Out], str]:
    """Return the sum of last year over the units that know both years, and of how many it is.

    It is marked where others know this year only.
    """
    both = in_both_periods(found, data.indicators_then["all"])
    if both is None:
        return _numbers(None, _THEN), ""
    rows, is_part = _places(found, first, both.units), len(both.units) < len(found.known)
    cells = []
    for column, name in enumerate(_THEN, start=_FIRST_THEN):
        value = getattr(both.then, name)
        cell = Out("", form=NUMBER) if value is None else _added(rows, column, value)
        cells.append(_marked(cell) if is_part and value is not None else cell)
    note = text("indicator_both").format(of=_of(len(both.units), data))
    return cells, note if is_part else ""


def _of(units: int, data: DistrictData) -> str:
    return f"{units:02d}/{len(data.books):02d} {text('units')}"


def _places(found: Together, first: int, units: Sequence[str]) -> list[int]:
    """Return the rows of some units of an indicator, the first of which is at a place."""
    codes = list(found.units)
    return [first + codes.index(code) for code in units]


def _added(rows: Sequence[int], column: int, value: Decimal) -> Out:
    summed = formulas.total([address(row, column) for row in rows], "")
    return Out(value, summed, _form(value), bold=True)


def _marked(out: Out) -> Out:
    return replace(out, form=out.form + _MARK)


def _form(value: Decimal | None) -> str:
    whole = value is None or value == value.to_integral_value()
    return NUMBER if whole else _DECIMAL
