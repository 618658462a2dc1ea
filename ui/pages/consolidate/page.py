"""The page Tổng hợp: figures, comparison, ranking and what to look at of a period over all units;
Word and Excel.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
)

from desktop.consolidation.shape import finding_words
from desktop.consolidation.tracing import Cell as TracedCell
from desktop.messages import sentence
from desktop.registers import area_names
from desktop.reports.export import Exported
from models.periods import Month, parse_period
from ui.actions import Action
from ui.pages.base import Page
from ui.pages.consolidate.compare_view import CompareView
from ui.pages.consolidate.figures_view import FiguresView
from ui.pages.consolidate.presenter import ConsolidatePresenter
from ui.pages.consolidate.ranking_view import RankingView
from ui.pages.report.export_panel import ExportPanel
from ui.shell import Shell
from ui.widgets.period_chooser import PeriodChooser
from ui.widgets.pieces import button, label, panel, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_TABS = ("Số liệu", "So sánh", "Xếp hạng, biểu đồ", "Cần xem")


class ConsolidatePage(Page):
    """Four tabs over one period.

    Attributes:
        figures: the table with the traces.
        compare: beside other periods.
        ranking: units in order.
        findings: what is contradictory.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.presenter = ConsolidatePresenter(shell, self)
        self._wanted: tuple[str, str | None] | None = None
        own = shell.context.unit_name
        self.period = PeriodChooser(shell.month)
        self.figures = FiguresView(self.presenter, own)
        self.compare = CompareView(self.presenter, own)
        self.ranking = RankingView(self.presenter)
        self.findings = RowsModel((Column("Điểm cần xem"),))
        self.findings_table = RowsTable(self.findings, "Các điểm cần xem của số liệu tổng hợp")
        self.export_panel = ExportPanel()
        self.issuer = QLineEdit()
        self._build()
        self._connect()

    def show_place(self, **where: object) -> None:
        if where.get("unit"):
            self._wanted = (str(where["unit"]), None)
        if where.get("period"):
            months = parse_period(str(where["period"])).months
            if months:
                self.shell.set_month(months[-1])
            self.period.show_period(str(where["period"]))
        self._show_wanted()

    def entered(self) -> None:
        self.presenter.come_to_front()
        self.figures.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self.presenter.go_back()

    def _build(self) -> None:
        self._days = label("", "muted")
        self._days.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.word_button = button(
            "Xuất Word", "primary", "export", action=Action.EXPORT_CONSOLIDATED
        )
        self.excel_button = button("Xuất Excel", icon="export", action=Action.EXPORT_WORKBOOK)
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(label("Tổng hợp", "title"))
        head.addSpacing(8)
        head.addWidget(self.period)
        head.addWidget(self._days, 1)
        head.addWidget(self.excel_button)
        head.addWidget(self.word_button)
        self._issuer_row = panel("soft")
        row = QHBoxLayout(self._issuer_row)
        tighten(row, 12, 6, 12, 6, 8)
        self.issuer.setAccessibleName("Cơ quan ban hành")
        self.issuer.setPlaceholderText(
            f"để trống: {self.shell.context.unit_name} ban hành; hoặc ghi Phòng Nội vụ"
        )
        row.addWidget(label("Cơ quan ban hành:"))
        row.addWidget(self.issuer, 1)
        self._issuer_row.hide()
        self._banner = panel("ask")
        self._banner_words = label("", wrap=True)
        banner = QHBoxLayout(self._banner)
        tighten(banner, 12, 6, 12, 6)
        banner.addWidget(self._banner_words)
        self._banner.hide()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Các phần của trang tổng hợp")
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        for text, part in zip(
            _TABS, (self.figures, self.compare, self.ranking, self.findings_table), strict=True
        ):
            self.tabs.addTab(text)
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 8)
        column.addLayout(head)
        column.addWidget(self._issuer_row)
        column.addWidget(self.export_panel)
        column.addWidget(self._banner)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self.shell.month_changed.connect(self._on_month)
        self.period.chosen.connect(self._on_period)
        self.period.refused.connect(self.shell.show_problems)
        presenter.shown.connect(self._show)
        presenter.returned.connect(self._on_returned)
        presenter.exported.connect(self._on_exported)
        presenter.workbook_written.connect(self._on_workbook)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.word_button.clicked.connect(self._on_word)
        self.excel_button.clicked.connect(self._on_excel)
        self.export_panel.confirmed.connect(self._on_confirmed)
        self.export_panel.put_off.connect(self._issuer_row.hide)
        self.figures.remark_requested.connect(self._on_remark)
        self.ranking.unit_requested.connect(self._show_unit)
        self.findings_table.activated_row.connect(self._on_finding)

    def _show(self) -> None:
        found = self.presenter.shown_figures
        for part in (self.figures, self.compare, self.ranking):
            part.show_figures()
        self.word_button.setEnabled(found is not None)
        self.excel_button.setEnabled(found is not None)
        rows = []
        for finding in found.findings if found else ():
            words = finding_words(finding, found.names if found else {})
            rows.append(Row((finding.unit, finding.measure), (Cell(words, tip=words),)))
        self.findings.show_rows(rows)
        self.findings_table.choose(0)
        self.tabs.setTabText(3, f"Cần xem ({len(rows)})" if rows else "Cần xem")
        self._show_words()
        self._show_wanted()

    def _show_words(self) -> None:
        found = self.presenter.shown_figures
        if found is None:
            waiting = (
                " – đã cộng xong tất cả, đang tính từng đơn vị…" if self.presenter.overview else ""
            )
            self._days.setText(f"{self.presenter.title}{waiting}")
            self._banner.hide()
            return
        now = found.now
        counted = f"{len(now.counted):02d}/{len(now.lines):02d}"
        words = self.presenter.title
        self._days.setText(
            f"số liệu của {counted} đơn vị, {words}, {now.start:%d/%m/%Y} – {now.end:%d/%m/%Y}"
        )
        self._days.setToolTip(self._days.text())
        lines = []
        if not now.lines:
            lines.append(
                "Chưa có đơn vị nào trong danh sách: thêm ở trang Danh mục hoặc nhận báo cáo của các đơn vị."
            )
        if now.missing:
            names = ", ".join(line.line.name for line in now.missing)
            lines.append(
                f"⚠ Chưa có số liệu của {len(now.missing)} đơn vị, không cộng vào tổng: {names}."
            )
        for line in now.incomplete:
            months = ", ".join(f"{month.month}/{month.year}" for month in line.blank_months)
            lines.append(f"⚠ {line.line.name} thiếu tháng {months}.")
        self._banner_words.setText(
            "\n".join(lines[:3] + ([f"… và {len(lines) - 3} điểm khác."] if len(lines) > 3 else []))
        )
        self._banner.setVisible(bool(lines))

    def _show_wanted(self) -> None:
        if self._wanted is not None and self.presenter.shown_figures is not None:
            unit, measure = self._wanted
            self._wanted = None
            self._show_unit(unit, measure)

    def _show_unit(self, unit: str, measure: str | None) -> None:
        self.tabs.setCurrentIndex(0)
        self.figures.show_measure(unit, measure)

    def _on_finding(self, key: object) -> None:
        if isinstance(key, tuple):
            self._show_unit(str(key[0]), key[1])

    def _on_month(self, month: Month) -> None:
        self.period.show_month(month)

    def _on_period(self, period: str) -> None:
        self.export_panel.hide()
        self._issuer_row.hide()
        self.presenter.choose(period)

    def _on_returned(self, period: str) -> None:
        """Show the name of the period whose figures are on show again; the presenter has it
        already.
        """
        months = parse_period(period).months
        self.period.blockSignals(True)
        if months and self.shell.month not in months:
            self.shell.set_month(months[-1])
        self.period.show_period(period)
        self.period.blockSignals(False)

    def _on_word(self) -> None:
        self._issuer_row.show()
        self.export_panel.ask(self.presenter.file_name("docx"))

    def _on_excel(self) -> None:
        self._issuer_row.hide()
        self.export_panel.ask(self.presenter.file_name("xlsx"))

    def _on_confirmed(self, path: Path) -> None:
        self._issuer_row.hide()
        if path.suffix.lower() == ".xlsx":
            self.presenter.export_excel(path)
        else:
            self.presenter.export_word(path, self.issuer.text().strip() or None)

    def _on_exported(self, exported: Exported) -> None:
        text = f"Đã xuất {exported.path.name}, {exported.bound} số liệu đã đối chiếu với sổ."
        warnings = [sentence(warning) for warning in exported.warnings[:4]]
        self.shell.notify_written(text, exported.path, warnings)

    def _on_workbook(self, path: Path) -> None:
        self.shell.notify_written(f"Đã xuất {path.name}, các ô cộng và tỷ lệ là công thức.", path)

    def _on_remark(self, cell: TracedCell, field: str | None) -> None:
        if cell.source is None:
            return
        name = self.shell.ask(area_names).get(field) if field else None
        place = (str(cell.month), name, cell.measure)
        self.shell.go("receive", tab="board", unit=cell.unit, period=cell.source.period, cell=place)
