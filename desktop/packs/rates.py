"""Which of an office's rates a report prints: those that another pack brought are not its own."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from desktop.packs.pack import Pack
from desktop.packs.shelf import kept_packs
from models.queries.rates import with_own_rates
from models.queries.records import records
from models.rates import RateSettings, settings_from
from models.registers import Record, Values


def rates_of_report(conn: sa.Connection, pack: Pack, settings: Mapping[str, str]) -> RateSettings:
    """Return the rates of a report with a pack, as the settings print them.

    A rate that only other packs proposed is not in it: so a report that was made before such a
    pack came is printed again as it was. A row that the office changed since is the office's own,
    and in every report.
    """
    offered = [rate for kept in kept_packs(conn) for rate in kept.pack.rates]
    foreign = [rate for rate in offered if rate not in pack.rates]
    skipped = set()
    if foreign:
        for row in records(conn, "rates", ""):
            if _is_among(row, foreign) and not _is_among(row, pack.rates):
                skipped.add(row.id)
    return with_own_rates(conn, settings_from(settings), skipped)


def _is_among(row: Record, offered: Iterable[Values]) -> bool:
    """Say whether a row says just what one of some offered ones does."""
    return any(rate.items() <= row.values.items() for rate in offered)
