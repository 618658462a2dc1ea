"""What an office writes of a rate of its own is read as it reads the headings of its book."""

import pytest

from models.measures import MEASURES
from models.rate_words import AreaList, built_in_name, code_fits, read_scope, read_sum

AREAS = AreaList(
    {"hotich": "a1", "chungthuc": "a2", "ct": "a2"},
    {"xa": frozenset({"a1", "a2"}), "nganhdoc": frozenset()},
)


@pytest.mark.parametrize(
    "text",
    [
        "received_online + resolved",
        "tiep nhan TRUC tuyen+Đã giải quyết",
        "Tiếp nhận trực tuyến+resolved",
    ],
)
def test_names_and_labels_are_joined_by_plus(text: str) -> None:
    assert read_sum(text).names == ("received_online", "resolved")
    assert read_sum(text).unknown == ()


def test_every_label_of_the_book_names_its_measure() -> None:
    for name, measure in MEASURES.items():
        assert read_sum(measure.label).names == (name,)


def test_words_that_name_nothing_are_told_each() -> None:
    found = read_sum("resolved + Hồ sơ lạ +")
    assert found.names == ("resolved",)
    assert found.unknown == ("Hồ sơ lạ", "")


@pytest.mark.parametrize("text", ["", "  \n", "Tất cả", "tat ca"])
def test_no_scope_is_everything(text: str) -> None:
    assert read_scope(text, AREAS).areas is None


def test_a_scope_is_authorities_and_fields_by_any_spelling() -> None:
    assert read_scope("Xã", AREAS).areas == frozenset({"a1", "a2"})
    assert read_scope("Ngành dọc", AREAS).areas == frozenset()
    found = read_scope("hộ tịch\nCT", AREAS)
    assert found.areas == frozenset({"a1", "a2"})
    assert found.words == "thuộc lĩnh vực hộ tịch, CT"
    assert read_scope("xa", AREAS).words == "thuộc thẩm quyền cấp xã"
    both = "thuộc thẩm quyền của cơ quan ngành dọc và thuộc lĩnh vực Hộ tịch"
    assert read_scope("Hộ tịch\nNgành dọc", AREAS).words == both
    assert read_scope("Hộ tịch\nĐất", AREAS).unknown == ("Đất",)


def test_a_code_can_be_typed_between_braces() -> None:
    assert code_fits("TL_01")
    assert not any(map(code_fits, ("TL-01", "1TL", "tỷ", "TL 01", "", "x" * 21)))


def test_a_built_in_rate_is_known_in_any_case() -> None:
    assert built_in_name("Online_Rate") == "online_rate"
    assert built_in_name("TL01") is None
