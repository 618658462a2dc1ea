"""Codes that only look like a unit's."""

import unicodedata

import pytest

from models.unit_codes import close_code, is_odd, near_code

LISTED = ("B1", "U1", "CÁI RĂNG", "HO-P")


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("Ｕ１", "U1"),
        ("U\u200b1", "U1"),
        ("U\u00ad1", "U1"),
        ("\u202eU1", "U1"),
        ("В1", "B1"),  # the first letter is Cyrillic
        ("НО-Р", "HO-P"),  # all of them are
        ("Β1", "B1"),  # Greek
        (unicodedata.normalize("NFD", "CÁI RĂNG"), "CÁI RĂNG"),
        ("U1\u0301", None),
        ("Ж1", None),
        ("U١", None),  # an Arabic digit
    ],
)
def test_a_code_with_strange_signs_is_odd_and_named_with_what_it_looks_like(
    code: str, near: str | None
) -> None:
    assert is_odd(code)
    if near is not None:
        assert near_code(code, LISTED) == near


@pytest.mark.parametrize("code", [*LISTED, "ĐẶC KHU 1", "ứng-hòa", "LB/2024_a", "u1"])
def test_plain_codes_are_not(code: str) -> None:
    assert not is_odd(code)
    assert near_code(code, [code]) is None


@pytest.mark.parametrize(
    ("code", "close"), [("BI", "B1"), ("bl", "B1"), ("H0-P", "HO-P"), ("B2", None), ("HO-P", None)]
)
def test_a_plain_code_may_be_mistaken_for_another(code: str, close: str | None) -> None:
    assert close_code(code, LISTED) == close
