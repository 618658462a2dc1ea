"""Rates as data: sums of measures, fields of work, built-in ones overridden or out of use."""

from decimal import Decimal

from models.figures import AreaFigures, UnitFigures
from models.measures import MEASURES
from models.rates import RATES, RateKind, RateSettings, rate_of, rates_of

BLANK: dict[str, int | None] = dict.fromkeys(MEASURES)
POST = RateKind(
    "POST",
    "Tỷ lệ bưu chính",
    ("received_postal", "delivered_postal"),
    ("received", "resolved"),
    own=True,
)
WARD = RateKind(
    "XA", "Tỷ lệ cấp xã", ("received_online",), ("received",), frozenset("ab"), "Xã", own=True
)


def area(key: str, online: int | None, received: int | None) -> AreaFigures:
    measures = {**BLANK, "received_online": online, "received": received}
    return AreaFigures(key, key, nil=False, measures=measures)


def unit(*areas: AreaFigures, online: int | None, received: int | None) -> UnitFigures:
    return UnitFigures("U", "U", areas, {**BLANK, "received_online": online, "received": received})


def both(kind: RateKind, *units: UnitFigures) -> tuple[int | None, int | None]:
    rate = rate_of(kind.name, units[0].total, RateSettings().with_own([kind]), units)
    return rate.numerator, rate.denominator


def test_a_rate_divides_a_sum_by_a_sum_and_says_so() -> None:
    known = {**BLANK, "received_postal": 3, "delivered_postal": 4, "received": 6, "resolved": 2}
    rate = rate_of("POST", known, RateSettings().with_own([POST]))
    assert (rate.numerator, rate.denominator, rate.percent) == (7, 8, "87,5")
    assert rate.basis == "received + resolved"
    known["delivered_postal"] = None
    assert rate_of("POST", known, RateSettings().with_own([POST])).numerator is None


def test_more_than_the_whole_is_printed_as_it_is() -> None:
    known = {**BLANK, "received_postal": 60, "delivered_postal": 75, "received": 99, "resolved": 1}
    assert rate_of("POST", known, RateSettings().with_own([POST])).percent == "135"


def test_a_rate_of_some_fields_is_added_up_from_theirs() -> None:
    found = unit(area("a", 3, 5), area("b", 1, 5), area("c", 9, 9), online=13, received=19)
    assert both(WARD, found) == (4, 10)


def test_a_rate_of_some_fields_is_not_known_of_a_unit_that_keeps_none() -> None:
    assert both(WARD, unit(online=13, received=19)) == (None, None)
    settings = RateSettings().with_own([WARD])
    assert rate_of("XA", unit(online=13, received=19).total, settings).numerator is None


def test_what_was_entered_for_the_whole_unit_alone_makes_a_rate_of_fields_unknown() -> None:
    # One month by fields, another for the whole unit: the fields alone would be a smaller number.
    found = unit(area("a", 3, 5), online=13, received=5)
    assert both(WARD, found) == (None, 5)
    assert both(WARD, unit(area("a", 3, 5), online=None, received=5)) == (None, 5)


def test_a_blank_of_another_field_does_not_matter() -> None:
    found = unit(area("a", 3, 5), area("c", None, 5), online=None, received=10)
    assert both(WARD, found) == (3, 5)


def test_over_units_one_without_fields_makes_the_rate_unknown() -> None:
    kept = unit(area("a", 3, 5), online=3, received=5)
    assert both(WARD, kept, kept) == (6, 10)
    assert both(WARD, kept, unit(online=1, received=2)) == (None, None)


def test_a_rate_whose_field_is_gone_is_not_known() -> None:
    found = unit(area("a", 3, 5), online=3, received=5)
    assert both(WARD._replace(lost=True), found) == (None, None)


def test_a_row_overrides_or_switches_off_a_built_in_rate() -> None:
    own = RateKind("online_rate", "Tỷ lệ nộp mạng", ("received_online",), ("received",), own=True)
    settings = RateSettings(bases={"online_rate": "due"}).with_own([own, POST], ["late_rate"])
    assert settings.names == (*(name for name in RATES if name != "late_rate"), "POST")
    assert settings.label("online_rate") == "Tỷ lệ nộp mạng"
    # The office's own row says more than the setting of a denominator.
    assert settings.basis("online_rate") == "received"
    assert "late_rate" not in rates_of(BLANK, settings)
    assert settings.is_rate("late_rate")
    assert settings.shown(["resolved", "late_rate"]) == ("resolved", "POST")


def test_a_rate_has_a_rounding_of_its_own() -> None:
    kind = POST._replace(rounding="truncate", decimals=2)
    settings = RateSettings("half_up", 0).with_own([kind])
    known = {**BLANK, "received_postal": 2, "delivered_postal": 0, "received": 3, "resolved": 0}
    known |= {"received_online": 2, "to_handle": 3}
    assert rate_of("POST", known, settings).value == Decimal("66.66")
    assert rate_of("online_rate", known, settings).percent == "67"


def test_fewer_is_better_only_where_all_that_is_counted_is_unwanted() -> None:
    assert RATES["late_rate"].fewer_is_better
    assert not RATES["in_time_rate"].fewer_is_better
    mixed = POST._replace(tops=("returned", "resolved"))
    assert not mixed.fewer_is_better


def test_the_words_of_a_denominator_name_its_sum_and_its_fields() -> None:
    ward = WARD._replace(bottoms=("received", "pending"), scope="thuộc thẩm quyền cấp xã")
    settings = RateSettings().with_own([POST, ward])
    assert settings.basis_words("POST") == "hồ sơ tiếp nhận trong kỳ + hồ sơ đã giải quyết"
    said = "hồ sơ tiếp nhận trong kỳ + đang giải quyết thuộc thẩm quyền cấp xã"
    assert settings.basis_words("XA") == said
