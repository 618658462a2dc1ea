"""An office's own template comes out as sound as it went in, whatever its loops leave behind."""

import itertools
import re
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.reports.kinds import KINDS
from tests.desktop.reports.documents import exported, paragraphs, rewritten, swap
from tests.helpers.office_schema import schema_faults
from tests.helpers.word import Document, W

DOCUMENT = "word/document.xml"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BEFORE_END = '<w:p><w:pPr><w:pStyle w:val="KetThuc"/></w:pPr><w:r><w:t xml:space="preserve">{{ ket'


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _table(*rows: str) -> str:
    looks = '<w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    return f'<w:tbl>{looks}<w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def _row(*texts: str) -> str:
    looks = '<w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>'
    cells = "".join(map(_paragraph, texts))
    return f"<w:tr><w:tc>{looks}{cells}</w:tc></w:tr>"


# Several addressees are listed, one alone is not: the list is empty in the sample.
NOTHING = "{%X for noi in kinh_gui.nhieu %}", "{{ noi }}", "{%X endfor %}"
IN_CELLS, IN_ROWS = ([text.replace("X", lead) for text in NOTHING] for lead in ("p", "tr"))
LEFT_BEHIND = {
    "a cell without a paragraph": _table(_row(*IN_CELLS)),
    "a table without a row": _table(*map(_row, IN_ROWS)),
    "a bookmark in a loop": (
        _paragraph("{%p for noi in noi_nhan %}")
        + '<w:p><w:bookmarkStart w:id="900" w:name="_GoBack"/><w:r><w:t>{{ noi }}</w:t></w:r>'
        + '<w:bookmarkEnd w:id="900"/></w:p>'
        + _paragraph("{%p endfor %}")
    ),
}


@pytest.mark.parametrize("what", LEFT_BEHIND)
def test_what_a_loop_leaves_behind_is_mended(what: str, ward: Context, tmp_path: Path) -> None:
    standard = KINDS["cchc"].standard_template
    change = swap(BEFORE_END, LEFT_BEHIND[what] + BEFORE_END)
    template = rewritten(standard, tmp_path / "mau.docx", {DOCUMENT: change})
    assert schema_faults(template) == []
    done = exported(ward, tmp_path, template=template)
    assert schema_faults(done.path) == []
    # The cell stays; a table that has no row is none.
    tables = len(list(Document(done.path).body.iter(f"{W}tbl")))
    plain = len(list(Document(exported(ward, tmp_path).path).body.iter(f"{W}tbl")))
    assert tables - plain == (what == "a cell without a paragraph")


def test_a_bookmark_of_an_office_stays_once(ward: Context, tmp_path: Path) -> None:
    change = swap(BEFORE_END, LEFT_BEHIND["a bookmark in a loop"] + BEFORE_END)
    template = rewritten(KINDS["cchc"].standard_template, tmp_path / "m.docx", {DOCUMENT: change})
    done = exported(ward, tmp_path, template=template)
    assert Document(done.path).parts[DOCUMENT].count(b'w:name="_GoBack"') == 1
    assert (
        "- Như trên;" in paragraphs(done.path)[-60:]
        or paragraphs(done.path).count("- Như trên;") == 2
    )


def _as_word_saves_it(text: str) -> str:
    """Return a document whose paragraphs have what Word gives them: names, and looks of marks."""
    numbers = itertools.count(0x10000000)
    names = f'xmlns:w14="{WORD_2010}" xmlns:mc="{COMPATIBILITY}" mc:Ignorable="w14" '
    text = text.replace("<w:document ", f"<w:document {names}", 1)
    text = re.sub(r"<w:p>", lambda _: f'<w:p w14:paraId="{next(numbers):08X}">', text)
    mark = '<w:outlineLvl w:val="9"/><w:rPr><w:lang w:val="vi-VN"/></w:rPr>'
    return re.sub(r"(<w:pPr><w:pStyle [^>]*/>)(</w:pPr>)", rf"\1{mark}\2", text)


@pytest.mark.parametrize("kind", ["cchc", "ii06a"])
def test_a_template_that_word_saved_comes_out_sound(
    kind: str, ward: Context, tmp_path: Path
) -> None:
    standard = KINDS[kind].standard_template
    template = rewritten(standard, tmp_path / "mau.docx", {DOCUMENT: _as_word_saves_it})
    assert schema_faults(template) == []
    done = exported(ward, tmp_path, kind, template=template)
    assert schema_faults(done.path) == []
    # A loop repeats a paragraph; its name stays with the first.
    names = re.findall(rb'w14:paraId="(\w+)"', Document(done.path).parts[DOCUMENT])
    assert len(names) == len(set(names)) > 50
