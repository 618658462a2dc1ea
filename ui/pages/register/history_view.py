"""What happened to a record: when, who, and every value before and after."""

from html import escape

from PySide6.QtWidgets import QTextBrowser

from desktop.context import Change
from desktop.history import ACTION_WORDS, Entry
from desktop.registers import shown
from models.registers import Field, Register, Value
from ui import style

_WITH_VALUES = ("add", "edit")
_NOTHING = "<p>Chưa có thay đổi nào được ghi lại.</p>"
_BLANK = "<i>để trống</i>"


class HistoryView(QTextBrowser):
    """The entries of one record, newest first."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._names: dict[str, str] = {}
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName("Lịch sử thay đổi")

    def show_entries(self, entries: list[Entry], names: dict[str, str]) -> None:
        """Show these entries."""
        self._names = names
        lines: list[str] = []
        for entry in entries:
            for change in entry.changes:
                lines.append(_head(entry, change))
                lines += self._values(change)
        self.setHtml("".join(lines) or _NOTHING)

    def _values(self, change: Change) -> list[str]:
        """Return a line for each field that was set."""
        if change.action not in _WITH_VALUES:
            return []
        before, after = change.before or {}, change.after or {}
        lines = []
        for field in self._register.fields:
            if field.name not in after:
                continue
            words = self._words(field, after[field.name])
            if change.action == "edit":
                words = f"{self._words(field, before.get(field.name))} → {words}"
            lines.append(_line(field.label, words))
        return lines

    def _words(self, field: Field, value: Value) -> str:
        return escape(shown(field, value, self._names)) or _BLANK


def _head(entry: Entry, change: Change) -> str:
    at = f"{entry.at.astimezone():%H:%M %d/%m/%Y}"
    words = f"<b>{ACTION_WORDS[change.action]}</b> · {at} · {escape(entry.who)}"
    return f'<p style="margin:10px 0 2px 0">{words}</p>'


def _line(label: str, words: str) -> str:
    caption = f'<span style="color:{style.MUTED}">{escape(label)}:</span>'
    return f'<p style="margin:1px 0 1px 12px">{caption} {words}</p>'
