"""A paragraph is found again by its words, and no words can make the search endless."""

from time import process_time

import pytest

from desktop.handoff.paragraphs import LONGEST_FIGURE, Paragraphs
from desktop.word.book import END, NAME, TEXT

# Of the processor: well above what the search takes, well below what a person takes for hanging.
SECONDS = 2.0


def marked(name: str, text: str) -> str:
    return f"{NAME}{name}{TEXT}{text}{END}"


A, B = marked("a", "90,3"), marked("b", "12")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Tỷ lệ 90,3, 12 hồ sơ.", ["90,3", "12"]),
        ("Tỷ lệ 90,3, 13 hồ sơ.", ["90,3", "13"]),
        ("Tỷ lệ 91, 12 hồ sơ.", ["91", "12"]),
        ("Tỷ lệ , hồ sơ.", ["", ""]),
        ("Tỷ lệ 90; 12 hồ sơ.", None),
        ("Tỷ lệ 90,3, 12 hồ sơ", None),
    ],
)
def test_what_stands_between_the_words_is_read_off(text: str, printed: list[str] | None) -> None:
    assert Paragraphs([text]).read_off(f"Tỷ lệ {A}, {B} hồ sơ.") == printed


def test_of_several_paragraphs_the_one_with_the_stored_figures_is_taken() -> None:
    asked = f"Tiếp nhận {A}, giải quyết {B}"
    other, stored = "Tiếp nhận 1, giải quyết 2", "Tiếp nhận 90,3 , giải quyết 12"
    assert Paragraphs([other, stored]).read_off(asked) == ["90,3", "12"]
    assert Paragraphs([other]).read_off(asked) == ["1", "2"]


def test_a_figure_is_no_longer_than_a_figure_can_be() -> None:
    asked, longest = f"Có {A} hồ sơ", "9" * LONGEST_FIGURE
    assert Paragraphs([f"Có {longest} hồ sơ"]).read_off(asked) == [longest]
    assert Paragraphs([f"Có {longest}9 hồ sơ"]).read_off(asked) is None


def test_figures_side_by_side_are_found_only_while_nobody_changed_them() -> None:
    asked = f"Có {A}{B} hồ sơ"
    assert Paragraphs(["Có 90,312 hồ sơ"]).read_off(asked) == ["90,3", "12"]
    assert Paragraphs(["Có 90,313 hồ sơ"]).read_off(asked) is None


@pytest.mark.parametrize("text", [f"Có {NAME}a hồ sơ", f"Có {NAME}a{TEXT}1 hồ sơ", "Có 1 hồ sơ"])
def test_a_text_without_a_whole_mark_is_not_found(text: str) -> None:
    assert Paragraphs(["Có 1 hồ sơ", "Có 1 hồ sơ" * 40]).read_off(text) is None


def took(texts: list[str], *asked: str) -> float:
    paragraphs, start = Paragraphs(texts), process_time()
    for text in asked:
        paragraphs.read_off(text)
    return process_time() - start


@pytest.mark.parametrize("count", [6, 10, 40, 400])
@pytest.mark.parametrize("between", ["", " ", ",", "x", "xx"])
def test_many_figures_in_a_paragraph_do_not_hang(count: int, between: str) -> None:
    asked = "Có " + between.join([A] * count) + " hồ sơ"
    nearly = "Có " + (between or "x") * 4_000 + " hồ sơ"
    assert took([nearly, "Có " + "90,3 " * 4_000 + " hồ sơ"], asked) < SECONDS


def test_many_paragraphs_of_many_figures_do_not_hang() -> None:
    many = [f"xx {', '.join([A] * 400)} xx {number}xx" for number in range(300)]
    texts = [f"xx {'1, ' * 399}1 xx {number} xx" for number in range(3_000)]
    assert took(texts, *many) < SECONDS


def test_long_words_that_nearly_agree_do_not_hang() -> None:
    word = "x" * 20_000
    texts = [f"{word}{number} {word}" for number in range(500)]
    asked = [f"{word}{A}{word[:-number]}y{word}" for number in range(1, 500)]
    assert took(texts, *asked) < SECONDS


def test_marks_without_end_do_not_hang() -> None:
    assert took(["xx"], NAME * 1_000_000, f"{NAME}{TEXT}" * 500_000) < SECONDS
