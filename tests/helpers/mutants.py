"""The sound files that the mutants are made of: small, so that many can be tried."""

from desktop.handoff.container import unpack
from desktop.handoff.data import encode
from desktop.handoff.docx_payload import attach
from desktop.handoff.report_differences import Expected
from tests.helpers.fuzz import Mutants, Reader
from tests.helpers.packages import KEY, figures_of, manifest_of, sample_package
from tests.helpers.word_files import small_word_file


def sample_mutants(read: Reader = unpack) -> Mutants:
    """Return mutants of a small container and a small Word report of the same submission."""
    figures = {"to_handle": ("Tổng số", "13")}
    tables: dict[str, tuple[tuple[str, ...], ...]] = {"so_lieu_ho_so": (("1", "Hộ tịch", "13"),)}
    expected = Expected(figures, tables, ())
    word = attach(small_word_file(), manifest_of(), encode(figures_of()), expected, KEY.sign)
    return Mutants(sample_package(), word, KEY, read)
