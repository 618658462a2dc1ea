"""Asks for the period and the last day of a request, and writes it as one file for all units."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.messages import sentence
from models.errors import OfficeError
from models.periods import parse_period
from models.registers import Field
from ui.forms import caption
from ui.pages.receive.board_presenter import BoardPresenter
from ui.pages.receive.side_panel import SideFrame
from ui.periods import span_of, words
from ui.widgets.folder_line import FolderLine
from ui.widgets.inputs import DateInput
from ui.widgets.period_chooser import PeriodChooser
from ui.widgets.pieces import button, label, tighten

_WORDS = (
    "Một tệp chung cho mọi đơn vị. Đơn vị mở tệp bằng nút Mở tệp ở trang Gửi báo cáo: "
    "kỳ, ngày tính số liệu và hạn gửi được đặt sẵn."
)
_PACKS = "Bộ biểu mẫu (*.smb)"
_PROBLEMS_IN_SIGHT = 3


class RequestPanel(SideFrame):
    """Period, deadline, folder."""

    def __init__(self, presenter: BoardPresenter) -> None:
        super().__init__("Yêu cầu báo cáo")
        self._presenter = presenter
        self.period = PeriodChooser(presenter.month)
        self._title = label("", "strong", wrap=True)
        self.deadline = DateInput(Field("deadline", "Hạn gửi", "date"))
        self.folder = FolderLine()
        self.pack_button = button(
            "Kèm tệp…", icon="plus", hint="Đơn vị xem bộ biểu mẫu rồi mới thêm vào sổ"
        )
        self.no_pack_button = button("Không kèm", "quiet", "close")
        self._pack_words = label("", wrap=True)
        self._pack: bytes | None = None
        self.write_button = button("Ghi yêu cầu", "primary", "save")
        self.wrong = label("", "wrong", wrap=True)
        self.column.addWidget(label(_WORDS, "muted", wrap=True))
        self.column.addWidget(label("Kỳ báo cáo"))
        self.column.addWidget(self.period)
        self.column.addWidget(self._title)
        self.column.addWidget(caption("Hạn gửi", self.deadline))
        self.column.addWidget(self.deadline)
        packs = QHBoxLayout()
        tighten(packs, spacing=6)
        packs.addWidget(self._pack_words, 1)
        packs.addWidget(self.pack_button)
        packs.addWidget(self.no_pack_button)
        self.column.addLayout(packs)
        self.column.addWidget(label("Ghi vào"))
        self.column.addWidget(self.folder)
        self.column.addWidget(self.write_button)
        self.column.addWidget(self.wrong)
        self.column.addStretch(1)
        self.period.chosen.connect(self._on_period)
        self.deadline.returnPressed.connect(self._on_write)
        self.folder.confirmed.connect(self._on_write)
        self.pack_button.clicked.connect(self._on_pack)
        self.no_pack_button.clicked.connect(self.leave_pack)
        self.write_button.clicked.connect(self._on_write)

    def show_period(self, period: str) -> None:
        """Begin a request for a period."""
        months = parse_period(period).months
        if months:
            self.period.show_month(months[-1])
        if span_of(period) != "free":
            self.period.show_period(period)
        self.folder.look_for_sticks()
        self.wrong.clear()
        self.leave_pack()
        self._on_period()
        self.deadline.setFocus()

    def take_pack(self, path: Path) -> None:
        """Let the form pack of a file go along; what is wrong with it is said here."""
        try:
            self._pack, pack = self._presenter.chosen_pack(path)
        except OfficeError as error:
            self.leave_pack()
            said = " ".join(sentence(problem) for problem in error.problems[:_PROBLEMS_IN_SIGHT])
            self.wrong.setText(said)
            return
        self.wrong.clear()
        self._show_pack(f"Bộ biểu mẫu: {pack.name}{pack.days}")

    def leave_pack(self) -> None:
        """Send the request without a form pack."""
        self._pack = None
        self._show_pack("Bộ biểu mẫu: không kèm")

    def _show_pack(self, words: str) -> None:
        self._pack_words.setText(words)
        self.pack_button.setVisible(self._pack is None)
        self.no_pack_button.setVisible(self._pack is not None)

    def _on_pack(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Kèm bộ biểu mẫu", "", _PACKS)
        if chosen:
            self.take_pack(Path(chosen))

    def _on_period(self) -> None:
        period = self.period.period
        self._title.setText(words(parse_period(period)) if period else "")

    def _on_write(self) -> None:
        try:
            day = self.deadline.value()
        except OfficeError as error:
            self.wrong.setText(" ".join(sentence(problem) for problem in error.problems))
            return
        folder = self.folder.folder()
        if not isinstance(day, date):
            self.wrong.setText("Hãy ghi hạn gửi.")
            self.deadline.setFocus()
        elif not self.period.period or folder is None:
            self.wrong.setText("Hãy ghi đủ kỳ báo cáo và thư mục.")
        else:
            self.wrong.clear()
            self._presenter.ask_for(self.period.period, day, folder, self._pack)
