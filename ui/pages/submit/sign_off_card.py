"""The first card of the page Gửi báo cáo: the Word file goes out, comes back and is signed."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.handoff.report_differences import Difference
from desktop.handoff.sign_off import Signed
from desktop.messages import sentence
from models.errors import OfficeError
from models.registers import Field
from ui import style
from ui.actions import Action
from ui.forms import caption
from ui.pages.submit.presenter import SubmitPresenter
from ui.widgets.inputs import DateInput, LineInput
from ui.widgets.pieces import button, label, set_state, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_STEPS = (
    "Xuất tệp Word, sửa và in trình ký. "
    "Sửa xong thì đưa tệp về đây: chương trình so từng số với sổ."
)
_NEW = (
    "Báo cáo đã ban hành. Nếu phải sửa, đưa tệp Word mới về: "
    "đó là văn bản mới, thay cho văn bản đã ký."
)
_NO_DAY = "Hãy ghi ngày ban hành như trên văn bản."
_WORD, _PDF = "Tệp Word (*.docx)", "Tệp PDF (*.pdf)"
_COLUMNS = (
    Column("Mục", 80),
    Column("Số liệu"),
    Column("Trong tệp Word", 150, "right"),
    Column("Trong sổ", 130, "right"),
)
_GONE = "không còn thấy"
_ROWS_IN_SIGHT = 4


class SignOffCard(QFrame):
    """Sign-off of the period's report.

    Signals:
        export_requested: the officer wants the Word file.
    """

    export_requested = Signal()

    def __init__(self, presenter: SubmitPresenter) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._presenter = presenter
        self.badge = label("", "badge")
        self.words = label(_STEPS, "muted", wrap=True)
        self.export_button = button("Xuất Word", icon="export", action=Action.EXPORT_TO_SIGN)
        self.back_button = button(
            "Đưa tệp Word về…", icon="undo", hint="Đưa tệp Word đã sửa về và so số liệu"
        )
        self.scan_button = button("Đính kèm bản ký PDF…")
        self.differences = RowsModel(_COLUMNS)
        self.table = RowsTable(self.differences, "Các số trong tệp Word khác với sổ")
        self.table_words = label("", "strong", wrap=True)
        self._build()
        self.export_button.clicked.connect(self.export_requested)
        self.back_button.clicked.connect(self._on_back)
        self.scan_button.clicked.connect(self._on_scan)
        self.record_button.clicked.connect(self._on_record)
        self.choose_button.clicked.connect(self._on_choose)

    def show_state(self) -> None:
        """Show how far the sign-off has come."""
        signed = self._presenter.signed
        usable = self._presenter.preview is not None
        self.export_button.setEnabled(usable)
        self.back_button.setEnabled(usable)
        issued = signed is not None and signed.issued
        text, tone = _state(signed)
        self.badge.setText(text)
        set_state(self.badge, tone)
        self.words.setText(_NEW if issued else _STEPS)
        self._form.setVisible(signed is not None and not issued)
        self.scan_button.setVisible(signed is not None and issued and signed.pdf is None)
        self._show_differences(signed.differences if signed else ())

    def take_back(self, path: Path) -> None:
        """Take a Word file back."""
        self._presenter.take_back(path)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("1. Trình ký", "heading"))
        head.addStretch(1)
        for part in (self.export_button, self.back_button, self.scan_button):
            head.addWidget(part)
        column = QVBoxLayout(self)
        tighten(column, 16, 10, 16, 12, 8)
        column.addLayout(head)
        state = QHBoxLayout()
        state.setSpacing(10)
        state.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.words, 1)
        column.addLayout(state)
        column.addWidget(self.table_words)
        column.addWidget(self.table)
        column.addWidget(self._make_form())

    def _make_form(self) -> QWidget:
        self._form = QWidget()
        self.number = LineInput(Field("number", "Số, ký hiệu", "text"))
        self.number.setPlaceholderText("45/BC-UBND")
        self.number.setFixedWidth(130)
        self.day = DateInput(Field("signed_on", "Ngày ban hành", "date"))
        self.day.setFixedWidth(156)
        self.scan = QLineEdit()
        self.scan.setPlaceholderText("không bắt buộc")
        self.choose_button = button("Chọn…", hint="Chọn tệp PDF bản ký")
        self.record_button = button("Ghi số và ngày", "primary")
        self.wrong = label("", "wrong", wrap=True)
        self.wrong.hide()
        row = QHBoxLayout()
        tighten(row, spacing=8)
        row.addWidget(caption("Số, ký hiệu", self.number, name="Số, ký hiệu của báo cáo đã ký"))
        row.addWidget(self.number)
        row.addWidget(caption("Ngày ban hành", self.day))
        row.addWidget(self.day)
        row.addStretch(1)
        row.addWidget(self.record_button)
        second = QHBoxLayout()
        tighten(second, spacing=8)
        second.addWidget(caption("Bản ký PDF", self.scan, name="Tệp PDF bản ký, không bắt buộc"))
        second.addWidget(self.scan, 1)
        second.addWidget(self.choose_button)
        column = QVBoxLayout(self._form)
        tighten(column, spacing=6)
        column.addLayout(second)
        column.addLayout(row)
        column.addWidget(self.wrong)
        for edit in (self.number, self.day, self.scan):
            edit.returnPressed.connect(self._on_record)
        return self._form

    def _show_differences(self, found: tuple[Difference, ...]) -> None:
        self.table.setVisible(bool(found))
        self.table_words.setVisible(bool(found))
        self.table_words.setText(
            f"⚠ {len(found)} số trong tệp Word khác với sổ. Sửa tệp Word hoặc sửa sổ cho khớp."
        )
        # Left alone where nothing changed: the cursor stays where it is.
        if list(found) != [row.key for row in self.differences.rows]:
            self.differences.show_rows([Row(item, _cells(item)) for item in found])
        lines = 1 + min(len(found), _ROWS_IN_SIGHT)
        self.table.setFixedHeight(lines * style.ROW_HEIGHT + 6)

    def _on_back(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Đưa tệp Word đã sửa về", "", _WORD)
        if chosen:
            self.take_back(Path(chosen))

    def _on_scan(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Đính kèm bản ký PDF", "", _PDF)
        if chosen:
            self._presenter.attach_scan(Path(chosen))

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Chọn bản ký PDF", "", _PDF)
        if chosen:
            self.scan.setText(chosen)

    def _on_record(self) -> None:
        text = self.scan.text().strip()
        scan = Path(text) if text else None
        try:
            day = self.day.value()
            if not isinstance(day, date):
                self._say(_NO_DAY)
                self.day.setFocus()
                return
            self._presenter.record_number(str(self.number.value() or ""), day, scan)
        except OfficeError as error:
            self._say(" ".join(sentence(problem) for problem in error.problems))
            return
        self.wrong.hide()
        for edit in (self.number, self.day, self.scan):
            edit.clear()

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()


def _cells(item: Difference) -> tuple[Cell, ...]:
    printed = Cell(item.printed or _GONE, "red")
    return Cell(item.place), Cell(item.label), printed, Cell(item.stored)


def _state(signed: Signed | None) -> tuple[str, str]:
    if signed is None:
        return "Chưa trình ký", ""
    if not signed.issued:
        replaces = f", thay cho {signed.replaces}" if signed.replaces else ""
        return f"Đã đưa về, chờ số và ngày{replaces}", "amber"
    day = f" ngày {signed.signed_on:%d/%m/%Y}" if signed.signed_on else ""
    scan = ", có bản ký PDF" if signed.pdf else ""
    return f"Đã ký: {signed.number}{day}{scan}", "green"
