"""Indicators of the office's own stand in their sections, with share, plan and earlier figures."""

from decimal import Decimal
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import save
from models.registers import Value
from tests.desktop.reports.documents import exported, paragraphs


def keep(ward: Context, year: int, month: int, code: str, **values: Value) -> None:
    given = {"year": year, "month": month, "code": code, "kind": "Thời điểm", **values}
    ward.do(save, "indicators", ward.unit, given)


@pytest.fixture
def told(ward: Context, tmp_path: Path) -> list[str]:
    keep(ward, 2024, 6, "to", name="Tổ mẫu", measured_in="tổ", actual=Decimal(17), plan=Decimal(20))
    keep(ward, 2023, 6, "to", name="Tổ mẫu", measured_in="tổ", actual=Decimal("12.5"))
    keep(
        ward,
        2024,
        6,
        "cks",
        name="Lãnh đạo có chữ ký số mẫu",
        measured_in="người",
        numerator=Decimal(3),
        denominator=Decimal(4),
        estimate=True,
        section="II.4",
    )
    keep(ward, 2024, 6, "trong", name="Chỉ tiêu trống mẫu", plan=Decimal(9))
    return paragraphs(exported(ward, tmp_path).path)


def test_the_share_of_the_plan_and_the_same_period_last_year_are_told(told: list[str]) -> None:
    assert (
        "- Tổ mẫu: 17 tổ, đạt 85% kế hoạch (20 tổ); cùng kỳ năm trước 12,5 tổ (tăng 4,5 tổ)."
        in told
    )


def test_an_indicator_stands_in_its_section_and_an_estimate_says_so(told: list[str]) -> None:
    line = "- Lãnh đạo có chữ ký số mẫu: ước 03/04 người (75%)."
    start = next(place for place, text in enumerate(told) if text.startswith("4. Cải cách chế độ"))
    end = next(place for place, text in enumerate(told) if text.startswith("5. Cải cách tài"))
    assert line in told[start:end]


def test_an_empty_indicator_prints_nothing(told: list[str]) -> None:
    assert not any("Chỉ tiêu trống mẫu" in text for text in told)


def test_none_is_told_in_words_and_a_change_with_its_unit(ward: Context, tmp_path: Path) -> None:
    nothing, two = Decimal(0), Decimal(2)
    keep(ward, 2024, 6, "kt", name="Khen thưởng mẫu", measured_in="lượt", actual=nothing)
    keep(ward, 2024, 6, "kl", name="Kỷ luật mẫu", measured_in="lượt", actual=nothing)
    keep(ward, 2023, 6, "kl", name="Kỷ luật mẫu", measured_in="lượt", actual=nothing)
    keep(ward, 2023, 6, "kt", name="Khen thưởng mẫu", measured_in="lượt", actual=two)
    keep(ward, 2024, 6, "tl", name="Mức mẫu", measured_in="%", actual=nothing)
    keep(ward, 2023, 6, "tl", name="Mức mẫu", measured_in="%", actual=two)
    keep(ward, 2024, 6, "kh", name="Việc mẫu", measured_in="việc", actual=nothing, plan=two)
    told = paragraphs(exported(ward, tmp_path).path)
    assert "- Khen thưởng mẫu: không có; cùng kỳ năm trước 02 lượt (giảm 02 lượt)." in told
    assert "- Kỷ luật mẫu: không có." in told
    assert "- Mức mẫu: 0 %; cùng kỳ năm trước 2 % (giảm 2 điểm phần trăm)." in told
    assert "- Việc mẫu: 0 việc, đạt 0% kế hoạch (02 việc)." in told
