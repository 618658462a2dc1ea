"""The pages in the order of the navigation; each is imported when it is first shown, which keeps
the start fast.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ui.pages.base import Page
from ui.shell import Shell

HOME = "overview"


@dataclass(frozen=True)
class Entry:
    """One page in the navigation.

    Attributes:
        name: how other pages call it (`shell.go`).
        label: its word in the navigation.
        icon: its icon.
        make: imports and builds it.
        bottom: stands at the bottom of the navigation.
        receiving: for offices that receive reports only.
    """

    name: str
    label: str
    icon: str
    make: Callable[[Shell], Page]
    bottom: bool = False
    receiving: bool = False


def _overview(shell: Shell) -> Page:
    from ui.pages.overview.page import OverviewPage

    return OverviewPage(shell)


def _month(shell: Shell) -> Page:
    from ui.pages.month.page import MonthPage

    return MonthPage(shell)


def _report(shell: Shell) -> Page:
    from ui.pages.report.page import ReportPage

    return ReportPage(shell)


def _staff(shell: Shell) -> Page:
    from ui.pages.register.page import RegisterPage

    return RegisterPage(shell, "Nhân sự", ("staff",))


def _equipment(shell: Shell) -> Page:
    from ui.pages.equipment.page import EquipmentPage

    return EquipmentPage(shell)


def _innovations(shell: Shell) -> Page:
    from ui.pages.register.page import RegisterPage

    return RegisterPage(shell, "Mô hình, sáng kiến", ("innovations",))


def _work(shell: Shell) -> Page:
    from ui.pages.register.page import RegisterPage

    return RegisterPage(shell, "Công việc", ("tasks", "documents", "inspections", "assessments"))


def _submit(shell: Shell) -> Page:
    from ui.pages.submit.page import SubmitPage

    return SubmitPage(shell)


def _receive(shell: Shell) -> Page:
    from ui.pages.receive.page import ReceivePage

    return ReceivePage(shell)


def _consolidate(shell: Shell) -> Page:
    from ui.pages.consolidate.page import ConsolidatePage

    return ConsolidatePage(shell)


def _lists(shell: Shell) -> Page:
    from ui.pages.lists.page import ListsPage

    return ListsPage(shell)


def _settings(shell: Shell) -> Page:
    from ui.pages.settings.page import SettingsPage

    return SettingsPage(shell)


ENTRIES: tuple[Entry, ...] = (
    Entry("overview", "Tổng quan", "home", _overview),
    Entry("month", "Hồ sơ tháng", "month", _month),
    Entry("staff", "Nhân sự", "people", _staff),
    Entry("equipment", "Trang thiết bị", "device", _equipment),
    Entry("innovations", "Mô hình, sáng kiến", "bulb", _innovations),
    Entry("work", "Công việc", "tasks", _work),
    Entry("report", "Báo cáo", "report", _report),
    Entry("submit", "Gửi báo cáo", "send", _submit),
    Entry("receive", "Nhận báo cáo", "inbox", _receive, receiving=True),
    Entry("consolidate", "Tổng hợp", "sum", _consolidate, receiving=True),
    Entry("lists", "Danh mục", "list", _lists, bottom=True),
    Entry("settings", "Cài đặt", "settings", _settings, bottom=True),
)


def keys_of(number: int) -> str:
    """Return the keys that open the page at a place of the navigation, counted from 1; "" for those
    without.
    """
    return f"Ctrl+{number % 10}" if number <= 10 else ""


def entries_for(role: str) -> tuple[Entry, ...]:
    """Return the pages of a reporting unit ("ward") or of a receiving office ("district")."""
    return tuple(entry for entry in ENTRIES if role == "district" or not entry.receiving)
