"""The figures of several units may be typed, and have labels that people can read."""

import re
from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.registers import records, save
from desktop.reports.district.composing import compose_district
from desktop.reports.district.gathering import gather_district
from models.errors import Refused
from models.registers import Value
from tests.desktop.reports.documents import HALF_YEAR, district_report, section


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
