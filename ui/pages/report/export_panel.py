"""Asks in place where an exported file goes; nothing is written over without a word."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ui.plain import tip
from ui.widgets.pieces import button, label, set_state, tighten

_EMPTY = (
    "Chưa soạn mục {sections}: báo cáo sẽ in “[Chưa soạn nội dung mục này]” ở đó. "
    "Soạn thêm{where}, hoặc đánh dấu “Không phát sinh trong kỳ” dưới phần soạn."
)
_LOOKING = "Đang xem mục nào chưa soạn…"
_NONE_EMPTY = "Mục nào cũng đã có nội dung."

_CARRIES = "Tệp Word kèm số liệu để nơi nhận tổng hợp: {sheets} (không kèm {left_behind})."
_SHEETS_IN_SIGHT = 4
_CARRIES_NOTHING = "Tệp Word chỉ có phần in ra, không kèm số liệu."
_PUBLIC = "Bản công khai: không kèm số liệu, dùng khi đăng hoặc gửi rộng rãi"


class Carried(NamedTuple):
    """The names of the sheets whose data a file carries, and of the columns that it leaves out."""

    sheets: tuple[str, ...]
    left_behind: tuple[str, ...]


NOTHING = Carried((), ())


def _shortened(sheets: Sequence[str]) -> str:
    """Return the first names; all of them are said under the mouse."""
    more = len(sheets) - _SHEETS_IN_SIGHT
    named = ", ".join(sheets[:_SHEETS_IN_SIGHT])
    return f"{named} và {more} bảng khác" if more > 0 else named


class ExportPanel(QFrame):
    """One line: the file, a button to choose it, and the verb.

    Attributes:
        public: leaves out the data that the file would carry; offered only where it would.

    Signals:
        confirmed: Path to write to.
        put_off: Esc.
    """

    confirmed = Signal(object)
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "soft")
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self._asked = ""
        self._said_of_data = ""
        self._ending = ".docx"
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Tệp sẽ ghi")
        self.choose = button("Chọn nơi khác…")
        self.confirm = button("Ghi tệp", "primary", "export")
        self.cancel = button("Thôi", "quiet")
        self._words = label("", "muted", wrap=True)
        self._words.hide()
        self._empty = label("", "muted", wrap=True)
        self._empty.hide()
        self._carries = label("", "muted", wrap=True)
        self._carries.hide()
        self.public = QCheckBox(_PUBLIC)
        self.public.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("Ghi vào tệp:"))
        row.addWidget(self.edit, 1)
        for widget in (self.choose, self.confirm, self.cancel):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        tighten(column, 12, 8, 12, 8, 4)
        column.addLayout(row)
        column.addWidget(self._words)
        column.addWidget(self._empty)
        column.addWidget(self._carries)
        column.addWidget(self.public)
        self.edit.returnPressed.connect(self._on_confirm)
        self.edit.textEdited.connect(self._on_edited)
        self.public.toggled.connect(self._show_carried)
        self.confirm.clicked.connect(self._on_confirm)
        self.choose.clicked.connect(self._on_choose)
        self.cancel.clicked.connect(self._on_put_off)
        self.hide()

    def ask(
        self, name: str, empty_sections: Sequence[str] = (), carried: Carried = NOTHING
    ) -> None:
        """Ask for the file, offering a name in the folder used last and the ending it gets.

        The sections that nobody has written yet are named while there is time to write them, and
        the sheets whose data the file carries while they can be left out.
        """
        self._said_of_data = _CARRIES_NOTHING
        if carried.sheets:
            behind = ", ".join(carried.left_behind)
            sheets = _shortened(carried.sheets)
            self._said_of_data = _CARRIES.format(sheets=sheets, left_behind=behind)
        self._carries.setToolTip(tip(", ".join(carried.sheets)))
        self.public.setChecked(False)
        self.public.setVisible(bool(carried.sheets))
        self._show_carried()
        self._carries.setVisible(name.endswith(".docx"))
        self._empty.setText(_EMPTY.format(sections=", ".join(empty_sections), where=""))
        self._empty.setVisible(bool(empty_sections))
        self._ending = Path(name).suffix
        self.edit.setText(str(self._folder / name))
        self._on_edited()
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def _show_carried(self) -> None:
        public = self.public.isChecked()
        self._carries.setText(_CARRIES_NOTHING if public else self._said_of_data)

    def show_looking(self) -> None:
        """Say that the sections nobody has written are being looked for; `show_empty` follows."""
        self._empty.setText(_LOOKING)
        self._empty.show()

    def show_empty(self, sections: Sequence[str] | None, where: str) -> None:
        """Name the sections nobody has written and where to write them, in the line that waits.

        None takes the line away: they are not known.
        """
        words = _EMPTY.format(sections=", ".join(sections or ()), where=where)
        self._empty.setText(words if sections else _NONE_EMPTY)
        self._empty.setVisible(sections is not None)

    def _on_edited(self) -> None:
        self._asked = ""
        self._words.hide()
        self.confirm.setText("Ghi tệp")
        set_state(self.edit, "")

    def _on_confirm(self) -> None:
        text = self.edit.text().strip()
        path = Path(text)
        if path.suffix.lower() != self._ending:
            path = path.with_name(f"{path.name}{self._ending}") if path.name else path
        if not text or not path.name or not path.is_absolute():
            self._say("Hãy ghi đủ thư mục và tên tệp.")
            return
        if path.exists() and self._asked != str(path):
            self._asked = str(path)
            self._say(f"Đã có tệp {path.name} ở đó. Bấm “Ghi đè” để thay, hoặc đổi tên.")
            self.confirm.setText("Ghi đè")
            return
        self._folder = path.parent
        self.hide()
        self.confirmed.emit(path)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.show()
        set_state(self.edit, "wrong")
        self.edit.setFocus()

    def _on_choose(self) -> None:
        kind = "Excel" if self._ending == ".xlsx" else "Word"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            f"Ghi tệp {kind}",
            self.edit.text(),
            f"Tệp {kind} (*{self._ending})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.edit.setText(chosen)
            self._on_edited()

    def _on_put_off(self) -> None:
        self.hide()
        self.put_off.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_put_off()
        else:
            super().keyPressEvent(event)
