"""The form packs of an office: those of the program, those added, and which one a report takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from desktop.handoff.keys import own_public_key
from desktop.packs.envelope import CAPS, Envelope, open_pack, require_bare
from desktop.packs.pack import Pack
from desktop.packs.proposals import Areas, require_sound_proposals
from desktop.packs.reading import read_pack
from desktop.paths import resources
from desktop.reports.kinds import KINDS, ReportKind
from desktop.reports.tags import known_tags
from desktop.word.templates import check_template
from models.errors import OfficeError, Place, Problem, Refused, Unusable
from models.files import require_file
from models.periods import Period, first_day, last_day, title
from models.tables import PACK, REPORT_PACK
from models.work import Work


@dataclass(frozen=True)
class Kept:
    """A pack on the shelf.

    Attributes:
        pack: the pack.
        signer: the key that signed it, None for the program's own.
        at: when it came.
        offered: titles of the rates and targets that it brought, known only when it comes.
    """

    pack: Pack
    signer: bytes | None
    at: str
    offered: tuple[str, ...] = ()


@cache
def built_in_packs() -> tuple[Pack, ...]:
    """Return the packs that come with the program, the earliest first."""
    folders = sorted(path for path in (resources() / "packs").iterdir() if path.is_dir())
    found = [read_pack(parts_of(folder)) for folder in folders]
    return tuple(sorted(found, key=_since))


def parts_of(folder: Path) -> dict[str, bytes]:
    """Return the parts of a pack that lies in a folder; raises Unusable `folder_missing`."""
    if not folder.is_dir():
        raise Unusable(Problem("folder_missing", values={"path": str(folder)}))
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def raw_pack(path: Path) -> bytes:
    """Return the bytes of a pack's file, one more than a pack may have; raises Unusable."""
    require_file(path)
    try:
        with path.open("rb") as file:
            return file.read(CAPS.file + 1)
    except OSError:
        raise Unusable(Problem("file_unreadable", Place(file=str(path)))) from None


def check_pack(path: Path, areas: Areas) -> tuple[Pack, Envelope]:
    """Return a sound pack from its file; raises Unusable, and as `check_raw` does."""
    return check_raw(raw_pack(path), str(path), areas)


def check_raw(raw: bytes, file: str, areas: Areas) -> tuple[Pack, Envelope]:
    """Return a sound pack from the bytes of its file, for an office with some fields of work.

    Raises Refused with everything that is wrong with it, its Word templates and what it proposes
    included; Unusable where it is no pack at all.
    """
    envelope = open_pack(raw, file)
    require_bare(raw, file)
    pack = read_pack(envelope.parts, envelope.hash)
    require_sound(pack, areas)
    return pack, envelope


def require_sound(pack: Pack, areas: Areas) -> None:
    """Raise Refused with what is wrong with a pack that was read, for an office's fields."""
    require_sound_proposals(pack, areas)
    _require_sound_templates(pack)


def _require_sound_templates(pack: Pack) -> None:
    """Raise Refused with everything that is wrong with the Word templates of a pack."""
    problems: list[Problem] = []
    with TemporaryDirectory() as folder:
        for name, content in pack.templates.items():
            template = Path(folder) / name
            template.write_bytes(content)
            try:
                problems += check_template(template, known_tags())
            except OfficeError as error:
                problems += error.problems
    if problems:
        raise Refused(problems)


def kept_packs(conn: sa.Connection) -> list[Kept]:
    """Return the packs that were added, in the order in which they came."""
    query = sa.select(PACK.c.hash, PACK.c.signer, PACK.c.at).order_by(sa.text("rowid"))
    return [Kept(_opened(conn, row.hash), row.signer, row.at) for row in conn.execute(query).all()]


# Packs that were checked when they came, by their hash: each is opened once.
_OPENED: dict[str, Pack] = {}


def _opened(conn: sa.Connection, content_hash: str) -> Pack:
    if content_hash not in _OPENED:
        query = sa.select(PACK.c.content).where(PACK.c.hash == content_hash)
        parts = open_pack(conn.execute(query).scalar_one(), content_hash).parts
        _OPENED[content_hash] = read_pack(parts, content_hash)
    return _OPENED[content_hash]


def all_packs(conn: sa.Connection) -> list[Kept]:
    """Return every pack: those of the program, then those that were added."""
    return [*(Kept(pack, None, "") for pack in built_in_packs()), *kept_packs(conn)]


def pack_on(conn: sa.Connection, day: date) -> Pack:
    """Return the pack in force on a day.

    One that was added goes before the program's own, the later one before the earlier.
    """
    for kept in reversed(kept_packs(conn)):
        if kept.pack.holds(day):
            return kept.pack.over(_standing(day))
    return _standing(day)


def _standing(day: date) -> Pack:
    """Return the program's own pack of a day."""
    return [pack for pack in built_in_packs() if pack.holds(day)][-1]


def pack_for(conn: sa.Connection, unit: str, period: Period, kind: str) -> Pack:
    """Return the pack of a report: the one it was made with before, else the one in force.

    A period's pack is the one that is valid on its last day.
    """
    made_with, day = _made_with(conn, unit, period, kind), last_day(period)
    for kept in all_packs(conn):
        if kept.pack.key == made_with:
            return kept.pack if kept.pack.built_in else kept.pack.over(_standing(day))
    return pack_on(conn, day)


def kinds_of(pack: Pack) -> Mapping[str, ReportKind]:
    """Return the kinds of reports by name: the program's as the pack changes them, and its own."""
    return {**KINDS, **pack.kinds}


def kind_of_report(pack: Pack, name: str) -> ReportKind:
    """Return a kind of report by its name; raises Unusable `report_kind_unknown`."""
    kinds = kinds_of(pack)
    if name not in kinds:
        known = ", ".join(kind.name for kind in kinds.values() if not kind.several_units)
        raise Unusable(Problem("report_kind_unknown", values={"text": name, "known": known}))
    return kinds[name]


def kind_for(conn: sa.Connection, unit: str, period: Period, name: str) -> ReportKind:
    """Return the kind of a report of a period by its name.

    Raises Unusable `report_kind_unknown`, `report_kind_period` where it is about fewer days.
    """
    kind = kind_of_report(pack_for(conn, unit, period, name), name)
    days = (last_day(period) - first_day(period)).days + 1
    if kind.longest and days > kind.longest:
        values = {"kind": kind.label, "period": title(period), "days": kind.longest}
        raise Unusable(Problem("report_kind_period", values=values))
    return kind


def remember(work: Work, unit: str, period: Period, kind: str, pack: Pack) -> None:
    """Keep with which pack a report was made first: later it is printed with the same one."""
    if _made_with(work.conn, unit, period, kind):
        return
    row = {"unit": unit, "period": period.name, "kind": kind, "pack": pack.key, "at": work.at}
    work.conn.execute(sa.insert(REPORT_PACK), row)


def own_signed(conn: sa.Connection, kept: Kept) -> bool:
    """Say whether a pack was signed by this office itself."""
    return kept.signer is not None and kept.signer == own_public_key(conn)


def _made_with(conn: sa.Connection, unit: str, period: Period, kind: str) -> str | None:
    query = sa.select(REPORT_PACK.c.pack).where(
        REPORT_PACK.c.unit == unit,
        REPORT_PACK.c.period == period.name,
        REPORT_PACK.c.kind == kind,
    )
    return conn.execute(query).scalar()


def _since(pack: Pack) -> date:
    return pack.valid_from or date.min
