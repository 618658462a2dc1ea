"""Anybody at the keyboard: random keys and clicks on every page, and edits that must be kept.

Figures are typed into open cells of the grid and names into open forms, with corrections on the
way as UniKey makes them; whatever ends the edit, the store says what was typed.
"""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from math import inf
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from desktop import backup, months
from desktop.context import open_context
from desktop.sample import make_district, make_ward
from models.errors import OfficeError
from models.periods import Month
from models.queries.months import month_figures
from models.queries.records import records
from tests.reliability.counts import Counts
from tests.reliability.watching import memory, watched
from tests.ui.keyboard import type_as_unikey, type_text
from ui.actions import Action
from ui.app import STYLE, prepare
from ui.main_window import MainWindow
from ui.pages.month.page import MonthPage
from ui.pages.register.page import RegisterPage
from ui.pages.register.view import RegisterView
from ui.pages.table_of_contents import entries_for

_MONTHS = tuple(Month(2024, number) for number in range(4, 8))
_TEXTS = ("Nguyễn Thị Ước", "12,5", "0", "31/02/2024", "=1+1", "  ", "ằẵ", "9" * 30, "</b>")
_ENDS = ("Return", "Tab", "Down", "Up", "page", "month", "search", "cell")
_application: list[QApplication] = []


