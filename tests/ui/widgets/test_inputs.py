"""What is typed into an input is stored as it was meant, or not at all."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.errors import Refused
from models.kinds import KINDS
from models.registers import Field, KindName, Value
from tests.ui.keyboard import commit_text, press, show_active, type_as_unikey, type_text
from ui.widgets.input import Input
from ui.widgets.inputs import (
    ChoiceInput,
    DateInput,
    LineInput,
    LongText,
    NamesText,
    SeveralChoices,
    input_for,
)
from ui.widgets.name_chooser import NameChooser


def field(kind: KindName) -> Field:
    return Field("value", "Giá trị", kind)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("05112024", date(2024, 11, 5)),
        ("5/11/24", date(2024, 11, 5)),
        ("5-11-2024", date(2024, 11, 5)),
        ("5/11/2024", date(2024, 11, 5)),
        ("29/2/2024", date(2024, 2, 29)),
        ("", None),
    ],
)
def test_a_date_is_understood_in_every_usual_way(
    qtbot: QtBot, typed: str, meant: date | None
) -> None:
    line = DateInput(field("date"))
    qtbot.addWidget(line)
    type_text(line, typed)
    assert line.value() == meant


@pytest.mark.parametrize(
    "typed", ["31/2/2024", "12.5", "5/13/2024", "thứ hai", "5/11", "511", "1/1/50"]
)
def test_a_doubtful_date_stays_on_screen_and_is_no_value(qtbot: QtBot, typed: str) -> None:
    line = DateInput(field("date"))
    qtbot.addWidget(line)
    type_text(line, typed)
    with pytest.raises(Refused):
        line.value()
    assert line.text() == typed


@pytest.mark.parametrize(
    ("typed", "meant"), [("1234", 1234), ("1.234", 1234), ("0", 0), ("", None)]
)
def test_a_whole_number_is_understood(qtbot: QtBot, typed: str, meant: int | None) -> None:
    line = LineInput(field("whole"))
    qtbot.addWidget(line)
    type_text(line, typed)
    assert line.value() == meant


@pytest.mark.parametrize("typed", ["12,5", "12.5", "-3", "1,234", "mười", "1.23"])
def test_what_is_no_whole_number_is_no_value(qtbot: QtBot, typed: str) -> None:
    line = LineInput(field("whole"))
    qtbot.addWidget(line)
    type_text(line, typed)
    with pytest.raises(Refused):
        line.value()


def test_a_decimal_takes_the_comma_and_doubts_the_point(qtbot: QtBot) -> None:
    line = LineInput(field("decimal"))
    qtbot.addWidget(line)
    type_text(line, "12,5")
    assert line.value() == Decimal("12.5")
    line.clear()
    type_text(line, "12.5")
    with pytest.raises(Refused):
        line.value()


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from("/-."), st.booleans())
def test_no_typed_date_becomes_another_date(day: date, separator: str, padded: bool) -> None:
    line = DateInput(field("date"))
    parts = (f"{day.day:02d}", f"{day.month:02d}") if padded else (str(day.day), str(day.month))
    type_text(line, separator.join((*parts, str(day.year))))
    assert line.value() == day
    line.close()
    line.deleteLater()


@given(st.text(alphabet="0123456789.,- ", max_size=9))
def test_no_typed_number_becomes_another_number(text: str) -> None:
    line = LineInput(field("whole"))
    type_text(line, text)
    try:
        value = line.value()
    except Refused:
        value = None
    if value is not None:
        # dots and blanks only ever part thousands
        assert str(value).zfill(1) == "".join(c for c in text if c.isdigit()).lstrip("0").zfill(1)
        assert not any(c in text for c in ",-")
    line.deleteLater()


def test_what_was_understood_is_shown_when_the_officer_goes_on(qtbot: QtBot) -> None:
    holder = QWidget()
    line, other = DateInput(field("date"), holder), LineInput(field("text"), holder)
    qtbot.addWidget(holder)
    show_active(qtbot, holder)
    line.setFocus()
    type_text(line, "5/11/24")
    other.setFocus()
    assert line.text() == "05/11/2024"


@pytest.mark.parametrize("typing", [type_text, type_as_unikey, commit_text])
@pytest.mark.parametrize("text", ["Nguyễn Thị Đường", "Hộ tịch, chứng thực", "ẴẶỢỮĐ"])
def test_vietnamese_is_kept_however_it_is_typed(qtbot: QtBot, typing: object, text: str) -> None:
    line = LineInput(field("text"))
    qtbot.addWidget(line)
    typing(line, text)  # type: ignore[operator]
    assert line.value() == text


def test_text_in_parts_is_stored_in_its_normal_form(qtbot: QtBot) -> None:
    line = LineInput(field("text"))
    qtbot.addWidget(line)
    commit_text(line, unicodedata.normalize("NFD", "Hộ tịch"))
    assert line.value() == unicodedata.normalize("NFC", "Hộ tịch")


def test_loading_a_value_tells_nobody(qtbot: QtBot) -> None:
    widgets: list[tuple[Input, Value]] = [
        (LineInput(field("whole")), 5),
        (DateInput(field("date")), date(2024, 1, 2)),
        (LongText(field("long_text")), "hai\ndòng"),
        (ChoiceInput([("a", "A"), ("b", "B")]), "b"),
        (SeveralChoices(["a", "b"]), ("a",)),
    ]
    told: list[object] = []
    for widget, value in widgets:
        qtbot.addWidget(widget)
        widget.edited.connect(lambda: told.append(1))
        widget.show_value(value)
        assert widget.value() == value
    assert told == []


def test_the_wheel_over_a_choice_without_the_cursor_changes_nothing(qtbot: QtBot) -> None:
    choice = ChoiceInput([("a", "A"), ("b", "B")])
    qtbot.addWidget(choice)
    choice.show()
    choice.show_value("a")
    choice.clearFocus()
    down = QPoint(0, -120)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        down,
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.value() == "a"


def test_a_choice_that_is_no_longer_offered_is_kept(qtbot: QtBot) -> None:
    choice = ChoiceInput([("a", "A")])
    qtbot.addWidget(choice)
    choice.show_value("cũ")
    assert choice.value() == "cũ"
    assert choice.currentText() == "cũ"


def test_a_choice_is_taken_back_with_delete(qtbot: QtBot) -> None:
    choice = ChoiceInput([("a", "A")])
    qtbot.addWidget(choice)
    choice.show_value("a")
    press(choice, Qt.Key.Key_Delete)
    assert choice.value() is None


def _chooser() -> NameChooser:
    names = {"1": "Hộ tịch", "2": "Đất đai", "3": "Chứng thực"}
    return NameChooser(field("area"), lambda kind: names, {"địa chính": "2"}.get)


@pytest.mark.parametrize(
    ("typed", "meant"), [("ho tich", "1"), ("Đất đai", "2"), ("địa chính", "2"), ("", None)]
)
def test_a_field_of_work_is_found_by_any_spelling(
    qtbot: QtBot, typed: str, meant: str | None
) -> None:
    chooser = _chooser()
    qtbot.addWidget(chooser)
    type_text(chooser, typed)
    assert chooser.value() == meant


def test_an_unknown_field_of_work_is_no_value(qtbot: QtBot) -> None:
    chooser = _chooser()
    qtbot.addWidget(chooser)
    type_text(chooser, "Đất")
    with pytest.raises(Refused):
        chooser.value()


def test_the_list_of_names_narrows_without_diacritics(qtbot: QtBot) -> None:
    chooser = _chooser()
    qtbot.addWidget(chooser)
    chooser.completer().setCompletionPrefix("dat")
    assert chooser.completer().completionCount() == 1
    assert chooser.completer().currentCompletion() == "Đất đai"


SAMPLES: dict[KindName, Value] = {
    "text": "Lê Bình",
    "long_text": "một\nhai",
    "whole": 1234,
    "decimal": Decimal("1234.5"),
    "date": date(2024, 6, 5),
    "choice": "Nam",
    "choices": ("Nữ",),
    "yes_no": False,
    "year": 2024,
    "month": 6,
    "area": "a1",
    "units": "a1",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_every_kind_reads_back_from_its_input(qtbot: QtBot, kind: KindName) -> None:
    choices = ("Nam", "Nữ") if kind.startswith("choice") else ()
    declared = Field("value", "Giá trị", kind, choices=choices)
    shown = input_for(declared, lambda _: {"a1": "Hộ tịch"}, lambda _: None)
    qtbot.addWidget(shown)
    shown.show_value(SAMPLES[kind])
    assert shown.value() == SAMPLES[kind]
    shown.show_value(None)
    assert shown.value() is None


@pytest.mark.parametrize("kind", ["whole", "decimal"])
def test_amounts_are_typed_at_the_right(qtbot: QtBot, kind: KindName) -> None:
    line = LineInput(field(kind))
    qtbot.addWidget(line)
    assert Qt.AlignmentFlag.AlignRight in line.alignment()


UNITS_BY_CODE = {"HP": "Phường Hưng Phú", "HP1": "Phường Hưng Phú", "CR": "Phường Cái Răng"}


def successors(qtbot: QtBot) -> NamesText:
    made = input_for(field("units"), lambda _: UNITS_BY_CODE, lambda _: None)
    assert isinstance(made, NamesText)
    qtbot.addWidget(made)
    return made


def test_several_units_are_typed_one_per_line_by_name_or_code(qtbot: QtBot) -> None:
    units = successors(qtbot)
    units.setPlainText("phuong cai rang\nhp1\n\nCR")
    assert units.value() == "CR\nHP1"
    units.setPlainText("Phường Cái Răng\nPhường Lạ")
    with pytest.raises(Refused) as refused:
        units.value()
    [problem] = refused.value.problems
    assert (problem.code, problem.values["text"]) == ("unknown_unit", "Phường Lạ")


def test_of_two_units_of_one_name_the_chosen_one_stays_chosen(qtbot: QtBot) -> None:
    units = successors(qtbot)
    units.show_value("HP\nCR")
    assert units.toPlainText() == "Phường Hưng Phú (HP)\nPhường Cái Răng"
    assert units.value() == "HP\nCR"
