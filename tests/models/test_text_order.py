"""The Vietnamese order down to its last tone, and text in any form of its letters."""

import unicodedata
from itertools import pairwise

import pytest

from models.text import fold, match_key, nfc, person_sort_key, sort_key

LETTERS = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
PEOPLE = [
    "Trần Bình Lan An",
    "Trần Bình Văn An",
    "Trần Châu Lan An",
    "Đỗ Anh",
    "Lê Anh Bình",
    "Lê Yên Bình",
    "An Thị Châu",
]


def assert_in_order(words: list[str]) -> None:
    for one, next_one in pairwise(words):
        assert sort_key(one) < sort_key(next_one), (one, next_one)


@pytest.mark.parametrize(
    "ordered",
    [LETTERS, TONES, ["a b", "ab"], ["1", "2", "10", "a"], ["-", "1", "a"]],
)
def test_words_stand_in_the_order_of_a_vietnamese_dictionary(ordered: list[str]) -> None:
    assert_in_order(ordered)


@pytest.mark.parametrize(("first", "second"), list(pairwise(PEOPLE)))
def test_people_stand_by_given_name_then_by_every_name_before_it(first: str, second: str) -> None:
    assert person_sort_key(first) < person_sort_key(second)


def test_letters_decide_before_any_tone_does() -> None:
    words = ["mạ an", "ma ăn", "má ăn", "ma ân"]
    assert_in_order(words)


def test_order_knows_neither_case_nor_how_many_blanks_there_are() -> None:
    assert sort_key("  Đường   PHỐ  Huế ") == sort_key("đường phố huế")


def test_numbers_of_eight_digits_still_stand_by_value() -> None:
    numbers = ["Tờ 2", "Tờ 9999999", "Tờ 10000000"]
    assert_in_order(numbers)


def test_a_sign_that_no_alphabet_has_still_has_a_place() -> None:
    assert sort_key("€") == sort_key("#") < sort_key("a")
    assert sort_key("\u0301") != sort_key("")


def test_folding_takes_every_form_of_a_letter_to_the_same_letters() -> None:
    assert fold("ĐƯỜNG\tLê  Lợi\n") == "duong le loi"
    assert fold(unicodedata.normalize("NFD", "Đường Lê Lợi")) == "duong le loi"
    assert match_key(" 1.2 - Đất (đai) ") == "12datdai"


def test_normal_form_takes_blanks_away_at_both_ends_only() -> None:
    assert nfc("\u00a0Lê  Lợi \n") == "Lê  Lợi"
