"""The figures of fields of work by the authority that decides there (Thẩm quyền).

That is the unit itself (Xã), another branch of the state (Ngành dọc), or an office elsewhere
(Phi địa giới).
"""

from collections.abc import Iterable, Mapping, Sequence

from models.catalogue import FIELDS
from models.figures import AreaFigures, UnitFigures
from models.measures import MEASURES
from models.numbers import BLANK, Numbers, add_up, as_measures

# In the order in which they are told.
AUTHORITIES = FIELDS.field("authority").choices
# Stands for the authority of fields that do not say it.
UNSAID = ""

# The measures of several fields of work, by the authority that decides there; `UNSAID` last.
ByAuthority = dict[str, dict[str, int | None]]


def by_authority(areas: Iterable[AreaFigures], authority_of: Mapping[str, str]) -> ByAuthority:
    """Add up fields of work by authority; one blank makes a sum blank.

    `authority_of` gives the authority of each field by its key; those without one are added up
    under `UNSAID`, and what is known for the whole unit only is in none. Authorities without a
    field are left out; where no field has one there are none.
    """
    return _sums(_rows(areas, authority_of))


def by_authority_over_units(
    units: Sequence[UnitFigures], authority_of: Mapping[str, str]
) -> ByAuthority:
    """Add up the same over units; one unit's blank makes a sum blank.

    A unit that has other fields only takes no part in an authority; one that keeps no figures by
    field lacks those of every authority.
    """
    rows: dict[str, list[Numbers]] = {}
    for unit in units:
        for authority, found in _rows(unit.areas, authority_of).items():
            rows.setdefault(authority, []).append(add_up(found))
    if any(not unit.areas for unit in units):
        for sums in rows.values():
            sums.append(BLANK)
    return _sums(rows)


def _rows(
    areas: Iterable[AreaFigures], authority_of: Mapping[str, str]
) -> dict[str, list[Numbers]]:
    rows: dict[str, list[Numbers]] = {}
    for area in areas:
        authority = authority_of.get(area.area_id, UNSAID)
        rows.setdefault(authority, []).append(_numbers(area.measures))
    return rows


def _sums(rows: Mapping[str, list[Numbers]]) -> ByAuthority:
    if set(rows) == {UNSAID}:
        return {}
    order = (*AUTHORITIES, UNSAID)
    return {name: as_measures(add_up(rows[name])) for name in order if name in rows}


def _numbers(measures: Mapping[str, int | None]) -> Numbers:
    return tuple(measures[name] for name in MEASURES)
