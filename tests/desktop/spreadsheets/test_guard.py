"""A hostile or broken file is refused in plain words before it can eat the machine."""

import io
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.messages import sentences
from desktop.spreadsheets.guard import scan_sheet
from desktop.spreadsheets.reading import read_workbook
from models.errors import OfficeError, Refused, Unusable
from tests.desktop.spreadsheets.books import DOSSIER_HEAD, dossiers, loaded, rewrite_sheet

GOOD = (2024, 6, "Hộ tịch", 1, 2, 3)


def replace_part(path: Path, name: str, data: bytes) -> None:
    """Replace one entry of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, old in {**parts, name: b""}.items():
            archive.writestr(part, data if part == name else old)


def sheet_xml(rows: str) -> bytes:
    """Return a raw sheet whose first row is the header of the dossiers."""
    head = "".join(
        f'<c r="{chr(65 + i)}1" t="inlineStr"><is><t>{t}</t></is></c>'
        for i, t in enumerate(DOSSIER_HEAD)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = f'<sheetData><row r="1">{head}</row>{rows}</sheetData>'
    return f'<worksheet xmlns="{space}">{data}</worksheet>'.encode()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return dossiers(tmp_path / "so.xlsx", GOOD)


def code_of(path: Path) -> str:
    with pytest.raises(OfficeError) as caught:
        read_workbook(path)
    said = sentences(caught.value)
    assert all(line and "chưa làm được việc này" not in line for line in said)
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook_unreadable"),
        (b"Th\xc3\xa1ng;Nam", "workbook_unreadable"),
        (b"PK\x03\x04 half a file", "workbook_unreadable"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "workbook_protected"),
    ],
)
def test_what_is_no_workbook_is_called_so(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(data)
    assert code_of(path) == code


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path: Path) -> None:
    assert code_of(tmp_path / "so.xlsx") == "file_missing"
    assert code_of(tmp_path) == "not_a_file"
    assert code_of(tmp_path / ("x" * 300)) in {"file_missing", "file_unreadable"}


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_broken_parts_of_a_workbook_are_refused(book: Path, part: str) -> None:
    replace_part(book, part, b"<broken")
    assert code_of(book) == "workbook_unreadable"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "so.xlsx", "w") as archive:
        archive.writestr("thu.txt", "xin chào")
    assert code_of(tmp_path / "so.xlsx") == "workbook_unreadable"


def test_every_cut_of_a_workbook_is_refused_or_read(book: Path) -> None:
    whole = book.read_bytes()
    for end in range(0, len(whole), max(len(whole) // 60, 1)):
        book.write_bytes(whole[:end])
        assert code_of(book) == "workbook_unreadable"


def test_flipped_bytes_never_end_in_anything_but_a_plain_refusal(book: Path) -> None:
    whole = book.read_bytes()
    for place in range(0, len(whole), 41):
        changed = bytearray(whole)
        changed[place] ^= 0x55
        book.write_bytes(changed)
        try:
            found = read_workbook(book)
        except (Refused, Unusable):
            continue
        assert found.sheets or found.problems


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "aaaaaaaaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">']
)
def test_entities_are_not_followed(book: Path, entity: str) -> None:
    xml = sheet_xml('<row r="2"><c r="A2" t="inlineStr"><is><t>&a;</t></is></c></row>')
    replace_part(book, "xl/worksheets/sheet1.xml", f"<!DOCTYPE x [{entity}]>".encode() + xml)
    assert code_of(book) == "workbook_unreadable"


@pytest.mark.parametrize(
    ("cell", "code"),
    [("XFD2", "sheet_too_wide"), ("A1048576", "sheet_too_long"), ("GS9", "sheet_too_wide")],
)
def test_a_far_cell_is_refused_and_a_far_format_is_not(
    office: Context, book: Path, cell: str, code: str
) -> None:
    far = f'<row r="{cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{cell}"><v>1</v></c></row>'
    replace_part(book, "xl/worksheets/sheet1.xml", sheet_xml(far))
    assert [p.code for p in loaded(office, book).problems] == [code]
    replace_part(book, "xl/worksheets/sheet1.xml", sheet_xml(far.replace("><v>1</v></c>", "/>")))
    assert loaded(office, book).problems == ()


def test_rows_and_cells_without_addresses_are_counted(office: Context, book: Path) -> None:
    replace_part(book, "xl/worksheets/sheet1.xml", sheet_xml("<row><c><v>1</v></c></row>" * 20_001))
    assert [p.code for p in loaded(office, book).problems] == ["sheet_too_long"]
    wide = "<c><v>1</v></c>" * 5000
    replace_part(book, "xl/worksheets/sheet1.xml", sheet_xml(f"<row>{wide}</row>"))
    assert [p.code for p in loaded(office, book).problems] == ["sheet_too_wide"]


def test_a_sheet_that_lies_about_its_size_is_read_whole(office: Context, book: Path) -> None:
    rewrite_sheet(book, r'<dimension ref="[^"]*"\s*/>', '<dimension ref="A1:A1"/>')
    assert loaded(office, book).sheets["Hồ sơ"].new == 1


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("xl/sharedStrings.xml", 40_000_000),
        ("xl/styles.xml", 3_000_000),
        ("xl/media/anh.png", 29_000_000),
        ("xl/worksheets/sheet1.xml", 8_000_000),
    ],
)
def test_a_zip_bomb_is_refused_by_its_outside(book: Path, name: str, size: int) -> None:
    replace_part(book, name, b" " * size)
    assert code_of(book) == "workbook_too_big"


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/khac.xml", "xl/sharedStrings.xml"]
)
def test_a_workbook_of_hundreds_of_thousands_of_cells_is_refused(book: Path, name: str) -> None:
    tag = "si" if "Strings" in name else "c"
    cells = (f"<{tag}><v>{place * 7919 % 100_003}</v></{tag}>" for place in range(260_000))
    replace_part(book, name, sheet_xml("".join(cells)))
    assert code_of(book) == "workbook_too_big"


def test_a_zip_of_thousands_of_entries_is_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as archive:
        for number in range(2001):
            archive.writestr(f"xl/{number}", b"")
    assert code_of(book) == "workbook_too_big"


def test_a_searched_sheet_cannot_make_the_search_endless() -> None:
    hostile = (
        b'<c r="AA1"' * 200_000,
        b"<c " * 400_000,
        b'<c r="A1"><f>' * 100_000,
        b"<f>" + b"<v " * 400_000,
        b"<c " + b'r="AA1" ' * 200_000,
        b"<x:c" * 300_000,
    )
    assert [scan_sheet(xml).too_long for xml in hostile] == [False] * len(hostile)


def test_the_largest_file_let_through_stays_small_in_memory(tmp_path: Path) -> None:
    path = dossiers(tmp_path / "so.xlsx", GOOD)
    cells = "".join(f'<c r="{letter}{{0}}"><v>1</v></c>' for letter in "ABC")
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(2, 20_002))
    replace_part(path, "xl/worksheets/sheet1.xml", sheet_xml(rows))
    program = """if True:
        import sys
        from pathlib import Path
        from desktop.spreadsheets.reading import read_workbook
        print(len(read_workbook(Path(sys.argv[1])).sheets[0].rows))
    """
    cap = 600_000_000  # address space, of which the interpreter and its libraries take about half

    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (cap, cap)),
    )
    assert (done.stdout.strip(), done.stderr) == ("20000", "")


def test_a_nested_zip_name_does_not_leave_the_archive(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../xl/worksheets/sheet1.xml", b"x")
    (tmp_path / "so.xlsx").write_bytes(made.getvalue())
    assert code_of(tmp_path / "so.xlsx") == "workbook_unreadable"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["so.xlsx"]
