"""The one question before a month is closed (chốt), the same on every page that offers it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import findings, months
from desktop.context import today
from desktop.finding_reasons import too_short_words
from models.periods import Month, parse_period, title
from ui.shell import Shell
from ui.widgets.question import Question


class ClosingQuestion(Question):
    """Says what closing a month means and what is still open in it.

    Signals:
        confirmed: the reason for warnings without one, "" where none was asked for.
    """

    confirmed = Signal(str)

    def __init__(self, shell: Shell, over: QWidget) -> None:
        super().__init__(over)
        self._shell = shell

    def ask_about(self, month: Month) -> None:
        """Ask whether to close a month."""
        name = title(parse_period(str(month)))
        shell = self._shell
        found = shell.ask(findings.findings, shell.unit, [month], today(), closing=True)
        waiting = len(findings.open_warnings(found))
        explained = sum(f.severity == "warning" and bool(f.reason) for f in found)
        state = shell.ask(months.entry_state, shell.unit, month)
        words = [
            f"Sau khi chốt, số liệu {name} không sửa được nữa cho tới khi mở lại có ghi lý do.",
            _left_open(waiting, explained, state),
        ]
        if waiting:
            words.append("Muốn chốt, hãy ghi một lý do chung cho các cảnh báo chưa có lý do:")
        self.ask(
            " ".join(words),
            (f"Chốt {name}", self._on_confirmed),
            ("Chưa chốt", self.withdraw),
            with_reason=waiting > 0,
            refuses=too_short_words,
        )

    def _on_confirmed(self) -> None:
        self.confirmed.emit(self.reason.text().strip())


def _left_open(waiting: int, explained: int, state: months.EntryState) -> str:
    parts = []
    if waiting:
        parts.append(f"{waiting} cảnh báo chưa có lý do")
    if explained:
        parts.append(f"{explained} cảnh báo đã ghi lý do")
    if state.fields > state.full:
        parts.append(f"{state.fields - state.full}/{state.fields} lĩnh vực chưa đủ số")
    elif not state.complete:
        parts.append("số chung toàn đơn vị chưa đủ")
    return f"Còn {', '.join(parts)}." if parts else "Không còn cảnh báo, số liệu đã đủ."
