"""Subtotals of the units below by their type: phường, xã, đặc khu."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.consolidation.rollup import LineFigures, Rollup
from models.figures import UnitFigures, over_units
from models.text import match_key


@dataclass(frozen=True)
class KindSums:
    """The units of one type that have figures, added up.

    Attributes:
        kind: as it is written in the list, "" for units without a type.
        lines: the units, in the order of the list.
        expected: how many of the type stand, with or without figures.
        total: their figures; one blank makes a sum blank.
    """

    kind: str
    lines: tuple[LineFigures, ...]
    expected: int
    total: Mapping[str, int | None]

    @property
    def units(self) -> tuple[UnitFigures, ...]:
        """Return the figures of the units that are added up."""
        return tuple(line.figures for line in self.lines if line.figures is not None)


def grouped(lines: Iterable[LineFigures]) -> dict[str, list[LineFigures]]:
    """Return lines by the type of their unit, in the order in which the types first occur."""
    found: dict[str, list[LineFigures]] = {}
    names: dict[str, str] = {}
    for line in lines:
        name = names.setdefault(match_key(line.line.kind), line.line.kind)
        found.setdefault(name, []).append(line)
    return found


def by_kind(now: Rollup) -> list[KindSums]:
    """Return the units below by type, those without a type last."""
    found = []
    for kind, lines in grouped(now.lines).items():
        counted = tuple(line for line in lines if line.figures is not None)
        total = over_units([line.figures for line in counted if line.figures]).total
        found.append(KindSums(kind, counted, len(lines), total))
    return sorted(found, key=lambda sums: not sums.kind)
