"""The figures of several units may be typed, and have labels that people can read."""

import re
from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.registers import delete, records, save
from desktop.reports.district.composing import compose_district
from desktop.reports.district.gathering import gather_district
from models.errors import Refused
from models.registers import Value
from tests.desktop.reports.documents import HALF_YEAR, district_report, paragraphs, section
from tests.helpers.decree30 import faults
from tests.helpers.sums import enter, new_district
from tests.helpers.word import Document


def test_an_office_may_type_placeholders_for_wards_and_for_all(
    district: Context, tmp_path: Path
) -> None:
    below = "{below_to_handle} hồ sơ ({below_online_rate} trực tuyến)"
    typed = f"Toàn quận có {{all_to_handle}} hồ sơ, các phường {below}."
    written: dict[str, Value] = {"period": HALF_YEAR, "section": "II.1", "text": typed}
    district.do(save, "narratives", district.unit, written)
    path = district_report(district, tmp_path)
    texts = section(path, "1. Cải cách thể chế", "2. Cải cách thủ tục")
    assert texts == ["Toàn quận có 18.218 hồ sơ, các phường 16.037 hồ sơ (69,9% trực tuyến)."]
    [row] = district.ask(records, "narratives", district.unit, where={"section": "II.1"})
    district.do(save, "narratives", district.unit, {"text": "{khong_co}"}, row.id)
    with pytest.raises(Refused) as caught:
        district_report(district, tmp_path)
    assert caught.value.problems[0].code == "placeholder_unknown"


def test_every_figure_has_a_label_that_an_officer_can_read(district: Context) -> None:
    report = compose_district(district.ask(gather_district, HALF_YEAR, today()))
    labels = [figure.label for figure in report.figures.values()]
    assert [label for label in labels if re.search(r"[a-z]_[a-z]", label)] == []
    assert report.figures["below_feedback_received"].label == "PAKN tiếp nhận trong kỳ (các phường)"


def annexes_of(path: Path) -> dict[str, str]:
    """Return the titles of the annexes by their number."""
    texts = paragraphs(path)
    places = [place for place, text in enumerate(texts) if re.fullmatch(r"Phụ lục [IVX]+", text)]
    return {texts[place]: texts[place + 1] for place in places}


def named_in_text(path: Path) -> dict[str, str]:
    """Return the sentences that name an annex, by what they name."""
    found = {}
    for text in paragraphs(path):
        number = re.search(r"Phụ lục [IVX]+(?=[).:])", text)
        if number and len(text) > len(number[0]):
            found[number[0]] = text
    return found


def test_sentences_name_the_annexes_by_the_numbers_that_they_have(
    district: Context, tmp_path: Path
) -> None:
    subjects = {
        "mô hình": "MÔ HÌNH",
        "Nhân sự": "NHÂN SỰ",
        "Các loại khác": "TRANG THIẾT BỊ",
        "xếp loại": "XẾP LOẠI",
        "khó khăn": "KHÓ KHĂN",
        "trễ hạn": "GỬI BÁO CÁO",
        "Chỉ tiêu khác": "CHỈ TIÊU KHÁC",
    }
    for without in (None, "innovations"):
        if without:
            _empty(district, without)
        path = district_report(district, tmp_path)
        annexes, said = annexes_of(path), named_in_text(path)
        assert len(annexes) == (11 if without else 12)
        assert len(said) == (6 if without else 7)
        for number, sentence in said.items():
            subject = next(subjects[word] for word in subjects if word in sentence)
            assert subject in annexes[number], sentence
        assert faults(path) == []


def _empty(district: Context, register: str) -> None:
    everywhere = (district.unit, "BALANG", "LEBINH", "THUONGTHANH")
    for unit in everywhere:
        kept = district.ask(records, register, unit)
        district.do(delete, register, [row.id for row in kept])


def test_annexes_with_nothing_in_them_are_left_out_and_not_named(tmp_path: Path) -> None:
    office = new_district(tmp_path, A={}, B={})
    try:
        enter(office, "A", "2024-01", carried_over=0, received_online=5, received_offline=2)
        path = district_report(office, tmp_path, period="2024-01")
    finally:
        office.close()
    assert list(annexes_of(path)) == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]
    assert "GỬI BÁO CÁO" in annexes_of(path)["Phụ lục IV"]
    assert named_in_text(path) == {}
    assert len(Document(path).sections) == 5
    assert "Không có" not in paragraphs(path)
