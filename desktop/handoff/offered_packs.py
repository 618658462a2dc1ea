"""The form pack that a request carries: checked by its sender, offered to whoever opens it."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import sqlalchemy as sa

from desktop.handoff.keys import telephone_code
from desktop.handoff.slips import Request, Slip
from desktop.messages import sentence
from desktop.packs.adding import keep_pack
from desktop.packs.pack import Pack
from desktop.packs.proposals import areas_of_office
from desktop.packs.shelf import Kept, check_raw, kept_packs, raw_pack
from models.errors import OfficeError, Problem, Refused
from models.work import Work

# What stands for the name of a file where a pack came inside another one.
_INSIDE = "kèm theo yêu cầu"


@dataclass(frozen=True)
class Offered:
    """A pack that came with a request; nothing of it was kept.

    Attributes:
        pack: the pack, None where it cannot be used.
        signer: code of the key that signed it.
        signed_by: the office that made it, as it calls itself.
        known: it was added before.
        problems: why it cannot be used.
    """

    pack: Pack | None = None
    signer: str = ""
    signed_by: str = ""
    known: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def can_be_added(self) -> bool:
        """Say whether there is something to add."""
        return self.pack is not None and not self.known


def pack_to_send(conn: sa.Connection, path: Path) -> bytes:
    """Return the file of a pack that goes along with a request; raises as `check_pack` does."""
    return chosen_pack(conn, path)[0]


def chosen_pack(conn: sa.Connection, path: Path) -> tuple[bytes, Pack]:
    """Return the same file with the pack that it holds."""
    raw = raw_pack(path)
    pack, _ = check_raw(raw, str(path), areas_of_office(conn))
    return raw, pack


def offered_pack(conn: sa.Connection, slip: Slip) -> Offered | None:
    """Return the pack that a slip carries, checked as one that is added; None without one."""
    raw = _carried(slip)
    if raw is None:
        return None
    try:
        pack, envelope = check_raw(raw, _INSIDE, areas_of_office(conn))
    except OfficeError as error:
        return Offered(problems=tuple(error.problems))
    known = any(kept.pack.hash == pack.hash for kept in kept_packs(conn))
    return Offered(pack, telephone_code(envelope.signer), envelope.manifest.created_by, known=known)


def add_offered(work: Work, slip: Slip, accept_key: str = "") -> Kept:
    """Keep the pack that a slip carries, as `add_pack` does with a file.

    Raises Refused `request_without_pack`, and as `add_pack` does.
    """
    raw = _carried(slip)
    if raw is None:
        raise Refused(Problem("request_without_pack"))
    return keep_pack(work, raw, _INSIDE, accept_key)


def offer_sentence(offered: Offered) -> str:
    """Return what is offered, for a person to decide on."""
    if offered.pack is None:
        words = " ".join(sentence(problem) for problem in offered.problems)
        return f"Yêu cầu kèm một bộ biểu mẫu chưa dùng được: {words}"
    pack = offered.pack
    named = f"Yêu cầu kèm bộ biểu mẫu {pack.name} ({pack.id}){pack.days}"
    if offered.known:
        return f"{named}; bộ này đã có trong sổ."
    signer = f"{offered.signed_by} ký, mã đối chiếu {offered.signer}"
    return f"{named}; {signer}. Bộ này chưa được thêm vào sổ."


def _carried(slip: Slip) -> bytes | None:
    if isinstance(slip, Request) and not isinstance(slip.pack, msgspec.UnsetType):
        return slip.pack
    return None
