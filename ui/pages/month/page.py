"""The page Hồ sơ tháng: dossiers, other figures, further indicators and late dossiers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.periods import Month, parse_period
from ui.actions import Action
from ui.pages.base import Page
from ui.pages.month.blocks_view import BlocksView
from ui.pages.month.dossiers_view import DossiersView
from ui.pages.month.monthly_view import MonthlyView
from ui.pages.month.presenter import MonthPresenter
from ui.pages.register.view import RegisterView
from ui.shell import Shell
from ui.widgets.pieces import set_state, tighten

_TABS = ("Hồ sơ", "Số liệu theo kỳ", "Chỉ tiêu tháng", "Chỉ tiêu khác", "Hồ sơ quá hạn")
_PLACES = {"dossiers": 0, "blocks": 1, "monthly": 2, "indicators": 3, "late_dossiers": 4}
_ROOMY = 980


class MonthPage(Page):
    """Five tabs over the working month; the later ones are built when they are first shown.

    Attributes:
        dossiers: the tab with the grid.
    """

    searchable = True
    search_hint = f"Tìm trong bảng ({Action.FIND.written})"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.presenter = MonthPresenter(shell, self)
        self.dossiers = DossiersView(shell, self.presenter)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Các phần của hồ sơ tháng")
        self.tabs.setExpanding(False)
        for text in _TABS:
            self.tabs.addTab(text)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.dossiers)
        self._made: dict[int, QWidget] = {0: self.dossiers}
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(self.tabs, 1)
        for action in self.dossiers.buttons:
            head.addWidget(action)
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 10)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.dossiers.elsewhere_requested.connect(self._on_elsewhere)
        self.dossiers.block_requested.connect(self.show_block)
        self.setFocusProxy(self.dossiers.grid)

    def show_place(self, **where: object) -> None:
        register = str(where.get("register", "dossiers"))
        month = where.get("month")
        if isinstance(month, Month):
            self.shell.set_month(month)
        self.tabs.setCurrentIndex(_PLACES.get(register, 0))
        if where.get("period"):
            self.show_block(str(where["period"]))
        elif where.get("findings"):
            self.dossiers.show_findings()
        elif "close_with" in where:
            self.dossiers.close_month(str(where["close_with"]))
        elif where.get("field") or where.get("measure"):
            field, measure = where.get("field"), where.get("measure")
            self.dossiers.show_place(
                str(field) if field else None, str(measure) if measure else None
            )

    def show_block(self, period: str) -> None:
        """Show the figures of a period beside the months."""
        self.tabs.setCurrentIndex(_PLACES["blocks"])
        view = self._made[_PLACES["blocks"]]
        if isinstance(view, BlocksView):
            view.show_period(parse_period(period))
            view.take_focus()

    def search(self, text: str) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, (DossiersView, RegisterView)):
            shown.search(text)

    def entered(self) -> None:
        self.presenter.come_to_front()
        if self.tabs.currentIndex() == 0:
            self.dossiers.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self.dossiers.put_away()
        for view in self._forms():
            if isinstance(view, BlocksView):
                view.settle()
        self.presenter.go_back()

    def unsaved(self) -> str:
        self.dossiers.settle()
        wrong = len(self.dossiers.grid.model.wrong)
        texts = [f"{wrong} ô của bảng số liệu nhập chưa đúng"] if wrong else []
        texts += [text for view in self._forms() if (text := view.unsaved())]
        return "; ".join(texts)

    def save(self) -> bool:
        saved = [view.save() for view in self._forms()]
        return all(saved) and not self.dossiers.grid.model.wrong

    def discard(self) -> None:
        self.dossiers.grid.model.show_wrong({})
        for view in self._forms():
            view.discard()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Five tabs and three buttons share one line.
        set_state(self.tabs, "narrow" if self.width() < _ROOMY else "")

    def _forms(self) -> list[BlocksView | MonthlyView | RegisterView]:
        kinds = (BlocksView, MonthlyView, RegisterView)
        return [view for view in self._made.values() if isinstance(view, kinds)]

    def _on_tab(self, index: int) -> None:
        if index not in self._made:
            self._made[index] = self._make(index)
            self._stack.addWidget(self._made[index])
        self._stack.setCurrentWidget(self._made[index])
        for action in self.dossiers.buttons:
            action.setVisible(index == 0)

    def _on_elsewhere(self, page: str, tab: str) -> None:
        if page == "month":
            self.tabs.setCurrentIndex(_PLACES[tab])
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.shell.go(page, **({"tab": tab} if tab else {}))

    def _make(self, index: int) -> QWidget:
        if index == _PLACES["blocks"]:
            return BlocksView(self.shell, self.presenter)
        if index == _PLACES["monthly"]:
            return MonthlyView(self.shell)
        name = next(register for register, place in _PLACES.items() if place == index)
        return RegisterView(self.shell, name, by_month=True)
