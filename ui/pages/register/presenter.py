"""What the page of a register knows and does: which records are in sight, and what happens to them;
no widgets.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop import history, months, registers, seeds
from desktop.context import Change
from desktop.history import Entry
from models.catalogue import INDICATORS, REGISTERS
from models.kinds import kind_of
from models.periods import Month
from models.registers import Field, Record, Value
from models.text import sort_key
from ui.change_hub import touches
from ui.shell import Shell

_FEW = 20  # more choices than this make no useful filter
_NAMED = 6  # kinds that are counted by name below the table


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
        self.as_of: date | None = date.today() if self.register.until else None  # noqa: DTZ011
        self.bin_shown = False
        self._where: dict[str, Value] = {}
        self._search = ""
        self._sorted_by: tuple[str, bool] | None = None
        shell.changes.changed.connect(self._on_changed)
        if by_month:
            shell.month_changed.connect(self._on_month_changed)

    @property
    def hidden(self) -> frozenset[str]:
        """Return the fields that neither table nor form shows: the month is chosen in the top bar."""
        return frozenset({"year", "month"}) if self.by_month else frozenset()

    @property
    def columns(self) -> list[Field]:
        """Return the fields of the table."""
        return [
            field for field in self.register.fields if field.table and field.name not in self.hidden
        ]

    @property
    def filters(self) -> list[Field]:
        """Return the fields that the table can be filtered by."""
        return [
            f
            for f in self.register.fields
            if kind_of(f).listed and f.table and len(f.choices) <= _FEW
        ][:2]

    @property
    def locked(self) -> bool:
        """Return whether the working month is closed, so that its records cannot be changed."""
        return self.by_month and self._shell.ask(
            months.is_closed, self._shell.unit, self._shell.month
        )

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
        self._where = (
            {**self._where, field: value} if value is not None else _without(self._where, field)
        )
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
        """Take away whatever hides a record; return whether that took anything (the filters on
        screen must follow).
        """
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
        """Return whether the register has records at all, in the working month where it is by
        month.
        """
        month = self._shell.month if self.by_month else None
        return bool(
            self._shell.ask(registers.records, self.register.name, self._shell.unit, month=month)
        )

    @property
    def narrowed(self) -> bool:
        """Return whether a filter or a search hides records."""
        return bool(self._where or self._search)

    def value_of_filter(self, field: str) -> Value:
        """Return the value a field is filtered by."""
        return self._where.get(field)

    def summary(self) -> str:
        """Return how many records are in sight, and of which types."""
        register = self.register
        text = f"{len(self.records)} {register.noun}"
        if self.bin_shown:
            return f"{text} đã xóa"
        by = next((f.name for f in self.columns if kind_of(f).listed and f.required), None)
        if by and self.records:
            tally = Counter(str(record[by] or "chưa ghi") for record in self.records)
            parts = [
                f"{choice} {tally[choice]}"
                for choice in (*register.field(by).choices, "chưa ghi")
                if tally[choice]
            ]
            more = [f"{len(parts) - _NAMED} loại khác"] if len(parts) > _NAMED else []
            text += ": " + " · ".join([*parts[:_NAMED], *more])
        return text

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
        """Save a record, a new one into the month it was begun in; return its id and its entry;
        raises Refused.
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
        before = self._shell.month.previous()
        if self._shell.ask(registers.records, INDICATORS.name, self._shell.unit, month=before):
            return f"Lấy danh mục của tháng {before.month}/{before.year}"
        return "Thêm danh mục chỉ tiêu gợi ý"

    def start_month(self) -> None:
        """Give the month the further indicators of the month before, else those that offices often
        report.
        """
        outcome = self._shell.do(seeds.start_indicators, self._shell.unit, self._shell.month)
        if outcome is not None:
            words = f"Đã thêm {outcome.value} chỉ tiêu chưa có số. Ghi số thực hiện, xóa những chỉ tiêu không dùng."
            self._shell.notify_undo(words, outcome.entry)

    def delete(self, chosen: Iterable[Record]) -> bool:
        """Move records to the recycle bin; the notice offers to take it back."""
        found = list(chosen)
        outcome = self._shell.do(
            registers.delete, self.register.name, [record.id for record in found]
        )
        if outcome is None:
            return False
        self._shell.notify_undo(f"Đã xóa {self.called(found)}.", outcome.entry)
        return True

    def restore(self, chosen: Iterable[Record]) -> bool:
        """Bring records back from the recycle bin."""
        found = list(chosen)
        outcome = self._shell.do(
            registers.restore, self.register.name, [record.id for record in found]
        )
        if outcome is None:
            return False
        self._shell.notify_undo(f"Đã khôi phục {self.called(found)}.", outcome.entry)
        return True

    def history(self, record_id: str) -> list[Entry]:
        """Return what happened to a record, newest first."""
        return self._shell.ask(history.of_record, self.register.name, record_id)

    def _sort(self, name: str, descending: bool) -> None:
        field = self.register.field(name)
        filled = [record for record in self.records if record[name] is not None]
        blank = [record for record in self.records if record[name] is None]
        if kind_of(field).by_value:
            filled.sort(key=lambda record: record[name], reverse=descending)  # type: ignore[arg-type,return-value]
        elif not (self.register.by_given_name and name == self.register.order[0]):
            texts = {
                record.id: sort_key(registers.shown(field, record[name], self.names))
                for record in filled
            }
            filled.sort(key=lambda record: texts[record.id], reverse=descending)
        elif descending:
            filled.reverse()
        self.records = filled + blank

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, self.register.name, "fields", "units", "closing"):
            self.load()

    def _on_month_changed(self) -> None:
        self.load()


def _without(values: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {key: value for key, value in values.items() if key != name}
