"""Rates with their named denominators: the built-in ones, and those an office adds as data."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from models.errors import Problem, Refused
from models.figures import AreaFigures, add
from models.measures import MEASURES
from models.rounding import MOST_DECIMALS, ZEROS, Style, Zeros
from models.rounding import ROUNDINGS as ROUNDINGS
from models.rounding import Rounding as Rounding
from models.rounding import percent as percent
from models.rounding import percentage as percentage
from models.values import format_number

# Between the measures of a sum, in JSON and in sentences.
PLUS = " + "

# Denominators an office may choose, with their words inside a sentence.
BASES: dict[str, str] = {
    "to_handle": "tổng số hồ sơ phải giải quyết",
    "received": "hồ sơ tiếp nhận trong kỳ",
    "resolved": "hồ sơ đã giải quyết",
    "due": "hồ sơ đến hạn trong kỳ",
    "fee_bearing": "hồ sơ có nghĩa vụ tài chính",
    "digitise_inputs_required": "hồ sơ phải số hóa thành phần",
    "digitise_results_required": "kết quả phải số hóa",
}

# Of these an office wants few: a rate made of them alone is better the lower it is.
_UNWANTED = frozenset(
    {
        "resolved_late",
        "pending_overdue",
        "closed_unresolved",
        "withdrawn",
        "returned",
        "stopped",
        "uncollected",
        "late_intake",
        "apologies",
        "waiting_acceptance",
        "not_accepted",
    }
)


class RateKind(NamedTuple):
    """A rate: its name, its words, and what it divides by what.

    Attributes:
        name: built-in name, or the office's own Mã.
        label: as people call it.
        tops, bottoms: the measures whose sums are numerator and denominator.
        areas: ids of the fields of work that count; None for all, the whole unit among them.
        scope: words for these fields inside a sentence, "" for all.
        rounding, decimals: its own way of rounding; None as the settings say.
        section: the section of the report that says it.
        own: it comes from the office's list, so that no setting changes its denominator.
        lost: a field of work that it names is no longer there: its numbers are not known.
    """

    name: str
    label: str
    tops: tuple[str, ...]
    bottoms: tuple[str, ...]
    areas: frozenset[str] | None = None
    scope: str = ""
    rounding: Rounding | None = None
    decimals: int | None = None
    section: str = "II.2"
    own: bool = False
    lost: bool = False

    @property
    def numerator(self) -> str:
        """Return the measures of the numerator, joined by " + "."""
        return PLUS.join(self.tops)

    @property
    def basis(self) -> str:
        """Return the measures of the denominator, joined by " + "."""
        return PLUS.join(self.bottoms)

    @property
    def is_simple(self) -> bool:
        """Return whether it is one measure of the whole unit over another."""
        return len(self.tops) == 1 and len(self.bottoms) == 1 and self.areas is None

    @property
    def fewer_is_better(self) -> bool:
        """Return whether a lower rate speaks for the unit."""
        return _UNWANTED.issuperset(self.tops)


def _built_in(name: str, label: str, numerator: str, basis: str) -> RateKind:
    return RateKind(name, label, (numerator,), (basis,))


# Name, label, numerator and default denominator.
_RATES = (
    _built_in("online_rate", "Tỷ lệ hồ sơ trực tuyến", "received_online", "to_handle"),
    _built_in("digitised_results_rate", "Tỷ lệ số hóa kết quả", "digitised_results", "to_handle"),
    _built_in(
        "digitised_dossiers_rate",
        "Tỷ lệ số hóa thành phần hồ sơ và kết quả",
        "digitised_dossiers",
        "to_handle",
    ),
    _built_in(
        "digitised_inputs_rate", "Tỷ lệ số hóa thành phần hồ sơ", "digitised_inputs", "to_handle"
    ),
    _built_in("e_results_rate", "Tỷ lệ cấp kết quả điện tử", "e_results", "to_handle"),
    _built_in("reuse_rate", "Tỷ lệ khai thác, sử dụng lại dữ liệu", "data_reused", "to_handle"),
    _built_in("in_time_rate", "Tỷ lệ giải quyết trước và đúng hạn", "resolved_in_time", "resolved"),
    _built_in("late_rate", "Tỷ lệ giải quyết quá hạn", "resolved_late", "resolved"),
    _built_in("paid_online_rate", "Tỷ lệ thanh toán trực tuyến", "paid_online", "fee_bearing"),
)
# The built-in ones. Which rates an office has, `RateSettings.kinds` says.
RATES: dict[str, RateKind] = {kind.name: kind for kind in _RATES}


class Figured(Protocol):
    """A unit's figures over a period: its fields of work, and its total."""

    @property
    def areas(self) -> tuple[AreaFigures, ...]:
        """Return the fields of work."""

    @property
    def total(self) -> Mapping[str, int | None]:
        """Return the total of the unit."""


