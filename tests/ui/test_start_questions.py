"""What is asked before a book is opened, and what each answer does with the files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import backup, store_place
from desktop import main as program
from desktop.context import Context, now, open_context
from models import store as stores
from models.errors import OfficeError
from tests.helpers.cuts import cut
from tests.helpers.office import JUNE, enter
from ui.dialogs.start_question import StartQuestion
from ui.start_questions import ALONE, COPY_IN, MERGED, OPEN_HERE, ask_to_copy_in, settle_log

Answer = Callable[[str | None], list[StartQuestion]]


@pytest.fixture
def answered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let every question be answered; return those that were asked."""

    def set_answer(words: str | None) -> list[StartQuestion]:
        asked: list[StartQuestion] = []

        def execute(question: StartQuestion) -> int:
            qtbot.addWidget(question)
            asked.append(question)
            for button in question.answers:
                if button.text() == words:
                    button.click()
            return 0

        monkeypatch.setattr(StartQuestion, "exec", execute)
        return asked

    return set_answer


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the program's data folder, which is not there yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nha"))
    return tmp_path / "nha" / "SoMotCua"


def figures(store: Path) -> list[int]:
    context = open_context(store)
    sql = "SELECT received_online FROM dossiers WHERE received_online IS NOT NULL ORDER BY 1"
    found = context.ask(lambda conn: list(conn.exec_driver_sql(sql).scalars()))
    context.close()
    return found


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- copied in


def test_a_store_on_a_stick_is_copied_in_whole_and_stays(
    office: Context, tmp_path: Path, home: Path, answered: Answer
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    stick = cut(office, tmp_path / "usb")
    before = everything(stick.parent)
    asked = answered(COPY_IN)
    got = ask_to_copy_in(stick, ["Sổ nằm trên USB."])
    assert got is not None
    path, words = got
    assert path == home / "store.sqlite"
    assert figures(path) == [5]
    assert everything(stick.parent) == before
    assert str(stick) in words
    assert str(path) in words
    assert [button.text() for button in asked[0].answers] == [COPY_IN]


def test_a_store_that_is_there_already_is_offered_and_never_written_over(
    office: Context, tmp_path: Path, home: Path, answered: Answer
) -> None:
    office.close()
    home.mkdir(parents=True)
    usual = home / "store.sqlite"
    usual.write_bytes(office.path.read_bytes())
    before = usual.read_bytes()
    answered(OPEN_HERE)
    assert ask_to_copy_in(office.path, []) == (usual, "")
    answered(COPY_IN)
    got = ask_to_copy_in(office.path, [])
    assert got is not None
    assert got[0] == home / "ward.sqlite"
    assert usual.read_bytes() == before
    answered(None)
    assert ask_to_copy_in(office.path, []) is None


def test_a_damaged_store_is_not_copied_in(office: Context, home: Path, answered: Answer) -> None:
    office.close()
    office.path.write_bytes(office.path.read_bytes()[:9000])
    answered(COPY_IN)
    with pytest.raises(OfficeError, match="store_damaged"):
        ask_to_copy_in(office.path, [])
    assert not list(home.glob("*.sqlite"))


def test_the_program_opens_the_copy_in_place_of_the_store_on_a_stick(
    office: Context, home: Path, answered: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close()
    monkeypatch.setattr(store_place, "_kind_of_disk", lambda path: "removable")
    with pytest.raises(OfficeError, match="store_removable") as refused:
        program._open(office.path)
    answered(COPY_IN)
    following = program._what_now(office.path, refused.value)
    assert following is not None
    opened = program._open(following.path)
    assert opened is not None
    assert opened.context.unit == "LEBINH"
    opened.context.close()


# --- the log beside a store


@pytest.fixture
def overwritten(office: Context, tmp_path: Path) -> Path:
    """Return a newer store that was copied by hand over one with a log of its own."""
    enter(office, JUNE, "Hộ tịch", received_online=5)
    left = cut(office, tmp_path / "cut")
    enter(office, JUNE, "Hộ tịch", received_online=7)
    office.store.checkpoint()
    left.write_bytes(office.path.read_bytes())
    return left


@pytest.mark.parametrize(("answer", "expected"), [(ALONE, [7]), (MERGED, [5])])
def test_both_states_are_shown_and_the_chosen_one_is_opened(
    overwritten: Path, answered: Answer, answer: str, expected: list[int]
) -> None:
    before = set(everything(overwritten.parent).values())
    asked = answered(answer)
    words = settle_log(overwritten)
    assert words
    assert len(asked) == 1
    assert before <= set(everything(overwritten.parent).values())
    opened = program._open(overwritten)
    assert opened is not None
    opened.context.close()
    assert figures(overwritten) == expected


def test_who_leaves_the_question_changes_nothing(overwritten: Path, answered: Answer) -> None:
    before = everything(overwritten.parent)
    answered(None)
    assert settle_log(overwritten) is None
    assert program._open(overwritten) is None
    assert everything(overwritten.parent) == before


def test_a_cut_is_noticed_and_asks_nothing(
    office: Context, tmp_path: Path, answered: Answer
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    left = cut(office, tmp_path / "cut")
    asked = answered(None)
    opened = program._open(left)
    assert opened is not None
    assert (opened.was_cut, opened.words) == (True, "")
    opened.context.close()
    again = program._open(left)
    assert again is not None
    assert not again.was_cut
    again.context.close()
    assert asked == []


def test_a_foreign_log_is_set_aside_and_told_and_is_no_cut(
    office: Context, tmp_path: Path, answered: Answer
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    left = cut(office, tmp_path / "cut")
    enter(office, JUNE, "Hộ tịch", received_online=7)
    left.write_bytes(backup.backup(office.store, None, now()).path.read_bytes())
    asked = answered(None)
    opened = program._open(left)
    assert opened is not None
    assert not opened.was_cut
    assert "không dùng; được giữ ở" in opened.words
    opened.context.close()
    assert figures(left) == [7]
    assert asked == []
    assert stores.side_files(left)[0] not in left.parent.iterdir()
