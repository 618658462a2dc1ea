"""What the page Tổng quan knows: how far the month is, what is next, and how the office stands; no
widgets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from desktop import equipment, figures, findings, months, registers
from desktop.consolidation.board import Standing, signed_number, status_of
from desktop.context import today
from desktop.deadlines import count_tasks, month_deadline
from desktop.reports.kinds import PRINCIPAL
from models.figures import MonthValues
from models.periods import Month
from models.rates import RATES, Rate, basis_label, rates_of
from models.values import format_number
from ui.pages.front import FrontPresenter
from ui.shell import Shell

State = Literal["done", "short", "now", "later"]
# The steps that closing a month ends, whatever is still missing in them.
_ENTERING = 2
_RATES = ("online_rate", "in_time_rate", "digitised_results_rate", "paid_online_rate")


@dataclass(frozen=True)
class Step:
    """One step of the month.

    Attributes:
        title: what it is called.
        state: how it stands; "short" for a step that the closing of the month ended unfinished.
        words: the same in words.
        verb: of its button, "" for none.
        page: where the button leads when it is not the page of the month.
    """

    title: str
    state: State
    words: str
    verb: str = ""
    page: str = ""


@dataclass(frozen=True)
class Bar:
    """One rate: its label, percentage as printed, fraction and share of the bar in thousandths."""

    label: str
    percent: str
    fraction: str
    share: int | None


@dataclass(frozen=True)
class Count:
    """What a register says in short: title, the number that counts, words below, where a click
    leads.
    """

    title: str
    number: str
    words: str
    page: str
    alarm: bool = False


@dataclass(frozen=True)
class Overview:
    """Everything the page shows."""

    month: Month
    deadline: str
    urgent: bool
    steps: tuple[Step, ...]
    figures: tuple[tuple[str, str, str], ...]
    bars: tuple[Bar, ...]
    counts: tuple[Count, ...]


class OverviewPresenter(FrontPresenter):
    """Reads the overview of the working month when the page is in front.

    Signals:
        shown: Overview.
    """

    shown = Signal(object)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        shell.month_changed.connect(self._on_moved)
        shell.changes.changed.connect(self._on_moved)

    def _on_moved(self) -> None:
        self._load_or_wait()

    def load(self) -> None:
        """Read everything the page shows."""
        self._stale = False
        shell, month = self._shell, self._shell.month
        values = shell.ask(months.month_values, shell.unit, month)
        deadline, urgent = self._deadline(month)
        self.shown.emit(
            Overview(
                month, deadline, urgent, self._steps(month), self._figures(month, values), self._bars(values),
                self._counts(month),
            )
        )  # fmt: skip

    def _deadline(self, month: Month) -> tuple[str, bool]:
        deadline = self._shell.ask(month_deadline, month, today())
        if deadline is None:
            return "Chưa đặt hạn gửi báo cáo (trang Cài đặt)", False
        report = f"Báo cáo tháng {month.month}/{month.year} gửi trước {deadline.day:%d/%m/%Y}"
        return f"{report} – {_left_words(deadline.days_left)}", deadline.urgent

    def _steps(self, month: Month) -> tuple[Step, ...]:
        shell = self._shell
        closed = shell.ask(months.is_closed, shell.unit, month)
        entry = shell.ask(months.entry_state, shell.unit, month)
        found = shell.ask(findings.findings, shell.unit, [month], today())
        waiting = len(findings.open_warnings(found))
        standing = shell.ask(status_of, shell.unit, str(month))
        sent = standing.status in ("sent", "received")
        signed = shell.ask(signed_number, shell.unit, str(month), PRINCIPAL.name)
        number = signed[0] if signed else None
        # Closing a month asks for a reason for every warning, so it is checked by then.
        checked_well = (entry.complete or closed) and not waiting
        done = (entry.complete, checked_well, closed, sent or number is not None, sent)
        states = _states(done, closed)
        if entry.fields:
            typed = f"{entry.full}/{entry.fields} lĩnh vực đủ số"
        elif entry.complete:
            typed = "đã nhập số chung toàn đơn vị"
        else:
            typed = "chưa có lĩnh vực nào"
        checked = (
            f"{waiting} điểm cần xem"
            if waiting
            else "không còn điểm nào"
            if checked_well
            else "sau khi nhập"
        )
        return (
            Step("Nhập số liệu", states[0], typed, "Nhập tiếp" if entry.fields else "Bắt đầu nhập"),
            Step("Kiểm tra", states[1], checked, f"Xem {waiting} điểm" if waiting else "Xem"),
            Step("Chốt số liệu", states[2], "đã chốt" if closed else "chưa chốt", "Chốt số liệu"),
            Step(
                "Xuất báo cáo, trình ký", states[3],
                f"đã ký số {number}" if number else "sẵn sàng xuất" if closed else "sau khi chốt",
                "Soạn báo cáo", "report",
            ),
            Step(
                "Gửi", states[4], _sending(standing),
                "Xem góp ý" if standing.status == "returned" else "Gửi báo cáo", "submit",
            ),
        )  # fmt: skip

    def _figures(self, month: Month, values: MonthValues) -> tuple[tuple[str, str, str], ...]:
        """Return the main totals with the difference to the month before."""
        shell = self._shell
        before = month.previous()
        past = shell.ask(months.month_values, shell.unit, before).total.known
        known = values.total.known
        shown = []
        for name, label in (
            ("to_handle", "Phải giải quyết"),
            ("received", "Tiếp nhận trong kỳ"),
            ("resolved", "Đã giải quyết"),
            ("resolved_late", "Giải quyết quá hạn"),
            ("pending", "Đang giải quyết"),
            ("pending_overdue", "Đang quá hạn"),
        ):
            now, then = known[name], past[name]
            words = ""
            if now is not None and then is not None:
                turn = "tăng" if now > then else "giảm"
                step = "bằng" if now == then else f"{turn} {format_number(abs(now - then))} so với"
                words = f"{step} tháng {before.month}/{before.year}"
            shown.append((label, "chưa có số liệu" if now is None else format_number(now), words))
        return tuple(shown)

    def _bars(self, values: MonthValues) -> tuple[Bar, ...]:
        rates = rates_of(values.total.known, self._shell.ask(figures.rate_settings))
        return tuple(_bar(name, rates[name]) for name in _RATES)

    def _counts(self, month: Month) -> tuple[Count, ...]:
        shell = self._shell
        day = shell.ask(months.window, shell.unit, month).end
        staff = shell.ask(registers.records, "staff", shell.unit, as_of=day)
        trained = sum(person["trained"] is True for person in staff)
        types = shell.ask(equipment.equipment_by_type, shell.unit, day)
        innovations = shell.ask(registers.records, "innovations", shell.unit, as_of=day)
        tasks = shell.ask(count_tasks, shell.unit, today())
        broken, missing = (
            sum(kind.broken for kind in types),
            sum(kind.missing or 0 for kind in types),
        )
        have = sum(kind.have for kind in types)
        new = sum(
            1 for item in innovations if (begun := item.day("started")) and begun.year == month.year
        )
        return (
            Count("Nhân sự Một cửa", f"{len(staff)} người", f"{trained} đã tập huấn chuyển đổi số", "staff"),
            Count(
                "Trang thiết bị", f"{have} thiết bị",
                _several((broken, "hỏng hoặc đang sửa"), (missing, "thiếu so với định mức")) or "đủ và dùng tốt",
                "equipment", bool(broken or missing),
            ),
            Count("Mô hình, sáng kiến", f"{len(innovations)} đang áp dụng", f"{new} bắt đầu trong năm", "innovations"),
            Count(
                "Nhiệm vụ CCHC", f"{tasks.done}/{tasks.total} hoàn thành",
                f"{tasks.overdue} quá hạn" if tasks.overdue else "không có nhiệm vụ quá hạn",
                "work", bool(tasks.overdue),
            ),
        )  # fmt: skip


def _left_words(days: int) -> str:
    if days > 0:
        return f"còn {days} ngày"
    return f"đã qua hạn {-days} ngày" if days < 0 else "hôm nay là hạn cuối"


def _states(done: Sequence[bool], closed: bool) -> list[State]:
    """Return the state of every step: the first open one is the next.

    A closed month is not entered any further: what is missing there is said, and is no next step.
    """
    states: list[State] = []
    for index, flag in enumerate(done):
        if flag:
            states.append("done")
        elif closed and index < _ENTERING:
            states.append("short")
        else:
            states.append("later" if "now" in states else "now")
    return states


def _sending(standing: Standing) -> str:
    if standing.status == "not_sent":
        return "chưa gửi"
    at = f" ngày {standing.at.astimezone():%d/%m/%Y}" if standing.at else ""
    return f"{standing.word[:1].lower()}{standing.word[1:]}, lần {standing.revision}{at}"


def _bar(name: str, rate: Rate) -> Bar:
    label = RATES[name].label.removeprefix("Tỷ lệ ")
    label = label[0].upper() + label[1:]
    if rate.percent is None or rate.numerator is None or not rate.denominator:
        return Bar(label, "chưa có số liệu", f"trên {basis_label(rate.basis)}", None)
    fraction = f"{format_number(rate.numerator)}/{format_number(rate.denominator)} {basis_label(rate.basis)}"
    return Bar(
        label, f"{rate.percent}%", fraction, min(1000, rate.numerator * 1000 // rate.denominator)
    )


def _several(*parts: tuple[int, str]) -> str:
    return " · ".join(f"{number} {words}" for number, words in parts if number)
