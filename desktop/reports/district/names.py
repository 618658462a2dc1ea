"""What the report of several units calls them inside a sentence."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.reports.district.gathering import DistrictData, served_place, unit_word
from desktop.reports.district.words import text
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import named, office_name
from desktop.word import wording
from models.text import fold

# More offices than these in the list of units are told together.
_NAMED = 10
# What the names of an office's own departments begin with.
_DEPARTMENTS = ("phong ", "van phong ", "thanh tra ", "trung tam ", "ban ")


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
    # Its documents bear the name that it has by itself.
    issues_as = office_name(data.own_report)
    profile = replace(profile, values=values)
    return replace(data.own_report, profile=profile, office_issues_as=issues_as)


def these_units(count: int) -> str:
    """Return "đơn vị này" for one unit, "các đơn vị này" for several."""
    return text("this_unit" if count == 1 else "these_units")


def names_in_sentences(data: DistrictData) -> dict[str, str]:
    """Return the words for the own unit and the others that sentences have in common."""
    return {"word": data.word, "own": own_office(data), "own_office": own_office(data)}


def usual_recipients(data: DistrictData, issuer: str | None = None) -> str:
    """Return whom the report goes to beside its addressee, one a line.

    Those are the committees whose figures it adds up, the departments in the list of units, and the
    departments that are in charge of the own plan's tasks; not the one that issues it.
    """
    names = [line.line.name for line in data.now.lines]
    committees = [name for name in names if wording.is_committee(name)]
    offices = [name for name in names if not wording.is_committee(name)]
    found = []
    if committees:
        found.append(text("to_committees").format(word=unit_word(committees)))
    if len(offices) > _NAMED:
        found.append(text("to_units").format(word=unit_word(offices)))
        offices = []
    leads = [" ".join(task.text("lead").split()) for task in data.own_report.records("tasks")]
    # Several in one are nobody's name.
    alone = [name for name in leads if not {",", ";"} & set(name)]
    offices += [name for name in alone if fold(name).startswith(_DEPARTMENTS)]
    left: dict[str, str] = {}
    for name in offices:
        left.setdefault(fold(name), name)
    for own in (issuer or "", data.own_name):
        left.pop(fold(" ".join(own.split())), None)
    return "\n".join([*found, *left.values()])
