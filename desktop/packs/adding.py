"""Keep a form pack that came in a file, with the rates and targets that it proposes."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from desktop.handoff.keys import telephone_code
from desktop.packs.pack import Pack
from desktop.packs.proposals import areas_of_office
from desktop.packs.shelf import Kept, built_in_packs, check_raw, kept_packs, raw_pack
from desktop.registers import save_many
from models.catalogue import RATES, TARGETS
from models.errors import Place, Problem, Refused
from models.queries.records import records
from models.queries.settings import stored
from models.registers import Register, Values
from models.tables import PACK
from models.text import match_key
from models.work import Change, Work


def add_pack(work: Work, path: Path, accept_key: str = "") -> Kept:
    """Keep the pack of a file; raises as `keep_pack` does."""
    return keep_pack(work, raw_pack(path), str(path), accept_key)


def keep_pack(work: Work, raw: bytes, file: str, accept_key: str = "") -> Kept:
    """Keep a pack by the bytes of its file.

    An earlier issue with the same id stays for the reports made with it.

    Its rates and targets are written where the office has none by that key.

    The signer's key is pinned with the first pack of that id: a later issue must be signed by the
    same office, or `accept_key` names the new key by its telephone code.

    Raises:
        Unusable: it is no pack.
        Refused: what is wrong with it, `pack_known`, `pack_changed_key`.
    """
    pack, envelope = check_raw(raw, file, areas_of_office(work.conn))
    place = Place(file=file)
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
        "content": raw,
        "at": work.at,
        "who": work.who,
    }
    work.conn.execute(sa.insert(PACK), row)
    work.changes.append(Change("pack", pack.id, "", "add", None, {"name": pack.name, "key": code}))
    return Kept(pack, envelope.signer, work.at, tuple(_offer(work, pack)))


def _offer(work: Work, pack: Pack) -> Iterator[str]:
    """Write the rates and targets that the office does not have; yield what they are called."""
    unit = stored(work.conn).get("unit", "")
    for register, rows in ((RATES, pack.rates), (TARGETS, pack.targets)):
        kept = {_key(register, row.values) for row in records(work.conn, register.name, unit)}
        new = [values for values in rows if _key(register, values) not in kept]
        save_many(work, register.name, unit, [(None, values) for values in new])
        for values in new:
            yield f"{register.sheet}: {values[register.title]}"


def _key(register: Register, values: Values) -> tuple[str, ...]:
    (names,) = register.keys
    return tuple(match_key(str(values.get(name) or "")) for name in names)
