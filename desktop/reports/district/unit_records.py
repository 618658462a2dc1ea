"""Read what the units below keep in their registers, for what the report says of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.consolidation.lines import Line
from desktop.consolidation.monthly import monthly_sums, shared_figures
from desktop.packs.pack import Pack
from desktop.packs.rates import targets_of_report
from models.queries.records import month_of_record, profile, records
from models.registers import Record

_AS_OF = ("equipment", "software", "procedures")


@dataclass(frozen=True)
class UnitFacts:
    """What the registers of one unit below say of a period.

    Attributes:
        name: of the unit.
        profile: what it says of its own premises and people, as it sent it last.
        monthly: its other figures (Chỉ tiêu tháng) over the period; None is not known.
        shared: those of them that are never added over units, as entered for the last month.
        registers: records by register: late dossiers of the months, inspections and documents of
            the days, equipment, software and procedures of the last day, the targets of the year,
            all tasks.
        kept: registers that the unit keeps at all, of whatever days.
    """

    name: str
    profile: Record
    monthly: Mapping[str, int | None]
    shared: Mapping[str, int | None]
    registers: Mapping[str, Sequence[Record]]
    kept: frozenset[str]

    def of(self, register: str) -> Sequence[Record]:
        """Return the records of a register."""
        return self.registers.get(register, ())

    def keeps(self, register: str) -> bool:
        """Say whether the unit keeps a register: only then no record means none."""
        return register in self.kept


def read_facts(
    conn: sa.Connection, lines: Sequence[Line], start: date, end: date, form_pack: Pack
) -> dict[str, UnitFacts]:
    """Return what the registers of the units say, by code, in the order of the lines.

    Their targets are told as the pack of the report has them.
    """
    found = {}
    for line in lines:
        code = line.code
        kept: dict[str, Sequence[Record]] = {
            name: records(conn, name, code, as_of=end) for name in _AS_OF
        }
        late = records(conn, "late_dossiers", code)
        kept["late_dossiers"] = [row for row in late if month_of_record(row) in line.covered]
        held = set()
        for name, day_of in (("inspections", "day"), ("documents", "issued")):
            rows = records(conn, name, code)
            held.update([name] if rows else [])
            kept[name] = [row for row in rows if _lies_in(row.day(day_of), start, end)]
        kept["tasks"] = records(conn, "tasks", code)
        years = {month.year for month in line.months}
        targets = targets_of_report(conn, form_pack, records(conn, "targets", code))
        kept["targets"] = [row for row in targets if row["year"] in years]
        held.update(name for name, rows in kept.items() if rows)
        found[code] = UnitFacts(
            line.name,
            profile(conn, code),
            monthly_sums(conn, [line]),
            shared_figures(conn, line),
            kept,
            frozenset(held),
        )
    return found


def _lies_in(day: date | None, start: date, end: date) -> bool:
    return day is not None and start <= day <= end
