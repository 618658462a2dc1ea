"""A question in place: its keys, its reason, and the peace of everything around it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import focused, hit, show_active, write
from ui.widgets.question import Question


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def paper(window: QWidget, qtbot: QtBot) -> QPlainTextEdit:
    """A sheet with the cursor in it."""
    column = QVBoxLayout(window)
    paper = QPlainTextEdit("0123")
    column.addWidget(paper)
    window.resize(700, 400)
    show_active(qtbot, window)
    paper.setFocus()
    return paper


@pytest.fixture
def question(paper: QPlainTextEdit) -> Question:
    """A question over the sheet."""
    return Question(paper)


def test_it_lies_over_its_place_and_follows_its_size(
    paper: QPlainTextEdit, question: Question
) -> None:
    before = paper.geometry()
    question.ask("Xóa hết?", ("Xóa", paper.clear), ("Giữ lại", paper.show))
    assert paper.geometry() == before
    assert paper.rect().contains(question.geometry())
    paper.window().resize(500, 300)
    paper.window().layout().activate()  # type: ignore[union-attr]
    assert question.geometry().right() == paper.width() - 11


def test_keys_that_are_no_answer_reach_nothing_below(
    paper: QPlainTextEdit, question: Question
) -> None:
    question.ask("Xóa hết?", ("Xóa", paper.clear), ("Giữ lại", paper.show))
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_7, Qt.Key.Key_Backspace):
        hit(key)
    assert paper.toPlainText() == "0123"
    assert question.isVisible()


def test_answers_are_given_by_enter_space_and_escape_and_the_cursor_goes_back(
    paper: QPlainTextEdit, question: Question
) -> None:
    given: list[str] = []
    for keys, answer in (
        ((Qt.Key.Key_Return,), "no"),
        ((Qt.Key.Key_Space,), "no"),
        ((Qt.Key.Key_Backtab, Qt.Key.Key_Escape), "no"),
        ((Qt.Key.Key_Backtab, Qt.Key.Key_Enter), "yes"),
    ):
        question.ask(
            "Xóa hết?",
            ("Xóa", lambda: given.append("yes")),
            ("Giữ lại", lambda: given.append("no")),
        )
        for key in keys:
            hit(key)
        assert given[-1] == answer
        assert question.isHidden()
        assert focused() is paper
    assert len(given) == 4


def test_an_answer_that_needs_a_reason_waits_for_one(
    paper: QPlainTextEdit, question: Question
) -> None:
    given: list[str] = []

    def take() -> None:
        given.append(question.reason.text())

    question.ask("Vì sao?", ("Mở lại", take), ("Không mở", paper.show), with_reason=True)
    hit(Qt.Key.Key_Return)
    assert given == []
    assert question.reason.placeholderText() == "Hãy ghi lý do"
    write("Bổ sung hồ sơ")
    hit(Qt.Key.Key_Return)
    assert given == ["Bổ sung hồ sơ"]
    assert paper.toPlainText() == "0123"


def test_a_reason_that_says_too_little_is_refused_in_words_and_stays(
    paper: QPlainTextEdit, question: Question
) -> None:
    given: list[str] = []

    def take() -> None:
        given.append(question.reason.text())

    def refuses(reason: str) -> str:
        return "" if len(reason) > 3 else "Quá ngắn."

    question.ask("Vì sao?", ("Chốt", take), ("Chưa", paper.show), with_reason=True, refuses=refuses)
    write("x")
    hit(Qt.Key.Key_Return)
    assert (given, question.text) == ([], "Vì sao?\nQuá ngắn.")
    write("yzt")
    hit(Qt.Key.Key_Return)
    assert given == ["xyzt"]
