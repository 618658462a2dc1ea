"""One section of the report: what the book says, and what the officer writes, saved by itself."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QTextBrowser,
    QVBoxLayout,
)

from desktop.reports.ward.outline import SectionState
from ui import style
from ui.actions import Action
from ui.pages.report.presenter import ReportPresenter
from ui.widgets.pieces import button, label, set_look, tighten

PAUSE_MS = 800
_NIL_HELP = (
    "Đánh dấu khi trong kỳ không có gì ở mục này: báo cáo in “Trong kỳ không phát sinh.” "
    "nếu sổ chưa có gì và phần trên để trống."
)
_EMPTY = "Sổ chưa có gì cho mục này; phần dưới do người soạn ghi."
_INSERT_KEYS = Action.INSERT_FIGURE.written
_ADVICE = f"Mỗi đoạn một dòng. Gõ {{tên}} hoặc bấm {_INSERT_KEYS} để đưa số liệu sống vào."


class TypedText(QPlainTextEdit):
    """The officer's text of one section.

    Signals:
        rested: the hands rest or the cursor went elsewhere; the text should be stored.
    """

    rested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName("Nội dung soạn thêm")
        self._loading = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.rested)
        self.textChanged.connect(self._on_changed)

    def load(self, text: str) -> None:
        """Show a text; that is not typing."""
        self._loading = True
        self.setPlainText(text)
        self._loading = False
        self._pause.stop()

    def stop_waiting(self) -> None:
        """Store no more by itself, because somebody stores now."""
        self._pause.stop()

    def _on_changed(self) -> None:
        if not self._loading:
            self._pause.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._pause.isActive():
            self._pause.stop()
            self.rested.emit()


class SectionView(QFrame):
    """Heading, sentences from the book, and the editor.

    Attributes:
        editor: the officer's text.
        nil: the officer declares that nothing occurred in the section.

    Signals:
        placeholder_requested: the officer wants to insert a figure.
    """

    placeholder_requested = Signal()

    def __init__(self, presenter: ReportPresenter) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._presenter = presenter
        self._period = ""
        self._section = ""
        self._stored = ""
        self._heading = label("", "heading", wrap=True)
        self._bound = QTextBrowser()
        self._bound.setAccessibleName("Phần tự động từ sổ, chỉ đọc")
        self._bound.setStyleSheet(
            f"QTextBrowser {{ background: {style.ACCENT_FAINT}; border: 1px solid #cfe3e1;"
            " border-radius: 5px; padding: 4px; }"
        )
        self.editor = TypedText()
        self.nil = QCheckBox("Không phát sinh trong kỳ")
        self.nil.setToolTip(_NIL_HELP)
        self._state = label("", "muted")
        self._below = label("", "muted", wrap=True)
        insert = Action.INSERT_FIGURE
        self.insert_button = button("Chèn số liệu", icon="plus", action=insert)
        head = QHBoxLayout()
        head.addWidget(label("Nội dung soạn thêm", "strong"))
        head.addWidget(self._state, 1)
        head.addWidget(self.insert_button)
        column = QVBoxLayout(self)
        tighten(column, 14, 10, 14, 10, 7)
        column.addWidget(self._heading)
        self._bound_title = label("Tự động từ sổ (sửa ở trang của sổ đó)", "strong")
        column.addWidget(self._bound_title)
        column.addWidget(self._bound, 3)
        column.addLayout(head)
        column.addWidget(self.editor, 2)
        column.addWidget(self.nil)
        column.addWidget(self._below)
        self.editor.rested.connect(self.save)
        self.nil.clicked.connect(self._on_nil)
        self.editor.textChanged.connect(self._show_below)
        self.insert_button.clicked.connect(self.placeholder_requested)

    def show_section(self, period: str, section: SectionState) -> None:
        """Show a section; what is being typed in it stays."""
        same = (period, section.section) == (self._period, self._section)
        if not same:
            self.save()
        self._heading.setText(f"{section.number}. {section.title}")
        texts = [_escaped(text) for text in section.bound_text]
        html = "".join(f"<p style='margin:0 0 6px 0'>{text}</p>" for text in texts)
        if self._bound.property("shown") != html or not same:
            self._bound.setHtml(html or f"<p style='color:{style.MUTED}'>{_EMPTY}</p>")
            self._bound.setProperty("shown", html)
        self._fit_bound()
        self.nil.setVisible(section.may_be_nil)
        self.nil.setChecked(section.nil)
        if not same:
            self._period, self._section, self._stored = period, section.section, section.typed
            self.editor.load(section.typed)
            self._state.setText("")
        elif (
            self.editor.toPlainText().strip() == self._stored.strip()
            and section.typed != self._stored
        ):
            # changed elsewhere, as by an undo, while nothing is being typed here
            self._stored = section.typed
            self.editor.load(section.typed)
        self._show_below()

    def save(self) -> bool:
        """Store the text; return whether everything typed is stored."""
        self.editor.stop_waiting()
        text = self.editor.toPlainText()
        if not self._section or text.strip() == self._stored.strip():
            return True
        period, section = self._period, self._section
        before, self._stored = self._stored, text.strip()
        if not self._presenter.save_text(period, section, text):
            self._stored = before
            self._state.setText("chưa lưu được")
            return False
        self._state.setText("đã lưu")
        return True

    def _on_nil(self, checked: bool) -> None:
        stored = self.save() and self._presenter.save_nil(self._period, self._section, checked)
        if not stored:
            self.nil.setChecked(not checked)
        self._state.setText("đã lưu" if stored else "chưa lưu được")

    @property
    def pending(self) -> bool:
        """Return whether something typed is not stored yet."""
        return bool(self._section) and self.editor.toPlainText().strip() != self._stored.strip()

    def insert(self, name: str) -> None:
        """Insert a placeholder where the cursor stands."""
        self.editor.insertPlainText(f"{{{name}}}")
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def append(self, text: str) -> None:
        """Add a text after what is written."""
        present = self.editor.toPlainText().rstrip()
        self.editor.setPlainText(f"{present}\n{text}" if present else text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_bound(self) -> None:
        """Give the book's sentences the room they need and leave the rest to the editor."""
        document = self._bound.document()
        document.setTextWidth(max(self._bound.viewport().width(), 200))
        self._bound.setMaximumHeight(int(document.size().height()) + 16)

    def _show_below(self) -> None:
        """Name unknown placeholders at once; else show the text as it will be printed."""
        text = self.editor.toPlainText()
        if self.pending:
            self._state.setText("đang soạn…")
        unknown = self._presenter.unknown(text)
        if unknown:
            names = ", ".join(f"{{{name}}}" for name in unknown)
            choose = f"chọn trong danh sách ({_INSERT_KEYS})"
            words = f"Không có số liệu nào tên {names}. Hãy sửa lại, hoặc {choose}."
        elif "{" in text:
            words = f"Sẽ in: {self._presenter.filled(text)}"
        else:
            words = _ADVICE
        self._below.setText(words)
        set_look(self._below, "wrong" if unknown else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bound()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
