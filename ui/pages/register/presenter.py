"""What the page of a register knows and does, without widgets."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from PySide6.QtCore import QObject, Signal

from desktop import history, months, registers, seeds
from desktop.context import Change, today
from desktop.history import Entry
from models.catalogue import INDICATORS, REGISTERS
from models.kinds import kind_of
from models.periods import Month
from models.registers import Field, Record, Value
from models.text import sort_key
from ui.change_hub import touches
from ui.shell import Shell

_FEW = 20  # more choices than this make no useful filter
_FILTERS = 2  # filters that have room above the table
_NAMED = 6  # kinds that are counted by name below the table
_UNNAMED = "chưa ghi"

# What the panel shows: nothing, a record to be made, one that is kept, one in the recycle bin, or
# one of a closed month, which can be read only.
Mode = Literal["none", "new", "kept", "deleted", "locked"]


class RegisterPresenter(QObject):
    """The state of one register on screen.

    Attributes:
        register: the declared register.
        records: what is in sight, in order.
        names: names of fields of work and units by id.
        as_of: day the records must be in effect on, None for all.
        bin_shown: the recycle bin is in sight in place of the register.

    Signals:
        loaded: the records in sight were read anew.
        search_cleared: the search was taken away from here, not in the search box.
    """

    loaded = Signal()
    search_cleared = Signal()

    def __init__(
        self, shell: Shell, name: str, by_month: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self.register = REGISTERS[name]
        self.by_month = by_month
        self.records: list[Record] = []
        self.names: dict[str, str] = {}
        self.as_of: date | None = today() if self.register.until else None
        self.bin_shown = False
        self._where: dict[str, Value] = {}
        self._search = ""
        self._sorted_by: tuple[str, bool] | None = None
        shell.changes.changed.connect(self._on_changed)
        if by_month:
            shell.month_changed.connect(self._on_month_changed)

    @property
    def hidden(self) -> frozenset[str]:
        """Return the fields that are not shown: the month is chosen in the top bar."""
        return frozenset({"year", "month"}) if self.by_month else frozenset()

    @property
    def columns(self) -> list[Field]:
        """Return the fields of the table."""
        shown = [field for field in self.register.fields if field.table]
        return [field for field in shown if field.name not in self.hidden]

    @property
    def filters(self) -> list[Field]:
        """Return the fields that the table can be filtered by."""
        found = []
        for field in self.register.fields:
            if field.table and kind_of(field).listed and len(field.choices) <= _FEW:
                found.append(field)
        return found[:_FILTERS]

    @property
    def locked(self) -> bool:
        """Return whether the working month is closed, so that its records cannot be changed."""
        shell = self._shell
        return self.by_month and shell.ask(months.is_closed, shell.unit, shell.month)

    def mode_of(self, record: Record) -> Mode:
        """Return what may be done with a record that is kept."""
        if record.deleted:
            return "deleted"
        return "locked" if self.locked else "kept"

    def load(self) -> None:
        """Read the records in sight."""
        register = self.register
        self.names = self._shell.ask(registers.names_for, [register])
        self.records = self._shell.ask(
            registers.records,
            register.name,
            self._shell.unit,
            as_of=None if self.bin_shown else self.as_of,
            search=self._search,
            month=self._shell.month if self.by_month else None,
            deleted=self.bin_shown,
            where=self._where,
        )
        if self._sorted_by:
            self._sort(*self._sorted_by)
        self.loaded.emit()

    def search(self, text: str) -> None:
        """Keep only records with these words, whatever their case and diacritics."""
        if text != self._search:
            self._search = text
            self.load()

    def filter_by(self, field: str, value: Value) -> None:
        """Keep only records with this value; None takes the filter away."""
        self._where.pop(field, None)
        if value is not None:
            self._where[field] = value
        self.load()

    def show_as_of(self, day: date | None) -> None:
        """Keep only records in effect on a day; None shows all."""
        self.as_of = day
        self.load()

    def show_bin(self, shown: bool) -> None:
        """Show the recycle bin in place of the register, or go back."""
        self.bin_shown = shown
        self.load()

    def sort_by(self, field: str | None, descending: bool = False) -> None:
        """Order by one field; None is the register's own order."""
        self._sorted_by = (field, descending) if field else None
        self.load()

    def see(self, record_id: str) -> bool:
        """Take away whatever hides a record; return True where the filters must follow."""
        if any(record.id == record_id for record in self.records):
            return False
        self.bin_shown = False
        self.clear()
        return True

    def clear(self) -> None:
        """Take every filter away."""
        searched = bool(self._search)
        self._where, self._search, self.as_of = {}, "", None
        self.load()
        if searched:
            self.search_cleared.emit()

    def defaults(self) -> dict[str, Value]:
        """Return what a new record starts with: the values it is filtered by."""
        return dict(self._where)

    def any_kept(self) -> bool:
        """Return whether the register has records at all; of the month where it is by month."""
        shell = self._shell
        month = shell.month if self.by_month else None
        return bool(shell.ask(registers.records, self.register.name, shell.unit, month=month))

    @property
    def hides_all(self) -> bool:
        """Return whether the table is empty only because filters, search or day hide records."""
        narrowed = bool(self._where or self._search or self.as_of)
        return narrowed and not self.bin_shown and self.any_kept()

    def value_of_filter(self, field: str) -> Value:
        """Return the value a field is filtered by."""
        return self._where.get(field)

    def summary(self) -> str:
        """Return how many records are in sight, and of which types; things by their quantity."""
        total = sum(_how_many(record) for record in self.records)
        text = f"{total} {self.register.noun}"
        if total != len(self.records):
            text = f"{text} ở {len(self.records)} dòng"
        if self.bin_shown:
            return f"{text} đã xóa"
        types = [field for field in self.columns if kind_of(field).listed and field.required]
        if not types or not self.records:
            return text
        parts = self._counted(types[0])
        if len(parts) > _NAMED:
            parts[_NAMED:] = [f"{len(parts) - _NAMED} loại khác"]
        return f"{text}: {' · '.join(parts)}"

    def _counted(self, field: Field) -> list[str]:
        """Return each value of a field with how many have it."""
        tally: Counter[str] = Counter()
        for record in self.records:
            tally[str(record[field.name] or _UNNAMED)] += _how_many(record)
        choices = [choice for choice in (*field.choices, _UNNAMED) if tally[choice]]
        return [f"{choice} {tally[choice]}" for choice in choices]

    def record(self, record_id: str) -> Record | None:
        """Return a record as it is kept now."""
        return self._shell.ask(registers.record, self.register.name, record_id)

    def title_of(self, record: Record) -> str:
        """Return what a record is called on screen."""
        field = self.register.field(self.register.title_field)
        return registers.shown(field, record[field.name], self.names) or self.register.noun

    def called(self, chosen: Sequence[Record]) -> str:
        """Return what one record, or how many, are called on screen."""
        if len(chosen) == 1:
            return f"“{self.title_of(chosen[0])}”"
        return f"{len(chosen)} {self.register.noun}"

    @property
    def month(self) -> Month:
        """Return the working month."""
        return self._shell.month

    def save(
        self, values: Mapping[str, Value], record_id: str | None, month: Month
    ) -> tuple[str, str | None]:
        """Save a record and return its id and its entry of the history; raises Refused.

        A new one goes into the month it was begun in.
        """
        shell = self._shell
        given = dict(values)
        if self.by_month and record_id is None:
            given |= {"year": month.year, "month": month.month}
        outcome = shell.perform(registers.save, self.register.name, shell.unit, given, record_id)
        return outcome.value, outcome.entry

    @property
    def start_words(self) -> str:
        """Return what an empty month can be filled with in one go, "" for nothing."""
        if self.register is not INDICATORS or not self.by_month or self.locked:
            return ""
        before = self._shell.ask(seeds.begun_before, self._shell.unit, self._shell.month)
        if before is None:
            return "Thêm danh mục chỉ tiêu gợi ý"
        return f"Lấy danh mục của tháng {before.short}"

    def start_month(self) -> None:
        """Give the month the indicators that `start_words` offers, without figures."""
        outcome = self._shell.do(seeds.start_indicators, self._shell.unit, self._shell.month)
        if outcome is not None:
            added = f"Đã thêm {outcome.value} chỉ tiêu chưa có số."
            advice = "Ghi số thực hiện, xóa những chỉ tiêu không dùng."
            self._shell.notify_undo(f"{added} {advice}", outcome.entry)

    def delete(self, chosen: Iterable[Record]) -> bool:
        """Move records to the recycle bin; the notice offers to take it back."""
        gone = list(chosen)
        if len(gone) > 1 and not self._shell.keep_copy():
            return False
        return self._switch(registers.delete, "Đã xóa", gone)

    def restore(self, chosen: Iterable[Record]) -> bool:
        """Bring records back from the recycle bin."""
        return self._switch(registers.restore, "Đã khôi phục", list(chosen))

    def history(self, record_id: str) -> list[Entry]:
        """Return what happened to a record, newest first."""
        return self._shell.ask(history.of_record, self.register.name, record_id)

    def _switch(self, verb: Callable[..., None], done: str, chosen: list[Record]) -> bool:
        """Move records into the recycle bin or out of it; return whether that was possible."""
        ids = [record.id for record in chosen]
        outcome = self._shell.do(verb, self.register.name, ids)
        if outcome is None:
            return False
        self._shell.notify_undo(f"{done} {self.called(chosen)}.", outcome.entry)
        return True

    def _sort(self, name: str, descending: bool) -> None:
        """Order by a field; blanks stand last either way."""
        field = self.register.field(name)
        filled = [record for record in self.records if record[name] is not None]
        blank = [record for record in self.records if record[name] is None]
        if kind_of(field).by_value:
            filled.sort(key=lambda record: record[name], reverse=descending)  # type: ignore[arg-type,return-value]
        elif self.register.by_given_name and name == self.register.order[0]:
            # People are read in the order of their given names: that is how they came.
            if descending:
                filled.reverse()
        else:
            filled.sort(key=lambda record: self._read(field, record), reverse=descending)
        self.records = filled + blank

    def _read(self, field: Field, record: Record) -> str:
        return sort_key(registers.shown(field, record[field.name], self.names))

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, self.register.name, "fields", "units", "closing"):
            self.load()

    def _on_month_changed(self) -> None:
        self.load()


def _how_many(record: Record) -> int:
    """Return for how many things a record stands."""
    quantity = record.values.get("quantity", 1)
    return quantity if isinstance(quantity, int) else 1