_NONE_CHOSEN: Mapping[str, str] = {}


class RateSettings(NamedTuple):
    """Which rates an office has and how it prints them.

    Attributes:
        rounding: "half_up", "truncate" or "half_even".
        decimals: decimal places, 0 to 2.
        bases: denominators chosen in place of the default ones, by the rate's name.
        zeros: "drop" or "keep" for trailing zero decimals.
        kinds: the rates in use: built-in ones as the office has them, then its own.
    """

    rounding: Rounding = "half_up"
    decimals: int = 1
    bases: Mapping[str, str] = _NONE_CHOSEN
    zeros: Zeros = "drop"
    kinds: tuple[RateKind, ...] = _RATES

    def __contains__(self, name: object) -> bool:
        return any(kind.name == name for kind in self.kinds)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all rates in use."""
        return tuple(kind.name for kind in self.kinds)

    @property
    def added(self) -> tuple[RateKind, ...]:
        """Return the rates that are not built in."""
        return tuple(kind for kind in self.kinds if kind.name not in RATES)

    def with_own(self, own: Iterable[RateKind], off: Iterable[str] = ()) -> "RateSettings":
        """Return the same with an office's list: what it overrides, leaves out and adds."""
        rows = {kind.name: kind for kind in own}
        left_out = set(off)
        kinds = [rows.pop(name, kind) for name, kind in RATES.items() if name not in left_out]
        return self._replace(kinds=(*kinds, *rows.values()))

    def kind(self, name: str) -> RateKind:
        """Return a rate with the denominator it has here.

        A built-in rate that is out of use is still known: fixed sentences name its two numbers.
        """
        found = next((kind for kind in self.kinds if kind.name == name), None) or RATES[name]
        if found.own or name not in self.bases:
            return found
        return found._replace(bottoms=(self.bases[name],))

    def is_rate(self, name: str) -> bool:
        """Say whether a name is that of a rate, in use or not; else it is that of a measure."""
        return name in RATES or name in self

    def label(self, name: str) -> str:
        """Return the label of a rate or measure."""
        return self.kind(name).label if self.is_rate(name) else MEASURES[name].label

    def basis(self, name: str) -> str:
        """Return the denominator of the rate with this name: measures joined by " + "."""
        return self.kind(name).basis

    def basis_words(self, name: str) -> str:
        """Return the words for a rate's denominator inside a sentence, with its fields of work."""
        kind = self.kind(name)
        words = PLUS.join(_inside_sentence(name) for name in kind.bottoms)
        return f"{words} {kind.scope}" if kind.scope else words

    def shown(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return names of measures and rates: without rates out of use, the added ones behind."""
        kept = self.in_use(names)
        return (*kept, *(kind.name for kind in self.added if kind.name not in kept))

    def in_use(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return names of measures and rates without the rates that are out of use."""
        return tuple(name for name in names if name in MEASURES or name in self)

    def style(self, name: str) -> Style:
        """Return how one rate is rounded."""
        kind = self.kind(name)
        decimals = self.decimals if kind.decimals is None else kind.decimals
        return Style(kind.rounding or self.rounding, decimals, self.zeros)

    @property
    def usual(self) -> Style:
        """Return how a percentage that is no rate of the list is rounded."""
        return Style(self.rounding, self.decimals, self.zeros)

    def share(self, part: int, whole: int) -> Decimal | None:
        """Return a percentage that is no rate of the list, rounded as the office rounds."""
        return percentage(part, whole, self.rounding, self.decimals, self.zeros)


class Rate(NamedTuple):
    """A rate with everything that is printed beside it.

    Attributes:
        numerator, denominator: the two numbers, None where one is not known.
        basis: the measures that are the denominator, joined by " + ".
        value: the percentage as it is rounded for print, None without both numbers.
    """

    numerator: int | None
    denominator: int | None
    basis: str
    value: Decimal | None

    @property
    def percent(self) -> str | None:
        """Return the percentage as printed ("90,3"), without its sign."""
        return None if self.value is None else format_number(self.value)


def settings_from(values: Mapping[str, str]) -> RateSettings:
    """Read `percent_rounding`, `percent_decimals`, `percent_zeros` and `rate_basis.NAME`.

    Raises Refused `setting_value`.
    """
    problems = []
    decimals = [str(number) for number in range(MOST_DECIMALS + 1)]
    choices = (
        ("percent_rounding", "half_up", ROUNDINGS),
        ("percent_decimals", "1", decimals),
        ("percent_zeros", "drop", ZEROS),
    )
    for name, default, allowed in choices:
        value = values.get(name, default)
        if value not in allowed:
            problems.append(_wrong(name, value, allowed))
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
    # Where none was chosen the first one of each stands: half up, and no zeros kept.
    rounding = next(each for each in ROUNDINGS if each == values.get("percent_rounding", each))
    zeros = next(each for each in ZEROS if each == values.get("percent_zeros", each))
    return RateSettings(rounding, int(values.get("percent_decimals", "1")), bases, zeros)


def rate_of(
    name: str,
    measures: Mapping[str, int | None],
    settings: RateSettings,
    units: Sequence[Figured] = (),
) -> Rate:
    """Return one rate of a set of figures by its name.

    `units` are the units that the figures are the sum of (one unit: itself): a rate of some fields
    of work is added up from theirs, and not known without them.
    """
    kind = settings.kind(name)
    numerator = _amount(kind, kind.tops, measures, units)
    denominator = _amount(kind, kind.bottoms, measures, units)
    value = None
    if numerator is not None and denominator is not None:
        style = settings.style(name)
        value = percentage(numerator, denominator, style.rounding, style.decimals, style.zeros)
    return Rate(numerator, denominator, kind.basis, value)


def rates_of(
    measures: Mapping[str, int | None], settings: RateSettings, units: Sequence[Figured] = ()
) -> dict[str, Rate]:
    """Return every rate in use of a set of figures, by name; `units` as in `rate_of`."""
    return {name: rate_of(name, measures, settings, units) for name in settings.names}


def points(now: Rate, then: Rate) -> Decimal | None:
    """Return how many percentage points one printed rate is above another, None if unknown."""
    if now.value is None or then.value is None:
        return None
    return now.value - then.value


def basis_label(basis: str) -> str:
    """Return the words for a denominator inside a sentence; sums are joined by " + ".

    A measure that is none of `BASES` is named by its label.
    """
    return PLUS.join(BASES.get(name) or MEASURES[name].label for name in basis.split(PLUS))


def _inside_sentence(measure: str) -> str:
    label = MEASURES[measure].label
    return BASES.get(measure) or label[0].lower() + label[1:]


def _amount(
    kind: RateKind,
    names: Iterable[str],
    measures: Mapping[str, int | None],
    units: Sequence[Figured],
) -> int | None:
    """Return the sum of some measures over the fields of a rate, None where one is not known."""
    if kind.lost:
        return None
    if kind.areas is None:
        return add([measures.get(name) for name in names])
    if not units:
        return None
    return add([_inside(unit, name, kind.areas) for unit in units for name in names])


def _inside(unit: Figured, name: str, areas: frozenset[str]) -> int | None:
    """Return a measure of some fields of a unit; a field without a row takes no part.

    Not known where the unit's fields do not add up to its total: then some of it was entered for
    the whole unit alone, and nobody knows of which fields it is.
    """
    if not unit.areas:
        return None
    total = unit.total.get(name)
    everything = add([row.measures.get(name) for row in unit.areas])
    if everything is not None and everything != total:
        return None
    inside = [row.measures.get(name) for row in unit.areas if row.area_id in areas]
    return add(inside) if inside else 0


def _wrong(name: str, value: str, allowed: Sequence[str]) -> Problem:
    values = {"name": name, "value": value, "allowed": ", ".join(allowed)}
    return Problem("setting_value", values=values)
