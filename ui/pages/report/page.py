"""The page Báo cáo: period above, outline at the left, text in the middle, help at the right."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
)

from desktop import messages
from desktop.reports.export import Exported
from models.registers import Value
from ui.actions import Action
from ui.pages.period_page import PeriodPage
from ui.pages.report.outline_list import SECTION_ROLE, OutlineModel, outline_view
from ui.pages.report.presenter import ReportPresenter
from ui.pages.report.section_view import SectionView
from ui.pages.report.side import SidePanel
from ui.periods import DATED
from ui.shell import Shell
from ui.widgets.inputs import ChoiceInput
from ui.widgets.period_line import PeriodLine
from ui.widgets.pieces import button, label, tighten

_FORM_ALONE = (
    "Biểu II.06a chỉ có số liệu của lĩnh vực, không có phần soạn thêm. Bấm “Xuất Word” để ghi tệp; "
    "số liệu so với các kỳ khác ở bên phải."
)
_ROOMY = 1000
_INCOMPLETE = "Hãy ghi đủ ngày của kỳ."
_UNREADABLE = "Chưa đọc được số liệu của kỳ này; xem “Thông báo” ở góc dưới bên phải."


class ReportPage(PeriodPage):
    """Choose, write, export.

    Attributes:
        section: the section on show.
        side: what helps beside it.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.presenter = ReportPresenter(shell, self)
        self.outline = OutlineModel()
        self.list = outline_view(self.outline)
        self.section = SectionView(self.presenter)
        self.side = SidePanel()
        self._build()
        self._connect()

    def show_place(self, **where: object) -> None:
        if where.get("period"):
            self.show_period(str(where["period"]))
        row = self.outline.row_of(str(where.get("section", "")))
        if row >= 0:
            self.list.setCurrentIndex(self.outline.index(row))

    def entered(self) -> None:
        self.presenter.come_to_front()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self.section.save()
        self.presenter.go_back()

    def unsaved(self) -> str:
        self.section.save()
        return "nội dung báo cáo đang soạn" if self.section.pending else ""

    def save(self) -> bool:
        return self.section.save()

    def start_export(self) -> None:
        """Ask where the Word file goes."""
        if not self.presenter.period:
            self.shell.notify(_INCOMPLETE, tone="problem")
            return
        self.section.save()
        presenter = self.presenter
        self.export_panel.ask(presenter.file_name(), presenter.empty_sections, presenter.carried())

    def _build(self) -> None:
        self.kind = ChoiceInput(_offered(self.presenter), None)
        self.kind.setAccessibleName("Loại báo cáo")
        self.kind.show_value(self.presenter.kind.name)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.export_button = button("Xuất Word", "primary", "export", action=Action.EXPORT_REPORT)
        self._days = PeriodLine()
        head = QHBoxLayout()
        tighten(head, spacing=8)
        self._title = label("Báo cáo", "title")
        head.addWidget(self._title)
        for widget in (self.period, self.kind):
            head.addWidget(widget)
        head.addWidget(self._days, 1)
        head.addWidget(self.export_button)
        middle = QHBoxLayout()
        tighten(middle, spacing=12)
        self.list.setFixedWidth(228)
        self._centre = QStackedWidget()
        self._plain = label(_FORM_ALONE, "muted", wrap=True)
        self._plain.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._centre.addWidget(self.section)
        self._centre.addWidget(self._plain)
        self.side.setFixedWidth(288)
        middle.addWidget(self.list)
        middle.addWidget(self._centre, 1)
        middle.addWidget(self.side)
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 10)
        column.addLayout(head)
        column.addWidget(self.export_panel)
        column.addLayout(middle, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.period_shown.connect(self._on_period_shown)
        presenter.exported.connect(self._on_exported)
        self.kind.edited.connect(self._on_kind)
        self.list.selectionModel().currentChanged.connect(self._on_section)
        self.list.activated.connect(self._to_editor)
        self.section.placeholder_requested.connect(self.side.show_placeholders)
        self.side.placeholders.insert_requested.connect(self.section.insert)
        self.side.placeholders.left.connect(self._to_editor)
        self.side.copy_button.clicked.connect(self._on_copy)
        self.export_button.clicked.connect(self.start_export)
        self.export_panel.confirmed.connect(self._on_confirmed)
        self.export_panel.put_off.connect(self._to_list)

    def _show(self) -> None:
        presenter, outline = self.presenter, self.presenter.outline
        self.kind.offer(_offered(presenter), None)
        self.kind.show_value(presenter.kind.name)
        self._days.show_words(presenter.days)
        self.outline.show_sections(outline.sections if outline else ())
        self.side.show_comparison(presenter.comparison)
        self.export_button.setEnabled(bool(presenter.period))
        self.list.setVisible(outline is not None)
        self.side.setVisible(bool(presenter.days))
        self.side.show_all(outline is not None)
        if outline is None:
            self._plain.setText(_why_no_outline(presenter))
            self._centre.setCurrentWidget(self._plain)
            return
        self._centre.setCurrentWidget(self.section)
        self.side.placeholders.model.show_placeholders(outline.placeholders)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.outline.index(0))
        self._show_section()

    def _show_section(self) -> None:
        section = self.list.currentIndex().data(SECTION_ROLE)
        if section is not None and self.presenter.outline is not None:
            self.section.show_section(self.presenter.period, section)
            self.side.show_last(section.last_period_text)

    def _on_period(self, period: str) -> None:
        self.section.save()
        self.presenter.choose(period=period)

    def _on_period_shown(self) -> None:
        self.export_panel.hide()
        self._fit_head()

    def _on_section(self) -> None:
        self._show_section()

    def _on_kind(self) -> None:
        self.section.save()
        self.presenter.choose(kind=str(self.kind.value()))

    def _on_copy(self) -> None:
        section = self.list.currentIndex().data(SECTION_ROLE)
        if section is not None and section.last_period_text:
            self.section.append(section.last_period_text)

    def _to_editor(self) -> None:
        self.section.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_confirmed(self, path: Path) -> None:
        self.presenter.export(path, self.export_panel.public.isChecked())

    def _on_exported(self, exported: Exported) -> None:
        text = f"Đã xuất {exported.path.name}, {exported.numbers} số liệu đã đối chiếu với sổ."
        warnings = [messages.sentence(warning) for warning in exported.warnings]
        self.shell.notify_written(text, exported.path, warnings)

    def _fit_head(self) -> None:
        """Leave the title out where dates need its room; the navigation says it too."""
        self._title.setVisible(self.width() >= _ROOMY or self.period.span.value() not in DATED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = self.width() < _ROOMY
        self._fit_head()
        self.list.setFixedWidth(184 if small else 228)
        self.side.setFixedWidth(244 if small else 288)


def _offered(presenter: ReportPresenter) -> list[tuple[Value, str]]:
    return [(kind.name, kind.label) for kind in presenter.kinds.values()]


def _why_no_outline(presenter: ReportPresenter) -> str:
    if presenter.days:
        return _FORM_ALONE
    return _UNREADABLE if presenter.period else _INCOMPLETE
