"""The page Tổng hợp: one period over all units, looked at from four sides, as Word and Excel."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
)

from desktop.consolidation.doubts import doubt_words
from desktop.consolidation.period import Consolidated
from desktop.consolidation.rollup import Rollup
from desktop.consolidation.shape import finding_words
from desktop.consolidation.tracing import Cell as TracedCell
from desktop.messages import sentence
from desktop.registers import area_names
from desktop.reports.export import Exported
from models.findings import Finding
from models.periods import parse_period
from ui.actions import Action
from ui.forms import caption
from ui.pages.consolidate.compare_view import CompareView
from ui.pages.consolidate.figures_view import FiguresView
from ui.pages.consolidate.presenter import ConsolidatePresenter
from ui.pages.consolidate.ranking_view import RankingView
from ui.pages.period_page import PeriodPage
from ui.shell import Shell
from ui.widgets.period_line import PeriodLine
from ui.widgets.pieces import button, label, panel, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_FINDINGS = "Cần xem"
_TABS = ("Số liệu", "So sánh", "Xếp hạng, biểu đồ", _FINDINGS)
_FINDING_COLUMNS = (Column("Điểm cần xem"), Column("Lý do của đơn vị", 360))
_WAITING = " – đã cộng xong tất cả, đang tính từng đơn vị…"
_NO_UNITS = (
    "Chưa có đơn vị nào trong danh sách: thêm ở trang Danh mục hoặc nhận báo cáo của các đơn vị."
)
_LINES_IN_SIGHT = 3
_WARNINGS_IN_SIGHT = 4
_LEFT_BLANK = "report_sections_blank"
_WHERE_TO_WRITE = " ở trang Báo cáo, cùng kỳ này"


class ConsolidatePage(PeriodPage):
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
        self.figures = FiguresView(self.presenter, own)
        self.compare = CompareView(self.presenter, own)
        self.ranking = RankingView(self.presenter)
        self.findings = RowsModel(_FINDING_COLUMNS)
        self.findings_table = RowsTable(self.findings, "Các điểm cần xem của số liệu tổng hợp")
        self.issuer = QLineEdit()
        self._build()
        self._connect()

    def show_place(self, **where: object) -> None:
        if where.get("unit"):
            self._wanted = (str(where["unit"]), None)
        if where.get("period"):
            self.show_period(str(where["period"]))
        self._show_wanted()

    def entered(self) -> None:
        self.presenter.come_to_front()
        self.figures.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self.presenter.go_back()

    def _build(self) -> None:
        self._build_tabs()
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 8)
        column.addLayout(self._head())
        column.addWidget(self._make_issuer_row())
        column.addWidget(self.export_panel)
        column.addWidget(self._make_banner())
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        self._days = PeriodLine()
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
        return head

    def _make_issuer_row(self) -> QFrame:
        self._issuer_row = panel("soft")
        row = QHBoxLayout(self._issuer_row)
        tighten(row, 12, 6, 12, 6, 8)
        own = self.shell.context.unit_name
        self.issuer.setPlaceholderText(f"để trống: {own} ban hành; hoặc ghi Phòng Nội vụ")
        row.addWidget(caption("Cơ quan ban hành:", self.issuer))
        row.addWidget(self.issuer, 1)
        self._issuer_row.hide()
        return self._issuer_row

    def _make_banner(self) -> QFrame:
        self._banner = panel("ask")
        self._banner_words = label("", wrap=True)
        banner = QHBoxLayout(self._banner)
        tighten(banner, 12, 6, 12, 6)
        banner.addWidget(self._banner_words)
        self._banner.hide()
        return self._banner

    def _build_tabs(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Các phần của trang tổng hợp")
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        parts = (self.figures, self.compare, self.ranking, self.findings_table)
        for text, part in zip(_TABS, parts, strict=True):
            self.tabs.addTab(text)
            self._stack.addWidget(part)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.doubts_shown.connect(self._on_doubts)
        presenter.blank_shown.connect(self._on_blank)
        presenter.returned.connect(self._on_returned)
        presenter.exported.connect(self._on_exported)
        presenter.workbook_written.connect(self._on_workbook)
        self.tabs.currentChanged.connect(self._on_tab)
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
        self._show_findings(found)
        self._on_tab(self.tabs.currentIndex())
        self._show_words(found)
        if found is not None and not self._issuer_row.isHidden():
            # A section may have been written on another page meanwhile.
            self._ask_blank()
        self._show_wanted()

    def _show_findings(self, found: Consolidated | None) -> None:
        rows = []
        if found is not None:
            names = found.names
            for finding in found.findings:
                rows.append(_finding_row(finding, finding_words(finding, names)))
            for finding in self._asked():
                rows.append(_finding_row(finding, doubt_words(finding, names)))
        self.findings.show_rows(rows)
        self.findings_table.choose(0)
        count = f" ({len(rows)})" if rows else ""
        self.tabs.setTabText(_TABS.index(_FINDINGS), f"{_FINDINGS}{count}")

    def _asked(self) -> tuple[Finding, ...]:
        """Return what was read of the units once the tab was opened."""
        doubts = self.presenter.doubts
        return (*doubts.found, *self.presenter.explained) if doubts else ()

    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        # Each month of each unit is looked at only for whoever wants to see it.
        if _TABS[place] == _FINDINGS:
            self.presenter.ask_doubts()

    def _on_doubts(self) -> None:
        self._show_findings(self.presenter.shown_figures)

    def _show_words(self, found: Consolidated | None) -> None:
        title = self.presenter.title
        if found is None:
            waiting = _WAITING if self.presenter.overview else ""
            self._days.show_words(f"{title}{waiting}")
            self._banner.hide()
            return
        now = found.now
        counted = f"{len(now.counted):02d}/{len(now.lines):02d}"
        days = f"{now.start:%d/%m/%Y} – {now.end:%d/%m/%Y}"
        self._days.show_words(f"số liệu của {counted} đơn vị, {title}, {days}")
        lines = _gaps(now)
        more = len(lines) - _LINES_IN_SIGHT
        if more > 0:
            lines[_LINES_IN_SIGHT:] = [f"… và {more} điểm khác."]
        self._banner_words.setText("\n".join(lines))
        self._banner.setVisible(bool(lines))

    def _show_wanted(self) -> None:
        if self._wanted is not None and self.presenter.shown_figures is not None:
            unit, measure = self._wanted
            self._wanted = None
            self._show_unit(unit, measure)

    def _show_unit(self, unit: str, measure: str | None) -> None:
        self.tabs.setCurrentIndex(0)
        self.figures.show_measure(unit, measure)

    def _on_finding(self, finding: object) -> None:
        if isinstance(finding, Finding):
            self._show_unit(finding.unit, finding.measure)

    def _on_period(self, period: str) -> None:
        self.export_panel.hide()
        self._issuer_row.hide()
        self.presenter.choose(period)

    def _on_returned(self, period: str) -> None:
        """Show the name of the period whose figures are on show again."""
        months = parse_period(period).months
        # The presenter has it already: choosing it anew would work it out once more.
        self.period.blockSignals(True)
        if months and self.shell.month not in months:
            self.shell.set_month(months[-1])
        self.period.show_period(period)
        self.period.blockSignals(False)

    def _on_word(self) -> None:
        self._issuer_row.show()
        self.export_panel.ask(self.presenter.file_name("docx"))
        self._ask_blank()

    def _ask_blank(self) -> None:
        self.export_panel.show_looking()
        self.presenter.ask_blank()

    def _on_blank(self, sections: tuple[str, ...] | None) -> None:
        self.export_panel.show_empty(sections, _WHERE_TO_WRITE)

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
        text = f"Đã xuất {exported.path.name}, {exported.numbers} số liệu đã đối chiếu với sổ."
        # What the officer can still write comes first: of many warnings only a few are in sight.
        found = sorted(exported.warnings, key=lambda warning: warning.code != _LEFT_BLANK)
        warnings = [sentence(warning) for warning in found[:_WARNINGS_IN_SIGHT]]
        self.shell.notify_written(text, exported.path, warnings)

    def _on_workbook(self, path: Path) -> None:
        self.shell.notify_written(f"Đã xuất {path.name}, các ô cộng và tỷ lệ là công thức.", path)

    def _on_remark(self, cell: TracedCell, field: str) -> None:
        """Begin a return slip with a remark on a cell that came in a file."""
        if cell.source is None:
            return
        area = self.shell.ask(area_names).get(field) if field else None
        # A remark names a cell of a month; on a block it is written freely.
        place = None if cell.block else (str(cell.month), area, cell.measure)
        period = cell.source.period
        self.shell.go("receive", tab="board", unit=cell.unit, period=period, cell=place)


def _finding_row(finding: Finding, words: str) -> Row:
    reason = finding.reason or ""
    return Row(finding, (Cell(words, tip=words), Cell(reason, "muted", reason)))


def _gaps(now: Rollup) -> list[str]:
    """Return what the figures lack, a line for each."""
    lines = []
    if not now.lines:
        lines.append(_NO_UNITS)
    if now.missing:
        names = ", ".join(line.line.name for line in now.missing)
        count = len(now.missing)
        lines.append(f"⚠ Chưa có số liệu của {count} đơn vị, không cộng vào tổng: {names}.")
    for line in now.incomplete:
        months = ", ".join(month.short for month in line.blank_months)
        lines.append(f"⚠ {line.line.name} thiếu tháng {months}.")
    return lines
