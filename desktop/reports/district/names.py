"""What the report of several units calls them inside a sentence."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.reports.district.gathering import DistrictData, served_place
from desktop.reports.district.words import text
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import named
from desktop.word import wording
from models.text import fold


def unit_name(data: DistrictData, name: str) -> str:
    """Return a unit's name as it stands inside a sentence."""
    return named(data.own_report, name)


def own_place(data: DistrictData) -> str:
    """Return the receiving office, or the place that it serves, inside a sentence."""
    return unit_name(data, data.own_name)


def own_office(data: DistrictData) -> str:
    """Return the one-stop unit of the receiving office: a whole district is not its one-stop unit.

    An office that is no committee is its own one-stop unit.
    """
    if not wording.is_committee(data.own_name):
        return own_place(data)
    return text("own_office").format(place=served_place(data.own_report))


def listed(data: DistrictData, names: Iterable[str]) -> str:
    """Return units as a list inside a sentence."""
    return ", ".join(unit_name(data, name) for name in names)


def former_names(data: DistrictData, name: str, codes: Iterable[str]) -> list[str]:
    """Return the names of units before or after one of this name, one that bears it told apart."""
    found = []
    for code in codes:
        other = data.unit_names.get(code, code)
        same = fold(other) == fold(name)
        found.append(text("former").format(name=other) if same else other)
    return found


def with_office(data: DistrictData) -> ReportData:
    """Return the own unit's data with its one-stop unit called as among several."""
    profile = data.own_report.profile
    values = {**profile.values, "office_name": own_office(data)}
    return replace(data.own_report, profile=replace(profile, values=values))


def these_units(count: int) -> str:
    """Return "đơn vị này" for one unit, "các đơn vị này" for several."""
    return text("this_unit" if count == 1 else "these_units")


def names_in_sentences(data: DistrictData) -> dict[str, str]:
    """Return the words for the own unit and the others that sentences have in common."""
    return {"word": data.word, "own": own_office(data), "own_office": own_office(data)}


def usual_recipients(data: DistrictData) -> str:
    """Return whom the report goes to beside its addressee: those whose figures it adds up."""
    names = [line.line.name for line in data.now.lines]
    if not names:
        return ""
    committees = all(wording.is_committee(name) for name in names)
    return text("to_committees" if committees else "to_units").format(word=data.word)
