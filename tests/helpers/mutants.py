"""The sound files that the mutants are made of: small, so that many can be tried."""

import io
import zipfile

from desktop.handoff.comparing import Expected
from desktop.handoff.container import unpack
from desktop.handoff.data import encode
from desktop.handoff.docx_payload import attach
from tests.helpers.fuzz import Mutants, Reader
from tests.helpers.packages import KEY, figures_of, manifest_of, sample_package

_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


def sample_mutants(read: Reader = unpack) -> Mutants:
    """Return mutants of a small container and a small Word report of the same submission."""
    expected = Expected(
        {"to_handle": ("Tổng số", "13")}, {"so_lieu_ho_so": (("1", "Hộ tịch", "13"),)}, ()
    )
    word = attach(_small_word_file(), manifest_of(), encode(figures_of()), expected, KEY.sign)
    return Mutants(sample_package(), word, KEY, read)


def _small_word_file() -> bytes:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in (
            ("[Content_Types].xml", types), ("_rels/.rels", _RELATIONS), ("word/_rels/document.xml.rels", _RELATIONS),
            ("word/document.xml", body),
        ):  # fmt: skip
            archive.writestr(name, part)
    return buffer.getvalue()
