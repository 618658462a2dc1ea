"""What is said of a setting that cannot be used for rates."""

import pytest

from desktop.messages import sentences
from models.errors import Refused
from models.measures import MEASURES
from models.rates import BASES, RateSettings, rate_of, settings_from


def refusal(values: dict[str, str]) -> list[str]:
    with pytest.raises(Refused) as refused:
        settings_from(values)
    return sentences(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("percent_rounding", "up", "half_up, truncate, half_even"),
        ("percent_decimals", "3", "0, 1, 2"),
        ("percent_zeros", "always", "drop, keep"),
        (
            "rate_basis.late_rate",
            "pending",
            ", ".join(BASES),
        ),
    ],
)
def test_a_refused_setting_is_quoted_with_what_may_be_chosen(
    name: str, value: str, allowed: str
) -> None:
    words = f"không nhận giá trị “{value}”. Giá trị dùng được: {allowed}."
    assert refusal({name: value}) == [f"Lựa chọn {name} {words}"]


def test_every_wrong_setting_is_said_at_once() -> None:
    wrong = {"percent_decimals": "9", "percent_rounding": "up", "rate_basis.speed": "resolved"}
    assert len(refusal(wrong)) == 3


def test_settings_of_others_between_those_of_the_rates_are_passed_over() -> None:
    mixed = {"rate_basis.late_rate": "due", "officer": "A", "rate_basis.online_rate": "received"}
    assert settings_from(mixed).bases == {"late_rate": "due", "online_rate": "received"}


@pytest.mark.parametrize(("decimals", "printed"), [(0, "90"), (1, "90,3"), (2, "90,33")])
def test_a_rate_is_printed_with_the_decimals_that_the_office_chose(
    decimals: int, printed: str
) -> None:
    figures = dict.fromkeys(MEASURES) | {"received_online": 1970, "to_handle": 2181}
    settings = RateSettings("half_up", decimals)
    assert rate_of("online_rate", figures, settings).percent == printed
