"""What a reader calls the tables of a report."""

from collections.abc import Mapping

# The tables that are no annex.
_NAMES = {"so_lieu_chinh": "Bảng số liệu chính", "so_lieu_ho_so": "Biểu số II.06a"}


def places_of(numbers: Mapping[str, str]) -> dict[str, str]:
    """Return what a reader calls each table, from the numbers of the annexes by their tables."""
    annexes = {name: f"Phụ lục {number}" for name, number in numbers.items() if number}
    return _NAMES | annexes
