"""The state of the tab "Số liệu theo kỳ": reads the blocks and writes what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop import months, registers
from desktop.blocks import TOLD, blocks, delete_block, enter_block, kept_time, save_block
from desktop.context import Change
from models.blocks import Block, BlockDays, Kept, last_month
from models.catalogue import BLOCKS, BOOK
from models.figures import WHOLE_UNIT_ID, Row, evaluate_month
from models.periods import Period, Window, parse_period
from models.registers import Value
from ui.change_hub import touches
from ui.pages.month.grid_model import Cell
from ui.pages.month.grid_month import GridMonth, GridRow, grid_month
from ui.periods import words
from ui.shell import Shell

_RELOADS = (BLOCKS.name, "fields", "closing", "monthly", "setting", "profile")
# A note is left as it is: nobody is asked for it here.
ASKED = tuple(name for name in TOLD if name != "note")


class BlocksPresenter(QObject):
    """Reads and writes one block at a time; touches no widget.

    Attributes:
        period: the period on show, None while its dates are not complete.
        by_field: fields of work without figures have a row to type into as well.
        held: every block that there is.
        grid: the figures of the period on show, as the grid shows them.
        told: what is told of them, by column.
        kept: for what time the unit has figures.

    Signals:
        shown: everything was read anew.
        period_left: another period comes now; what is being typed belongs to the one on show.
    """

    shown = Signal()
    period_left = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.period: Period | None = None
        self.by_field = False
        self.held: dict[Period, Block] = {}
        self.grid = GridMonth()
        self.told: dict[str, Value] = dict.fromkeys(ASKED)
        self.kept = Kept()
        self._steps: list[str] = []
        shell.changes.changed.connect(self._on_changed)

    def choose(self, period: str) -> None:
        """Show another period, "" for none yet."""
        self.period_left.emit()
        self.period = parse_period(period) if period else None
        self.told = {**dict.fromkeys(ASKED), "printed": BOOK}
        self.by_field = self._has_fields()
        self._show()

    def show_fields(self, wanted: bool) -> None:
        """Offer a row to every field of work in use, or only to those that have figures."""
        self.by_field = wanted
        self._show()

    def load(self) -> None:
        """Read every block."""
        shell = self._shell
        self.held = shell.ask(blocks, shell.unit)
        self.kept = shell.ask(kept_time, shell.unit)
        self._show()

    @property
    def block(self) -> Block | None:
        """Return the block on show, None where the period has no figures yet."""
        return self.held.get(self.period) if self.period else None

    @property
    def why_locked(self) -> str:
        """Return why the block on show cannot be changed, "" where it can."""
        if self.period is None:
            return "Hãy ghi đủ ngày của kỳ trước khi nhập số."
        month = last_month(self.period)
        if not self._shell.ask(months.is_closed, self._shell.unit, month):
            return ""
        return (
            f"Kỳ này kết thúc trong tháng {month.short} đã chốt nên chỉ xem. Muốn sửa, hãy mở lại "
            f"tháng {month.short} ở thẻ “Hồ sơ” và ghi lý do."
        )

    def window(self, period: Period) -> Window:
        """Return the days that the figures of a period cover."""
        block = self.held.get(period)
        days = self.kept.days(period)
        told = block.days if block else BlockDays(period)
        return Window(told.start or days.start, told.end or days.end)

    def is_locked(self, period: Period) -> bool:
        """Return whether the month in which a block ends is closed."""
        return self._shell.ask(months.is_closed, self._shell.unit, last_month(period))

    def write(self, figures: dict[Cell, int | None]) -> bool:
        """Store figures in one step; return whether they were."""
        if self.period is None:
            return False
        cells: dict[str, dict[str, int | None]] = {}
        for (area_id, measure), value in figures.items():
            cells.setdefault(area_id, {})[measure] = value
        shell, told = self._shell, dict(self.told)
        outcome = shell.do(enter_block, shell.unit, self.period.name, cells, told)
        return outcome is not None and self._remember(outcome.entry)

    def tell(self, told: Mapping[str, Value]) -> None:
        """Store what is told of the block on show; raises Refused.

        Before there are figures it is kept here and stored with the first of them.
        """
        block = self.block
        if block is not None and dict(told) != self.told:
            rows: dict[str, dict[str, int | None]] = {each.row.area_id: {} for each in block.rows}
            shell = self._shell
            outcome = shell.perform(save_block, shell.unit, block.period.name, rows, told)
            self._remember(outcome.entry)
        self.told = dict(told)

    def remove(self, period: Period) -> None:
        """Delete a block; it can be brought back."""
        outcome = self._shell.do(delete_block, self._shell.unit, period.name)
        if outcome is not None:
            self._shell.notify_undo(f"Đã xóa số liệu {words(period)}.", outcome.entry)

    def undo(self) -> None:
        """Take the last step on this tab back."""
        if self._steps:
            self._shell.undo(self._steps.pop())
        else:
            self._shell.notify("Không còn bước nào để hoàn tác.", tone="note")

    def total(self, block: Block) -> int | None:
        """Return how many dossiers were to be handled, None where the block does not say."""
        return evaluate_month(block.figures).total.known["to_handle"]

    def _remember(self, entry: str | None) -> bool:
        if entry:
            self._steps.append(entry)
        return True

    def _has_fields(self) -> bool:
        return self.block is not None and any(not each.row.is_whole for each in self.block.rows)

    def _show(self) -> None:
        block = self.block
        why = self.why_locked
        month = grid_month(block.figures if block else (), closed=bool(why))
        if self.by_field and not why:
            month = replace(month, rows=self._with_fields(month.rows))
        self.grid = replace(month, why_closed=why)
        if block is not None:
            self.told = _told(block)
        self.shown.emit()

    def _with_fields(self, rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
        """Return the rows and a blank one for each further field of work in use, in their order.

        The blank ones count for nothing: a field without figures takes no part in a block.
        """
        names = self._shell.ask(registers.area_names, in_use=True)
        offered = [
            Row(area_id, name, nil=False, entered={}) for area_id, name in names.items() if area_id
        ]
        blank = {row.area_id: row for row in grid_month(offered).rows}
        shown = {**blank, **{row.area_id: row for row in rows}}
        whole = shown.pop(WHOLE_UNIT_ID)
        return (*shown.values(), whole)

    def _on_changed(self, changes: Sequence[Change]) -> None:
        if touches(changes, *_RELOADS):
            self.load()


def _told(block: Block) -> dict[str, Value]:
    """Return what is told of a block: of the whole unit's row, else of its first."""
    row = next((each for each in block.rows if each.row.is_whole), block.rows[0])
    days: tuple[date | None, date | None] = (row.start, row.end)
    said = (row.source or None, row.printed or BOOK, row.reason or None)
    return dict(zip(ASKED, (*days, *said), strict=True))
