"""The page Tổng quan: the month as five steps with one next button, and the office."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.closing import ClosingQuestion
from ui.pages.base import Page
from ui.pages.overview.pieces import CountCard, RateBar, StepCard
from ui.pages.overview.presenter import Overview, OverviewPresenter, Step
from ui.shell import Shell
from ui.widgets.pieces import label, panel, set_look, set_state, tighten

_STEPS, _TOTALS, _BARS, _COUNTS = 5, 6, 4, 4


class OverviewPage(Page):
    """Steps, figures, rates and counts of the working month.

    Attributes:
        steps: the cards of the steps.
        counts: the cards that lead to the registers.
        closing: asks before the month is closed.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.presenter = OverviewPresenter(shell, self)
        self.steps = [StepCard(number) for number in range(1, _STEPS + 1)]
        self.counts = [CountCard() for _ in range(_COUNTS)]
        self._bars = [RateBar() for _ in range(_BARS)]
        self._totals = [
            (label("", "muted"), label("", "title"), label("", "muted")) for _ in range(_TOTALS)
        ]
        self._title = label("", "title")
        self._pages: list[str] = []
        self._deadline = label("", "badge")
        self._build()
        self.presenter.shown.connect(self._show)
        self.presenter.steps_shown.connect(self._on_steps)
        self.closing.confirmed.connect(self._on_closing)
        for index, card in enumerate(self.steps):
            card.setProperty("step", index)
            card.go_requested.connect(self._on_step)
        for count in self.counts:
            count.chosen.connect(self.shell.go)
        # Before it is first on show: what is filled later has to be dressed and laid out again.
        self.presenter.load()

    def entered(self) -> None:
        self.presenter.come_to_front()
        self._focus_next_step()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The rules wait from here on, however long it took to build the window.
        self.shell.findings.ask_soon()

    def left(self) -> None:
        self.closing.withdraw()
        self.presenter.go_back()

    def _build(self) -> None:
        # Scrolled while it is empty: a full one would be laid out at once.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        tighten(whole)
        whole.addWidget(scroll)
        inner = QWidget()
        scroll.setWidget(inner)
        column = QVBoxLayout(inner)
        tighten(column, 18, 9, 18, 9, 10)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._deadline)
        column.addLayout(head)
        steps = QHBoxLayout()
        steps.setSpacing(10)
        for card in self.steps:
            card.setMinimumHeight(112)
            steps.addWidget(card, 1)
        column.addLayout(steps)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        figures = self._figures_panel()
        # Below the steps: a second click on the button of a step never lands on an answer.
        self.closing = ClosingQuestion(self.shell, figures)
        middle.addWidget(figures, 3)
        middle.addWidget(self._rates_panel(), 2)
        column.addLayout(middle, 1)
        counts = QHBoxLayout()
        counts.setSpacing(10)
        for count in self.counts:
            counts.addWidget(count, 1)
        column.addLayout(counts)

    def _figures_panel(self) -> QFrame:
        frame = panel("card")
        column = QVBoxLayout(frame)
        tighten(column, 16, 10, 16, 8, 6)
        column.addWidget(label("Hồ sơ trong tháng", "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(1)
        for index, parts in enumerate(self._totals):
            for line, part in enumerate(parts):
                part.setWordWrap(line == 2)
                grid.addWidget(part, (index // 2) * 4 + line, index % 2)
            grid.setRowMinimumHeight((index // 2) * 4 + 3, 4)
            grid.setRowStretch((index // 2) * 4 + 3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid, 1)
        return frame

    def _rates_panel(self) -> QFrame:
        frame = panel("card")
        column = QVBoxLayout(frame)
        tighten(column, 16, 10, 16, 8, 6)
        column.addWidget(label("Tỷ lệ của tháng", "heading"))
        for bar in self._bars:
            column.addWidget(bar)
            column.addStretch(1)
        return frame

    def _show(self, overview: Overview) -> None:
        month = overview.month
        self.closing.withdraw()
        self._title.setText(f"Tháng {month.month}/{month.year}")
        self._deadline.setText(overview.deadline)
        set_state(self._deadline, "amber" if overview.urgent else "")
        self._show_steps(overview.steps)
        for (caption, number, words), total in zip(self._totals, overview.totals, strict=True):
            caption.setText(total.label)
            number.setText(total.number)
            words.setText(total.words)
            set_look(number, "title" if total.known else "muted")
        # An office may have put so many rates out of use that bars are left over.
        for bar in self._bars[len(overview.bars) :]:
            bar.hide()
        for bar, shown in zip(self._bars, overview.bars, strict=False):
            bar.show()
            bar.show_bar(shown)
        for card_of_count, count in zip(self.counts, overview.counts, strict=True):
            card_of_count.show_count(count)

    def _focus_next_step(self) -> None:
        card = next((card for card in self.steps if not card.button.isHidden()), None)
        if card is not None:
            card.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_steps(self, steps: tuple[Step, ...]) -> None:
        """Show the steps again; the keys stay with the next one."""
        focused = self.window().focusWidget()
        had_focus = any(card.button is focused for card in self.steps)
        self._show_steps(steps)
        if had_focus:
            self._focus_next_step()

    def _show_steps(self, steps: tuple[Step, ...]) -> None:
        self._pages = [step.page for step in steps]
        for card, step in zip(self.steps, steps, strict=True):
            card.show_step(step)

    def _on_step(self) -> None:
        card = self.sender()
        index = card.property("step") if card is not None else 0
        match index:
            case 0:
                self.shell.go("month", register="dossiers")
            case 1:
                self.shell.go("month", findings=True)
            case 2:
                self.closing.ask_about(self.shell.month)
            case _:
                self.shell.go(self._pages[index], period=str(self.shell.month))

    def _on_closing(self, reason: str) -> None:
        # The page of the month closes it: figures typed wrongly there must be put right first.
        self.shell.go("month", close_with=reason)
