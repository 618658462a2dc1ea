"""What stands in the place of an empty table: why it is empty, and the first step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.register.presenter import RegisterPresenter
from ui.pages.register.texts import EMPTY
from ui.widgets.pieces import button, label

_WIDTH = 430


class EmptyState(QWidget):
    """A heading, a sentence and the first steps.

    Signals:
        add_requested: the officer wants to begin.
        start_requested: the officer wants the whole list that is offered.
        clear_requested: the officer wants to see what the filters hide.
    """

    add_requested = Signal()
    start_requested = Signal()
    clear_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading")
        self.text = label("", "muted", wrap=True)
        self.text.setFixedWidth(_WIDTH)
        self.add_button = button("", "primary", "plus")
        self.start_button = button("", icon="list")
        self.clear_button = button("Bỏ lọc, hiện tất cả")
        self.add_button.clicked.connect(self.add_requested)
        self.start_button.clicked.connect(self.start_requested)
        self.clear_button.clicked.connect(self.clear_requested)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.start_button)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        block = QVBoxLayout()
        block.setSpacing(10)
        block.addWidget(self.title)
        block.addWidget(self.text)
        block.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(block)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)

    def explain(self, presenter: RegisterPresenter) -> None:
        """Say why nothing is in sight and what to do."""
        register = presenter.register
        hidden = presenter.hides_all
        if presenter.bin_shown:
            self.title.setText("Thùng rác không có gì.")
            self.text.setText(f"Những {register.noun} đã xóa nằm ở đây và khôi phục được.")
        elif hidden:
            self.title.setText(f"Không có {register.noun} nào khớp.")
            self.text.setText("Bộ lọc, ô tìm hoặc ngày “tính đến” đang ẩn những gì đã ghi.")
        else:
            self.title.setText(f"Chưa có {register.noun} nào.")
            self.text.setText(EMPTY.get(register.name, ""))
        self.add_button.setText(f"Thêm {register.noun}")
        empty = not presenter.bin_shown and not hidden
        self.add_button.setVisible(empty)
        self.start_button.setText(presenter.start_words if empty else "")
        self.start_button.setVisible(bool(self.start_button.text()))
        self.clear_button.setVisible(hidden)
