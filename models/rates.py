"""Rates with their named denominators, and the exact rounding that offices ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from models.errors import Problem, Refused
from models.measures import MEASURES
from models.values import format_number

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


@dataclass(frozen=True)
class RateKind:
    """A rate by its fixed name: Vietnamese label, numerator and default denominator (names of
    measures).
    """

    name: str
    label: str
    numerator: str
    basis: str


RATES: dict[str, RateKind] = {
    kind.name: kind
    for kind in (
        RateKind("online_rate", "Tỷ lệ hồ sơ trực tuyến", "received_online", "to_handle"),
        RateKind(
            "digitised_results_rate", "Tỷ lệ số hóa kết quả", "digitised_results", "to_handle"
        ),
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
        RateKind(
            "in_time_rate", "Tỷ lệ giải quyết trước và đúng hạn", "resolved_in_time", "resolved"
        ),
        RateKind("late_rate", "Tỷ lệ giải quyết quá hạn", "resolved_late", "resolved"),
        RateKind("paid_online_rate", "Tỷ lệ thanh toán trực tuyến", "paid_online", "fee_bearing"),
    )
}


@dataclass(frozen=True)
class RateSettings:
    """How an office prints its rates.

    Attributes:
        rounding: "half_up" or "truncate".
        decimals: decimal places, 0 to 2.
        bases: denominators chosen in place of the default ones, by the rate's name.
    """

    rounding: Rounding = "half_up"
    decimals: int = 1
    bases: Mapping[str, str] = field(default_factory=dict)

    def basis(self, name: str) -> str:
        """Return the denominator of the rate with this name."""
        return self.bases.get(name) or RATES[name].basis


@dataclass(frozen=True)
class Rate:
    """A rate with everything that is printed beside it; `percent` is text, None without both
    numbers.
    """

    numerator: int | None
    denominator: int | None
    basis: str
    percent: str | None


def settings_from(values: Mapping[str, str]) -> RateSettings:
    """Read `percent_rounding`, `percent_decimals` and `rate_basis.NAME`; raises Refused
    `setting_value`.
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


def percent(
    numerator: int, denominator: int, rounding: Rounding = "half_up", decimals: int = 1
) -> str | None:
    """Return the percentage as printed ("90,3", "46"), None without a denominator.

    Both numbers are whole and not negative; the result is exact. Trailing zero decimals are
    dropped.
    """
    if denominator == 0:
        return None
    scale: int = 10**decimals
    scaled, rest = divmod(numerator * 100 * scale, denominator)
    if rounding == "half_up" and 2 * rest >= denominator:
        scaled += 1
    whole, part = divmod(scaled, scale)
    digits = f"{part:0{decimals}d}".rstrip("0") if decimals else ""
    return format_number(whole) + (f",{digits}" if digits else "")


def rate_of(name: str, measures: Mapping[str, int | None], settings: RateSettings) -> Rate:
    """Return one rate of a set of figures by its name."""
    basis = settings.basis(name)
    numerator, denominator = measures.get(RATES[name].numerator), measures.get(basis)
    printed = None
    if numerator is not None and denominator is not None:
        printed = percent(numerator, denominator, settings.rounding, settings.decimals)
    return Rate(numerator, denominator, basis, printed)


def rates_of(measures: Mapping[str, int | None], settings: RateSettings) -> dict[str, Rate]:
    """Return every rate of a set of figures, by name."""
    return {name: rate_of(name, measures, settings) for name in RATES}


def basis_label(basis: str) -> str:
    """Return the words for a denominator: inside a sentence where it is one of `BASES`, else the
    measure's label.
    """
    return BASES.get(basis) or MEASURES[basis].label


def _wrong(name: str, value: str, allowed: tuple[str, ...]) -> Problem:
    return Problem("setting_value", values={"name": name, "value": value, "allowed": allowed})