class Monkey:
    """One window, and somebody who knows nothing of it.

    Attributes:
        counts: what was done.
        window: the window, another one after each time it was closed.
    """

    def __init__(self, counts: Counts, store: Path, chance: random.Random) -> None:
        self.counts, self.chance, self._store = counts, chance, store
        self._testers: dict[int, QAbstractItemModelTester] = {}
        self.window = self._open()
        self._role = self.window.shell.context.role
        self._actions: list[Callable[[], None]] = [
            self._turn_to_a_page,
            self._press_keys,
            self._press_keys,
            self._write,
            self._click_a_button,
            self._click_into_a_list,
            self._change_month,
            self._edit_a_cell,
            self._edit_a_cell,
            self._edit_a_cell,
            self._edit_a_name,
        ]

    def act(self) -> None:
        """Do one thing."""
        action = self.chance.choice(self._actions)
        try:
            action()
            _go_round()
        except OfficeError as error:
            self.counts.fault("a refusal nobody told", f"{action.__name__}: {error}")
        self.counts.add(action.__name__.strip("_").replace("_", " "))
        if not self.window.isVisible():
            self.counts.add("closed and opened again")
            self.leave()
            self.window = self._open()

    def leave(self) -> None:
        """Close the window without what was not saved."""
        for name, _ in self.window._unsaved():
            self.window.page(name).discard()
        self.window.close()
        self.window.close()
        self.window.shell.context.close()
        self._testers.clear()
        self.window.deleteLater()
        _go_round()

    def _open(self) -> MainWindow:
        window = MainWindow(open_context(self._store, "Cán bộ mẫu 01"))
        window.resize(1366, 740)
        window.show()
        _activate(window)
        return window

    # anything

    def _turn_to_a_page(self) -> None:
        entry = self.chance.choice(entries_for(self.window.shell.context.role))
        QTest.mouseClick(self.window.navigation.button(entry.name), Qt.MouseButton.LeftButton)
        self.window.show_page(entry.name)
        self._test_models()

    def _press_keys(self) -> None:
        action = self.chance.choice(list(Action))
        keys = self.chance.choice([*action.keys, "Up", "Down", "Left", "Home", "End", "Backspace"])
        pressed = _pressed(keys)
        QTest.keyClick(self._focused(), pressed.key(), pressed.keyboardModifiers())

    def _write(self) -> None:
        text = self.chance.choice(_TEXTS)
        write = type_as_unikey if text.isalpha() else type_text
        write(self._focused(), text)

    def _click_a_button(self) -> None:
        found = [each for each in self._page_children(QAbstractButton) if each.isEnabled()]
        if found:
            # A button with a menu waits for a choice.
            QTimer.singleShot(100, _close_popups)
            QTest.mouseClick(self.chance.choice(found), Qt.MouseButton.LeftButton)

    def _click_into_a_list(self) -> None:
        found = self._page_children(QAbstractItemView)
        if not found:
            return
        chosen = self.chance.choice(found)
        assert isinstance(chosen, QAbstractItemView)
        view = chosen.viewport()
        place = view.rect().center()
        place.setX(self.chance.randrange(max(view.width(), 1)))
        place.setY(self.chance.randrange(max(view.height(), 1)))
        click = self.chance.choice([QTest.mouseClick, QTest.mouseDClick])
        click(view, Qt.MouseButton.LeftButton, pos=place)

    def _change_month(self) -> None:
        self.window.shell.set_month(self.chance.choice(_MONTHS))

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def _page_children(self, kind: type) -> list[QWidget]:
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        where = popup or self.chance.choice([self.window.current, self.window.centralWidget()])
        children = cast("list[QWidget]", where.findChildren(kind))
        return [each for each in children if each.isVisible()]

    def _test_models(self) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        page = self.window.current
        views = cast("list[QAbstractItemView]", page.findChildren(QAbstractItemView))
        for view in views:
            model = view.model()
            if model is not None and id(model) not in self._testers:
                self._testers[id(model)] = QAbstractItemModelTester(model, mode, self.window)

    # edits that must be kept

    def _edit_a_cell(self) -> None:
        """Type a figure into an open cell, and end the edit in any way."""
        if not any(e.name == "month" for e in entries_for(self.window.shell.context.role)):
            return
        page = self._month_page()
        view, model = page.dossiers.grid.view, page.dossiers.grid.model
        row, column = self._open_place(page)
        if row < 0:
            return
        index = model.index(row, column)
        cell, month = model.cell(index), self.window.shell.month
        view.select_place(index)
        number = self.chance.randrange(10 ** self.chance.randrange(1, 7))
        how = self._type_figure(f"{number:,}".replace(",", self.chance.choice([".", ""])))
        end = self.chance.choice(_ENDS)
        said = len(self.counts.faults)
        self._end_edit(end, page, index.row())
        if len(self.counts.faults) > said:
            self.counts.faults[-1] += f" ({how}, ended by {end}, {cell[1]})"
        kept = self._figure(month, *cell)
        if kept != number:
            focus = type(QApplication.focusWidget()).__name__
            where = f"{focus} {month} {cell[1]}: typed {number}, kept {kept}, {how}, ended by {end}"
            self.counts.fault("lost edit", where)
        self.counts.add(f"figures typed and kept, {self._role}", kept == number)

    def _month_page(self) -> MonthPage:
        self.window.show_page("month")
        page = self.window.current
        assert isinstance(page, MonthPage)
        page.tabs.setCurrentIndex(0)
        _activate(self.window)
        self._test_models()
        return page

    def _open_place(self, page: MonthPage) -> tuple[int, int]:
        model, view = page.dossiers.grid.model, page.dossiers.grid.view
        shell = self.window.shell
        closed = shell.ask(months.is_closed, shell.unit, shell.month)
        if closed and self.chance.random() < 0.5:
            reason = "Đối chiếu lại với sổ giấy"
            shell.perform(months.reopen_month, shell.unit, shell.month, reason)
        elif not closed and not model.rowCount():
            shell.perform(months.start_month, shell.unit, shell.month)
        places = []
        for row in range(model.rowCount()):
            for column in view.visible_columns():
                if not model.shown.why_locked(row, column):
                    places.append((row, column))
        return self.chance.choice(places) if places else (-1, -1)

    def _type_figure(self, text: str) -> str:
        """Type a figure as people and UniKey do, and say how."""
        how = self.chance.choice(["typed", "typed", "F2", "retyped", "letters taken back"])
        if how == "F2":
            QTest.keyClick(self._focused(), Qt.Key.Key_F2)
            QTest.keyClick(self._focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in text:
            if how == "retyped":
                self._type_and_take_back(self.chance.choice("0123456789"))
            elif how == "letters taken back":
                self._type_and_take_back(self.chance.choice("asdw"))
            type_text(self._focused(), letter)
            _go_round()
        return how

    def _type_and_take_back(self, letter: str) -> None:
        type_text(self._focused(), letter)
        QTest.keyClick(self._focused(), Qt.Key.Key_Backspace)

    def _end_edit(self, end: str, page: MonthPage, row: int) -> None:
        if end == "page":
            self.window.show_page("settings")
        elif end == "month":
            key = self.chance.choice([Qt.Key.Key_PageUp, Qt.Key.Key_PageDown])
            QTest.keyClick(self._focused(), key, Qt.KeyboardModifier.AltModifier)
        elif end == "search":
            self.window.top_bar.focus_search()
        elif end == "cell":
            view, model = page.dossiers.grid.view, page.dossiers.grid.model
            other = model.index((row + 1) % model.rowCount(), view.visible_columns()[0])
            view.scrollTo(other)
            place = view.visualRect(other).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        else:
            QTest.keyClick(self._focused(), _pressed(end).key())
        _go_round()
        if end == "cell":
            page.dossiers.settle()

    def _figure(self, month: Month, area_id: str, measure: str) -> int | None:
        shell = self.window.shell
        for row in shell.ask(month_figures, shell.unit, month).rows:
            if row.area_id == area_id:
                return row.entered.get(measure)
        return None

    def _edit_a_name(self) -> None:
        """Change a person's name in the open form and save it by keyboard."""
        shell = self.window.shell
        people = shell.ask(records, "staff", shell.unit)
        if not people or not any(e.name == "staff" for e in entries_for(shell.context.role)):
            return
        self.window.page("staff").discard()
        person = self.chance.choice(people)
        self.window.show_page("staff", {"record": person.id})
        page = self.window.current
        view = page.current if isinstance(page, RegisterPage) else None
        if not isinstance(view, RegisterView):
            return
        box = view.panel.form.boxes["name"].widget
        name = f"{self.chance.choice(('Đỗ Ước', 'Nguyễn Thị Bưởi'))} {self.chance.randrange(10**6)}"
        _activate(self.window)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for word in name.split(" "):
            (type_as_unikey if word.isalpha() else type_text)(box, word)
            type_text(box, " ")
        QTest.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        _go_round()
        kept = [each.text("name") for each in shell.ask(records, "staff", shell.unit)]
        if name not in kept:
            self.counts.fault("lost edit", f"a person's name {name}")
        self.counts.add(f"names typed and kept, {self._role}", name in kept)


def _pressed(keys: str) -> QKeyCombination:
    pressed = QKeySequence(keys)[0]  # type: ignore[index]
    assert isinstance(pressed, QKeyCombination)
    return pressed


def _go_round() -> None:
    """Let happen what waits, as the loop of a running window does between two keys."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _close_popups() -> None:
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()


def _activate(window: QWidget) -> None:
    """Bring a window to the front, as clicking on it does; lists and calendars in front close."""
    _close_popups()
    window.activateWindow()
    if not QTest.qWaitForWindowActive(window, 3000):
        raise RuntimeError("the window does not come to the front")
    _go_round()


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Do so many things in a ward's window, and as many in a receiving office's."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if QApplication.instance() is None:
        _application.append(QApplication(["tests", *STYLE]))
        prepare(_application[0])
    with tempfile.TemporaryDirectory(prefix="thu-") as made, watched(counts, Path(made)):
        ward = make_ward(Path(made), date(2024, 6, 25))
        district = make_district(Path(made))
        for number, store in enumerate((ward, district)):
            _play(counts, store, random.Random(number), count // 2, seconds / 2)


def _play(counts: Counts, store: Path, chance: random.Random, count: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    played = Path(shutil.copy(store, store.with_name(f"played-{store.name}")))
    monkey = Monkey(counts, played, chance)
    first = 0
    for number in range(count):
        if time.monotonic() > until:
            break
        monkey.act()
        # By then every page has been built.
        first = memory() if number == count // 5 else first
    counts.add(f"MB at the end, {store.stem}", memory() // 2**20)
    if first:
        counts.add(f"MB more than after a fifth, {store.stem}", (memory() - first) // 2**20)
    monkey.leave()
    for problem in backup.verify_store(played):
        counts.fault("unsound", problem.code)
