"""The form packs of an office: those of the program, those added, and which one a report takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from desktop.files import require_file
from desktop.handoff.keys import own_public_key, telephone_code
from desktop.packs.envelope import CAPS, Envelope, open_pack
from desktop.packs.pack import Pack
from desktop.packs.reading import read_pack
from desktop.paths import resources
from desktop.reports.kinds import KINDS, ReportKind
from desktop.reports.tags import known_tags
from desktop.word.templates import check_template
from models.errors import OfficeError, Place, Problem, Refused, Unusable
from models.periods import Period, last_day
from models.tables import PACK, REPORT_PACK
from models.work import Change, Work


@dataclass(frozen=True)
class Kept:
    """A pack on the shelf: the pack, who signed it (None: the program's own), when it came."""

    pack: Pack
    signer: bytes | None
    at: str


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


def read_envelope(path: Path) -> Envelope:
    """Return a pack's file; raises Unusable and Refused as `open_pack` does."""
    require_file(path)
    try:
        with path.open("rb") as file:
            raw = file.read(CAPS.file + 1)
    except OSError:
        raise Unusable(Problem("file_unreadable", Place(file=str(path)))) from None
    return open_pack(raw, str(path))


def check_pack(path: Path) -> tuple[Pack, Envelope]:
    """Return a sound pack from its file.

    Raises Refused with everything that is wrong with it, its Word templates included; Unusable
    where it is no pack at all.
    """
    envelope = read_envelope(path)
    pack = read_pack(envelope.parts, envelope.hash)
    require_sound_templates(pack)
    return pack, envelope


def require_sound_templates(pack: Pack) -> None:
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


def add_pack(work: Work, path: Path, accept_key: str = "") -> Kept:
    """Keep a pack; an earlier issue with the same id stays for the reports made with it.

    The signer's key is pinned with the first pack of that id: a later issue must be signed by the
    same office, or `accept_key` names the new key by its telephone code.

    Raises:
        Unusable: it is no pack.
        Refused: what is wrong with it, `pack_known`, `pack_changed_key`.
    """
    pack, envelope = check_pack(path)
    place = Place(file=str(path))
    earlier = [kept for kept in kept_packs(work.conn) if kept.pack.id == pack.id]
    if any(kept.pack.hash == pack.hash for kept in earlier):
        raise Refused(Problem("pack_known", place, {"name": pack.name}))
    if pack.id in {each.id for each in built_in_packs()}:
        raise Refused(Problem("pack_built_in", place, {"id": pack.id}))
    code = telephone_code(envelope.signer)
    pinned = {kept.signer for kept in earlier}
    if pinned and envelope.signer not in pinned and accept_key != code:
        raise Refused(Problem("pack_changed_key", place, {"code": code, "name": pack.name}))
    row = {
        "hash": pack.hash,
        "id": pack.id,
        "name": pack.name,
        "valid_from": pack.valid_from,
        "valid_to": pack.valid_to,
        "signer": envelope.signer,
        "content": path.read_bytes(),
        "at": work.at,
        "who": work.who,
    }
    work.conn.execute(sa.insert(PACK), row)
    work.changes.append(Change("pack", pack.id, "", "add", None, {"name": pack.name, "key": code}))
    return Kept(pack, envelope.signer, work.at)


def kept_packs(conn: sa.Connection) -> list[Kept]:
    """Return the packs that were added, in the order in which they came."""
    query = sa.select(PACK.c.hash, PACK.c.content, PACK.c.signer, PACK.c.at)
    found = []
    for content_hash, content, signer, at in conn.execute(query.order_by(sa.text("rowid"))):
        found.append(Kept(_opened(content_hash, content), signer, at))
    return found


@cache
def _opened(content_hash: str, content: bytes) -> Pack:
    """Return a pack that was checked when it came; opened once however many reports it serves."""
    return read_pack(open_pack(content, content_hash).parts, content_hash)


def all_packs(conn: sa.Connection) -> list[Kept]:
    """Return every pack: those of the program, then those that were added."""
    return [*(Kept(pack, None, "") for pack in built_in_packs()), *kept_packs(conn)]


def pack_on(conn: sa.Connection, day: date) -> Pack:
    """Return the pack in force on a day.

    One that was added goes before the program's own, the later one before the earlier.
    """
    for kept in reversed(kept_packs(conn)):
        if kept.pack.holds(day):
            return kept.pack
    standing = [pack for pack in built_in_packs() if pack.holds(day)]
    return standing[-1]


def pack_for(conn: sa.Connection, unit: str, period: Period, kind: str) -> Pack:
    """Return the pack of a report: the one it was made with before, else the one in force.

    A period's pack is the one that is valid on its last day.
    """
    made_with = _made_with(conn, unit, period, kind)
    for kept in all_packs(conn):
        if kept.pack.key == made_with:
            return kept.pack
    return pack_on(conn, last_day(period))


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
