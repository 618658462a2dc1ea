"""The sheet of the workbook on the indicators of the units' own (Chỉ tiêu khác), unit by unit."""

from decimal import Decimal

from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.district.worksheets import NUMBER, RATE, Out, Sheet, address, rate_form
from desktop.spreadsheets import formulas
from desktop.word import wording
from models.catalogue import INDICATORS
from models.indicators import NUMBERS, Indicator, Together, share
from models.rates import RateSettings

_DECIMAL = "#,##0.##########"
_FIRST_NUMBER = 3


def indicator_sheet(data: DistrictData) -> Sheet:
    """Return a block for each indicator: the units that tell of it, and their live sum."""
    rows: list[list[Out]] = []
    for found in data.indicators["all"]:
        first = len(rows)
        for number, (code, indicator) in enumerate(found.units.items(), start=1):
            name = wording.clean(data.unit_names.get(code, code))
            rows.append(
                _row(Out(number, form=NUMBER, centred=True), name, indicator, len(rows), data.rates)
            )
        if found.total is not None:
            rows.append(_sum(found, first, len(rows), data))
    labels = [INDICATORS.field(name).label for name in ("name", *NUMBERS)]
    header = ["TT", text("unit"), *labels, text("rate"), text("of_plan"), text("note")]
    widths = [6, 28, 36, 13, 13, 13, 13, 13, 13, 18]
    heading = district_catalogue()["annex"]["indicators"]
    return Sheet("Chỉ tiêu khác", heading, header, widths, rows)


def _row(
    lead: Out, name: str, indicator: Indicator, place: int, rates: RateSettings, bold: bool = False
) -> list[Out]:
    title = wording.clean(indicator.name)
    if indicator.measured_in:
        title += f" ({wording.clean(indicator.measured_in)})"
    percent = share(indicator.numerator, indicator.denominator, rates)
    values = [getattr(indicator, number) for number in NUMBERS]
    cells = [
        lead,
        Out(name, bold=bold, wrap=True),
        Out(title, wrap=True),
    ]
    cells += [Out("" if value is None else value, form=_form(value)) for value in values]
    of_plan = share(indicator.actual, indicator.plan, rates)
    cells.append(_rate(place, (2, 3), percent, rates))
    cells.append(_rate(place, (1, 0), of_plan, rates))
    cells.append(Out(text("estimate") if indicator.estimate else ""))
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
    codes = list(found.units)
    rows = [first + codes.index(code) for code in found.known]
    for offset, number in enumerate(NUMBERS):
        column, value = _FIRST_NUMBER + offset, getattr(found.total, number)
        if value is not None:
            summed = formulas.total([address(row, column) for row in rows], "")
            cells[column] = Out(value, summed, _form(value), bold=True)
    return cells


def _form(value: Decimal | None) -> str:
    whole = value is None or value == value.to_integral_value()
    return NUMBER if whole else _DECIMAL
