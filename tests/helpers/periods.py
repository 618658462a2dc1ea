"""Apply a period to a unit that has months only."""

from collections.abc import Collection, Mapping

from models.blocks import Assembled, Kept, put_together
from models.periods import ALWAYS, Life, Month, Period, Window


def months_of(
    period: Period,
    windows: Mapping[Month, Window] | None = None,
    with_figures: Collection[Month] = (),
    start_day: int = 1,
    life: Life = ALWAYS,
) -> Assembled:
    """Return the months of a period with their windows; raises Refused for one that straddles."""
    kept = Kept(windows or {}, frozenset(with_figures), (), start_day, life)
    return put_together(period, kept)
