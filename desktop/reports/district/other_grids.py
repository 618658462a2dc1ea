"""What the units count of their dossiers beside the official form, unit by unit."""

from collections.abc import Mapping, Sequence

from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.grid import Column, Grid
from desktop.reports.district.grids import by_unit
from desktop.reports.district.words import text
from models.measures import MEASURES

OTHERS, DIGITAL = "ho_so_khac", "so_hoa_khac"

_FLOW = (
    "received_online_full",
    "received_online_partial",
    "received_online_other",
    "due",
    "awaiting_supplement",
    "uncollected",
    "late_intake",
    "waiting_acceptance",
    "not_accepted",
    "nonlocal_received",
    "nonlocal_forwarded",
)
_ELECTRONIC = (
    "digitise_inputs_required",
    "digitised_inputs",
    "digitise_results_required",
    "e_results",
    "data_reused",
    "fees_paid",
    "apologies",
)
_IN_TIME = ("resolved", "resolved_in_time")


def others(data: DistrictData) -> Grid:
    """Return levels of online intake, what waits and what crosses boundaries, and the in-time rate.

    A column stands there where any unit has a number above zero, the rate beside at least one.
    """
    columns = _known(_FLOW, data)
    if columns:
        columns += [Column(name, MEASURES[name].label, 16) for name in _IN_TIME]
        top, bottom = _IN_TIME[1], _IN_TIME[0]
        columns.append(Column("in_time_rate", text("rate"), 13, rate=(top, bottom)))
    return by_unit(OTHERS, columns, data, _total)


def digital(data: DistrictData) -> Grid:
    """Return what was to be digitised, electronic results, fees and apologies."""
    return by_unit(DIGITAL, _known(_ELECTRONIC, data), data, _total)


def _known(names: Sequence[str], data: DistrictData) -> list[Column]:
    found = []
    for name in names:
        if any(_total(book)[name] for book in data.books):
            found.append(Column(name, MEASURES[name].label, 18))
    return found


def _total(book: UnitBook) -> Mapping[str, int | None]:
    assert book.figures.figures is not None
    return book.figures.figures.total
