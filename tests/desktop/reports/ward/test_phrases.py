"""Percentages come out as two real offices printed them, each by its own rule."""

from pathlib import Path

import pytest

from desktop.context import create_store
from desktop.months import set_figures
from desktop.settings import set_setting
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from tests.desktop.reports.documents import exported, paragraphs

DISTRICT = {
    "to_handle": 2181,
    "received_online": 1970,
    "digitised_results": 1552,
    "digitised_dossiers": 1246,
    "fee_bearing": 1357,
    "paid_online": 575,
}
WARDS = {
    "to_handle": 16037,
    "received_online": 11214,
    "digitised_results": 11060,
    "digitised_dossiers": 10863,
    "fee_bearing": 14128,
    "paid_online": 6504,
}
TRUNCATED = [
    (
        DISTRICT,
        [
            "1.970/2.181 hồ sơ phải giải quyết (90,3%)",
            "1.552/2.181 hồ sơ phải giải quyết (71,1%)",
            "(57,1%)",
            "(42,3%)",
        ],
    ),
    (
        WARDS,
        [
            "11.060/16.037 hồ sơ phải giải quyết (68,9%)",
            "(67,7%)",
            "6.504/14.128 hồ sơ có nghĩa vụ tài chính (46%)",
        ],
    ),
]


def _texts(folder: Path, figures: dict[str, int], rounding: str, decimals: str) -> str:
    office = create_store(
        folder / "u.sqlite",
        "ward",
        "U",
        "Phường Mẫu",
        "Ủy ban nhân dân quận Mẫu",
        "Mẫu",
        "Cán bộ mẫu 01",
    )
    try:
        office.do(set_setting, "percent_rounding", rounding)
        office.do(set_setting, "percent_decimals", decimals)
        entered: dict[tuple[str, str], int | None] = {
            (WHOLE_UNIT_ID, name): value for name, value in figures.items()
        }
        office.do(set_figures, office.unit, Month(2024, 6), entered)
        return "\n".join(paragraphs(exported(office, folder).path))
    finally:
        office.close()


@pytest.mark.parametrize(("figures", "printed"), TRUNCATED)
def test_an_office_that_truncates_gets_its_published_percentages(
    figures: dict[str, int], printed: list[str], tmp_path: Path
) -> None:
    texts = _texts(tmp_path, figures, "truncate", "1")
    assert [text for text in printed if text not in texts] == []


@pytest.mark.parametrize(
    ("figures", "rate"),
    [
        (
            {"resolved": 28781, "resolved_in_time": 28760, "resolved_late": 21},
            "28.760/28.781 hồ sơ đã giải quyết (99,93%)",
        ),
        ({"fee_bearing": 178, "paid_online": 171}, "171/178 hồ sơ có nghĩa vụ tài chính (96,07%)"),
    ],
)
def test_an_office_that_rounds_half_up_gets_its_published_percentages(
    figures: dict[str, int], rate: str, tmp_path: Path
) -> None:
    assert rate in _texts(tmp_path, figures, "half_up", "2")


@pytest.mark.parametrize("rounding", ["half_up", "truncate"])
def test_nearly_all_and_next_to_nothing_are_printed_as_what_they_are(
    rounding: str, tmp_path: Path
) -> None:
    figures = {
        "resolved": 9383,
        "resolved_in_time": 9380,
        "resolved_late": 3,
        "fee_bearing": 15_795,
        "paid_online": 5,
    }
    texts = _texts(tmp_path, figures, rounding, "0")
    in_time = "99,97%" if rounding == "half_up" else "99%"
    assert f"9.380/9.383 hồ sơ đã giải quyết ({in_time})" in texts
    assert "5/15.795 hồ sơ có nghĩa vụ tài chính (0,03%)" in texts


def test_a_rate_without_a_denominator_says_so(tmp_path: Path) -> None:
    figures = {"fee_bearing": 0, "paid_online": 0}
    assert "0 hồ sơ (chưa tính được tỷ lệ)" in _texts(tmp_path, figures, "half_up", "1")
