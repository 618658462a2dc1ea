"""What the sample commune knows of other spans of time than months: three weeks, a half-year."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from models.catalogue import BOOK
from models.figures import WHOLE_UNIT_ID
from models.periods import Month, month_of
from models.registers import Values

# What a working day receives, and what each of three weeks receives and leaves pending.
_A_DAY, _SATURDAY = 44, 5
_WEEKS = ((221, 47), (214, 42), (226, 38))
# In hundredths of what is received, of what is resolved, and of what has a fee.
_ONLINE_FULL, _ONLINE_PARTIAL, _FEE_BEARING = 72, 14, 52
_DIGITISED, _PAID_ONLINE = 86, 71


def sample_blocks(today: date, left: Mapping[Month, int], source: str) -> Iterator[Values]:
    """Yield the half-year in which the commune began, and the three weeks before this one.

    What the month had before these weeks is told too: so the year up to a week has no gap. `left`
    is what each month leaves pending.
    """
    # It left nothing pending: the months that are entered begin with nothing carried over.
    yield _block("2025-H2", source, (0, 2210, 0))
    first = today - timedelta(days=today.weekday() + 7 * len(_WEEKS))
    carried = left.get(month_of(first).previous(), 0)
    days = [date(first.year, first.month, day) for day in range(1, first.day)]
    if days:
        received = _A_DAY * sum(day.weekday() < _SATURDAY for day in days)
        yield _block(_named(days), source, (carried, received, carried))
    for place, (received, pending) in enumerate(_WEEKS):
        year, week, _ = (first + timedelta(days=7 * place)).isocalendar()
        yield _block(f"{year}-W{week:02d}", source, (carried, received, pending))
        carried = pending


def _named(days: Sequence[date]) -> str:
    first, last = days[0].isoformat(), days[-1].isoformat()
    return first if first == last else f"{first}..{last}"


def _block(period: str, source: str, dossiers: tuple[int, int, int]) -> Values:
    """Return a block that adds up, from what was carried over, received, and left pending."""
    carried, received, pending = dossiers
    full, partial = received * _ONLINE_FULL // 100, received * _ONLINE_PARTIAL // 100
    resolved = carried + received - pending
    on_time = min(2, resolved)
    fee_bearing = received * _FEE_BEARING // 100
    return {
        "period": period,
        "field": WHOLE_UNIT_ID,
        "source": source,
        "printed": BOOK,
        "carried_over": carried,
        "received_online_full": full,
        "received_online_partial": partial,
        "received_in_person": received - full - partial,
        "received_postal": 0,
        "resolved_early": resolved - on_time,
        "resolved_on_time": on_time,
        "resolved_late": 0,
        "withdrawn": 0,
        "returned": 0,
        "stopped": 0,
        "pending_in_time": pending,
        "pending_overdue": 0,
        "digitised_results": resolved * _DIGITISED // 100,
        "fee_bearing": fee_bearing,
        "paid_online": fee_bearing * _PAID_ONLINE // 100,
    }
