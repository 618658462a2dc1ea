"""For which months and blocks a submission speaks; what else it holds is left aside."""

import msgspec

from desktop.handoff.data import Data, MonthState
from models.blocks import speaks_of
from models.periods import Period, first_day, last_day, parse_month, parse_period


def within_its_time(data: Data) -> tuple[Data, tuple[str, ...]]:
    """Return the data without what its period does not speak of, and the names of that.

    A submission speaks for the months inside its period, earlier ones of the years that it
    touches, and the blocks that end there. The names are those of months ("2023-01") and of the
    periods of blocks ("2025-Q1"). The other registers by month follow the months.
    """
    own = parse_period(data.period)
    states = tuple(state for state in data.months if _speaks_of_month(own, state))
    lines = tuple(line for line in data.blocks if speaks_of(own, parse_period(line[0])))
    if len(states) == len(data.months) and len(lines) == len(data.blocks):
        return data, ()
    months = {state.month for state in states}
    blocks = {line[0] for line in lines}
    left = [state.month for state in data.months if state.month not in months]
    left += dict.fromkeys(line[0] for line in data.blocks if line[0] not in blocks)
    kept = msgspec.structs.replace(
        data,
        months=states,
        figures=tuple(row for row in data.figures if row[0] in months),
        # One about a record has no month.
        reasons=tuple(each for each in data.reasons if not each.month or each.month in months),
        blocks=lines,
    )
    return kept, tuple(left)


def _speaks_of_month(own: Period, state: MonthState) -> bool:
    month = parse_month(state.month)
    if month.year < first_day(own).year:
        return False
    if own.months:
        return month <= own.months[-1]
    # Free dates, a day, a week: a month may begin before its first calendar day, as those from
    # the 15th to the 14th do. Its name bounds it as well: the days are what the sender says.
    last = last_day(own)
    return state.end <= last.isoformat() and (month.year, month.month) <= (last.year, last.month)
