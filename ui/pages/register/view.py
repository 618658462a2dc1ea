"""One register on screen: filters above, table at the left, the record at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from models.errors import Refused
from models.registers import Record, Values
from ui.actions import Action, on_keys_inside
from ui.forms import FieldForm
from ui.pages.register.empty_state import EmptyState
from ui.pages.register.filters import FilterBar
from ui.pages.register.presenter import Mode, RegisterPresenter
from ui.pages.register.record_panel import RecordPanel
from ui.pages.register.table import RecordTable, RecordTableModel
from ui.shell import Shell
from ui.widgets.pieces import label, tighten
from ui.widgets.question import Question

_LOCKED = "Tháng đã chốt: muốn thêm, hãy mở lại tháng ở trang Hồ sơ tháng."


class RegisterView(QWidget):
    """Table and form of one register; what was typed is never lost without a question.

    Attributes:
        presenter: what is in sight and what happens to it.
        table: the table.
        panel: the record at the right.
        question: asks before several records are deleted.
    """

    def __init__(self, shell: Shell, name: str, by_month: bool = False) -> None:
        super().__init__()
        self._shell = shell
        self.presenter = RegisterPresenter(shell, name, by_month, self)
        self._record: Record | None = None
        self._mode: Mode = "none"
        self._month = shell.month
        self._build(shell)
        self._connect()
        self.presenter.load()
        self._close_panel()

    def show_record(self, record_id: str) -> None:
        """Show one record, whatever the filters hide."""
        self._see(record_id)
        record = self.presenter.record(record_id)
        if record is not None:
            self._leave_draft(lambda: self._open(record))

    def take_focus(self) -> None:
        """Put the cursor in the table, or on the first step where there is none."""
        target = self.empty.add_button if self._left.currentWidget() is self.empty else self.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, text: str) -> None:
        """Keep only records with these words."""
        self.presenter.search(text)

    def add(self) -> None:
        """Begin a new record."""
        if self.presenter.locked:
            self._shell.notify(_LOCKED, tone="problem")
            return
        self._leave_draft(self._begin)

    def unsaved(self) -> str:
        """Return what is being edited, "" for nothing."""
        if not self.panel.form.touched or self._mode not in ("new", "kept"):
            return ""
        register = self.presenter.register
        if self._record is None:
            return f"{register.noun} mới ở “{register.sheet}”"
        return f"“{self.presenter.title_of(self._record)}” ở “{register.sheet}”"

    def save(self) -> bool:
        """Save what is being edited; problems are shown beside their fields."""
        if not self.unsaved():
            return True
        register = self.presenter.register
        known = self._record.id if self._record else None
        self.panel.show_general("")
        try:
            record_id, entry = self.presenter.save(self.panel.values(), known, self._month)
        except Refused as refused:
            elsewhere = self.panel.show_problems(refused.problems)
            self.panel.show_general("\n".join(messages.sentence(problem) for problem in elsewhere))
            return False
        saved = self.presenter.record(record_id)
        assert saved is not None  # it was written a moment ago
        self._see(record_id)
        self._open(saved)
        done = "Đã thêm" if known is None else "Đã lưu"
        title = self.presenter.title_of(saved)
        self._shell.notify_undo(f"{done} {register.noun} “{title}”.", entry)
        self.take_focus()
        return True

    def discard(self) -> None:
        """Go back to what is saved."""
        if self._record is None:
            self._close_panel()
        else:
            self._open(self._record)

    def _build(self, shell: Shell) -> None:
        register = self.presenter.register
        self.filters = FilterBar(self.presenter)
        self.table = RecordTable(RecordTableModel(register, self.presenter.columns))
        self.table.setAccessibleName(register.sheet)
        self.panel = RecordPanel(register, FieldForm(shell, register, self.presenter.hidden))
        self._summary = label("", "muted", wrap=True)
        self._left = QStackedWidget()
        self._left.addWidget(self.table)
        self.question = Question(self.table)
        self.empty = EmptyState()
        self._left.addWidget(self.empty)
        left = QWidget()
        column = QVBoxLayout(left)
        tighten(column, spacing=5)
        column.addWidget(self._left, 1)
        column.addWidget(self._summary)
        self.panel.setMinimumWidth(340)
        whole = QVBoxLayout(self)
        tighten(whole, spacing=10)
        whole.addWidget(self.filters)
        whole.addWidget(_side_by_side(left, self.panel), 1)

    def _connect(self) -> None:
        self.filters.add_requested.connect(self.add)
        self.empty.add_requested.connect(self.add)
        self.empty.start_requested.connect(self._on_start)
        self.empty.clear_requested.connect(self.filters.clear)
        self.presenter.loaded.connect(self._on_loaded)
        table, panel = self.table, self.panel
        table.record_chosen.connect(self._on_record_chosen)
        table.clicked.connect(self._on_clicked)
        table.open_requested.connect(self._on_open)
        table.delete_requested.connect(self._on_delete)
        table.sort_requested.connect(self._on_sort)
        panel.save_requested.connect(self.save)
        panel.discard_requested.connect(self._on_discard)
        panel.delete_requested.connect(self._on_delete)
        panel.restore_requested.connect(self._on_restore)
        panel.history_requested.connect(self._on_history)
        panel.form.edited.connect(self._show_mode)
        on_keys_inside(Action.NEW_RECORD, self, self.add)

    def _see(self, record_id: str) -> None:
        if self.presenter.see(record_id):
            self.filters.show_state()

    def _on_loaded(self) -> None:
        self.question.withdraw()
        presenter = self.presenter
        self.table.records.show_records(presenter.records, presenter.names)
        self._summary.setText(presenter.summary() if presenter.records else "")
        self.filters.show_state()
        if not presenter.records:
            self.empty.explain(presenter)
        self._left.setCurrentWidget(self.table if presenter.records else self.empty)
        if self._record is None:
            return
        if self.panel.form.touched:
            self.table.choose(self._record.id)
        else:
            self._show_again(self._record.id)

    def _show_again(self, record_id: str) -> None:
        """Show a record as it is kept now; close the panel where it is no longer in sight."""
        fresh = self.presenter.record(record_id)
        in_sight = any(record.id == record_id for record in self.presenter.records)
        if fresh is None or fresh.deleted != self.presenter.bin_shown or not in_sight:
            self._close_panel()
        else:
            self._open(fresh)

    def _on_record_chosen(self, record: Record | None) -> None:
        """Follow the cursor with the panel; a closed one stays so until a click or Enter."""
        self.question.withdraw()
        if record is None or self._mode == "none":
            return
        if self._record is None or record.id != self._record.id:
            self._choose(record)

    def _choose(self, record: Record) -> None:
        if self.unsaved():
            # the table has not finished its own move yet
            QTimer.singleShot(0, self, self._put_cursor_back)
        self._leave_draft(lambda: self._open(record))

    def _on_clicked(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None and self._mode == "none":
            self._choose(chosen)

    def _put_cursor_back(self) -> None:
        if self.unsaved():
            self.table.choose(self._record.id if self._record else None)

    def _leave_draft(self, go_on: Callable[[], None]) -> None:
        """Go on at once, or ask what to do with the draft first."""
        draft = self.unsaved()
        if not draft:
            go_on()
            return

        def save_first() -> None:
            if self.save():
                go_on()

        def discard_first() -> None:
            self.discard()
            go_on()

        self.panel.ask(
            f"Chưa lưu {draft}.",
            ("Lưu", save_first),
            ("Bỏ thay đổi", discard_first),
            ("Sửa tiếp", self.panel.form.focus_first),
        )

    def _open(self, record: Record) -> None:
        self._record = record
        self._mode = self.presenter.mode_of(record)
        self.panel.show_title(self.presenter.title_of(record))
        self._show_panel(record.values)
        self.table.choose(record.id)

    def _begin(self) -> None:
        if self.presenter.bin_shown:
            self.presenter.show_bin(False)
        self._record = None
        self._mode = "new"
        self._month = self.presenter.month
        self.panel.show_title(f"Thêm {self.presenter.register.noun}")
        self._show_panel(self.presenter.defaults())
        self.table.choose(None)
        self.panel.form.focus_first()

    def _show_panel(self, values: Values) -> None:
        self.panel.withdraw_question()
        self.panel.show_general("")
        self.panel.form.load(values)
        self.panel.show_form()
        self._show_mode()
        self.panel.show()

    def _show_mode(self) -> None:
        self.panel.show_mode(self._mode, self.panel.form.touched)

    def _close_panel(self) -> None:
        self._record = None
        self._mode = "none"
        self.panel.form.load({})
        self.panel.withdraw_question()
        self.panel.hide()
        self.table.choose(None)

    def _on_open(self) -> None:
        chosen = self.table.chosen()
        if chosen is None:
            return
        if self._record is None or self._record.id != chosen.id:
            self._choose(chosen)
        if self._record is not None and self._record.id == chosen.id:
            self.panel.show()
            self.panel.form.focus_first()

    def _on_discard(self) -> None:
        if self.panel.form.touched:
            self.discard()
            self.panel.form.focus_first()
        else:
            self._close_panel()
            self.take_focus()

    def _chosen(self) -> list[Record]:
        """Return the selected records, else the one in the panel."""
        in_panel = [self._record] if self._record else []
        return self.table.selected() or in_panel

    def _on_delete(self) -> None:
        chosen = self._chosen()
        if not chosen or self.presenter.bin_shown or self.presenter.locked:
            return
        delete = self._delete if len(chosen) == 1 else self._ask_to_delete
        self._leave_draft(lambda: delete(chosen))

    def _ask_to_delete(self, chosen: list[Record]) -> None:
        """Ask before several records go: one stray Ctrl+A, Del would empty the register."""
        what = self.presenter.called(chosen)
        self.question.ask(
            f"Xóa {what} đang chọn? Đã xóa thì vẫn lấy lại được trong Thùng rác.",
            (f"Xóa {what}", lambda: self._delete(chosen)),
            ("Giữ lại", self.question.withdraw),
        )

    def _delete(self, chosen: list[Record]) -> None:
        if self.presenter.delete(chosen):
            self._close_panel()
            self.take_focus()

    def _on_restore(self) -> None:
        if self.presenter.restore(self._chosen()):
            self._close_panel()
            self.take_focus()

    def _on_history(self, wanted: bool) -> None:
        if wanted and self._record is not None:
            self.panel.show_history(self.presenter.history(self._record.id), self.presenter.names)
        else:
            self.panel.show_form()

    def _on_start(self) -> None:
        self._leave_draft(self.presenter.start_month)
        self.take_focus()

    def _on_sort(self, field: str, descending: bool) -> None:
        self.presenter.sort_by(field or None, descending)


def _side_by_side(left: QWidget, right: QWidget) -> QSplitter:
    """Return two widgets with a handle between them; the left one takes what room is left."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setHandleWidth(12)
    made.setChildrenCollapsible(False)
    made.addWidget(left)
    made.addWidget(right)
    made.setStretchFactor(0, 1)
    return made
