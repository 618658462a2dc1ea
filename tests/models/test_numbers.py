"""The quick way to a month's numbers gives what the full one gives, whatever was entered."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.figures import WHOLE_UNIT_ID, Row, evaluate_month, month_numbers
from models.measures import MEASURES
from models.numbers import (
    BLANK,
    NOTHING,
    FieldNumbers,
    MonthNumbers,
    Numbers,
    add_up,
    as_measures,
    units_together,
)

# Whole numbers often equal, so that remainders of 0 and below come up, and often blank.
_CELLS = st.one_of(st.none(), st.integers(0, 4), st.integers(0, 40))
_SCARCE = st.one_of(st.none(), st.none(), st.none(), st.integers(0, 9))
_FULL = st.integers(0, 9)
_NUMBERS = st.one_of(*(st.tuples(*(cell for _ in MEASURES)) for cell in (_CELLS, _SCARCE, _FULL)))
_ROWS = st.builds(FieldNumbers, st.just("Hộ tịch"), st.booleans(), _NUMBERS)
MONTHS = st.dictionaries(st.sampled_from(["1", "2", "3", WHOLE_UNIT_ID]), _ROWS, min_size=1)


def only(**known: int) -> Numbers:
    return tuple(known.get(name) for name in MEASURES)


@settings(max_examples=400)
@given(MONTHS)
def test_the_numbers_alone_are_those_that_were_worked_out_with_where_they_come_from(
    entered: dict[str, FieldNumbers],
) -> None:
    rows = [Row(key, row.name, row.nil, as_measures(row.numbers)) for key, row in entered.items()]
    assert month_numbers(entered) == evaluate_month(rows).numbers


def test_the_whole_units_row_fills_the_one_field_that_is_blank() -> None:
    found = month_numbers(
        {
            "1": FieldNumbers("Hộ tịch", nil=False, numbers=only(pending=3)),
            "2": FieldNumbers("Đất đai", nil=False, numbers=BLANK),
            WHOLE_UNIT_ID: FieldNumbers("Chung", nil=False, numbers=only(pending=10)),
        }
    )
    assert as_measures(found.fields["2"].numbers)["pending"] == 7
    assert as_measures(found.total)["pending"] == 10


def test_a_sum_is_blank_where_one_row_is_or_where_there_is_none() -> None:
    assert as_measures(add_up([only(due=2), NOTHING]))["due"] == 2
    assert as_measures(add_up([only(due=2), BLANK]))["due"] is None
    assert add_up([]) == BLANK


def test_a_field_of_units_together_is_blank_where_one_of_them_knows_itself_only() -> None:
    some = FieldNumbers("Hộ tịch", nil=False, numbers=only(received=2, apologies=0))
    with_fields = MonthNumbers({"1": some}, some.numbers)
    as_a_whole = MonthNumbers({}, only(received=5, apologies=0))
    found = units_together([with_fields, as_a_whole])
    assert found is not None
    field = as_measures(found.fields["1"].numbers)
    assert (field["received"], field["apologies"]) == (None, 0)
    assert as_measures(found.total)["received"] == 7


def test_a_field_that_one_of_the_units_together_does_not_have_is_that_of_the_others() -> None:
    some = FieldNumbers("Hộ tịch", nil=False, numbers=only(received=2))
    nothing = FieldNumbers("Đất đai", nil=True, numbers=NOTHING)
    both = [MonthNumbers({"1": some}, some.numbers), MonthNumbers({"2": nothing}, NOTHING)]
    found = units_together(both)
    assert found is not None
    assert as_measures(found.fields["1"].numbers)["received"] == 2
    assert found.fields["2"].nil
    as_a_whole = MonthNumbers({}, only(received=5))
    beside = units_together([MonthNumbers({"2": nothing}, NOTHING), as_a_whole])
    assert beside is not None
    assert not beside.fields["2"].nil
