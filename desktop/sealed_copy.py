"""A copy of the store closed with a password: nobody opens it without, the program neither.

The file is a fixed first line, the length of the header in two bytes, the header of the seal (how
the key is made from the password) and the closed store; see `desktop.handoff.seal`.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import Place, Problem, Unusable
from models.files import require_file, scratch_folder, write_whole

SUFFIX = ".smk"
_FIRST_LINE = b"SOMOTCUA-SEALED-COPY-1\n"
_MOST_BYTES = 1024**3


def is_sealed(path: Path) -> bool:
    """Return whether a file is a copy that opens with a password only."""
    try:
        with path.open("rb") as file:
            return file.read(len(_FIRST_LINE)) == _FIRST_LINE
    except OSError:
        return False


def write_sealed(copy: Path, path: Path, password: str) -> None:
    """Write a copy closed with a password, and open it again to see that it holds the same.

    Raises Refused `password_short`, Unusable `backup_failed` or as `write_whole` does.
    """
    from desktop.handoff.seal import check_password, make_seal

    check_password(password)
    content = copy.read_bytes()
    header, closed = make_seal(content, password)
    whole = b"".join((_FIRST_LINE, len(header).to_bytes(2, "big"), header, closed))
    expected = hashlib.sha256(content).digest()

    def require_same(draft: Path) -> None:
        if hashlib.sha256(_content(draft, password)).digest() != expected:
            raise Unusable(Problem("backup_failed", values={"path": str(path)}))

    def write(draft: Path) -> None:
        draft.write_bytes(whole)

    write_whole(path, write, require_same)


@contextmanager
def opened(path: Path, password: str | None) -> Iterator[Path]:
    """Give the copy itself, or where it is closed a plain one that is gone afterwards.

    Raises Unusable `file_missing`, `not_a_file`, `copy_password_needed`, `copy_password_wrong`,
    `file_too_big`.
    """
    require_file(path)
    if not is_sealed(path):
        yield path
        return
    if not password:
        raise Unusable(Problem("copy_password_needed", Place(file=str(path))))
    content = _content(path, password)
    with scratch_folder() as folder:
        plain = folder / f"{path.stem}.sqlite"
        plain.write_bytes(content)
        yield plain


def _content(path: Path, password: str) -> bytes:
    from desktop.handoff.seal import open_seal

    if path.stat().st_size > _MOST_BYTES:
        limit = _MOST_BYTES // 1024**2
        raise Unusable(Problem("file_too_big", Place(file=str(path)), {"limit": limit}))
    whole = path.read_bytes()[len(_FIRST_LINE) :]
    length = int.from_bytes(whole[:2], "big")
    content = open_seal(whole[2 : 2 + length], whole[2 + length :], password)
    if content is None:
        raise Unusable(Problem("copy_password_wrong", Place(file=str(path))))
    return content
