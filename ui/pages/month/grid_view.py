"""The keyboard of the monthly grid: typing replaces, F2 edits, Enter goes down, as in Excel."""

from typing import NamedTuple, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QTableView,
    QWidget,
)

from ui import style
from ui.actions import Action, with_modifier
from ui.pages.month.grid_delegate import FigureDelegate
from ui.pages.month.grid_header import AreaHeader, MeasureHeader
from ui.pages.month.grid_model import Cell, Index, MonthModel
from ui.widgets.pieces import label


class Kept(NamedTuple):
    """Where the cursor stood before other rows came.

    Attributes:
        cell: the cell.
        opened: it was open.
        typed: what was being typed into it, None for nothing.
    """

    cell: Cell
    opened: bool
    typed: str | None


class GridView(QTableView):
    """The grid itself; what a key means beyond the grid leaves it as a signal.

    Signals:
        undo_requested: take the last step back.
        fold_requested: fold or open the group of the current column; carries open or not.
        leave_requested: go out of the grid by keyboard; carries forward or not.
        blocked: somebody typed where nothing can be typed; carries why.
        current_moved: the cursor stands in another cell.
    """

    undo_requested = Signal()
    fold_requested = Signal(bool)
    leave_requested = Signal(bool)
    blocked = Signal(str)
    current_moved = Signal()

    def __init__(self, month_model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month_model = month_model
        self.delegate = FigureDelegate(self)
        self.delegate.move = self.move_cursor
        self.measures = MeasureHeader(self)
        self.areas = AreaHeader(self)
        self._corner = label("Lĩnh vực")
        self._corner.setParent(self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._corner.setStyleSheet(
            f"background: {style.CANVAS}; font-weight: bold; padding: 6px;"
            f"border-bottom: 1px solid {style.LINE}; border-right: 1px solid #aebbc1;"
        )
        self.setHorizontalHeader(self.measures)
        self.setVerticalHeader(self.areas)
        self.setModel(month_model)
        self._kept: Kept | None = None
        month_model.modelAboutToBeReset.connect(self._keep)
        month_model.modelReset.connect(self._bring_back)
        self.setItemDelegate(self.delegate)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Bảng số liệu hồ sơ của tháng")
        self.doubleClicked.connect(self._edit_kept)

    def move_cursor(self, rows: int, columns: int) -> None:
        """Move like Excel, sideways to the next cell to type in; wrong text holds the cursor."""
        index = self.currentIndex()
        if not index.isValid() or self.month_model.wrong_at(index):
            return
        target = self._below(index, rows) if rows else self._beside(index, columns)
        if target.isValid():
            self.setCurrentIndex(target)

    def visible_columns(self) -> list[int]:
        """Return the columns in sight, unfolded, from left to right."""
        columns = range(self.month_model.columnCount())
        return [column for column in columns if not self.isColumnHidden(column)]

    def selected_places(self) -> list[QModelIndex]:
        """Return the selected cells in sight, or the current one."""
        hidden = self.isColumnHidden
        chosen = [index for index in self.selectedIndexes() if not hidden(index.column())]
        places = chosen or [self.currentIndex()]
        return sorted(places, key=lambda index: (index.row(), index.column()))

    def copy(self) -> None:
        """Put the selected block into the clipboard as rows of tabbed digits, as Excel takes it."""
        lines: dict[int, list[str]] = {}
        for index in self.selected_places():
            lines.setdefault(index.row(), []).append(self.month_model.plain_text(index))
        text = "\n".join("\t".join(line) for line in lines.values())
        QGuiApplication.clipboard().setText(text)

    def copy_down(self) -> None:
        """Fill the selection with its first row; a single row takes that of the row above."""
        chosen = self.selected_places()
        source = chosen[0].row()
        if chosen[-1].row() == source:
            source -= 1
        if source < 0:
            return
        below = [place for place in chosen if place.row() > source]
        self.month_model.copy_down([(place.siblingAtRow(source), place) for place in below])

    def start_typing(self, event: QKeyEvent | None = None) -> None:
        """Open the current cell: with a key its text is replaced, without one it is edited."""
        index = self.currentIndex()
        if not index.isValid():
            return
        why = self.month_model.shown.why_locked(index.row(), index.column())
        if why:
            self.blocked.emit(why)
            return
        self.delegate.typing = event is not None
        if event is None:
            self.edit(index)
        else:
            self.edit(index, QAbstractItemView.EditTrigger.AnyKeyPressed, event)

    def _edit_kept(self, _index: QModelIndex) -> None:
        self.start_typing()

    def _below(self, index: Index, rows: int) -> QModelIndex:
        row = index.row() + rows
        if 0 <= row < self.month_model.rowCount():
            return self.month_model.index(row, index.column())
        return QModelIndex()

    def _beside(self, index: Index, step: int) -> QModelIndex:
        columns = self.visible_columns()
        row, position = index.row(), columns.index(index.column()) + step
        while 0 <= row < self.month_model.rowCount():
            while 0 <= position < len(columns):
                place = self.month_model.index(row, columns[position])
                if not self.month_model.shown.why_locked(row, columns[position]):
                    return place
                position += step
            row += step
            position = 0 if step > 0 else len(columns) - 1
        return QModelIndex()

    def _key_with_modifier(self, event: QKeyEvent) -> bool:
        """Do what a key with Ctrl or Alt means here; return whether it meant anything."""
        if Action.COPY.is_meant_by(event):
            self.copy()
        elif Action.UNDO.is_meant_by(event):
            self.undo_requested.emit()
        elif Action.COPY_DOWN.is_meant_by(event):
            self.copy_down()
        else:
            return self._way_out(event) or self._folding(event)
        return True

    def _way_out(self, event: QKeyEvent) -> bool:
        forward = Action.TO_PANEL.is_meant_by(event)
        known = forward or Action.TO_BUTTONS.is_meant_by(event)
        if known:
            self.leave_requested.emit(forward)
        return known

    def _folding(self, event: QKeyEvent) -> bool:
        opened = Action.UNFOLD.is_meant_by(event)
        known = opened or Action.FOLD.is_meant_by(event)
        if known:
            self.fold_requested.emit(opened)
        return known

    def _knows(self, event: QKeyEvent) -> bool:
        """Do what a key means here; return whether it meant anything."""
        if not self.currentIndex().isValid():
            return False
        if with_modifier(event):
            return self._key_with_modifier(event)
        return self._plain_key(event)

    def _plain_key(self, event: QKeyEvent) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.move_cursor(-1 if back else 1, 0)
            case Qt.Key.Key_Tab:
                self.move_cursor(0, 1)
            case Qt.Key.Key_Backtab:
                self.move_cursor(0, -1)
            case Qt.Key.Key_F2:
                self.start_typing()
            case Qt.Key.Key_Escape if self.month_model.wrong_at(self.currentIndex()):
                self.month_model.drop_wrong(self.currentIndex())
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.month_model.clear(self.selected_places())
            case _:
                if not event.text() or not event.text().isprintable():
                    return False
                self.start_typing(event)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._knows(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.areas.current = current.row() if current.isValid() else -1
        self.areas.viewport().update()
        self.current_moved.emit()

    def settle(self) -> None:
        """Store the text of an open editor, as when the officer goes elsewhere."""
        editor = self._open_editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _open_editor(self) -> QLineEdit | None:
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        # Of one that was closed a moment ago Qt has not let go yet.
        editors = cast("list[QLineEdit]", self.findChildren(QLineEdit, "figureEditor"))
        return editors[-1] if editors else None

    def _keep(self) -> None:
        """Remember the cursor and what is being typed: other rows come."""
        index, editor = self.currentIndex(), self._open_editor()
        self._kept = None
        if not index.isValid():
            return
        cell = self.month_model.cell(index)
        if editor is None:
            self._kept = Kept(cell, False, None)
        else:
            self._kept = Kept(cell, True, editor.text() if editor.isModified() else None)

    def _bring_back(self) -> None:
        """Go on in the same cell, where it still is."""
        kept = self._kept
        place = self.month_model.place(*kept.cell) if kept else QModelIndex()
        if kept is None or not place.isValid():
            return
        self.setCurrentIndex(place)
        if kept.opened:
            self.setFocus()
            self.start_typing()
            self._type_again(kept.typed)

    def _type_again(self, typed: str | None) -> None:
        editor = self._open_editor()
        if editor is not None and typed is not None:
            editor.setText(typed)
            editor.setModified(True)

    def select_place(self, place: QModelIndex) -> None:
        """Put the cursor into a cell and bring it into sight."""
        self.selectionModel().setCurrentIndex(
            place, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(place)
        self.setFocus()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self.areas.width(), self.measures.height())
