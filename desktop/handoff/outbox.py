"""Every file this office wrote, kept in the store: a file on a stick is only a copy of its row."""

import hashlib
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from desktop.context import Context
from desktop.handoff.container import seal
from desktop.handoff.counters import last_sequence
from desktop.handoff.manifest import Manifest
from desktop.handoff.seal import check_password
from desktop.people.leaving import note_written_again
from models.errors import Place, Problem, Refused, Unusable
from models.files import write_whole
from models.tables import OUTBOX
from models.text import fold
from models.work import Change, Work

State = Literal["waiting", "written"]
Condition = Literal["waiting", "draft", "written"]

CONDITION_WORDS: Mapping[Condition, str] = {
    "waiting": "chưa ghi ra được",
    "draft": "chưa chốt",
    "written": "đã ghi",
}
SUFFIX = ".smc"


@dataclass(frozen=True)
class Sent:
    """One file of the outbox, without its contents.

    Attributes:
        sequence: counts every file the office ever wrote.
        kind: submission, request, return or receipt.
        unit: code of the unit that it concerns.
        period: name of the period.
        revision: of a submission, None for slips without one.
        draft: a month of the period was open.
        file_name: name of the file.
        size: bytes.
        state: "waiting" until it was once written out and read back.
        at, who: when it was made and by whom.
    """

    sequence: int
    kind: str
    unit: str
    period: str
    revision: int | None
    draft: bool
    file_name: str
    size: int
    state: State
    at: str
    who: str

    @property
    def condition(self) -> Condition:
        """Return how far the file is: a draft is said only of one that was written out."""
        if self.state == "waiting":
            return "waiting"
        return "draft" if self.draft else "written"

    @property
    def word(self) -> str:
        """Return how far the file is, as it stands on screen."""
        return CONDITION_WORDS[self.condition]


def outbox(conn: sa.Connection, unit: str | None = None, period: str | None = None) -> list[Sent]:
    """Return the files that were made, the latest first, for one unit or period or all."""
    columns = [OUTBOX.c[name] for name in Sent.__dataclass_fields__ if name != "size"]
    size = sa.func.length(OUTBOX.c.content).label("size")
    query = sa.select(*columns, size).order_by(OUTBOX.c.sequence.desc())
    if unit is not None:
        query = query.where(OUTBOX.c.unit == unit)
    if period is not None:
        query = query.where(OUTBOX.c.period == period)
    return [Sent(**row) for row in conn.execute(query).mappings()]


def content_of(conn: sa.Connection, sequence: int) -> bytes:
    """Return the container of one file, never closed with a password.

    Raises Refused `outbox_missing`.
    """
    query = sa.select(OUTBOX.c.content).where(OUTBOX.c.sequence == sequence)
    content: bytes | None = conn.execute(query).scalar()
    if content is None:
        raise Refused(Problem("outbox_missing", values={"sequence": sequence}))
    return content


def next_sequence(conn: sa.Connection) -> int:
    """Return the number of the next file; ask inside the unit of work that keeps it."""
    return last_sequence(conn) + 1


def keep(
    work: Work,
    manifest: Manifest,
    *,
    unit: str,
    data_hash: str,
    content: bytes,
    file_name: str,
) -> None:
    """Put a container into the outbox, under the unit that it concerns; not yet written out."""
    what = {
        "kind": manifest.kind,
        "period": manifest.period,
        "revision": manifest.revision,
        "file_name": file_name,
    }
    row = {
        **what,
        "sequence": manifest.sequence,
        "unit": unit,
        "draft": manifest.draft,
        "data_hash": data_hash,
        "content": content,
        "state": "waiting",
        "at": work.at,
        "who": work.who,
    }
    work.conn.execute(sa.insert(OUTBOX), row)
    work.changes.append(Change("outbox", str(manifest.sequence), unit, "add", None, what))


