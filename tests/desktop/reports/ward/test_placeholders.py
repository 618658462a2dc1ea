"""Every figure that may be typed has a name, a label and a live text."""

from desktop.context import Context
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.outline import outline_of
from desktop.reports.ward.placeholders import placeholder_names, placeholders
from models.measures import MEASURES
from models.rates import RATES


def test_every_measure_and_rate_is_a_placeholder_with_label_and_live_text(ward: Context) -> None:
    found = outline_of(ward.ask(gather, ward.unit, "2024-06", "cchc")).placeholders
    assert set(MEASURES) | set(RATES) | {"staff_total", "procedures_total", "tasks_rate"} <= set(
        found
    )
    assert found["to_handle"] == ("Tổng số hồ sơ phải giải quyết", "671")
    assert found["online_rate"][1] == "72,1%"
    assert placeholder_names() == set(placeholders(ward.ask(gather, ward.unit, "2024-06", "cchc")))
