"""The columns of the monthly grid, their groups, and which stay when a group is folded."""

from dataclasses import dataclass

from models.measures import MEASURES, PARENT, Measure

# Besides the columns of form II.06a these stay in sight when their group is folded.
_ALWAYS = {
    "closed_unresolved",
    "digitised_results",
    "fee_bearing",
    "paid_online",
    "nonlocal_received",
}


@dataclass(frozen=True)
class Column:
    """One column of the grid.

    Attributes:
        measure: what it shows.
        depth: how far below its root in the tree.
        brief: stays in sight when its group is folded.
    """

    measure: Measure
    depth: int
    brief: bool

    @property
    def name(self) -> str:
        """Return the measure's name."""
        return self.measure.name


def _depth(name: str) -> int:
    depth = 0
    while name in PARENT:
        name, depth = PARENT[name], depth + 1
    return depth


def _column(measure: Measure) -> Column:
    brief = measure.column is not None or measure.name in _ALWAYS
    return Column(measure, _depth(measure.name), brief)


COLUMNS: tuple[Column, ...] = tuple(_column(measure) for measure in MEASURES.values())
COLUMN_OF: dict[str, int] = {column.name: index for index, column in enumerate(COLUMNS)}
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(column.measure.group for column in COLUMNS))


def columns_of(group: str) -> list[int]:
    """Return the columns of a group, from left to right."""
    return [index for index, column in enumerate(COLUMNS) if column.measure.group == group]


def folded_away(group: str) -> list[int]:
    """Return the columns that are hidden while the group is folded."""
    return [index for index in columns_of(group) if not COLUMNS[index].brief]