def mark_written(work: Work, sequence: int) -> None:
    """Note that a file was written out and read back; the first time only."""
    waiting = sa.and_(OUTBOX.c.sequence == sequence, OUTBOX.c.state == "waiting")
    marked = work.conn.execute(sa.update(OUTBOX).where(waiting).values(state="written"))
    if marked.rowcount:
        before, after = {"state": "waiting"}, {"state": "written"}
        work.changes.append(Change("outbox", str(sequence), "", "edit", before, after))


def write_again(context: Context, sequence: int, out: Path, password: str | None = None) -> Path:
    """Write a file of the outbox into a folder, read it back, and return its path.

    No file is ever written over; one of the same name and content is left as it is. With a
    password the file opens with that only.

    Raises:
        Refused: `outbox_missing`, `password_short`.
        Unusable: the folder is missing or cannot be written; `submission_kept` says that nothing is
            lost.
    """
    check_password(password)
    content = sealed = context.ask(content_of, sequence)
    [sent] = [each for each in context.ask(outbox) if each.sequence == sequence]
    name = sent.file_name
    if password:
        sealed = seal(content, password)
    try:
        path, is_there = _free_path(out, name, sealed)
        if not is_there:
            _write_out(path, sealed)
    except Unusable as error:
        kept = Problem("submission_kept", values={"name": name})
        raise Unusable([*error.problems, kept]) from error
    if sent.state == "waiting":
        context.do(mark_written, sequence)
    elif not is_there:
        context.do(note_written_again, context.unit, content, name)
    return path


def require_writable(folder: Path) -> None:
    """Find out before anything is numbered whether a folder takes files.

    None is made: a stick that was pulled out must not be replaced by a folder of the same name on
    the disk. Raises Unusable as `write_whole` does.
    """
    probe = folder / f".{SUFFIX[1:]}-{os.getpid()}"
    try:
        write_whole(probe, lambda draft: _write(draft, b"\0"))
        # Where that fails, what is written next says why.
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    except Unusable as error:
        # The officer chose the folder and has never heard of the file that was tried in it.
        place, values = Place(file=str(folder)), {"path": str(folder)}
        named = [Problem(problem.code, place, values) for problem in error.problems]
        raise Unusable(named) from error


def file_name(unit: str, period: str, ending: str) -> str:
    """Return a name such as "LEBINH_2024-06_r1.smc" for the ending "r1".

    In plain ASCII letters only: archives and mail programs garble others.
    """
    return f"{plain_code(unit)}_{period.replace('..', '_den_')}_{ending}{SUFFIX}"


def plain_code(unit: str) -> str:
    """Return the code of a unit as it stands in names of files, "DON-VI" where nothing is left."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", fold(unit)).strip("-").upper()[:60] or "DON-VI"


def _write_out(path: Path, content: bytes) -> None:
    """Write a file out whole and read it back."""
    write_whole(
        path,
        lambda draft: _write(draft, content),
        lambda draft: _read_back(draft, content),
    )


def _free_path(folder: Path, name: str, content: bytes) -> tuple[Path, bool]:
    """Return where a file goes, and whether it lies there already."""
    path, number = folder / name, 2
    while path.exists() and not _holds(path, content):
        path, number = folder / f"{Path(name).stem}-{number}{SUFFIX}", number + 1
    return path, path.exists()


def _holds(path: Path, content: bytes) -> bool:
    try:
        if not path.is_file() or path.stat().st_size != len(content):
            return False
        return path.read_bytes() == content
    except OSError:
        return False


def _write(draft: Path, content: bytes) -> None:
    draft.write_bytes(content)


def _read_back(draft: Path, content: bytes) -> None:
    """Compare what lies on the medium with what was to be written."""
    with draft.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            # Else the answer would come from memory, not from the stick.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        found = hashlib.file_digest(file, "sha256").digest()
    if found != hashlib.sha256(content).digest():
        raise Unusable(Problem("read_back_failed", Place(file=str(draft.parent))))
