"""Show what differs from the history and the received files, and write what is right."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop import history
from desktop.context import Outcome
from desktop.handoff.received_figures import Differing, mend_received, received_differences
from desktop.mending import Doubts, doubts
from desktop.progress import Reporter
from desktop.soundness import mend
from ui.dialogs.mend import MendDialog
from ui.dialogs.received import ReceivedDialog, time_words
from ui.dialogs.restore import RestoreDialog
from ui.shell import Shell

_RESTORE = ["Bản sao được chọn thay cho sổ đang dùng; chương trình mở lại sổ ngay sau đó."]
_SAME = "Số liệu của các đơn vị đúng như tệp đã nhận, không có gì phải lấy lại."
# More units than these are counted.
_NAMED = 4


class _Found(NamedTuple):
    """What is not as told: own values, and figures that came in files."""

    own: Doubts
    received: list[Differing]


class Mending:
    """What "Xem và sửa", "Kiểm tra sổ" and "Lấy lại từ tệp đã nhận" do in one window."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def look(self) -> None:
        """Compare every value with the history and the received files; show those that differ."""
        self._shell.run_job("Đang kiểm tra sổ", self._find, self._on_found)

    def take_again(self) -> None:
        """Write the figures of the received files again where the book says otherwise."""
        self._shell.run_job("Đang lấy lại từ tệp đã nhận", self._take, self._on_taken)

    def _find(self, reporter: Reporter) -> _Found:
        reporter.step(0, 0, "Đang so từng giá trị với lịch sử…")
        own = doubts(self._shell.context)
        reporter.step(0, 0, "Đang so số liệu đã nhận với các tệp…")
        return _Found(own, self._shell.ask(received_differences))

    def _on_found(self, found: _Found) -> None:
        if not found.own.rows and not found.received:
            self._shell.notify("Sổ nguyên vẹn: mọi giá trị đúng như lịch sử ghi.")
            return
        wants_copy = bool(found.own.rows) and self._ask_of_own(found.own)
        if found.received and not wants_copy:
            wants_copy = self._ask_of_received(found.received)
        if wants_copy:
            restore_from_copy(self._shell)

    def _ask_of_own(self, found: Doubts) -> bool:
        """Show own values and write the chosen ones; return whether a copy is wanted instead."""
        dialog = MendDialog(found)
        dialog.exec()
        if dialog.chosen:
            done = self._shell.do(mend, dialog.chosen)
            if done is not None:
                words = f"Đã ghi lại {done.value} ô theo lựa chọn."
                self._shell.notify_undo(words, done.entry)
        return dialog.wants_copy

    def _ask_of_received(self, found: list[Differing]) -> bool:
        """Show received figures; return whether a copy is wanted instead."""
        dialog = ReceivedDialog(found)
        dialog.exec()
        if dialog.wants_files:
            self.take_again()
        return dialog.wants_copy

    def _take(self, reporter: Reporter) -> Outcome[list[Differing]]:
        reporter.step(0, 0, "Đang ghi lại số liệu theo các tệp…")
        return self._shell.context.do(mend_received)

    def _on_taken(self, done: Outcome[list[Differing]]) -> None:
        taken = [each for each in done.value if each.mendable]
        left = [each.problem for each in done.value if not each.mendable]
        if taken:
            self._shell.notify(f"Đã lấy lại số liệu từ tệp đã nhận: {_places(taken)}.")
        elif not left:
            self._shell.notify(_SAME, tone="note")
        if left:
            self._shell.show_problems(left)


def _places(taken: Sequence[Differing]) -> str:
    """Return units with their months: "LEBINH (tháng 5/2024, tháng 6/2024)"."""
    times: dict[str, list[str]] = {}
    for each in taken:
        times.setdefault(each.unit, []).append(time_words(each))
    parts = []
    for unit, words in times.items():
        named = ", ".join(word for word in words if word)
        parts.append(f"{unit} ({named})" if named else unit)
    if len(parts) > _NAMED:
        parts[_NAMED:] = [f"và {len(parts) - _NAMED} đơn vị khác"]
    return "; ".join(parts)


def restore_from_copy(shell: Shell) -> None:
    """Let the officer choose a copy that takes the place of the open book."""
    entries = shell.context.ask(history.count)
    heading = "Khôi phục sổ từ bản sao lưu"
    dialog = RestoreDialog(shell.context.path, heading, _RESTORE, "Thôi", entries)
    dialog.exec()
    if dialog.chosen is not None:
        shell.restore_requested.emit(dialog.chosen)
