"""Every problem becomes one Vietnamese sentence: what is wrong, where, what to do."""

import ast
from datetime import date

import pytest

from desktop.messages import catalogue, finding_sentence, has_sentence, sentence
from models.errors import Place, Problem
from models.findings import Finding
from tests.architecture.source import sources


def codes_in_the_source() -> set[str]:
    """Return every code that is written out where a problem is made."""
    found = set()
    for layer in ("models", "desktop", "ui"):
        for source in sources(layer):
            for node in ast.walk(source.tree):
                if not (
                    isinstance(node, ast.Call)
                    and node.args
                    and isinstance(node.func, ast.Name | ast.Attribute)
                ):
                    continue
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                code = node.args[0]
                if name in {"Problem", "_refuse", "_problem", "_fault", "_unusable"} and isinstance(
                    code, ast.Constant
                ):
                    found.add(str(code.value))
    return found


def test_every_code_has_a_sentence() -> None:
    assert {code for code in codes_in_the_source() if not has_sentence(code)} == set()


def test_every_sentence_is_whole_and_in_one_line() -> None:
    for name, text in catalogue().items():
        assert text.endswith((".", ".”", "!", "?", "…", ")")), name
        assert "\n" not in text, name
        assert text.count("{") == text.count("}"), name


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem(
                "number_negative", Place(sheet="Hồ sơ", row=12, heading="Đúng hạn"), {"text": "-3"}
            ),
            "Trang tính “Hồ sơ”, dòng 12, cột “Đúng hạn”: “-3” là số âm. Hãy ghi số từ 0 trở lên.",
        ),
        (
            Problem("column_missing", Place(sheet="Hồ sơ", heading="Tháng")),
            (
                "Trang tính “Hồ sơ”: thiếu cột bắt buộc “Tháng”."
                " Hãy thêm cột này ở dòng đầu rồi thử lại."
            ),
        ),
        (
            Problem("month_closed", Place(month="2024-06")),
            "Tháng 6/2024 đã chốt nên không sửa được. Muốn sửa, hãy mở lại tháng và ghi lý do.",
        ),
        (
            Problem("sheet_too_long", Place(sheet="Hồ sơ"), {"limit": 20000}),
            (
                "Trang tính “Hồ sơ”: có nhiều hơn 20.000 dòng."
                " Hãy xóa các dòng thừa ở cuối trang rồi thử lại."
            ),
        ),
    ],
)
def test_a_sentence_names_the_place_once(problem: Problem, said: str) -> None:
    assert sentence(problem) == said


def test_an_unknown_code_or_a_missing_word_still_makes_a_sentence() -> None:
    assert "zz_top" in sentence(Problem("zz_top"))
    assert "…" in sentence(Problem("not_whole"))


def test_findings_show_numbers_and_names_as_people_write_them() -> None:
    finding = Finding(
        "balance",
        "warning",
        "A",
        "2024-06",
        "Hộ tịch",
        None,
        -3,
        {"variant": "shortfall", "left": 2307, "right": 2310},
    )
    said = finding_sentence(finding)
    assert said.startswith("Hộ tịch: thiếu 3 hồ sơ: 2.307 ≠ 2.310")
    place = Place(month="2024-06", area="Hộ tịch", measure="to_handle")
    refused = Problem("warning_without_reason", place, {"finding": finding})
    assert sentence(refused).startswith(f"Tháng 6/2024: {said}")


def test_dates_are_written_the_vietnamese_way() -> None:
    assert "05/11/2024" in sentence(
        Problem("until_before_since", Place(), {"since": date(2024, 11, 5)})
    )
