"""What the assessments of a unit say on paper: scores with their share of the most, grade, rank."""

from collections.abc import Sequence
from decimal import Decimal

from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.words import text
from desktop.reports.ward.phrases import one_line
from desktop.word import wording
from models.indicators import share
from models.registers import Record

# The scores of an assessment, each a column with its width in millimetres where any is known.
_SCORES = {"own_score": 36, "forecast": 34, "score": 36}
_ALWAYS, _GROUP = "score", 34


def middle_columns(rows: Sequence[Record]) -> list[str]:
    """Return which scores the assessments have; the published one always has its column.

    That of groups is among them only where an assessment has groups.
    """
    found = [name for name in _SCORES if name == _ALWAYS or _is_known(rows, name)]
    return ["group", *found] if any(row.text("group").strip() for row in rows) else found


def _is_known(rows: Sequence[Record], name: str) -> bool:
    return any(row[name] is not None for row in rows)


def assessment_head(scores: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return headings and widths of the columns, the unit's first."""
    names = ("unit", "assessment", *scores, "grade", "rank")
    widths = (44, 58, *(_SCORES.get(name, _GROUP) for name in scores), 28, 28)
    return tuple(text(name) for name in names), widths


def assessment_row(row: Record, scores: Sequence[str], data: DistrictData) -> list[str]:
    """Return the cells of an assessment behind that of its unit."""
    return [
        wording.spelled(row.text("kind")),
        *(_cell(row, name, data) for name in scores),
        one_line(row.text("grade")) or wording.blank_cell(),
        _rank(row),
    ]


def _cell(row: Record, name: str, data: DistrictData) -> str:
    """Return the group, or "95,5/100 (95,5%)", without the most where that is not known."""
    if name == "group":
        return one_line(row.text(name)) or wording.blank_cell()
    score, maximum = row[name], row["maximum"]
    if not isinstance(score, int | Decimal):
        return wording.blank_cell()
    if not isinstance(maximum, int | Decimal):
        return wording.number(score)
    said = f"{wording.number(score)}/{wording.number(maximum)}"
    percent = share(Decimal(score), Decimal(maximum), data.rates)
    return said if percent is None else f"{said} ({wording.number(percent)}%)"


def _rank(row: Record) -> str:
    rank, ranked = row.whole("rank"), row.whole("ranked")
    if rank is None:
        return wording.blank_cell()
    said = wording.number(rank)
    return f"{said}/{wording.number(ranked)}" if ranked else said
