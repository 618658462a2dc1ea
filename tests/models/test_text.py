"""Vietnamese text: folding, matching and order."""

import pytest

from models.text import fold, match_key, nfc, person_sort_key, sort_key


def test_search_finds_words_without_marks_and_with_any_case() -> None:
    assert fold("Đường  Nguyễn Thị Minh Khai") == "duong nguyen thi minh khai"


def test_two_spellings_of_a_field_match_without_spaces_dashes_and_marks() -> None:
    assert match_key("Thi đua - Khen thưởng") == match_key("THI ĐUA-KHEN THUONG")


def test_decomposed_letters_become_the_letters_of_the_standard() -> None:
    assert nfc(" Tie\u0302\u0301ng ") == "Tiếng"


def test_words_are_ordered_by_the_vietnamese_alphabet() -> None:
    words = ["Ương", "đá", "Da", "ân", "ăn", "an", "Em", "êm", "dạ", "dả"]
    assert sorted(words, key=sort_key) == [
        "an",
        "ăn",
        "ân",
        "Da",
        "dả",
        "dạ",
        "đá",
        "Em",
        "êm",
        "Ương",
    ]


def test_numbers_inside_words_are_ordered_by_value() -> None:
    assert sorted(["Ấp 10", "Ấp 2", "Ấp 1"], key=sort_key) == ["Ấp 1", "Ấp 2", "Ấp 10"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Trần Văn An", "Lê Thị Bình"),
        ("Lê Thị Bình", "Trần Thị Bình"),
        ("Nguyễn Đức", "Nguyễn Đạt Em"),
    ],
)
def test_people_are_ordered_by_given_name_then_by_the_rest(first: str, second: str) -> None:
    assert person_sort_key(first) < person_sort_key(second)
