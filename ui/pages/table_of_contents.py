"""The pages in order; each is imported when it is first shown, which keeps the start fast."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from ui.pages.base import Page
from ui.shell import Shell

HOME = "overview"
_REGISTER = "register.page:RegisterPage"


class Entry(NamedTuple):
    """One page in the navigation.

    Attributes:
        name: how other pages call it (`shell.go`).
        label: its word in the navigation.
        icon: its icon.
        page: its module below `ui.pages` and its class, with a colon between them.
        registers: the registers that a page made of registers shows, one tab each.
        bottom: stands at the bottom of the navigation.
        receiving: for offices that receive reports only.
    """

    name: str
    label: str
    icon: str
    page: str
    registers: tuple[str, ...] = ()
    bottom: bool = False
    receiving: bool = False

    def page_class(self) -> type[Page]:
        """Import the page and return its class."""
        module, _, name = self.page.partition(":")
        found: type[Page] = getattr(import_module(f"ui.pages.{module}"), name)
        return found

    def make(self, shell: Shell) -> Page:
        """Import the page and build it."""
        build: Callable[..., Page] = self.page_class()
        if self.registers:
            return build(shell, self.label, self.registers)
        return build(shell)


_WORK = ("tasks", "documents", "inspections", "assessments")

ENTRIES: tuple[Entry, ...] = (
    Entry("overview", "Tổng quan", "home", "overview.page:OverviewPage"),
    Entry("month", "Hồ sơ tháng", "month", "month.page:MonthPage"),
    Entry("staff", "Nhân sự", "people", _REGISTER, ("staff",)),
    Entry("equipment", "Trang thiết bị", "device", "equipment.page:EquipmentPage"),
    Entry("innovations", "Mô hình, sáng kiến", "bulb", _REGISTER, ("innovations",)),
    Entry("work", "Công việc", "tasks", _REGISTER, _WORK),
    Entry("report", "Báo cáo", "report", "report.page:ReportPage"),
    Entry("submit", "Gửi báo cáo", "send", "submit.page:SubmitPage"),
    Entry("receive", "Nhận báo cáo", "inbox", "receive.page:ReceivePage", receiving=True),
    Entry("consolidate", "Tổng hợp", "sum", "consolidate.page:ConsolidatePage", receiving=True),
    Entry("lists", "Danh mục", "list", "lists.page:ListsPage", bottom=True),
    Entry("settings", "Cài đặt", "settings", "settings.page:SettingsPage", bottom=True),
)


def entries_for(role: str) -> tuple[Entry, ...]:
    """Return the pages of a reporting unit ("ward") or of a receiving office ("district")."""
    return tuple(entry for entry in ENTRIES if role == "district" or not entry.receiving)
