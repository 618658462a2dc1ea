"""The place of the notices: over the bottom right of the page, and in no layout.

Nothing on the page moves when a notice comes, changes or goes. The session's notices are kept for
`ui.notice_list`.
"""

from datetime import datetime
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.notice_cards import Kept, Notice, NoticeCard, ProgressCard, Tone

KEPT: Final = 60
# As wide as the side panel of the month, so that the grid beside it stays in sight.
_WIDTH, _RIGHT, _GAP = 304, 10, 8
# The buttons at the foot of a form, and the totals of a grid, stay free.
_BOTTOM = 60


class NoticeBoard(QObject):
    """The place of the notices: at most one of what was done, one problem and one question.

    Attributes:
        kept: the notices of this session, newest last.
        progress: the job that runs, below the notices.

    Signals:
        changed: a notice came, was read or was answered.
    """

    changed = Signal()

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self.kept: list[Kept] = []
        self.progress = ProgressCard(area)
        self._area = area
        done, problem, question = (NoticeCard(area) for _ in range(3))
        self._card_of: dict[Tone, NoticeCard] = {
            "done": done,
            "note": done,
            "problem": problem,
            "question": question,
        }
        # From the bottom up: what stays longest lies lowest, and what goes moves nothing above it.
        self._cards = [question, problem, done]
        self._shield = _Shield(area)
        self._focus_before: QWidget | None = None
        for card in self._cards:
            card.close_requested.connect(self._on_close)
            card.action_taken.connect(self._on_action)
        area.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    @property
    def notice(self) -> Notice | None:
        """Return the newest notice on show, None when there is none."""
        card = self._newest()
        return card.kept.notice if card and card.kept else None

    @property
    def text(self) -> str:
        """Return the text of the newest notice on show, "" when there is none."""
        return self.notice.text if self.notice else ""

    @property
    def unread(self) -> int:
        """Return how many problems and questions nobody has closed, answered or read."""
        return sum(not kept.read for kept in self.kept)

    def buttons(self) -> list[QPushButton]:
        """Return the buttons of the newest notice on show, in order."""
        card = self._newest()
        return list(card.buttons) if card else []

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before of its tone."""
        card = self._card_of[notice.tone]
        if card.kept is not None:
            _settle(card.kept)
        kept = Kept(notice, datetime.now(), notice.tone in ("done", "note"))  # noqa: DTZ005
        self.kept = [*self.kept, kept][-KEPT:]
        before = self._covered()
        card.show_kept(kept)
        card.show()
        self._place()
        self._shield.cover(before.united(self._covered()))
        self.changed.emit()

    def dismiss(self) -> None:
        """Close the newest notice on show."""
        card = self._newest()
        if card is not None:
            self._close(card)

    def take(self, kept: Kept, number: int) -> None:
        """Take an action of a notice, wherever it is offered."""
        kept.read, kept.offers = True, False
        for card in self._cards:
            if card.kept is kept:
                self._close(card)
        self.changed.emit()
        kept.notice.actions[number][1]()

    def mark_read(self) -> None:
        """Take every notice as read; one that asks something stays on show."""
        for kept in self.kept:
            kept.read = True
        for card in self._cards:
            if card.kept is not None and card.kept.notice.tone != "question":
                self._close(card)
        self.changed.emit()

    def start_progress(self, text: str) -> None:
        """Show a job that takes longer than a moment."""
        self.progress.start(text)
        self.progress.show()
        self._place()
        self._shield.cover(self._covered())

    def end_progress(self) -> None:
        """Take the job away."""
        before = self._covered()
        self.progress.hide()
        self._place()
        self._shield.cover(before)

    def _newest(self) -> NoticeCard | None:
        for kept in reversed(self.kept):
            for card in self._cards:
                if card.kept is kept:
                    return card
        return None

    def _close(self, card: NoticeCard) -> None:
        if card.kept is None:
            return
        card.kept.read = True
        _settle(card.kept)
        before = self._covered()
        focus = QApplication.focusWidget()
        inside = focus is not None and card.isAncestorOf(focus)
        card.put_away()
        self._place()
        self._shield.cover(before)
        if inside:
            self._give_focus_back()
        self.changed.emit()

    def _give_focus_back(self) -> None:
        before = self._focus_before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _floating(self) -> list[NoticeCard | ProgressCard]:
        parts: list[NoticeCard | ProgressCard] = [self.progress, *self._cards]
        return [part for part in parts if not part.isHidden()]

    def _covered(self) -> QRect:
        covered = QRect()
        for part in self._floating():
            covered = covered.united(part.geometry())
        return covered

    def _place(self) -> None:
        width = min(_WIDTH, self._area.width() - 2 * _RIGHT)
        left = self._area.width() - width - _RIGHT
        bottom = self._area.height() - _BOTTOM
        for part in self._floating():
            height = part.height_for(width)
            part.setGeometry(left, bottom - height, width, height)
            part.raise_()
            bottom -= height + _GAP

    def _on_close(self) -> None:
        card = self.sender()
        if isinstance(card, NoticeCard):
            self._close(card)

    def _on_action(self, number: int) -> None:
        card = self.sender()
        if isinstance(card, NoticeCard) and card.kept is not None:
            self.take(card.kept, number)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._holds(now) and before is not None and not self._holds(before):
            self._focus_before = before
        # A form scrolls to the cursor first.
        QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        """Put what was done away where the cursor comes to lie under it; the list keeps it."""
        focus = QApplication.focusWidget()
        if focus is None or not self._area.isAncestorOf(focus) or self._holds(focus):
            return
        middle = focus.mapTo(self._area, focus.rect().center())
        card = self._card_of["done"]
        if card.isVisible() and card.geometry().contains(middle):
            self._close(card)

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and any(card.isAncestorOf(widget) for card in self._cards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


class _Shield(QWidget):
    """Takes the clicks where a notice has just come or gone: they were meant for what was there."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        self.hide()

    def cover(self, place: QRect) -> None:
        """Lie over a place for as long as a double click takes."""
        self.setGeometry(place)
        self.raise_()
        self.show()
        self._clock.start(QApplication.doubleClickInterval())


def _settle(kept: Kept) -> None:
    """Let a notice that leaves the page keep its offer, unless it was a question."""
    # What it asked about has changed by the time somebody reads the list.
    if kept.notice.tone == "question":
        kept.offers = False
