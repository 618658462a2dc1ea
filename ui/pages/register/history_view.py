"""What happened to a record: when, who, and every value before and after."""

from html import escape

from PySide6.QtWidgets import QTextBrowser

from desktop.context import Change
from desktop.history import Entry
from desktop.registers import shown
from models.registers import Register
from ui import style

_ACTIONS = {"add": "Thêm mới", "edit": "Sửa", "delete": "Xóa", "restore": "Khôi phục"}


class HistoryView(QTextBrowser):
    """The entries of one record, newest first."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName("Lịch sử thay đổi")

    def show_entries(self, entries: list[Entry], names: dict[str, str]) -> None:
        """Show these entries."""
        parts = [self._entry(entry, change, names) for entry in entries for change in entry.changes]
        self.setHtml("".join(parts) or "<p>Chưa có thay đổi nào được ghi lại.</p>")

    def _entry(self, entry: Entry, change: Change, names: dict[str, str]) -> str:
        head = f"<b>{_ACTIONS[change.action]}</b> · {entry.at.astimezone():%H:%M %d/%m/%Y} · {escape(entry.who)}"
        lines = [f'<p style="margin:10px 0 2px 0">{head}</p>']
        if change.action in ("add", "edit"):
            before, after = change.before or {}, change.after or {}
            for field in self._register.fields:
                if field.name not in after:
                    continue
                old, new = (
                    shown(field, before.get(field.name), names),
                    shown(field, after[field.name], names),
                )
                value = escape(new) or "<i>để trống</i>"
                if change.action == "edit":
                    value = f"{escape(old) or '<i>để trống</i>'} → {value}"
                lines.append(
                    f'<p style="margin:1px 0 1px 12px"><span style="color:{style.MUTED}">{escape(field.label)}:</span>'
                    f" {value}</p>"
                )
        return "".join(lines)
