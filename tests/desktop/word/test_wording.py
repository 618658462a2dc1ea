"""How a report writes dates, counts and the names of offices."""

from datetime import date

import pytest

from desktop.word import wording


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2024, 6, 5), "05/6/2024", "ngày 05 tháng 6 năm 2024"),
        (date(2024, 2, 29), "29/02/2024", "ngày 29 tháng 02 năm 2024"),
        (date(2023, 12, 10), "10/12/2023", "ngày 10 tháng 12 năm 2023"),
        (date(2024, 3, 1), "01/3/2024", "ngày 01 tháng 3 năm 2024"),
    ],
)
def test_of_the_months_only_january_and_february_are_padded(
    day: date, short: str, long: str
) -> None:
    assert (wording.short_date(day), wording.long_date(day)) == (short, long)


@pytest.mark.parametrize(
    ("name", "issuer", "place"),
    [
        ("Phường Lê Bình", "Ủy ban nhân dân phường Lê Bình", "Lê Bình"),
        ("UBND phường Lê Bình", "Ủy ban nhân dân phường Lê Bình", "Lê Bình"),
        ("Ủy ban nhân dân xã Trường Long", "Ủy ban nhân dân xã Trường Long", "Trường Long"),
        ("Phường 6", "Ủy ban nhân dân Phường 6", "Phường 6"),
        ("Phòng Nội vụ", "Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)
def test_a_unit_is_named_as_issuer_and_as_place(name: str, issuer: str, place: str) -> None:
    assert (wording.full_name(name), wording.proper_name(name)) == (issuer, place)


def test_counts_are_padded_below_ten_but_never_zero_or_unknown() -> None:
    assert [wording.count(value) for value in (0, 1, 9, 10, 1234, None)] == [
        "0",
        "01",
        "09",
        "10",
        "1.234",
        "chưa có số liệu",
    ]
    assert wording.count(5, pad=False) == "5"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Phường Lê Bình", "phường Lê Bình"),
        ("phường Lê Bình", "phường Lê Bình"),
        ("Quận 6", "Quận 6"),
        ("UBND Quận Cái Răng", "UBND quận Cái Răng"),
        ("Phòng Nội vụ Quận 6", "Phòng Nội vụ Quận 6"),
        ("Phòng Văn hóa - Xã hội Phường Lê Bình", "Phòng Văn hóa - Xã hội phường Lê Bình"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("Thành phố Cần Thơ", "thành phố Cần Thơ"),
        ("Các phường", "các phường"),
        ("Phường Điện Biên Phủ", "Phường Điện Biên Phủ"),
    ],
)
def test_inside_a_sentence_the_kind_of_unit_is_small_but_not_of_numbers_and_people(
    name: str, said: str
) -> None:
    assert wording.in_sentence(name, ("Phường Điện Biên Phủ",)) == said


def test_a_title_keeps_a_number_by_its_word() -> None:
    title = wording.keep_together("Kết quả 6 tháng đầu năm 2024, từ 20/6/2024 tại Quận 6, 07 xã")
    assert title.replace("\u00a0", "~") == (
        "Kết quả 6~tháng đầu năm~2024, từ 20/6/2024 tại Quận~6, 07~xã"
    )
    days = wording.keep_together("Kết quả từ ngày 05/12/2023 đến ngày 20/6/2024")
    assert days.replace("\u00a0", "~") == "Kết quả từ~ngày~05/12/2023 đến~ngày~20/6/2024"
