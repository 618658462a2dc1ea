"""Show what differs from the history in the window, and write what the officer says is right."""

from desktop import history
from desktop.mending import Doubts, doubts
from desktop.progress import Reporter
from desktop.soundness import mend
from ui.dialogs.mend import MendDialog
from ui.dialogs.restore import RestoreDialog
from ui.shell import Shell

_RESTORE = ["Bản sao được chọn thay cho sổ đang dùng; chương trình mở lại sổ ngay sau đó."]


class Mending:
    """What "Xem và sửa" and "Kiểm tra sổ" do in one window."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def look(self) -> None:
        """Compare every value with the history, and show those that differ."""
        self._shell.run_job("Đang kiểm tra sổ", self._find, self._on_found)

    def _find(self, reporter: Reporter) -> Doubts:
        reporter.step(0, 0, "Đang so từng giá trị với lịch sử…")
        return doubts(self._shell.context)

    def _on_found(self, found: Doubts) -> None:
        shell = self._shell
        if not found.rows:
            shell.notify("Sổ nguyên vẹn: mọi giá trị đúng như lịch sử ghi.")
            return
        dialog = MendDialog(found)
        dialog.exec()
        if dialog.chosen:
            done = shell.do(mend, dialog.chosen)
            if done is not None:
                shell.notify_undo(f"Đã ghi lại {done.value} ô theo lựa chọn.", done.entry)
        elif dialog.wants_copy:
            restore_from_copy(shell)


def restore_from_copy(shell: Shell) -> None:
    """Let the officer choose a copy that takes the place of the open book."""
    entries = shell.context.ask(history.count)
    heading = "Khôi phục sổ từ bản sao lưu"
    dialog = RestoreDialog(shell.context.path, heading, _RESTORE, "Thôi", entries)
    dialog.exec()
    if dialog.chosen is not None:
        shell.restore_requested.emit(dialog.chosen)
