"""What the units count of their dossiers beside the official form, unit by unit."""

from collections.abc import Mapping, Sequence

from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.grid import Column, Grid
from desktop.reports.district.grids import by_unit
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.ward.dossier_lines import NOTABLE
from models.measures import MEASURES

OTHERS, DIGITAL = "ho_so_khac", "so_hoa_khac"

_FLOW = (
    "received_online_full",
    "received_online_partial",
    "received_online_other",
    "due",
    *NOTABLE,
)
_WAITING = ("waiting_acceptance", "not_accepted")
_ELECTRONIC = (
    "digitise_inputs_required",
    "digitised_inputs",
    "digitise_results_required",
    "e_results",
    "data_reused",
    "fees_paid",
    "apologies",
)
# The parts of the first table by the names of their titles.
_PARTS = {
    "others_levels": [name for name in _FLOW if name.startswith("received_online")],
    "others_waiting": ["due", "awaiting_supplement", "uncollected", "late_intake", *_WAITING],
    "others_elsewhere": ["nonlocal_received", "nonlocal_forwarded"],
}
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


def title_of_others(data: DistrictData) -> str:
    """Return the title of the same table, of the parts that stand in it."""
    held = {column.key for column in _known(_FLOW, data)}
    texts = district_catalogue()["annex"]
    parts = [texts[name] for name, keys in _PARTS.items() if held.intersection(keys)]
    parts.append(texts["others_in_time"])
    listed = " VÀ ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]
    return texts["others"].format(parts=listed)


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
