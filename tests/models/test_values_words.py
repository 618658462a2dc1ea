"""What a refusal quotes, where the borders of a kind lie, and how a value is shown."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.messages import sentences
from models.catalogue import DOCUMENTS, REGISTERS, STAFF, UNITS
from models.errors import Refused
from models.kinds import parse, shown
from models.registers import Field, Value
from models.values import format_date, format_decimal, parse_whole, parse_yes_no

WHOLE = Field("count", "Số lượng", "whole")
DECIMAL = Field("area", "Diện tích", "decimal")
DAY = Field("day", "Ngày", "date")
YEAR = Field("year", "Năm", "year")
MONTH = Field("month", "Tháng", "month")
ANSWER = Field("answer", "Tập huấn", "yes_no")
LINES = Field("goal", "Chỉ tiêu", "long_text")
PLAIN = Field("name", "Tên")


def refusal(field: Field, typed: str) -> str:
    with pytest.raises(Refused) as refused:
        parse(field, typed)
    assert refused.value.problems[0].place.column == field.label
    return sentences(refused.value)[0]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (WHOLE, "-3", "“-3” là số âm."),
        (WHOLE, "\u2212 1.200", "“\u2212 1.200” là số âm."),
        (WHOLE, "12,5", "“12,5” không phải số nguyên không âm."),
        (WHOLE, "mười", "“mười” không phải số nguyên không âm."),
        (WHOLE, "1,234", "“1,234” đọc được theo hai cách."),
        (WHOLE, "1000000000000001", "“1000000000000001” quá lớn."),
        (WHOLE, "1.000.000.000.000.001", "“1.000.000.000.000.001” quá lớn."),
        (DECIMAL, "mười", "“mười” không phải số."),
        (DECIMAL, "12.5", "“12.5” đọc được theo hai cách."),
        (DECIMAL, "1,234.5", "“1,234.5” đọc được theo hai cách."),
        (DECIMAL, "12,5m", "“12,5m” không phải số."),
        (DECIMAL, "12,", "“12,” đọc được theo hai cách."),
        (DECIMAL, "1000000000000001", "“1000000000000001” quá lớn."),
        (DAY, "hôm qua", "“hôm qua” không phải ngày."),
        (DAY, "31/4/2024", "“31/4/2024” không phải ngày."),
        (DAY, "5/11/1899", "“5/11/1899” không phải ngày."),
        (DAY, "5/11/2101", "“5/11/2101” không phải ngày."),
        (DAY, "5/11/50", "“5/11/50” có thể thuộc hai thế kỷ."),
        (YEAR, "1899", "“1899” không phải năm."),
        (YEAR, "2101", "“2101” không phải năm."),
        (MONTH, "0", "“0” không phải tháng."),
        (MONTH, "13", "“13” không phải tháng."),
        (ANSWER, "đôi khi", "“đôi khi” không hợp lệ."),
        (
            STAFF.field("gender"),
            "Khác",
            "“Khác” không có trong danh sách. Hãy chọn một trong: Nam,",
        ),
    ],
)
def test_a_refusal_quotes_what_was_typed_and_names_its_column(
    field: Field, typed: str, words: str
) -> None:
    assert refusal(field, typed).partition(": ")[2].startswith(words)


def test_a_number_typed_into_no_column_is_refused_by_itself() -> None:
    with pytest.raises(Refused) as refused:
        parse_whole("mười")
    assert sentences(refused.value)[0].startswith("“mười” không phải số nguyên không âm.")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (WHOLE, "1000000000000000", 10**15),
        (WHOLE, "1\u00a0234\u202f567", 1234567),
        (DECIMAL, "\u22123", Decimal(-3)),
        (DECIMAL, "- 1.234,5", Decimal("-1234.5")),
        (DECIMAL, "0,123456789", Decimal("0.123456789")),
        (DECIMAL, "7", Decimal(7)),
        (DAY, "1/1/1900", date(1900, 1, 1)),
        (DAY, "31/12/2100", date(2100, 12, 31)),
        (DAY, "5/11/49", date(2049, 11, 5)),
        (YEAR, "1900", 1900),
        (YEAR, "2100", 2100),
        (MONTH, "1", 1),
        (MONTH, "12", 12),
        (ANSWER, "1", True),
        (ANSWER, "0", False),
        (LINES, " một \n  hai ", "một\nhai"),
        (PLAIN, "  Máy   in\n A4 ", "Máy in A4"),
    ],
)
def test_what_lies_just_inside_is_taken_as_it_was_meant(
    field: Field, typed: str, value: Value
) -> None:
    found = parse(field, typed)
    assert found == value
    assert type(found) is type(value)


def test_several_choices_stand_between_semicolons_or_on_lines_of_their_own() -> None:
    topics = DOCUMENTS.field("topics")
    assert parse(topics, "CCHC\nkiểm tra;; thể chế") == ("CCHC", "Kiểm tra", "Thể chế")
    assert parse(topics, " ; ") is None


def test_ten_decimals_are_more_than_a_store_keeps() -> None:
    assert "đọc được theo hai cách" in refusal(DECIMAL, "0,1234567891")


@pytest.mark.parametrize("field", REGISTERS["tasks"].fields, ids=lambda field: field.name)
def test_blank_text_is_no_value_in_any_column(field: Field) -> None:
    assert parse(field, " \n ") is None


def test_a_word_for_yes_is_not_a_word_for_no() -> None:
    assert (parse_yes_no("X"), parse_yes_no("0"), parse_yes_no("  ")) == (True, False, None)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (PLAIN, None, ""),
        (PLAIN, "Máy in", "Máy in"),
        (ANSWER, True, "Có"),
        (ANSWER, False, "Không"),
        (WHOLE, 1234567, "1.234.567"),
        (WHOLE, 0, "0"),
        (YEAR, 2024, "2024"),
        (MONTH, 6, "6"),
        (DECIMAL, Decimal("1234.50"), "1.234,5"),
        (DECIMAL, Decimal("1200"), "1.200"),
        (DECIMAL, Decimal("12.00"), "12"),
        (DECIMAL, Decimal("1.2E+6"), "1.200.000"),
        (DAY, date(2024, 6, 5), "05/06/2024"),
        (DOCUMENTS.field("topics"), ("CCHC", "Kiểm tra"), "CCHC; Kiểm tra"),
    ],
)
def test_a_value_is_shown_as_a_person_writes_it(field: Field, value: Value, text: str) -> None:
    assert shown(field, value) == text


def test_a_reference_is_shown_by_its_name_and_by_its_code_where_the_name_is_gone() -> None:
    successor, work = UNITS.field("successor"), Field("field", "Lĩnh vực", "area")
    names = {"LEBINH": "Phường Lê Bình", "f1": "Hộ tịch", "Máy in": "nhầm"}
    assert shown(successor, "LEBINH", names) == "Phường Lê Bình"
    assert shown(work, "f1", names) == "Hộ tịch"
    assert shown(work, "f2", names) == "f2"
    assert shown(successor, "LEBINH") == "LEBINH"
    assert shown(successor, "LEBINH\nX", names) == "Phường Lê Bình\nX"
    assert shown(PLAIN, "Máy in", names) == "Máy in"


def test_trailing_zeros_go_only_after_the_comma() -> None:
    assert format_decimal(Decimal("100")) == "100"
    assert format_decimal(Decimal("0.10")) == "0,1"
    assert format_decimal(Decimal("-1000.0")) == "-1.000"
    assert format_date(date(2024, 12, 1)) == "01/12/2024"
