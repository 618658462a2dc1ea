"""What is known of an office's form packs without reading any: enough for one that added none.

Settings and deadlines ask this at every start of the program. The packs of the program add no kind
of report and change no deadline, so that they say nothing here. Reading a pack loads tables, tags
and templates of the reports: `desktop.packs.shelf` is called only where a pack was added.
"""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from desktop.reports.kinds import KINDS, ReportKind


def has_added(conn: sa.Connection) -> bool:
    """Return whether a pack was added to those of the program."""
    # Asked before nearly everything else, so it is written out.
    return conn.exec_driver_sql("SELECT 1 FROM pack LIMIT 1").scalar() is not None


def added_kinds(conn: sa.Connection) -> Iterable[ReportKind]:
    """Return the kinds of reports that the program itself does not have; the latest ones last."""
    if not has_added(conn):
        return ()
    from desktop.packs.shelf import kept_packs

    kinds = [kind for kept in kept_packs(conn) for kind in kept.pack.kinds.values()]
    return [kind for kind in kinds if kind.name not in KINDS]


def deadline_in_force(conn: sa.Connection, day: date, kind: str) -> str:
    """Return the deadline of a kind of report as the pack in force on a day says.

    It is a day of the last month, "" for none.
    """
    kinds = KINDS
    if has_added(conn):
        from desktop.packs.shelf import kinds_of, pack_on

        kinds = dict(kinds_of(pack_on(conn, day)))
    return kinds[kind].deadline if kind in kinds else ""
