"""Remarks of a return slip, each pinned to a cell, a section of the report or a record."""

import re
from typing import Literal

import msgspec
import sqlalchemy as sa

from models.catalogue import NARRATIVE_SECTIONS, REGISTERS
from models.errors import OfficeError, Problem, Refused
from models.measures import MEASURES
from models.periods import parse_month
from models.queries.records import area_names, find_field, records
from models.registers import Register
from models.text import match_key, nfc

_SECTION = re.compile(r"[IVX]{1,4}(\.\d{1,2}(\.[a-zđ])?)?")


class Remark(msgspec.Struct, frozen=True):
    """One remark.

    Attributes:
        place: as it was written, e.g. "2024-06/Hộ tịch/pending", "II.2", "Nhân sự/Cán bộ mẫu 01".
        text: what is to be corrected.
        kind: what the place is.
        month, area, measure: of a cell; the field of work by name.
        section: of the report.
        register, record: of a record, by the sender's own id; a register alone means all of it.
        settled: the sender has seen to it.
    """

    place: str
    text: str
    kind: Literal["cell", "section", "record"]
    month: str | None = None
    area: str | None = msgspec.field(name="field", default=None)
    measure: str | None = None
    section: str | None = None
    register: str | None = None
    record: str | None = None
    settled: bool = False


def make_remark(conn: sa.Connection, unit: str, place: str, text: str) -> Remark:
    """Return a remark on what was received from a unit.

    Raises Refused `remark_place_unknown`, `remark_empty`.
    """
    place, text = nfc(place), nfc(text)
    if not text:
        raise Refused(Problem("remark_empty", values={"place": place}))
    made = _cell(conn, place, text) or _section(place, text) or _record(conn, unit, place, text)
    if made is None:
        raise Refused(Problem("remark_place_unknown", values={"place": place}))
    return made


def _cell(conn: sa.Connection, place: str, text: str) -> Remark | None:
    """Read "2024-06/Hộ tịch/pending"; field of work and measure may be left out."""
    month, *parts = [part.strip() for part in place.split("/")]
    try:
        name = str(parse_month(month))
    except OfficeError:
        return None
    measure = _measure(parts[-1]) if parts else None
    # What is left is one name: a field of work may have a slash in its own.
    area = "/".join(parts if measure is None else parts[:-1])
    if not area:
        return Remark(place, text, "cell", name, None, measure)
    key = find_field(conn, area)
    if key is None:
        raise Refused(Problem("remark_place_unknown", values={"place": place}))
    return Remark(place, text, "cell", name, area_names(conn)[key], measure)


def _measure(text: str) -> str | None:
    """Return the name of a measure given by its name or by its label."""
    wanted = match_key(text)
    for measure in MEASURES.values():
        if text == measure.name or wanted == match_key(measure.label):
            return measure.name
    return None


def _section(place: str, text: str) -> Remark | None:
    # Also sections that this version does not print: the outline of the report may be newer.
    known = place in NARRATIVE_SECTIONS or _SECTION.fullmatch(place)
    return Remark(place, text, "section", section=place) if known else None


def _record(conn: sa.Connection, unit: str, place: str, text: str) -> Remark | None:
    """Read "Nhân sự/Cán bộ mẫu 01"; a register alone means all of it."""
    sheet, _, title = place.partition("/")
    register = _register(sheet)
    if register is None:
        return None
    if not title.strip():
        return Remark(place, text, "record", register=register.name)
    key = _sender_id(conn, register, unit, title)
    if key is None:
        return None
    return Remark(place, text, "record", register=register.name, record=key)


def _register(text: str) -> Register | None:
    """Return the register given by the label of its sheet or by its name."""
    wanted = match_key(text)
    for register in REGISTERS.values():
        if match_key(register.sheet) == wanted or register.name == text.strip():
            return register
    return None


def _sender_id(conn: sa.Connection, register: Register, unit: str, title: str) -> str | None:
    """Return the sender's own id of the record with that title; ours ends in it."""
    wanted = match_key(title)
    for record in records(conn, register.name, unit):
        senders = record.id.rpartition(":")[2]
        if title.strip() in (record.id, senders):
            return senders
        if match_key(record.text(register.title_field)) == wanted:
            return senders
    return None
