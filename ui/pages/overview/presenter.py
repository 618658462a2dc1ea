"""What the page Tổng quan says: how far the month is, what is next, how the office stands."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop import figures, months
from desktop.consolidation.board import Standing
from desktop.context import today
from desktop.deadlines import Deadline, count_tasks, month_deadline
from desktop.findings import open_warnings
from desktop.overview import MonthSteps, RegisterCounts, StepState, month_steps, register_counts
from models.figures import MonthValues, unit_figures
from models.periods import Month
from models.rates import Rate, RateSettings, rates_of
from models.values import format_number
from ui.pages.front import FrontPresenter
from ui.shell import Shell

_RATES = ("online_rate", "in_time_rate", "digitised_results_rate", "paid_online_rate")
_TOTALS = {
    "to_handle": "Phải giải quyết",
    "received": "Tiếp nhận trong kỳ",
    "resolved": "Đã giải quyết",
    "resolved_late": "Giải quyết quá hạn",
    "pending": "Đang giải quyết",
    "pending_overdue": "Đang quá hạn",
}
_UNKNOWN = "chưa có số liệu"


class Step(NamedTuple):
    """One step of the month.

    Attributes:
        title: what it is called.
        state: how it stands.
        words: the same in words.
        verb: of its button, "" for none.
        page: where the button leads when it is not the page of the month.
    """

    title: str
    state: StepState
    words: str
    verb: str = ""
    page: str = ""


class Total(NamedTuple):
    """One main total of the month.

    Attributes:
        label: what is counted.
        number: its figure as shown, or that there is none.
        known: there is one.
        words: the difference to the month before, "" where one of the two is unknown.
    """

    label: str
    number: str
    known: bool
    words: str


class Bar(NamedTuple):
    """One rate: its label, percentage as printed, fraction and share of the bar in thousandths."""

    label: str
    percent: str
    fraction: str
    share: int | None


class Count(NamedTuple):
    """What a register says in short: title, number, words below, where a click leads."""

    title: str
    number: str
    words: str
    page: str
    alarm: bool = False


class Overview(NamedTuple):
    """Everything the page shows."""

    month: Month
    deadline: str
    urgent: bool
    steps: tuple[Step, ...]
    totals: tuple[Total, ...]
    bars: tuple[Bar, ...]
    counts: tuple[Count, ...]


class OverviewPresenter(FrontPresenter):
    """Reads the overview of the working month when the page is in front.

    Signals:
        shown: Overview.
        steps_shown: tuple of Step; the findings came later than the rest.
    """

    shown = Signal(Overview)
    steps_shown = Signal(object)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self._checking = False
        self._was_shown = False
        shell.month_changed.connect(self._on_moved)
        shell.changes.changed.connect(self._on_moved)
        shell.findings.shown.connect(self._on_findings)

    def _on_moved(self) -> None:
        self._load_or_wait()

    def _on_findings(self) -> None:
        """Show the findings that came later than the rest."""
        if self._checking and self._front:
            self.steps_shown.emit(_steps(self._standing(self._shell.month)))

    def load(self) -> None:
        """Read everything the page shows."""
        self._stale = False
        shell, month = self._shell, self._shell.month
        values = shell.ask(months.month_values, shell.unit, month)
        steps = self._standing(month, values)
        deadline, urgent = self._deadline(month, steps.standing)
        shown = Overview(
            month=month,
            deadline=deadline,
            urgent=urgent,
            steps=_steps(steps),
            totals=self._totals(month, values),
            bars=self._bars(values),
            counts=self._counts(month),
        )
        self._was_shown = True
        self.shown.emit(shown)

    def _deadline(self, month: Month, standing: Standing) -> tuple[str, bool]:
        # What has gone out is owed no longer, however long ago its day was.
        if standing.status in ("sent", "received"):
            return f"Báo cáo tháng {month.month}/{month.year} {_sending(standing)}", False
        deadline = self._shell.ask(month_deadline, month, today())
        if deadline is None:
            return "Chưa đặt hạn gửi báo cáo (trang Cài đặt)", False
        report = f"Báo cáo tháng {month.month}/{month.year} gửi trước {deadline.day:%d/%m/%Y}"
        return f"{report} – {_left_words(deadline)}", deadline.urgent

    def _standing(self, month: Month, values: MonthValues | None = None) -> MonthSteps:
        """Return how far the month is, with its findings; `values` are its figures if known."""
        shell = self._shell
        # The window is shown before the rules have read a year.
        if self._was_shown:
            shell.findings.ask()
        else:
            shell.findings.ask_soon()
        self._checking = not shell.findings.fresh
        waiting = None if self._checking else len(open_warnings(shell.findings.found))
        return shell.ask(month_steps, shell.unit, month, waiting, values)

    def _totals(self, month: Month, values: MonthValues) -> tuple[Total, ...]:
        """Return the main totals with the difference to the month before."""
        shell = self._shell
        before = month.previous()
        past = shell.ask(months.month_values, shell.unit, before).total.known
        known = values.total.known
        shown = []
        for name, label in _TOTALS.items():
            now = known[name]
            number = _UNKNOWN if now is None else format_number(now)
            words = _compared(now, past[name], before)
            shown.append(Total(label, number, now is not None, words))
        return tuple(shown)

    def _bars(self, values: MonthValues) -> tuple[Bar, ...]:
        """Return as many rates as there is room for; where one is out of use, another one."""
        settings = self._shell.ask(figures.rate_settings)
        unit = unit_figures("", "", [values])
        rates = rates_of(values.total.known, settings, [unit] if unit else [])
        names = dict.fromkeys((*settings.shown(_RATES), *settings.names))
        return tuple(_bar(settings, name, rates[name]) for name in tuple(names)[: len(_RATES)])

    def _counts(self, month: Month) -> tuple[Count, ...]:
        shell = self._shell
        counted = shell.ask(register_counts, shell.unit, month)
        return (
            Count(
                "Nhân sự Một cửa",
                f"{counted.staff} người",
                f"{counted.trained} đã tập huấn chuyển đổi số",
                "staff",
            ),
            _equipment_count(counted),
            Count(
                "Mô hình, sáng kiến",
                f"{counted.innovations} đang áp dụng",
                f"{counted.begun} bắt đầu trong năm",
                "innovations",
            ),
            self._task_count(),
        )

    def _task_count(self) -> Count:
        tasks = self._shell.ask(count_tasks, self._shell.unit, today())
        words = f"{tasks.overdue} quá hạn" if tasks.overdue else "không có nhiệm vụ quá hạn"
        number = f"{tasks.done}/{tasks.total} hoàn thành"
        return Count("Nhiệm vụ CCHC", number, words, "work", bool(tasks.overdue))


def _left_words(deadline: Deadline) -> str:
    days = deadline.days_left
    if days > 0:
        return f"còn {days} ngày"
    if deadline.ends is not None:
        return f"kỳ số liệu đến {deadline.ends:%d/%m/%Y}"
    return f"đã qua hạn {-days} ngày" if days < 0 else "hôm nay là hạn cuối"


def _steps(steps: MonthSteps) -> tuple[Step, ...]:
    entering, checking, closing, signing, sending = steps.states
    returned = steps.standing.status == "returned"
    start = "Nhập tiếp" if steps.entry.fields else "Bắt đầu nhập"
    close = "Chốt số liệu"
    closed = "đã chốt" if steps.closed else "chưa chốt"
    send = "Xem góp ý" if returned else "Gửi báo cáo"
    look, checked = _checking_words(steps)
    return (
        Step("Nhập số liệu", entering, _entered_words(steps), start),
        Step("Kiểm tra", checking, checked, look),
        Step(close, closing, closed, close),
        Step("Xuất báo cáo, trình ký", signing, _signing_words(steps), "Soạn báo cáo", "report"),
        Step("Gửi", sending, _sending(steps.standing), send, "submit"),
    )


def _entered_words(steps: MonthSteps) -> str:
    entry = steps.entry
    if entry.fields:
        return f"{entry.full}/{entry.fields} lĩnh vực đủ số"
    return "đã nhập số chung toàn đơn vị" if entry.complete else "chưa có lĩnh vực nào"


def _checking_words(steps: MonthSteps) -> tuple[str, str]:
    """Return the words of the button and those below the title."""
    if steps.waiting is None:
        return "Xem", "đang kiểm tra…"
    if steps.waiting:
        return f"Xem {steps.waiting} điểm", f"{steps.waiting} điểm cần xem"
    return "Xem", "không còn điểm nào" if steps.checked else "sau khi nhập"


def _signing_words(steps: MonthSteps) -> str:
    if steps.signed:
        return f"đã ký số {steps.signed}"
    return "sẵn sàng xuất" if steps.closed else "sau khi chốt"


def _compared(now: int | None, then: int | None, before: Month) -> str:
    """Return how a total stands to the one of the month before, "" where one is unknown."""
    if now is None or then is None:
        return ""
    name = f"tháng {before.month}/{before.year}"
    if now == then:
        return f"bằng {name}"
    turn = "tăng" if now > then else "giảm"
    return f"{turn} {format_number(abs(now - then))} so với {name}"


def _equipment_count(counted: RegisterCounts) -> Count:
    wrong = _several(
        (counted.broken, "hỏng hoặc đang sửa"), (counted.missing, "thiếu so với định mức")
    )
    words = wrong or "đủ và dùng tốt"
    number = f"{counted.devices} thiết bị"
    return Count("Trang thiết bị", number, words, "equipment", bool(wrong))


def _sending(standing: Standing) -> str:
    if standing.status == "not_sent":
        return "chưa gửi"
    at = f" ngày {standing.at.astimezone():%d/%m/%Y}" if standing.at else ""
    said = f"{standing.word[:1].lower()}{standing.word[1:]}, lần {standing.revision}{at}"
    return f"{said} ({standing.source_words})" if standing.other else said


def _bar(settings: RateSettings, name: str, rate: Rate) -> Bar:
    label = settings.label(name).removeprefix("Tỷ lệ ")
    label = label[:1].upper() + label[1:]
    basis = settings.basis_words(name)
    if rate.percent is None or rate.numerator is None or not rate.denominator:
        return Bar(label, _UNKNOWN, f"trên {basis}", None)
    fraction = f"{format_number(rate.numerator)}/{format_number(rate.denominator)} {basis}"
    share = min(1000, rate.numerator * 1000 // rate.denominator)
    return Bar(label, f"{rate.percent}%", fraction, share)


def _several(*parts: tuple[int, str]) -> str:
    return " · ".join(f"{number} {words}" for number, words in parts if number)
