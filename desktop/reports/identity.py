"""What a report file says that it is, and whether it agrees with the store."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from desktop.packs.shelf import kind_of_report, pack_for
from desktop.reports.composing import compose
from desktop.reports.kinds import KINDS
from desktop.reports.ward.data import Options
from desktop.reports.ward.gathering import gather
from desktop.word.checking import Checked, compare
from desktop.word.packages import open_word
from models.errors import Place, Problem, Unusable
from models.periods import parse_period

_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


@dataclass(frozen=True)
class Identity:
    """What a report file says that it is; the kind by its name."""

    kind: str
    unit: str
    period: str
    options: Options


def verify(path: Path, conn: sa.Connection) -> Checked:
    """Compare a finished report, as it is or as the office edited it, with the store.

    Raises:
        Unusable: `report_unreadable`, or `report_unknown` where the file is not a report of this
            program, or of a kind that no pack of this store knows.
        Refused: `report_mismatch`, one for each figure that differs.
    """
    found = identity_of(path)
    _require_known(conn, path, found)
    data = gather(conn, found.unit, parse_period(found.period), found.kind, found.options)
    return compare(path, compose(data))


def _require_known(conn: sa.Connection, path: Path, found: Identity) -> None:
    pack = pack_for(conn, found.unit, parse_period(found.period), found.kind)
    try:
        kind_of_report(pack, found.kind)
    except Unusable:
        raise Unusable(Problem("report_unknown", Place(file=str(path)))) from None


def identity_of(path: Path) -> Identity:
    """Return what a report file is; raises Unusable `report_unreadable`, `report_unknown`."""
    text = open_word(path, "report_unreadable").find_property(_IDENTIFIER)
    parts = (text or "").split("|")
    declared = KINDS.get(parts[0])
    if len(parts) != 5 or (declared is not None and declared.several_units):
        raise Unusable(Problem("report_unknown", Place(file=str(path))))
    try:
        options = Options(date.fromisoformat(parts[3]), date.fromisoformat(parts[4]))
    except ValueError:
        raise Unusable(Problem("report_unknown", Place(file=str(path)))) from None
    return Identity(parts[0], parts[1], parts[2], options)
