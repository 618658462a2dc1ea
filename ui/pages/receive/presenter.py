"""What the page Nhận báo cáo knows and does while files are taken in; no widgets."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.backup_habit import keep_copy
from desktop.context import Outcome, now
from desktop.drives import may_pull_out
from desktop.handoff.arrivals import ANSWERED, FINE, Arrival, Decisions
from desktop.handoff.receiving import Received, receive, undo_batch
from desktop.handoff.slips import WrittenSlip, write_receipts
from desktop.handoff.triage import triage
from desktop.progress import Reporter
from desktop.registers import records
from ui.notice_cards import Tone
from ui.shell import Shell


class IntakePresenter(QObject):
    """Files on the table, what each is, and what a person decided about them.

    Attributes:
        arrivals: every file with its status, in order.
        left_out: files the officer does not want to take in now.
        received: what the last act of receiving did, until other files come.

    Signals:
        triaged: the files were looked at.
        taken: the files were taken in.
    """

    triaged = Signal()
    taken = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._sources: list[Path] = []
        self._accept_keys: set[str] = set()
        self._accept_sequences: set[str] = set()
        self._new_units: set[str] = set()
        self._aliases: dict[str, str] = {}
        self._password: str | None = None
        self.arrivals: list[Arrival] = []
        self.left_out: set[Path] = set()
        self.received: Received | None = None

    @property
    def wanted(self) -> list[Path]:
        """Return the files that will be taken in."""
        return [a.path for a in self.arrivals if a.applies and a.path not in self.left_out]

    @property
    def answerable(self) -> list[Arrival]:
        """Return the files a receipt can be written of: taken in, or set aside as too old."""
        found = []
        for arrival in self.arrivals:
            waits = arrival.path in self.left_out or self.received is None
            if arrival.status in ANSWERED and not (arrival.status in FINE and waits):
                found.append(arrival)
        return found

    def add(self, paths: Sequence[Path]) -> None:
        """Put files or folders on the table."""
        if self.received is not None:
            self._forget()
        self._sources += [path for path in paths if path not in self._sources]
        self.look()

    def clear(self) -> None:
        """Take everything off the table; the files themselves stay where they are."""
        self._forget()
        self.triaged.emit()

    def _forget(self) -> None:
        self._sources, self.arrivals, self.received = [], [], None
        self._accept_keys, self._new_units, self._aliases, self._password = set(), set(), {}, None
        self._accept_sequences = set()
        self.left_out = set()

    def remove(self, arrival: Arrival) -> None:
        """Take one file off the table."""
        self._sources = [other.path for other in self.arrivals if other.path != arrival.path]
        self.arrivals = [other for other in self.arrivals if other.path != arrival.path]
        self.triaged.emit()

    def toggle(self, arrival: Arrival) -> None:
        """Take a file in, or leave it out."""
        self.left_out ^= {arrival.path}
        self.triaged.emit()

    def add_unit(self, arrival: Arrival) -> None:
        """Decide that the unit of a file is a new one."""
        self._new_units.add(arrival.sent_as or "")
        self.look()

    def call_unit(self, arrival: Arrival, code: str) -> None:
        """Decide that the unit of a file is one of the list under another name."""
        self._aliases[arrival.sent_as or ""] = code
        self.look()

    def accept_key(self, arrival: Arrival) -> None:
        """Decide that a unit's new key was confirmed by telephone."""
        self._accept_keys.add(arrival.unit or "")
        self.look()

    def accept_sequence(self, arrival: Arrival) -> None:
        """Decide that a unit confirmed a sequence far ahead of its last one."""
        self._accept_sequences.add(arrival.unit or "")
        self.look()

    def use_password(self, password: str) -> None:
        """Open files that are closed with a password."""
        self._password = password
        self.look()

    def units(self) -> list[tuple[str, str]]:
        """Return code and name of the units in the list."""
        units = self._shell.ask(records, "units", "")
        return [(unit.text("code"), unit.text("name")) for unit in units]

    def look(self) -> None:
        """Look at the files off the window's thread; nothing is written."""
        context, sources, decisions = self._shell.context, list(self._sources), self._decisions()

        def work(reporter: Reporter) -> list[Arrival]:
            return context.ask(triage, sources, decisions, reporter)

        self._shell.run_job("Đang xem các tệp", work, self._on_looked)

    def receive(self) -> None:
        """Take the wanted files in, all of them or none."""
        context, paths, decisions = self._shell.context, self.wanted, self._decisions()

        def work(reporter: Reporter) -> Outcome[Received]:
            reporter.step(0, 0, "Đang sao lưu sổ trước khi nhận…")
            keep_copy(context, now())
            return context.do(receive, paths, decisions, reporter, compare=True)

        self._shell.run_job("Đang nhận báo cáo", work, self._on_received)

    def undo(self, batch: str) -> None:
        """Take an act of receiving back."""
        if not self._shell.keep_copy() or self._shell.do(undo_batch, batch) is None:
            return
        self._shell.notify(
            "Đã hoàn tác lần nhận; tệp gốc và khóa đã biết của đơn vị vẫn giữ nguyên."
        )
        if self.received is not None and self.received.batch == batch:
            self.received = None
            self.look()

    def write_receipts(self, folder: Path) -> None:
        """Write a receipt for each file that was taken in or set aside as too old."""
        context, arrivals = self._shell.context, self.answerable

        def work(reporter: Reporter) -> list[WrittenSlip]:
            reporter.step(0, 0, "Đang ghi biên nhận…")
            return write_receipts(context, arrivals, folder)

        self._shell.run_job("Đang ghi biên nhận", work, self._on_receipts)

    def _decisions(self) -> Decisions:
        return Decisions(
            new_units=frozenset(self._new_units),
            accept_keys=frozenset(self._accept_keys),
            accept_sequences=frozenset(self._accept_sequences),
            aliases=dict(self._aliases),
            password=self._password,
        )

    def _on_looked(self, arrivals: list[Arrival]) -> None:
        self.arrivals = arrivals
        self.triaged.emit()

    def _on_received(self, outcome: Outcome[Received]) -> None:
        self.received = outcome.value
        self._shell.copied.emit()
        taken = sum(arrival.applies for arrival in self.received.arrivals)
        by_path = {arrival.path: arrival for arrival in self.received.arrivals}
        self.arrivals = [by_path.get(arrival.path, arrival) for arrival in self.arrivals]
        aside = sum(arrival.set_aside for arrival in self.arrivals)
        rest = f", {aside} tệp để riêng" if aside else ""
        batch = self.received.batch
        undo = partial(self.undo, batch) if batch else None
        tone: Tone = "note" if aside else "done"
        self._shell.notify(f"Đã nhận {taken} tệp{rest}.", "Hoàn tác lần nhận", undo, tone)
        self.taken.emit()

    def _on_receipts(self, written: list[WrittenSlip]) -> None:
        where, pull = "", ""
        if written:
            folder = written[0].path.parent
            where, pull = f" vào {folder}", may_pull_out(folder)
        self._shell.notify(f"Đã ghi và đọc lại {len(written)} biên nhận{where}.{pull}")
