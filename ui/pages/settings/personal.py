"""Data of people: what left with them, who is due to be erased, and one person's data."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from desktop.context import Change, today
from desktop.messages import sentence
from desktop.people.compacting import finish
from desktop.people.copying import write_person
from desktop.people.erasing import CONSEQUENCE, due, elsewhere, erase
from desktop.people.finding import everyone
from desktop.people.leaving import Left, left
from desktop.people.remains import remains
from models.registers import Record
from ui import style
from ui.change_hub import touches
from ui.shell import Shell
from ui.widgets.inputs import ChoiceInput
from ui.widgets.pieces import button, label, tighten
from ui.widgets.question import Question
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_HELP = (
    "Sổ Nhân sự có dữ liệu cá nhân (Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15). Dưới đây là các "
    "tệp có dữ liệu ấy đã ghi ra từ sổ này."
)
_COLUMNS = (
    Column("Lúc", 140),
    Column("Loại tệp", 142),
    Column("Tên tệp", 180),
    Column("Nơi nhận", 150),
    Column("Dữ liệu có trong tệp"),
)
_ROWS_IN_SIGHT = 5
_NAMES_IN_SIGHT = 6
_NOBODY = "(chọn người)"


class PersonalPanel(QFrame):
    """The files that were written, and two things to do about a person.

    Attributes:
        rows: the files.
        person: whose data are written out or erased.
        elsewhere_words: why a person of another unit is not erased here; hidden otherwise.
        question: asks once before anything is erased.
        due_words: who left longer ago than is kept; hidden where there is nobody.

    Signals:
        asked: the question is there, and may lie below what is in sight.
    """

    asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shell = shell
        self._people: dict[str, Record] = {}
        self._due: list[Record] = []
        self.rows = RowsModel(_COLUMNS)
        self.table = RowsTable(self.rows, "Tệp có dữ liệu cá nhân đã ghi ra")
        self.person = ChoiceInput([], _NOBODY)
        self.person.setAccessibleName("Người trong sổ Nhân sự")
        self.person.setMinimumContentsLength(24)
        self.export_button = button("Ghi dữ liệu của người này…", icon="export")
        self.erase_button = button("Xóa hẳn người này…", "quiet", "trash")
        self.elsewhere_words = label("", "muted", wrap=True)
        self.due_words = label("", wrap=True)
        self.due_button = button("Xóa hẳn những người này…", icon="trash")
        self.question = Question()
        self._build()
        self._connect()
        self.load()

    def load(self) -> None:
        """Show what is kept."""
        ask, unit = self._shell.ask, self._shell.unit
        self._people = {each.id: each for each in ask(everyone)}
        if self.person.value() not in self._people:
            self.person.show_value(None)
        self.person.offer(
            [(key, self._called(each)) for key, each in self._people.items()], _NOBODY
        )
        self._show_buttons()
        self._due = ask(due, unit, today())
        for part in (self.due_words, self.due_button):
            part.setVisible(bool(self._due))
        names = _names(self._due)
        self.due_words.setText(f"Đã nghỉ quá thời hạn giữ dữ liệu: {names}.")
        files = ask(left)
        rows = [Row(str(number), _cells(each)) for number, each in enumerate(files)]
        self.rows.show_rows(rows)
        self.table.setFixedHeight((min(len(rows), _ROWS_IN_SIGHT) + 1) * style.ROW_HEIGHT + 4)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def write(self, out: Path) -> None:
        """Write what is held on the chosen person into a workbook."""
        person = self._people[str(self.person.value())]
        if self._shell.do(write_person, person, out) is not None:
            self._shell.notify_written(f"Đã ghi dữ liệu của {person.text('name')}.", out)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        tighten(column, 16, 12, 16, 14, 8)
        column.addWidget(label("Dữ liệu cá nhân", "heading"))
        column.addWidget(label(_HELP, "muted", wrap=True))
        column.addWidget(self.table)
        self._none = label("Chưa ghi ra tệp nào có dữ liệu cá nhân.", "muted")
        column.addWidget(self._none)
        row = QHBoxLayout()
        for part in (self.person, self.export_button, self.erase_button):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.elsewhere_words)
        ended = QHBoxLayout()
        ended.addWidget(self.due_words, 1)
        ended.addWidget(self.due_button)
        column.addLayout(ended)
        column.addWidget(self.question)

    def _connect(self) -> None:
        self.person.edited.connect(self._show_buttons)
        self.export_button.clicked.connect(self._on_export)
        self.erase_button.clicked.connect(self._on_erase)
        self.due_button.clicked.connect(self._on_due)
        self._shell.changes.changed.connect(self._on_changed)

    def _show_buttons(self) -> None:
        self.question.withdraw()
        person = self._people.get(str(self.person.value()))
        problem = None if person is None else self._shell.ask(elsewhere, self._shell.unit, person)
        self.export_button.setEnabled(person is not None)
        self.erase_button.setEnabled(person is not None and problem is None)
        self.elsewhere_words.setVisible(problem is not None)
        self.elsewhere_words.setText("" if problem is None else sentence(problem))

    def _on_export(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = str(Path(folder) / "Du-lieu-ca-nhan.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Ghi dữ liệu của một người", offered, "Bảng tính (*.xlsx)"
        )
        if chosen:
            self.write(Path(chosen).with_suffix(".xlsx"))

    def _on_erase(self) -> None:
        self._ask([self._people[str(self.person.value())]])

    def _on_due(self) -> None:
        self._ask(self._due)

    def _ask(self, people: Sequence[Record]) -> None:
        stays = "\n".join(remains(self._shell.context, people, today()))
        self.question.ask(
            f"Xóa hẳn dữ liệu của {_names(people)}? {CONSEQUENCE}\n{stays}",
            ("Xóa hẳn", lambda: self._erase(people)),
            ("Giữ lại", self.question.withdraw),
        )
        self.asked.emit()

    def _erase(self, people: Sequence[Record]) -> None:
        shell = self._shell
        if shell.do(erase, shell.unit, [each.id for each in people]) is not None:
            shell.notify(f"Đã xóa hẳn dữ liệu của {_names(people)}.")
            failed = finish(shell.context)
            if failed is not None:
                shell.show_problems([failed])

    def _called(self, person: Record) -> str:
        words = person.text("name")
        ended = person.day("to_date")
        if ended:
            words += f", đến {ended:%d/%m/%Y}"
        if person.unit != self._shell.unit:
            words += f" – {person.unit}"
        return f"{words} (Thùng rác)" if person.deleted else words

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, "staff", "setting", "left", "profile"):
            self.load()


def _names(people: Sequence[Record]) -> str:
    names = ", ".join(each.text("name") for each in people[:_NAMES_IN_SIGHT])
    more = len(people) - _NAMES_IN_SIGHT
    return f"{names} và {more} người khác" if more > 0 else names


def _cells(each: Left) -> tuple[Cell, ...]:
    at = datetime.fromisoformat(each.at).astimezone()
    columns = ", ".join(each.columns)
    whom = f"{len(each.people)} người" if each.people else "mọi người trong sổ"
    tip = f"{whom}: {columns}"
    return (
        Cell(f"{at:%H:%M %d/%m/%Y}", "muted"),
        Cell(each.word),
        Cell(each.file_name),
        Cell(each.receiver or "chưa rõ", "" if each.receiver else "muted"),
        Cell(columns, tip=tip),
    )
