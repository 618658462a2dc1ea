"""Chooses the period of a report: a span around the working month, or free dates."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.errors import OfficeError
from models.periods import Month, parse_period
from models.registers import Field
from ui.periods import SPANS, period_name, span_of
from ui.widgets.inputs import ChoiceInput, DateInput
from ui.widgets.pieces import tighten


class PeriodChooser(QWidget):
    """A list of spans and, for free dates, two dates.

    Attributes:
        period: name of the period, "" while free dates are not complete.

    Signals:
        chosen: name of the period, "" while it is not complete.
        refused: OfficeError of dates that make no period.
    """

    chosen = Signal(str)
    refused = Signal(object)

    def __init__(self, month: Month) -> None:
        super().__init__()
        self._month = month
        self.span = ChoiceInput(list(SPANS.items()), None)
        self.span.setAccessibleName("Kỳ báo cáo")
        self.span.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.span.show_value("month")
        self.period = period_name("month", month)
        self.start = DateInput(Field("start", "Từ ngày", "date"))
        self.end = DateInput(Field("end", "Đến ngày", "date"))
        row = QHBoxLayout(self)
        tighten(row, spacing=8)
        row.addWidget(self.span)
        for edit, name in ((self.start, "Từ ngày"), (self.end, "Đến ngày")):
            edit.setAccessibleName(name)
            edit.setPlaceholderText(name)
            edit.setFixedWidth(132)
            edit.hide()
            edit.left.connect(self._follow)
            edit.returnPressed.connect(self._follow)
            row.addWidget(edit)
        self.span.edited.connect(self._on_span)

    def show_month(self, month: Month) -> None:
        """Follow the working month."""
        self._month = month
        if self.span.value() != "free":
            self._follow()

    def show_period(self, period: str) -> None:
        """Show the span that a period's name belongs to; its month is the working month already."""
        self.span.show_value(span_of(period))
        parsed = parse_period(period)
        if parsed.start is not None:
            self.start.show_value(parsed.start)
            self.end.show_value(parsed.end)
        self._show_dates()
        self._follow()

    def _on_span(self) -> None:
        self._show_dates()
        self._follow()
        if self.span.value() == "free" and not self.period:
            self.start.setFocus()

    def _show_dates(self) -> None:
        for edit in (self.start, self.end):
            edit.setVisible(self.span.value() == "free")

    def _follow(self) -> None:
        try:
            start, end = self.start.value(), self.end.value()
            dates = (
                start if isinstance(start, date) else None,
                end if isinstance(end, date) else None,
            )
            period = period_name(str(self.span.value()), self._month, dates)
        except OfficeError as error:
            period = ""
            self.refused.emit(error)
        if period != self.period:
            self.period = period
            self.chosen.emit(period)
