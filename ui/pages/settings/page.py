"""The page of the settings, built from their declarations."""

from itertools import groupby

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import messages, settings
from desktop.context import Change, today
from desktop.figures import overridden
from desktop.settings import PERSONAL_GROUP, Setting
from models.errors import Problem, Refused
from models.registers import Field, KindName, Value
from ui.actions import Action, on_keys_inside
from ui.change_hub import touches
from ui.forms import FieldBox
from ui.pages.base import Page
from ui.pages.settings.copies import CopiesPanel
from ui.pages.settings.moving import MovingPanel
from ui.pages.settings.packs import PacksPanel
from ui.pages.settings.personal import PersonalPanel
from ui.pages.settings.rounding import RoundingPanel
from ui.shell import Shell
from ui.widgets.inputs import ChoiceInput, LineInput, LongText
from ui.widgets.pieces import label, panel, tighten
from ui.widgets.save_row import SaveRow
from ui.widgets.scrolling import scrolled

_MANY_LINES = ("addressee", "recipients", "bases", "capital_names")
_WIDEST = 908


class SettingsPage(Page):
    """Groups of settings with one Lưu for all of them.

    Attributes:
        boxes: the inputs by name of the setting.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.boxes: dict[str, FieldBox] = {}
        self._declared = shell.ask(settings.declared_settings)
        self._touched: set[str] = set()
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 8)
        column.addWidget(label("Cài đặt", "title"))
        column.addWidget(self._scroll(), 1)
        self._buttons = SaveRow()
        self._buttons.save_button.clicked.connect(self.save)
        self._buttons.discard_button.clicked.connect(self.discard)
        column.addLayout(self._buttons)
        on_keys_inside(Action.DISCARD, self, self._on_escape)
        shell.changes.changed.connect(self._on_changed)
        self.load()

    def load(self) -> None:
        """Show what is kept."""
        kept = self.shell.ask(settings.all_settings, today())
        notes = self.shell.ask(overridden)
        for name, box in self.boxes.items():
            box.input.show_value(kept[name] or None)
            box.show_help(notes.get(name, self._declared[name].help))
        self._touched.clear()
        self._show_buttons()

    def unsaved(self) -> str:
        """Return what is being edited."""
        return "“Cài đặt”" if self._touched else ""

    def save(self) -> bool:
        """Save what was changed, all of it or nothing."""
        values = {}
        for name in self._declared:
            if name in self._touched:
                values[name] = _text(self.boxes[name].input.value())
        wrong = settings.wrong_values(values, self._declared)
        for name, problem in wrong.items():
            # Here a setting is known by its label, not by its name on the command line.
            words = {**problem.values, "name": self._declared[name].label}
            sentence = messages.sentence(Problem(problem.code, values=words))
            self.boxes[name].show_error(sentence)
        if wrong:
            first, *_ = wrong
            self.boxes[first].widget.setFocus()
            return False
        try:
            outcome = self.shell.perform(settings.set_settings, values)
        except Refused as refused:
            self.shell.show_problems(refused)
            return False
        self.load()
        self.shell.notify_undo("Đã lưu cài đặt.", outcome.entry)
        return True

    def discard(self) -> None:
        """Go back to what is saved."""
        self.load()

    def entered(self) -> None:
        """Show the files that were written meanwhile."""
        self.personal.load()

    def show_place(self, **where: object) -> None:
        """Put the cursor in a setting (`setting`), on the form packs (`packs`) or people."""
        if where.get("people"):
            self._area.ensureWidgetVisible(self.personal)
            self.personal.person.setFocus()
        if where.get("packs"):
            self._area.ensureWidgetVisible(self.packs)
            self.packs.add_button.setFocus()
        box = self.boxes.get(str(where.get("setting")))
        if box is not None:
            self._area.ensureWidgetVisible(box)
            box.widget.setFocus()

    def _scroll(self) -> QScrollArea:
        holder = QWidget()
        # The whole, not each card: a layout asks its parts for their height at its own width.
        holder.setMaximumWidth(_WIDEST)
        self._column = column = QVBoxLayout(holder)
        tighten(column, 0, 0, 8, 8, 12)
        self.rounding = RoundingPanel(self.shell)
        self.personal = PersonalPanel(self.shell)
        self.personal.asked.connect(self._on_asked)
        for title, members in self._groups_to_show():
            column.addWidget(self._group(title, members))
            if title == _RATES:
                column.addWidget(self.rounding)
            if title == PERSONAL_GROUP:
                column.addWidget(self.personal)
        self.copies = CopiesPanel(self.shell)
        column.insertWidget(1, self.copies)
        self.moving = MovingPanel(self.shell)
        column.insertWidget(2, self.moving)
        self.packs = PacksPanel(self.shell)
        column.insertWidget(3, self.packs)
        column.addStretch(1)
        self._area = scrolled(holder)
        return self._area

    def _groups_to_show(self) -> list[tuple[str, list[Setting]]]:
        """Return the groups of settings that are not on the page yet, in its order."""
        shown = [setting for setting in self._declared.values() if setting.shown]
        new = [setting for setting in shown if setting.name not in self.boxes]
        new.sort(key=_group_order)
        return [(title, list(found)) for (_, title), found in groupby(new, key=_group_order)]

    def _group(self, title: str, members: list[Setting]) -> QFrame:
        frame = panel("card")
        column = QVBoxLayout(frame)
        tighten(column, 16, 12, 16, 14, 10)
        column.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        for number, setting in enumerate(members):
            grid.addWidget(self._box(setting), number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        return frame

    def _box(self, setting: Setting) -> FieldBox:
        many = setting.name.rpartition(".")[2] in _MANY_LINES
        kind: KindName = "long_text" if many else "text"
        field = Field(setting.name, setting.label, kind, help=setting.help)
        widget: QWidget
        if setting.choices is not None:
            widget = ChoiceInput([(value, text) for value, text in setting.choices.items()], None)
        elif many:
            widget = LongText(field, 2)
        else:
            widget = LineInput(field)
        box = FieldBox(field, widget)
        box.widget.edited.connect(self._on_edited)  # type: ignore[attr-defined]
        self.boxes[setting.name] = box
        return box

    def _show_buttons(self) -> None:
        self._buttons.show_touched(bool(self._touched))

    def _on_edited(self) -> None:
        for name, box in self.boxes.items():
            if box.widget is self.sender():
                self._touched.add(name)
                box.show_error("")
        self._show_buttons()

    def _on_asked(self) -> None:
        # It has its place only once the panel is laid out anew.
        QTimer.singleShot(0, self, self._show_question)

    def _show_question(self) -> None:
        self._area.ensureWidgetVisible(self.personal.question)

    def _on_escape(self) -> None:
        if self._touched:
            self.discard()

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, "pack"):
            self._show_new_kinds()
        if touches(changes, "setting", "pack", "rates") and not self._touched:
            self.load()

    def _show_new_kinds(self) -> None:
        """Show the settings of the kinds of reports that a pack added."""
        self._declared = self.shell.ask(settings.declared_settings)
        for title, members in self._groups_to_show():
            # Above the stretch at the end.
            self._column.insertWidget(self._column.count() - 1, self._group(title, members))


# The order of the groups on the page; groups that are not named come after them.
_RATES = "Tỷ lệ phần trăm"
_GROUPS = ("Đơn vị", "Kỳ số liệu", _RATES, PERSONAL_GROUP, "Báo cáo")
_TITLES = {"Đơn vị": "Người dùng sổ", "Báo cáo": "Báo cáo, mọi loại"}


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _group_order(setting: Setting) -> tuple[int, str]:
    group = setting.group
    rank = _GROUPS.index(group) if group in _GROUPS else len(_GROUPS)
    return rank, _TITLES.get(group, group)
