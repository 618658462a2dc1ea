"""Who issues the report of several units: the office itself, or a department of it."""

from dataclasses import replace

from desktop.packs.shelf import kinds_of
from desktop.reports.district.words import text
from desktop.reports.kinds import CONSOLIDATED, CONSOLIDATED_BY_DEPARTMENT
from desktop.reports.letter import Letter, compose_letter
from desktop.reports.ward.data import ReportData
from desktop.word import wording
from models.registers import Record, Values
from models.text import fold

_TO = "recipients"
# What the head of an office is called, by the first words of its name.
_HEADS = (
    ("phòng", "TRƯỞNG PHÒNG"),
    ("văn phòng", "CHÁNH VĂN PHÒNG"),
    ("sở", "GIÁM ĐỐC"),
    ("trung tâm", "GIÁM ĐỐC"),
    ("ban", "TRƯỞNG BAN"),
)


def framed(data: ReportData, issuer: str | None, recipients: str = "") -> ReportData:
    """Return the own unit's data as the frame of the report takes them.

    `recipients` are those of a report for which the office has set none, one a line.

    Without an issuer's name, or with that of a people's committee, the office itself issues it.
    Else a department of the office does: the office stands above it, it reports to the office, and
    its head signs.
    """
    kinds = kinds_of(data.pack)
    office = kinds[CONSOLIDATED.name]
    if not data.profile.text("recipients").strip():
        data = replace(data, profile=_profile(data, {**data.profile.values, _TO: recipients}))
    name = " ".join((issuer or "").split())
    if not name or fold(name) == fold(data.profile.text("name")):
        return replace(data, kind=office)
    if wording.is_committee(name):
        values = {**data.profile.values, "name": name}
        return replace(data, kind=office, profile=_profile(data, values))
    values = {
        "code": data.unit,
        "name": name,
        "superior": wording.full_name(data.profile.text("name")),
        "place": data.profile.text("place"),
        "office_name": data.profile.text("office_name"),
        "signer_title": head_title(name),
        _TO: recipients,
    }
    department = kinds[CONSOLIDATED_BY_DEPARTMENT.name]
    return replace(data, kind=department, profile=_profile(data, values))


def compose_frame(
    data: ReportData, issuer: str | None, recipients: str = ""
) -> tuple[ReportData, Letter]:
    """Return the data that the frame speaks of, and the frame; `recipients` as in `framed`."""
    frame = framed(data, issuer, recipients)
    letter = compose_letter(frame)
    office = data.profile.text("name")
    is_department = frame.kind.name == CONSOLIDATED_BY_DEPARTMENT.name
    place = wording.committee_place(office, data.capital_names)
    if is_department and wording.is_committee(office) and fold(place) not in fold(letter.issuer):
        # Inside a sentence a department is named with its place.
        letter = replace(letter, issuer=f"{letter.issuer} {place}")
    return frame, letter


def head_title(office: str) -> str:
    """Return the title of the head of an office, in capitals."""
    folded = fold(office)
    for lead, title in _HEADS:
        if folded.startswith(fold(lead) + " "):
            return title
    return text("head_of_office")


def _profile(data: ReportData, values: Values) -> Record:
    return Record(data.profile.id, data.profile.register, data.profile.unit, values)
