"""The pairs of places in the report of one unit that must say the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from desktop.reports.annexes import FORM_COLUMNS, is_merged
from desktop.reports.consistency.places import (
    Added,
    Cell,
    Family,
    Named,
    Pair,
    Place,
    Reader,
    Rows,
    Said,
    Share,
    Together,
    change_of,
    number_of,
    numbered,
)
from desktop.reports.ward.section_ii2 import COMPARED_TITLES, TABLE_ROWS
from desktop.word import wording
from models.catalogue import EQUIPMENT, INNOVATIONS, STAFF, USABLE
from models.kinds import shown
from models.rates import RATES
from models.registers import Field, Value
from models.text import match_key

FORM, MAIN = "so_lieu_ho_so", "so_lieu_chinh"
STAFF_LIST, EQUIPMENT_LIST, MODELS = "nhan_su", "trang_thiet_bi", "mo_hinh"
# The first column of form II.06a that holds a figure.
FIRST = 2
APART, TOGETHER = ("resolved_early", "resolved_on_time"), "resolved_in_time"
_LEADS = dict(zip(COMPARED_TITLES, ("prev", "last"), strict=True))
_ASSIGNED = {
    "staff_official": "Chính thức",
    "staff_concurrent": "Kiêm nhiệm",
    "staff_reserve": "Dự phòng",
    "staff_support": "Hỗ trợ",
}
_ANSWERED = {"staff_trained": "trained", "staff_signature": "digital_signature"}

# Figures that are told together and one by one.
_SUMS = (
    ("tasks_total", "plan_#_all"),
    ("tasks_done", "plan_#_done"),
    ("tasks_overdue", "plan_#_overdue"),
    ("equipment_total", "kind_#_have"),
    ("equipment_broken", "kind_#_broken"),
    ("equipment_missing", "kind_#_missing"),
)
_ADDED = (
    ("tasks_total", ("tasks_done", "tasks_open")),
    ("equipment_total", ("equipment_usable", "equipment_broken")),
)
# Percentages that are no rates of dossiers, with their numbers.
_SHARES = (
    ("satisfaction_rate", "surveys_satisfied", "surveys"),
    ("services_rate", "services_online", "procedures_total"),
    ("staff_trained_rate", "staff_trained", "staff_total"),
    ("staff_signature_rate", "staff_signature", "staff_total"),
    ("tasks_rate", "tasks_done", "tasks_total"),
)
# Shares of all people or pieces, which may leave some blank.
_SPLIT = (
    ("staff_total", "staff_status_#", "staff_status_blank"),
    ("staff_total", "staff_degree_#", "staff_degree_blank"),
    ("equipment_total", "equipment_used_by_#", "equipment_used_by_blank"),
    ("equipment_total", "equipment_origin_#", "equipment_origin_blank"),
)
# What the line above the pieces of a type says of it.
_STOCK = ("norm", "have", "missing", "broken")


def unit_pairs(reader: Reader) -> Iterator[Pair]:
    """Yield the pairs of the unit whose report it is; of several units, of the own one."""
    yield from rate_pairs(reader, "")
    yield from _figure_pairs()
    if FORM not in reader.report.tables:
        return
    yield from _form_pairs(reader)
    yield from _main_pairs(reader)
    yield from _staff_pairs(reader)
    yield from _equipment_pairs(reader)
    yield Rows(MODELS), Said("innovations_total")
    kinds = _column(reader, MODELS, INNOVATIONS.field("kind"))
    for kind in INNOVATIONS.field("kind").choices if kinds else ():
        yield Rows(MODELS, ((kinds, kind),)), Said(f"innovations_{match_key(kind)}")


def rate_pairs(reader: Reader, prefix: str) -> Iterator[Pair]:
    """Yield each rate beside its numbers, and these beside the measures that they are.

    A rate over some units has numbers of its own, and so has one of some fields of work. Of a
    built-in one that is out of use the sentences still say the numerator.
    """
    figures = reader.report.figures
    rates = reader.report.rates
    for kind in map(rates.kind, rates.names):
        own = f"{prefix}{kind.name}"
        top, bottom = f"{own}_of", f"{own}_base"
        if own in figures and figures[own].known and kind.areas is None:
            yield Said(top), _sum_of(prefix, kind.tops)
            yield Said(bottom), _sum_of(prefix, kind.bottoms)
        yield Said(own), Share(top, bottom, own)
    for name, kind in RATES.items():
        top = f"{prefix}{name}_of"
        if name not in rates and top in figures and figures[top].known:
            yield Said(top), Said(f"{prefix}{kind.numerator}")


def _sum_of(prefix: str, measures: tuple[str, ...]) -> Place:
    """Return where the sentences say a measure, or where they say each of several."""
    said = tuple(Said(f"{prefix}{name}") for name in measures)
    return said[0] if len(said) == 1 else Together(said)


def _figure_pairs() -> Iterator[Pair]:
    """Yield the pairs within the sentences."""
    for whole, parts in _SUMS:
        yield Said(whole), Family(parts)
    for whole, names in _ADDED:
        yield Said(whole), Together(tuple(Said(name) for name in names))
    for printed, top, bottom in _SHARES:
        yield Said(printed), Share(top, bottom, printed)
    for whole, shares, blank in _SPLIT:
        yield Said(whole), Split(shares, blank)


@dataclass(frozen=True)
class Split:
    """The sum of some shares and of what is blank, if any is."""

    shares: str
    blank: str

    def find(self, reader: Reader) -> Named | None:
        """Return the sum."""
        shares = Family(self.shares).find(reader)
        blank = Said(self.blank).find(reader)
        if shares is None or shares.number is None or blank is None or blank.number is None:
            return shares
        return Named(f"{shares.where} cộng {blank.where}", shares.number + blank.number)


def _form_pairs(reader: Reader) -> Iterator[Pair]:
    """Yield the last row of form II.06a beside the sentences.

    What is known of the unit alone is in no row above it, so these need not add up to it.
    """
    table = reader.report.tables[FORM]
    rows = table.rows
    yield from form_row_pairs(FORM, len(rows) - 1, rows[-1], "", table.columns)


def form_row_pairs(
    table: str, place: int, row: list[str], prefix: str, columns: tuple[str, ...] = FORM_COLUMNS
) -> Iterator[Pair]:
    """Yield the cells of a row of form II.06a beside the sentences.

    Where columns 8 and 9 are one cell, it is what was resolved in time.
    """
    for column, name in enumerate(columns, start=FIRST):
        told = TOGETHER if is_merged(row) and name in APART else name
        yield Cell(table, place, column), Said(f"{prefix}{told}")


def _main_pairs(reader: Reader) -> Iterator[Pair]:
    """Yield the main table beside the sentences, and its changes beside what they are between."""
    table = reader.table(MAIN)
    titles = table.header if table else ()
    for place, name in enumerate(reader.report.rates.shown(TABLE_ROWS)):
        yield Cell(MAIN, place, 1), Said(name)
        for column, title in enumerate(titles, start=1):
            lead = _LEADS.get(title)
            if lead is None:
                continue
            yield Cell(MAIN, place, column), Said(f"{lead}_{name}")
            yield Cell(MAIN, place, column + 1), Said(f"{lead}_{name}_diff", change_of)
            between = Together((Cell(MAIN, place, 1), Cell(MAIN, place, column)), less=True)
            yield Cell(MAIN, place, column + 1), between
        if titles and titles[-1] not in _LEADS and len(titles) % 2 == 0:
            yield Cell(MAIN, place, len(titles)), Said(f"year_{name}")


def _staff_pairs(reader: Reader) -> Iterator[Pair]:
    """Yield the list of the staff beside what the sentences count."""
    yield Rows(STAFF_LIST), Said("staff_total")
    yes: Value = True
    counted = [(name, "assignment", words) for name, words in _ASSIGNED.items()]
    for name, answered in _ANSWERED.items():
        counted.append((name, answered, shown(STAFF.field(answered), yes)))
    for name, field, words in counted:
        column = _column(reader, STAFF_LIST, STAFF.field(field))
        if column:
            yield Rows(STAFF_LIST, ((column, words),)), Said(name)


def _equipment_pairs(reader: Reader) -> Iterator[Pair]:
    """Yield the list of the equipment, piece by piece and type by type, beside the sentences."""
    table = reader.table(EQUIPMENT_LIST)
    if table is None:
        yield Rows(EQUIPMENT_LIST), Said("equipment_total")
        return
    fields = [EQUIPMENT.field(name) for name in ("quantity", "condition")]
    quantity, condition = (_column(reader, EQUIPMENT_LIST, field) for field in fields)
    if not quantity or not condition:
        return
    items = numbered(table)
    usable = tuple(place for place in items if table.rows[place][condition] == USABLE)
    yield Added(EQUIPMENT_LIST, quantity, items), Said("equipment_total")
    yield Added(EQUIPMENT_LIST, quantity, usable), Said("equipment_usable")
    heads = sorted(table.subtotals)
    for number, (head, end) in enumerate(pairwise([*heads, len(table.rows)]), start=1):
        below = tuple(place for place in items if head < place < end)
        yield Added(EQUIPMENT_LIST, quantity, below), Said(f"kind_{number}_have")
        for part in _STOCK:
            yield Stock(head, part), Said(f"kind_{number}_{part}")


@dataclass(frozen=True)
class Stock:
    """What the line above the pieces of a type says of it: "thiếu 01"."""

    row: int
    part: str

    def find(self, reader: Reader) -> Named | None:
        """Return the number; of what is not mentioned there is none, but for a norm."""
        words = reader.report.tables[EQUIPMENT_LIST].rows[self.row][1]
        before, after = wording.catalogue()["annex"][self.part].split("{n}")
        said = re.search(f"{re.escape(before)}([0-9.]+){re.escape(after)}", words)
        number = number_of(said[1]) if said else Decimal(0)
        if number is None or (said is None and self.part == "norm"):
            return None
        kind = words.partition(":")[0]
        where = f"{reader.called(EQUIPMENT_LIST)}, dòng {self.row + 1} ({kind})"
        return Named(where, number)


def _column(reader: Reader, table: str, field: Field) -> int:
    """Return the column of a field in the annex that lists its register; 0 where it has none.

    The first column numbers the rows.
    """
    listed = reader.table(table)
    columns = listed.columns if listed else ()
    return columns.index(field.name) + 1 if field.name in columns else 0
