"""Chooses the period of a report: a span around the working month, a day, a week or free dates."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.context import today
from models.errors import OfficeError
from models.periods import Month, last_day, month_of, parse_period, week_period
from models.registers import Field
from ui.periods import DATED, SPANS, period_name, span_of, weeks_of, words
from ui.widgets.inputs import ChoiceInput, DateInput
from ui.widgets.pieces import tighten

_PLACEHOLDERS = {"day": "Ngày", "free": "Từ ngày"}


class PeriodChooser(QWidget):
    """A list of spans, and what a span needs besides: a day, a week of the month, or two dates.

    Attributes:
        period: name of the period, "" while dates are not complete.

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
        self.span.show_value("month")
        self.period = period_name("month", month)
        self.week = ChoiceInput([], None)
        self.week.setAccessibleName("Tuần")
        self.start = DateInput(Field("start", "Từ ngày", "date"))
        self.end = DateInput(Field("end", "Đến ngày", "date"))
        self.end.setAccessibleName("Đến ngày")
        self.end.setPlaceholderText("Đến ngày")
        # The list hangs below its line: laid over it, the first spans would be out of sight.
        self.setStyleSheet("QComboBox { combobox-popup: 0; }")
        row = QHBoxLayout(self)
        tighten(row, spacing=8)
        for choice in (self.span, self.week):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(choice)
        for edit in (self.start, self.end):
            edit.setFixedWidth(132)
            edit.left.connect(self._follow)
            edit.returnPressed.connect(self._follow)
            row.addWidget(edit)
        self.span.edited.connect(self._on_span)
        self.week.edited.connect(self._follow)
        self._show_inputs()

    def show_month(self, month: Month) -> None:
        """Follow the working month; free dates stay as they are."""
        if month == self._month:
            return
        self._month = month
        if self.span.value() != "free":
            self._offer_days(_usual_day(month))
            self._follow()

    def show_period(self, period: str) -> None:
        """Show a period; that of months is the one around the working month."""
        parsed = parse_period(period)
        span = span_of(period)
        self.span.show_value(span)
        if span in ("day", "week"):
            self._month = month_of(last_day(parsed))
            self._offer_days(last_day(parsed))
        elif parsed.start is not None:
            self.start.show_value(parsed.start)
            self.end.show_value(parsed.end)
        self._show_inputs()
        self._follow()

    def show_span(self, span: str) -> None:
        """Show the period of a span around the working month."""
        self.span.show_value(span)
        self._offer_days(_usual_day(self._month))
        self._show_inputs()
        self._follow()

    def _on_span(self) -> None:
        self.show_span(str(self.span.value()))
        if self.span.value() == "free" and not self.period:
            self.start.setFocus()

    def _offer_days(self, day: date) -> None:
        """Offer the weeks of the month, or its days; that of the given day is chosen."""
        if self.span.value() == "week":
            self.week.offer([(week.name, words(week)) for week in weeks_of(self._month)], None)
            self.week.show_value(week_period(day).name)
        elif self.span.value() == "day":
            self.start.show_value(day)

    def _show_inputs(self) -> None:
        span = str(self.span.value())
        name = _PLACEHOLDERS.get(span, "")
        self.start.setAccessibleName(name)
        self.start.setPlaceholderText(name)
        self.week.setVisible(span == "week")
        self.start.setVisible(span in _PLACEHOLDERS)
        self.end.setVisible(span == "free")

    def _dates(self) -> tuple[date | None, date | None]:
        """Return the dates that make the period; raises Refused for one that is none."""
        if self.span.value() == "week":
            return parse_period(str(self.week.value())).start, None
        start, end = self.start.value(), self.end.value()
        return (
            start if isinstance(start, date) else None,
            end if isinstance(end, date) else None,
        )

    def _follow(self) -> None:
        span = str(self.span.value())
        try:
            period = period_name(
                span, self._month, self._dates() if span in DATED else (None, None)
            )
        except OfficeError as error:
            period = ""
            self.refused.emit(error)
        if period != self.period:
            self.period = period
            self.chosen.emit(period)


def _usual_day(month: Month) -> date:
    """Return the day that is meant first: the last one of a month that is not in the future."""
    now = today()
    return now if month_of(now) == month else month.last_day
