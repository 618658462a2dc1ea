"""Units are called together by what they are."""

import pytest

from desktop.reports.district.gathering import unit_word


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (["Phường A", "Phường B"], "phường"),
        (["Phường A", "Xã B"], "xã, phường"),
        (["Tổ 1"], "đơn vị"),
        ([], "đơn vị"),
    ],
)
def test_units_are_called_by_what_they_are(names: list[str], word: str) -> None:
    assert unit_word(names) == word
