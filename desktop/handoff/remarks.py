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
        month, field, measure: of a cell; the field of work by name.
        section: of the report.
        register, record: of a record, by the sender's own id; a register alone means all of it.
        settled: the sender has seen to it.
    """

    place: str
    text: str
    kind: Literal["cell", "section", "record"]
    month: str | None = None
    field: str | None = None
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
    month, *parts = [part.strip() for part in place.split("/")]
    try:
        name = str(parse_month(month))
    except OfficeError:
        return None
    measure = _measure(parts[-1]) if parts else None
    field = "/".join(parts if measure is None else parts[:-1])
    key = find_field(conn, field) if field else None
    if field and key is None:
        raise Refused(Problem("remark_place_unknown", values={"place": place}))
    return Remark(place, text, "cell", name, area_names(conn)[key] if key else None, measure)


def _measure(text: str) -> str | None:
    wanted = match_key(text)
    return next(
        (m.name for m in MEASURES.values() if text == m.name or wanted == match_key(m.label)), None
    )


def _section(place: str, text: str) -> Remark | None:
    known = place in NARRATIVE_SECTIONS or _SECTION.fullmatch(place)
    return Remark(place, text, "section", section=place) if known else None


def _record(conn: sa.Connection, unit: str, place: str, text: str) -> Remark | None:
    sheet, _, title = place.partition("/")
    wanted = (match_key(sheet), sheet.strip())
    register = next(
        (r for r in REGISTERS.values() if match_key(r.sheet) == wanted[0] or r.name == wanted[1]),
        None,
    )
    if register is None:
        return None
    if not title.strip():
        return Remark(place, text, "record", register=register.name)
    key = _sender_id(conn, register, unit, title)
    return (
        None if key is None else Remark(place, text, "record", register=register.name, record=key)
    )


def _sender_id(conn: sa.Connection, register: Register, unit: str, title: str) -> str | None:
    """Return the sender's own id of the record with that title; ours ends in it."""
    wanted = match_key(title)
    for record in records(conn, register.name, unit):
        if (
            title.strip() in (record.id, record.id.rpartition(":")[2])
            or match_key(record.text(register.title_field)) == wanted
        ):
            return record.id.rpartition(":")[2]
    return None
