"""Rates with their named denominators, and the exact rounding that offices ask for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from models.errors import Problem, Refused
from models.measures import MEASURES
from models.values import format_decimal

Rounding = Literal["half_up", "truncate"]

ROUNDINGS: tuple[str, ...] = get_args(Rounding)
MOST_DECIMALS = 2

# Denominators an office may choose, with their words inside a sentence.
BASES: dict[str, str] = {
    "to_handle": "tổng số hồ sơ phải giải quyết",
    "received": "hồ sơ tiếp nhận trong kỳ",
    "resolved": "hồ sơ đã giải quyết",
    "due": "hồ sơ đến hạn trong kỳ",
    "fee_bearing": "hồ sơ có nghĩa vụ tài chính",
}


class RateKind(NamedTuple):
    """A rate by its fixed name: label, and the measures it divides."""

    name: str
    label: str
    numerator: str
    basis: str


# Name, label, numerator and default denominator.
_RATES = (
    RateKind("online_rate", "Tỷ lệ hồ sơ trực tuyến", "received_online", "to_handle"),
    RateKind("digitised_results_rate", "Tỷ lệ số hóa kết quả", "digitised_results", "to_handle"),
    RateKind(
        "digitised_dossiers_rate",
        "Tỷ lệ số hóa thành phần hồ sơ và kết quả",
        "digitised_dossiers",
        "to_handle",
    ),
    RateKind(
        "digitised_inputs_rate",
        "Tỷ lệ số hóa thành phần hồ sơ",
        "digitised_inputs",
        "to_handle",
    ),
    RateKind("e_results_rate", "Tỷ lệ cấp kết quả điện tử", "e_results", "to_handle"),
    RateKind("reuse_rate", "Tỷ lệ khai thác, sử dụng lại dữ liệu", "data_reused", "to_handle"),
    RateKind("in_time_rate", "Tỷ lệ giải quyết trước và đúng hạn", "resolved_in_time", "resolved"),
    RateKind("late_rate", "Tỷ lệ giải quyết quá hạn", "resolved_late", "resolved"),
    RateKind("paid_online_rate", "Tỷ lệ thanh toán trực tuyến", "paid_online", "fee_bearing"),
)
RATES: dict[str, RateKind] = {kind.name: kind for kind in _RATES}


_NONE_CHOSEN: Mapping[str, str] = {}


class RateSettings(NamedTuple):
    """How an office prints its rates.

    Attributes:
        rounding: "half_up" or "truncate".
        decimals: decimal places, 0 to 2.
        bases: denominators chosen in place of the default ones, by the rate's name.
    """

    rounding: Rounding = "half_up"
    decimals: int = 1
    bases: Mapping[str, str] = _NONE_CHOSEN

    def basis(self, name: str) -> str:
        """Return the denominator of the rate with this name."""
        return self.bases.get(name) or RATES[name].basis


class Rate(NamedTuple):
    """A rate with everything that is printed beside it.

    Attributes:
        numerator, denominator: the two numbers, None where one is not known.
        basis: name of the measure that is the denominator.
        value: the percentage as it is rounded for print, None without both numbers.
    """

    numerator: int | None
    denominator: int | None
    basis: str
    value: Decimal | None

    @property
    def percent(self) -> str | None:
        """Return the percentage as printed ("90,3"), without its sign."""
        return None if self.value is None else format_decimal(self.value)


def settings_from(values: Mapping[str, str]) -> RateSettings:
    """Read `percent_rounding`, `percent_decimals` and `rate_basis.NAME`.

    Raises Refused `setting_value`.
    """
    problems = []
    rounding = values.get("percent_rounding", "half_up")
    if rounding not in ROUNDINGS:
        problems.append(_wrong("percent_rounding", rounding, ROUNDINGS))
    decimals = values.get("percent_decimals", "1")
    allowed = tuple(str(number) for number in range(MOST_DECIMALS + 1))
    if decimals not in allowed:
        problems.append(_wrong("percent_decimals", decimals, allowed))
    bases = {}
    for key, basis in values.items():
        if not key.startswith("rate_basis."):
            continue
        name = key.removeprefix("rate_basis.")
        if name not in RATES:
            problems.append(Problem("setting_unknown", values={"name": key}))
        elif basis not in BASES:
            problems.append(_wrong(key, basis, tuple(BASES)))
        bases[name] = basis
    if problems:
        raise Refused(problems)
    return RateSettings("truncate" if rounding == "truncate" else "half_up", int(decimals), bases)


def percentage(
    numerator: int, denominator: int, rounding: Rounding = "half_up", decimals: int = 1
) -> Decimal | None:
    """Return the percentage as it is printed, as an exact number; None without a denominator.

    Both numbers are whole and not negative. Trailing zero decimals are dropped. It is 0 only where
    the numerator is 0, and 100 only where the two numbers are equal: elsewhere it gets as many more
    decimals as that takes.
    """
    if denominator == 0:
        return None
    is_nothing_or_all = numerator in (0, denominator)
    scaled = _hundredfold(numerator, denominator, rounding, decimals)
    # It ends: with enough decimals every fraction is told apart from 0 and from 100.
    while scaled in (0, 100 * 10**decimals) and not is_nothing_or_all:
        decimals += 1
        scaled = _hundredfold(numerator, denominator, rounding, decimals)
    while decimals and scaled % 10 == 0:
        scaled //= 10
        decimals -= 1
    return Decimal(f"{scaled}E-{decimals}")


def percent(
    numerator: int, denominator: int, rounding: Rounding = "half_up", decimals: int = 1
) -> str | None:
    """Return the percentage as printed ("90,3", "46"), None without a denominator."""
    value = percentage(numerator, denominator, rounding, decimals)
    return None if value is None else format_decimal(value)


def rate_of(name: str, measures: Mapping[str, int | None], settings: RateSettings) -> Rate:
    """Return one rate of a set of figures by its name."""
    basis = settings.basis(name)
    numerator, denominator = measures.get(RATES[name].numerator), measures.get(basis)
    value = None
    if numerator is not None and denominator is not None:
        value = percentage(numerator, denominator, settings.rounding, settings.decimals)
    return Rate(numerator, denominator, basis, value)


def rates_of(measures: Mapping[str, int | None], settings: RateSettings) -> dict[str, Rate]:
    """Return every rate of a set of figures, by name."""
    return {name: rate_of(name, measures, settings) for name in RATES}


def points(now: Rate, then: Rate) -> Decimal | None:
    """Return how many percentage points one printed rate is above another, None if unknown."""
    if now.value is None or then.value is None:
        return None
    return now.value - then.value


def basis_label(basis: str) -> str:
    """Return the words for a denominator inside a sentence.

    A measure that is none of `BASES` is named by its label.
    """
    return BASES.get(basis) or MEASURES[basis].label


def _hundredfold(numerator: int, denominator: int, rounding: Rounding, decimals: int) -> int:
    """Return the percentage in units of its last decimal."""
    scale: int = 10**decimals
    scaled, rest = divmod(numerator * 100 * scale, denominator)
    if rounding == "half_up" and 2 * rest >= denominator:
        scaled += 1
    return scaled


def _wrong(name: str, value: str, allowed: tuple[str, ...]) -> Problem:
    return Problem("setting_value", values={"name": name, "value": value, "allowed": allowed})
