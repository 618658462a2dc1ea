"""The columns that a kind of report in a form pack has, and what they are called."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from desktop.reports.annexes import FORM, FORM_COLUMNS
from desktop.reports.kinds import ReportKind
from models.catalogue import EQUIPMENT, INNOVATIONS, STAFF
from models.measures import MEASURES
from models.registers import Register

COLUMNS, HEADINGS = "columns", "headings"
# The tables that list a register: their columns are its fields, as far as an annex prints them.
_LISTS: Mapping[str, Register] = MappingProxyType(
    {"nhan_su": STAFF, "trang_thiet_bi": EQUIPMENT, "mo_hinh": INNOVATIONS}
)


def wrong_columns(kind: ReportKind, *, own_template: bool) -> Iterator[str]:
    """Yield the place of everything that is wrong with the columns of a kind: "columns.nhan_su: x".

    The templates of the program print form II.06a in the order of the form, under its own headings;
    a template of the pack's own prints what measures it likes.
    """
    for table, names in kind.columns.items():
        known = known_columns(table, own_template=own_template)
        if table not in kind.tables:
            yield f"{COLUMNS}.{table}"
        elif table == FORM and not own_template:
            yield from _wrong_names(table, names, known, in_order=True)
        else:
            yield from _wrong_names(table, names, known, in_order=False)
    for table, words in kind.headings.items():
        if table not in kind.tables or (table == FORM and not own_template):
            yield f"{HEADINGS}.{table}"
            continue
        printed = kind.columns.get(table, known_columns(table, own_template=False))
        yield from (f"{HEADINGS}.{table}: {name}" for name in words if name not in printed)


def _wrong_names(
    table: str, names: tuple[str, ...], known: tuple[str, ...], *, in_order: bool
) -> Iterator[str]:
    """Yield what is wrong with the columns of a table: names unknown, twice, or out of order."""
    unknown = [name for name in names if name not in known]
    yield from (f"{COLUMNS}.{table}: {name}" for name in unknown)
    ordered = tuple(name for name in known if name in names)
    is_sound = names == ordered if in_order else len(names) == len(ordered)
    if not names or not (unknown or is_sound):
        yield f"{COLUMNS}.{table}"


def known_columns(table: str, *, own_template: bool) -> tuple[str, ...]:
    """Return what a table may have columns for; nothing where its columns are not to be chosen."""
    if table == FORM:
        return tuple(MEASURES) if own_template else FORM_COLUMNS
    if table in _LISTS:
        return tuple(field.name for field in _LISTS[table].annex_fields())
    return ()
