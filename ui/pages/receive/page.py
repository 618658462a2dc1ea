"""The page Nhận báo cáo: files come in, the board shows who has sent, all can be taken back."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from desktop.context import Change
from ui.change_hub import touches
from ui.pages.base import Page
from ui.pages.receive.batches_view import BatchesView
from ui.pages.receive.board_presenter import BoardPresenter
from ui.pages.receive.board_view import BoardView
from ui.pages.receive.intake_view import IntakeView
from ui.pages.receive.presenter import IntakePresenter
from ui.shell import Shell
from ui.widgets.pieces import tighten

_TABS = ("Nhận tệp", "Bảng theo dõi", "Các lần nhận")
_PLACES = {"files": 0, "board": 1, "batches": 2}


class ReceivePage(Page):
    """Three tabs of a receiving office.

    Attributes:
        intake: files on the table.
        board: who has sent what.
        batches: what was taken in.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.presenter = IntakePresenter(shell, self)
        self.board_presenter = BoardPresenter(shell, self)
        self.intake = IntakeView(self.presenter)
        self.board = BoardView(self.board_presenter)
        self.batches = BatchesView(shell)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Các phần của trang nhận báo cáo")
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        for text, part in zip(_TABS, (self.intake, self.board, self.batches), strict=True):
            self.tabs.addTab(text)
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 10)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.batches.undo_requested.connect(self.presenter.undo)
        self.board.figures_requested.connect(self._on_figures)
        shell.changes.changed.connect(self._on_changed)

    def show_place(self, **where: object) -> None:
        self.tabs.setCurrentIndex(_PLACES.get(str(where.get("tab", "files")), 0))
        files = where.get("files")
        if isinstance(files, list):
            self.intake.add([Path(str(name)) for name in files])
        cell, unit, period = where.get("cell"), where.get("unit"), where.get("period")
        if unit and period:
            remark = cell if isinstance(cell, tuple) else None
            self.board.give_back(str(unit), str(period), remark)

    def entered(self) -> None:
        self._on_tab(self.tabs.currentIndex())

    def left(self) -> None:
        self.board_presenter.go_back()

    def _on_tab(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        if index == _PLACES["board"]:
            self.board_presenter.come_to_front()
            self.board.take_focus()
            return
        self.board_presenter.go_back()
        if index == _PLACES["batches"]:
            self.batches.load()
            self.batches.table.setFocus()
        else:
            self.intake.receipts.look_for_sticks()
            self.intake.take_focus()

    def _on_changed(self, changes: list[Change]) -> None:
        if self.tabs.currentIndex() == _PLACES["batches"] and touches(changes, "batch"):
            self.batches.load()

    def _on_figures(self, unit: str, period: str) -> None:
        self.shell.go("consolidate", unit=unit, period=period)
