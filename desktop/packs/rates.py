"""Which of an office's rates and targets a report prints: not those that another pack brought."""

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
    skipped: set[str] = set()
    if offered:
        rows = records(conn, "rates", "")
        skipped = {row.id for row in rows if not _is_own(row, offered, pack.rates)}
    return with_own_rates(conn, settings_from(settings), skipped)


def targets_of_report(conn: sa.Connection, pack: Pack, rows: Iterable[Record]) -> list[Record]:
    """Return which of an office's targets a report with a pack measures against.

    One that only other packs proposed is not among them, as with rates.
    """
    offered = [target for kept in kept_packs(conn) for target in kept.pack.targets]
    return [row for row in rows if _is_own(row, offered, pack.targets)]


def _is_own(row: Record, offered: Iterable[Values], of_pack: Iterable[Values]) -> bool:
    """Say whether a row is the office's own or of the pack, not of other packs alone."""
    return _is_among(row, of_pack) or not _is_among(row, offered)


def _is_among(row: Record, offered: Iterable[Values]) -> bool:
    """Say whether a row says just what one of some offered ones does."""
    return any(rate.items() <= row.values.items() for rate in offered)
