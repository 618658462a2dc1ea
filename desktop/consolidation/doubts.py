"""What is contradictory in the months that the figures of a period come from, unit by unit."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop.consolidation.rollup import LineFigures, Rollup
from desktop.finding_kinds import finding_kinds
from desktop.findings import contradictions, unit_successors
from desktop.messages import finding_fact, month_words
from models.blocks import last_month
from models.findings import Finding
from models.periods import Month
from models.queries.adding_up import settled_months
from models.queries.records import area_names


@dataclass(frozen=True)
class Doubts:
    """The contradictions of all units of a period, the own unit's first.

    Attributes:
        found: every warning with the reason that its unit gave, unit by unit, month by month.
    """

    found: tuple[Finding, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Return the codes of the units that have any, in order."""
        return tuple(dict.fromkeys(finding.unit for finding in self.found))

    @property
    def explained(self) -> int:
        """Return for how many of them a reason was given."""
        return sum(bool(finding.reason) for finding in self.found)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Return what they are called for short and how many units have each, most units first."""
        pairs = {(finding_kinds()[finding.code].short, finding.unit) for finding in self.found}
        counted = Counter(short for short, _ in pairs)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))

    def weightiest(self, most: int) -> list[Finding]:
        """Return the one of each unit with the greatest difference, the greatest of all first."""
        by_unit: dict[str, Finding] = {}
        for finding in self.found:
            here = by_unit.get(finding.unit)
            if here is None or _weight(finding) > _weight(here):
                by_unit[finding.unit] = finding
        ordered = sorted(by_unit.values(), key=_weight, reverse=True)
        return ordered[:most]


def doubts(conn: sa.Connection, now: Rollup) -> Doubts:
    """Return what is contradictory in the months of a period, as this office holds them.

    A month counts for each unit that answers for it, those merged into another included. What was
    carried over is compared with what this office holds of the month before, of the unit or of
    those it came from.
    """
    names, successors = area_names(conn), unit_successors(conn)
    asked: list[tuple[str, list[Month]]] = []
    for line in now.with_own:
        asked += _months_of(line).items()
    settled = settled_months(conn, itertools.chain.from_iterable(months for _, months in asked))
    found: list[Finding] = []
    for unit, months in asked:
        known = settled.get(unit, ())
        found += contradictions(conn, unit, months, names, successors, known)
    return Doubts(tuple(found))


def doubt_words(finding: Finding, names: Mapping[str, str]) -> str:
    """Return a contradiction led by its unit and month, where it is about one."""
    unit = names.get(finding.unit, finding.unit)
    place = f"{unit}, {month_words(finding.month)}" if finding.month else unit
    return f"{place}: {finding_fact(finding)}"


def _months_of(line: LineFigures) -> dict[str, list[Month]]:
    months: dict[str, list[Month]] = {}
    for step in line.line.steps:
        for unit in step.units:
            for figures in step.figures_of(unit):
                month = figures if isinstance(figures, Month) else last_month(figures)
                months.setdefault(unit, []).append(month)
    return {unit: _each_once(found) for unit, found in months.items()}


def _each_once(months: Iterable[Month]) -> list[Month]:
    return list(dict.fromkeys(months))


def _weight(finding: Finding) -> int:
    return abs(int(finding.difference or 0))
