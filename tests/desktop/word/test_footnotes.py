"""Marked texts become footnotes that Word knows, beside those of an office's own template."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.context import Context
from desktop.reports.kinds import DOCUMENT_SECTIONS, PRINCIPAL
from desktop.settings import set_setting
from desktop.word.book import plain
from desktop.word.footnotes import noted, parted, without_notes
from models.errors import Unusable
from tests.desktop.reports.documents import HALF_YEAR, exported, notes_of, rewritten, verified
from tests.helpers.office_schema import schema_faults
from tests.helpers.packages import zipped

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_OWN = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="4"><w:p><w:r><w:t>Kỳ: {{ ky }}.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
_STYLE = '<w:style w:type="paragraph" w:styleId="Cc1"><w:name w:val="Footnote Text"/></w:style>'
_REFERENCE = '<w:r><w:footnoteReference w:id="4"/></w:r>'
_CLOSING = "{{ ket_thuc }}"


@pytest.fixture
def with_notes(ward: Context) -> Context:
    """Return the sample ward, which prints its documents in footnotes."""
    for section in DOCUMENT_SECTIONS:
        ward.do(set_setting, f"report.documents.{section}", "footnotes")
    return ward


def _with_note_of_its_own(folder: Path) -> Path:
    """Return a copy of the template that has a footnote at its last sentence and a style for it."""
    with ZipFile(PRINCIPAL.standard_template) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    types, links = "[Content_Types].xml", "word/_rels/document.xml.rels"
    declared = f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}"/></Types>'
    parts[types] = parts[types].replace("</Types>", declared)
    link = f'<Relationship Id="rId90" Type="{_LINK}" Target="footnotes.xml"/></Relationships>'
    parts[links] = parts[links].replace("</Relationships>", link)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        "</w:styles>", f"{_STYLE}</w:styles>"
    )
    body = parts["word/document.xml"]
    end = body.index("</w:r>", body.index(_CLOSING)) + len("</w:r>")
    parts["word/document.xml"] = body[:end] + _REFERENCE + body[end:]
    path = folder / "mau.docx"
    path.write_bytes(zipped({"word/footnotes.xml": _OWN.encode()} | _encoded(parts)))
    return path


def _encoded(parts: dict[str, str]) -> dict[str, bytes]:
    return {name: part.encode() for name, part in parts.items()}


def _part(path: Path, name: str) -> str:
    with ZipFile(path) as package:
        return package.read(name).decode()


def test_notes_are_numbered_as_they_stand_and_the_settings_name_their_separators(
    with_notes: Context, tmp_path: Path
) -> None:
    path = exported(with_notes, tmp_path, period="2024-H1").path
    ids = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', _part(path, "word/document.xml"))
    assert ids == [str(number) for number in range(1, len(notes_of(path)) + 1)]
    notes = _part(path, "word/footnotes.xml")
    assert re.findall(r'w:type="(\w+)" w:id="(-?\d+)"', notes) == [
        ("separator", "-1"),
        ("continuationSeparator", "0"),
    ]
    settings = _part(path, "word/settings.xml")
    named = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat>'
    assert named in settings
    # Half points: smaller than the 14 points of the text.
    [size] = re.findall(
        r'w:styleId="FootnoteText">.*?<w:sz w:val="(\d+)"/>', _part(path, "word/styles.xml")
    )
    assert size == "20"


def test_the_notes_of_an_offices_template_stay_and_ours_count_on_from_them(
    with_notes: Context, tmp_path: Path
) -> None:
    template = _with_note_of_its_own(tmp_path)
    done = exported(with_notes, tmp_path, period="2024-H1", template=template)
    notes = notes_of(done.path)
    assert notes[0] == "Kỳ: 6 tháng đầu năm 2024."
    assert notes[1].startswith("Kế hoạch số 07/KH-UBND ngày 29 tháng 01 năm 2024")
    ids = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', _part(done.path, "word/document.xml"))
    assert ids == [*(str(number) for number in range(5, 4 + len(notes))), "4"]
    # Its own style of notes serves under its own name, no second one is added.
    assert 'w:pStyle w:val="Cc1"' in _part(done.path, "word/footnotes.xml")
    assert "FootnoteText" not in _part(done.path, "word/styles.xml")
    assert schema_faults(done.path) == []
    assert verified(with_notes, done.path).figures == done.bound


def test_a_text_is_read_with_and_without_its_notes() -> None:
    marked = f"gồm 02 văn bản{noted(['Một, hai.', 'Ba.'])}, nay còn."
    assert parted(marked) == ("gồm 02 văn bản,, nay còn.", ["Một, hai.", "Ba."])
    assert without_notes(marked) == "gồm 02 văn bản, nay còn."
    assert plain(marked) == "gồm 02 văn bảnMột, hai.,Ba., nay còn."


def test_a_file_whose_footnotes_cannot_be_read_is_told_as_unreadable(
    with_notes: Context, tmp_path: Path
) -> None:
    path = exported(with_notes, tmp_path, period="2024-H1").path
    broken = rewritten(path, tmp_path / "broken.docx", {"word/footnotes.xml": lambda _: "<w:"})
    with pytest.raises(Unusable, match="report_unreadable"):
        verified(with_notes, broken)


def test_in_a_text_box_which_has_no_footnotes_the_documents_stand_in_brackets(
    with_notes: Context, tmp_path: Path
) -> None:
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        "<w:txbxContent><w:p><w:r><w:t>{{ muc.I_1[0] }}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    first = '<w:p><w:pPr><w:pStyle w:val="TenLoai"/>'
    change = {"word/document.xml": lambda body: body.replace(first, box + first, 1)}
    template = rewritten(PRINCIPAL.standard_template, tmp_path / "mau.docx", change)
    path = exported(with_notes, tmp_path, period=HALF_YEAR, template=template).path
    with ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    [boxed] = re.findall("<w:txbxContent>.*?</w:txbxContent>", body, flags=re.DOTALL)
    assert "footnoteReference" not in boxed
    words = "".join(re.findall("<w:t[^>]*>([^<]*)", boxed)).replace("\u00a0", " ")
    assert words.count("(") == 1
    assert words.endswith(").")
    noted_below = [note.rstrip(".") for note in notes_of(path)]
    assert any(f"({note}" in words for note in noted_below)
    assert verified(with_notes, path).figures > 100


def test_in_a_header_the_documents_stand_in_brackets(with_notes: Context, tmp_path: Path) -> None:
    tag = "<w:p><w:r><w:t>{{ muc.I_1[0] }}</w:t></w:r></w:p></w:hdr>"
    change = {"word/header2.xml": lambda part: part.replace("</w:hdr>", tag)}
    template = rewritten(PRINCIPAL.standard_template, tmp_path / "mau.docx", change)
    path = exported(with_notes, tmp_path, period=HALF_YEAR, template=template).path
    with ZipFile(path) as package:
        header = package.read("word/header2.xml").decode()
    words = "".join(re.findall("<w:t[^>]*>([^<]*)", header)).replace("\u00a0", " ")
    assert any(f"({note.rstrip('.')}" in words for note in notes_of(path))
    assert verified(with_notes, path).figures > 100
