"""The window: navigation, top bar, the page on show with its notices, and the status line."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop import findings, messages, months
from desktop.backup import Chosen
from desktop.backup_habit import bring_newest, copies_of, second_place
from desktop.context import now
from desktop.overview import month_state
from desktop.progress import Reporter
from desktop.settings import SECOND_PLACE, get
from models.errors import OfficeError
from models.findings import Finding
from models.periods import Month
from ui import style
from ui.actions import Action, on_keys, on_page_keys
from ui.backup_clock import BackupClock
from ui.change_hub import touches
from ui.navigation import Navigation
from ui.notice_cards import Notice
from ui.notice_list import NoticeList
from ui.notices import NoticeBoard
from ui.pages.base import Page
from ui.pages.table_of_contents import HOME, entries_for
from ui.shell import Shell
from ui.status_line import StatusLine
from ui.top_bar import TopBar

if TYPE_CHECKING:
    from desktop.context import Change, Context
    from ui.mending import Mending

IDLE_MS = 5000


class MainWindow(QMainWindow):
    """Holds the pages and carries their wishes out.

    Attributes:
        shell: what the pages see of this window.
        backups: makes copies of the store while the officer works.
        restore_from: the copy that shall take the store's place once the window is closed.
    """

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.setWindowTitle("Sổ Một Cửa")
        self.setWindowIcon(style.icon("somotcua"))
        self.setMinimumSize(880, 540)
        self.resize(1280, 720)
        self.restore_from: Chosen | None = None
        self.shell = Shell(context, _first_month(context), self)
        self.backups = BackupClock(self.shell)
        self._entries = entries_for(context.role)
        self._pages: dict[str, Page] = {}
        self._searches: dict[str, str] = {}
        self._name = ""
        self._build()
        self._idle_clock = QTimer(self)
        self._idle_clock.setSingleShot(True)
        self._idle_clock.setInterval(IDLE_MS)
        self._connect()
        self.top_bar.show_unit(context.unit_name)
        self._show_month()
        self._show_backup()
        self.show_page(HOME)

    def page(self, name: str) -> Page:
        """Return a page, building it on the first visit."""
        if name not in self._pages:
            entry = next(entry for entry in self._entries if entry.name == name)
            page = entry.make(self.shell)
            page.search_focus_requested.connect(self._on_find)
            page.search_cleared.connect(self._on_search_cleared)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def show_fitting(self) -> None:
        """Show the window: as large as the screen where it is small, else in a comfortable size."""
        room = self.screen().availableSize()
        if room.width() < 1500 or room.height() < 850:
            self.resize(room)
            self.showMaximized()
        else:
            self.show()

    @cached_property
    def notice_list(self) -> NoticeList:
        """Return the list of the session's notices; it is made when it is first needed."""
        return NoticeList(self.notices, self._area)

    @property
    def current(self) -> Page:
        """Return the page on show."""
        return self._pages[self._name]

    def show_page(self, name: str, where: dict[str, object] | None = None) -> None:
        """Bring a page to the front, and a place on it."""
        page = self.page(name)
        if name != self._name:
            if self._name:
                self._searches[self._name] = self.top_bar.search.text()
                self.current.left()
            self._name = name
            self._stack.setCurrentWidget(page)
            self.navigation.show_chosen(name)
            self.top_bar.show_search(
                page.searchable, self._searches.get(name, ""), page.search_hint
            )
            page.entered()
        if where:
            page.show_place(**where)

    def _build(self) -> None:
        self.navigation = Navigation(self._entries)
        self.top_bar = TopBar(self.shell.month)
        self.status_line = StatusLine()
        self._stack = QStackedWidget()
        area = self._area = QWidget()
        inside = QVBoxLayout(area)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        self.notices = NoticeBoard(area)
        self.progress = self.notices.progress
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(area, 1)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.navigation)
        upper.addLayout(right, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        shell = self.shell
        self.navigation.chosen.connect(self.show_page)
        self.top_bar.month_chosen.connect(shell.set_month)
        self.top_bar.chooser.about_to_open.connect(self._mark_months)
        self.top_bar.search_changed.connect(self._on_search)
        self.status_line.findings_requested.connect(self._on_findings)
        self.status_line.notices_requested.connect(self._on_notices_requested)
        shell.notice_requested.connect(self.notices.show_notice)
        self.notices.changed.connect(self._on_notices)
        shell.page_requested.connect(self.show_page)
        shell.month_changed.connect(self._show_month)
        shell.findings.checking.connect(self.status_line.show_checking)
        shell.findings.shown.connect(self._show_findings)
        self._idle_clock.timeout.connect(self._on_idle)
        shell.saved.connect(self._on_saved)
        shell.copied.connect(self._show_backup)
        shell.restore_requested.connect(self._on_restore)
        shell.mending_requested.connect(self._on_mending)
        shell.retaking_requested.connect(self._on_retaking)
        self.backups.refused_at_end.connect(self._on_no_copy)
        shell.changes.changed.connect(self._on_changed)
        shell.jobs.progress_shown.connect(self.notices.start_progress)
        shell.jobs.progressed.connect(self.progress.step)
        shell.jobs.ended.connect(self.notices.end_progress)
        shell.jobs.crashed.connect(self._on_crash)
        self.progress.stop_requested.connect(shell.jobs.cancel)
        self._connect_keys()

    def _connect_keys(self) -> None:
        search = self.top_bar.search
        on_keys(Action.FIND, self, self._on_find)
        in_search = Qt.ShortcutContext.WidgetShortcut
        on_keys(Action.END_SEARCH, search, self._on_search_left, in_search)
        on_keys(Action.PAGE_BEFORE, self, self._to_page_before)
        on_keys(Action.PAGE_AFTER, self, self._to_page_after)
        for number, entry in enumerate(self._entries, start=1):
            on_page_keys(number, self, self.navigation.button(entry.name).click)

    def _to_page_before(self) -> None:
        self._turn_page(-1)

    def _to_page_after(self) -> None:
        self._turn_page(1)

    def _turn_page(self, step: int) -> None:
        """Open the page above or below in the navigation; it ends at both sides."""
        names = [entry.name for entry in self._entries]
        place = names.index(self._name) + step
        if 0 <= place < len(names):
            self.show_page(names[place])

    def _show_month(self) -> None:
        shell = self.shell
        window = shell.ask(months.window, shell.unit, shell.month)
        state = shell.ask(month_state, shell.unit, shell.month)
        self.top_bar.show_month(shell.month, window, state)

    def _show_findings(self, found: list[Finding]) -> None:
        self.status_line.show_findings(len(findings.open_warnings(found)))

    def _show_backup(self) -> None:
        context = self.shell.context
        copies = copies_of(context.path)
        self.status_line.show_backup(copies[0].made if copies else None)
        if self.shell.ask(get, SECOND_PLACE):
            # A share that is away may take half a minute to say so.
            self.shell.run_job("Đang xem nơi sao lưu thứ hai", self._look, self._show_second_place)
        else:
            self._show_second_place("")

    def _look(self, reporter: Reporter) -> str:
        # A stick that was plugged in since gets what it has missed.
        bring_newest(self.shell.context, now())
        place = second_place(self.shell.context)
        return place.lack(now()) if place else ""

    def _show_second_place(self, lack: str) -> None:
        self.status_line.show_second_place(lack)

    def _mark_months(self) -> None:
        known = self.shell.ask(months.months_with_figures, self.shell.unit)
        self.top_bar.chooser.show_months_with_figures(known)

    def _on_saved(self) -> None:
        self.status_line.show_saved(self.shell.saved_at)
        self._idle_clock.start()

    def _on_idle(self) -> None:
        """Bring what was saved into the one file while the officer thinks; a job comes first."""
        if self.shell.jobs.busy:
            self._idle_clock.start()
        else:
            self.shell.context.store.checkpoint()

    def _on_changed(self, changes: "list[Change]") -> None:
        if touches(changes, "profile"):
            self.top_bar.show_unit(self.shell.context.unit_name)
        if touches(changes, "closing", "monthly", "setting", "outbox", "slip"):
            self._show_month()

    def _on_search(self, text: str) -> None:
        self.current.search(text)

    def _on_search_cleared(self) -> None:
        for name, page in self._pages.items():
            if page is self.sender():
                self._searches[name] = ""
                if name == self._name:
                    self.top_bar.search.clear()

    def _on_search_left(self) -> None:
        self.top_bar.search.clear()
        self.current.setFocus()

    def _on_find(self) -> None:
        if self.current.searchable:
            self.top_bar.focus_search()

    def _on_notices(self) -> None:
        self.status_line.show_unread(self.notices.unread)

    def _on_notices_requested(self) -> None:
        self.notice_list.switch()

    def _on_findings(self) -> None:
        self.shell.go("month", findings=True)

    def _on_crash(self, error: BaseException) -> None:
        raise error

    def _unsaved(self) -> list[tuple[str, str]]:
        named = ((name, page.unsaved()) for name, page in self._pages.items())
        return [(name, text) for name, text in named if text]

    def _save_and_close(self) -> None:
        if all(self._pages[name].save() for name, _ in self._unsaved()):
            self.close()

    def _discard_and_close(self) -> None:
        for name, _ in self._unsaved():
            self._pages[name].discard()
        self.close()

    def _on_restore(self, copy: Chosen) -> None:
        """Close, so that the copy can take the place of a store that nobody has open."""
        self.restore_from = copy
        self.close()

    def _on_mending(self) -> None:
        mending_of(self.shell).look()

    def _on_retaking(self) -> None:
        mending_of(self.shell).take_again()

    def _on_no_copy(self, error: OfficeError) -> None:
        words = "Chưa sao lưu được nên chưa đóng. " + " ".join(messages.sentences(error))
        ways_on = self.shell.ways_on(error.problems)
        actions = (*ways_on, ("Vẫn đóng", self.close), ("Ở lại", self._stay))
        self.shell.notice_requested.emit(Notice(words, "problem", actions))

    def _stay(self) -> None:
        self.current.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        unsaved = self._unsaved()
        if unsaved:
            event.ignore()
            self.show_page(unsaved[0][0])
            self.shell.notice_requested.emit(
                Notice(
                    "Còn thay đổi chưa lưu: " + "; ".join(text for _, text in unsaved) + ".",
                    "question",
                    (
                        ("Lưu rồi đóng", self._save_and_close),
                        ("Bỏ thay đổi rồi đóng", self._discard_and_close),
                        ("Ở lại", self._stay),
                    ),
                )
            )
            return
        if self._name:
            self.current.left()
        self.shell.findings.rest()
        self._idle_clock.stop()
        self.backups.stop()
        self.shell.jobs.shut_down()
        if self.backups.may_close():
            event.accept()
        else:
            event.ignore()


def _first_month(context: "Context") -> Month:
    """Return the last month with figures, or this one in an empty store."""
    today = date.today()  # noqa: DTZ011 - the calendar on the officer's wall
    known = context.ask(months.months_with_figures, context.unit)
    return max(known) if known else Month(today.year, today.month)


def mending_of(shell: Shell) -> "Mending":
    """Return what puts right values that are not as told; hardly anybody ever needs it."""
    from ui.mending import Mending

    return Mending(shell)
