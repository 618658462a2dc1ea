"""What the book of figures holds for the sentences of a report."""

from desktop.reports.ward.facts import MONTHLY_LABELS
from models.monthly import NAMES


def test_every_monthly_figure_may_stand_in_a_sentence_under_a_name_of_its_own() -> None:
    assert tuple(MONTHLY_LABELS) == NAMES
    assert len(set(MONTHLY_LABELS.values())) == len(NAMES)
