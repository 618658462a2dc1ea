"""A report is compared with the store in little time, however often a file binds its parts."""

from pathlib import Path
from time import process_time

import pytest

from desktop.word.book import Figure
from desktop.word.checking import Checked, compare
from desktop.word.content import Report, Table
from models.errors import Refused
from tests.helpers.word_files import small_word_file

# Of the processor: well above what it takes, well below what a person takes for hanging.
SECONDS = 2.0
MANY = 4_000
CLOSED = "</w:t></w:r></w:p>"
OPEN = "<w:p><w:r><w:t>"


def report_of(figures: dict[str, str], rows: list[list[str]]) -> Report:
    bound = {name: Figure(name, name, text) for name, text in figures.items()}
    tables = {"t": Table("t", (), (), rows)}
    return Report(tags={}, figures=bound, tables=tables, title="", issuer="", identity="")


def start(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def row(text: str, marks: str = "") -> str:
    return f"<w:tr><w:tc><w:p>{marks}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"


def table(rows: list[str]) -> str:
    return f"{CLOSED}<w:tbl>{''.join(rows)}</w:tbl>{OPEN}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.docx"


def found_in(path: Path, report: Report) -> list[str]:
    begun = process_time()
    with pytest.raises(Refused) as refused:
        compare(path, report)
    assert process_time() - begun < SECONDS
    return [str(problem.values["found"]) for problem in refused.value.problems]


def test_a_table_is_compared_from_the_row_of_its_bookmark_on(path: Path) -> None:
    mark = start(1, "bang__t") + end(1)
    path.write_bytes(small_word_file(table([row("head"), row("1", mark), row("2")])))
    assert compare(path, report_of({}, [["1"], ["2"]])) == Checked(0, 2, 0, 1)
    assert found_in(path, report_of({}, [["1"], ["3"]])) == ["2"]
    assert found_in(path, report_of({}, [["1"]])) == ["2"]


def test_a_bookmark_in_every_row_does_not_hang(path: Path) -> None:
    rows = [row("1", start(number, "bang__t") + end(number)) for number in range(MANY)]
    path.write_bytes(small_word_file(table(rows)))
    assert found_in(path, report_of({}, [["1"]] * (MANY + 1)))


def test_many_bookmarks_in_one_row_do_not_hang(path: Path) -> None:
    marks = [start(number, "bang__t") + end(number) for number in range(MANY)]
    path.write_bytes(small_word_file(table([row("1", "".join(marks)), *[row("1")] * MANY])))
    assert found_in(path, report_of({}, [["2"]] * (MANY + 1)))
    begun = process_time()
    assert compare(path, report_of({}, [["1"]] * (MANY + 1))) == Checked(0, MANY + 1, 0, 1)
    assert process_time() - begun < SECONDS


def test_bookmarks_in_one_another_do_not_hang(path: Path) -> None:
    numbers = range(MANY)
    opened = "".join(start(number, f"a__{number}") for number in numbers)
    closed = "".join(end(number) for number in numbers)
    texts = "<w:r><w:t>x</w:t></w:r>" * MANY
    path.write_bytes(small_word_file(f"{CLOSED}<w:p>{opened}{texts}{closed}</w:p>{OPEN}"))
    found = found_in(path, report_of({"a": "7"}, []))
    assert {text.strip("x") for text in found} == {""}
    assert max(map(len, found)) < MANY
