"""Which of an office's rates and targets a report prints: not those that another pack brought."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from desktop.packs.pack import Pack
from desktop.packs.shelf import kept_packs
from desktop.record_rules import key_of
from models.catalogue import RATES, TARGETS
from models.queries.rates import with_own_rates
from models.queries.records import records
from models.rates import RateSettings, settings_from
from models.registers import Record, Register, Values


def rates_of_report(conn: sa.Connection, pack: Pack, settings: Mapping[str, str]) -> RateSettings:
    """Return the rates of a report with a pack, as the settings print them.

    A rate that only other packs proposed is not in it: so a report that was made before such a
    pack came is printed again as it was. Where another issue of a pack proposed it otherwise, it
    counts as the report's own pack says. A row that the office changed since is the office's own,
    and in every report.
    """
    offered = [rate for kept in kept_packs(conn) for rate in kept.pack.rates]
    rows = _as_in_pack(RATES, records(conn, RATES.name, ""), offered, pack.rates)
    return with_own_rates(conn, settings_from(settings), list(rows))


def targets_of_report(conn: sa.Connection, pack: Pack, rows: Iterable[Record]) -> list[Record]:
    """Return which of an office's targets a report with a pack measures against, as with rates."""
    offered = [target for kept in kept_packs(conn) for target in kept.pack.targets]
    return list(_as_in_pack(TARGETS, rows, offered, pack.targets))


def _as_in_pack(
    register: Register, rows: Iterable[Record], offered: Iterable[Values], own: Sequence[Values]
) -> Iterator[Record]:
    """Yield the rows of the office, those that packs offered as the pack with its `own` says."""
    for row in rows:
        if _is_among(row, own) or not _is_among(row, offered):
            yield row
            continue
        key = key_of(register, row.values)
        for said in own:
            if key_of(register, said) == key:
                yield replace(row, values={**row.values, **said})


def _is_among(row: Record, offered: Iterable[Values]) -> bool:
    """Say whether a row says just what one of some offered ones does."""
    return any(rate.items() <= row.values.items() for rate in offered)
