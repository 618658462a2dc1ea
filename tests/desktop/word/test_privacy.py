"""A report says its office; nothing of the people that its template went through."""

import zipfile
from pathlib import Path

from desktop.context import Context
from desktop.reports.kinds import KINDS
from tests.desktop.reports.documents import exported, paragraphs
from tests.helpers.packages import zipped

PERSON = "Nguyen Mau Thu"
FOLDER = "C:\\Users\\nguyenmt"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_REMARK = (
    f'<w:comments {_W}><w:comment w:id="0" w:author="{PERSON}" w:initials="NMT">'
    f"<w:p><w:r><w:t>{FOLDER}</w:t></w:r></w:p></w:comment></w:comments>"
)
_TRACKED = (
    f'<w:body><w:p><w:commentRangeStart w:id="0"/><w:ins w:id="9" w:author="{PERSON}">'
    '<w:r><w:t>Câu thêm vào.</w:t></w:r></w:ins><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)
_COMPANY = (
    f'<Properties xmlns="{_OFFICE}/extended-properties"><Manager>{PERSON}</Manager>'
    f"<Template>{FOLDER}</Template></Properties>"
)
_CUSTOM = (
    f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Checked by">'
    f"<vt:lpwstr>{PERSON}</vt:lpwstr></property></Properties>"
)
_VARS = f'<w:docVars><w:docVar w:name="path" w:val="{FOLDER}"/></w:docVars><w:themeFontLang'


def _template(path: Path) -> Path:
    """Write a template as Word leaves it: remarks, tracked changes, properties, variables."""
    with zipfile.ZipFile(KINDS["cchc"].standard_template) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["word/comments.xml"], parts["docProps/app.xml"] = _REMARK, _COMPANY
    parts["docProps/custom.xml"] = _CUSTOM
    kind = "application/vnd.openxmlformats-officedocument"
    _insert(
        parts,
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/word/comments.xml"'
        f' ContentType="{kind}.wordprocessingml.comments+xml"/>'
        '<Override PartName="/docProps/custom.xml"'
        f' ContentType="{kind}.custom-properties+xml"/>',
    )
    _link(parts, "word/_rels/document.xml.rels", "comments", "comments.xml")
    _link(parts, "_rels/.rels", "custom-properties", "docProps/custom.xml")
    for name, before, after in (
        ("word/document.xml", "<w:body>", _TRACKED),
        ("word/settings.xml", "<w:themeFontLang", _VARS),
    ):
        assert before in parts[name]
        parts[name] = parts[name].replace(before, after, 1)
    path.write_bytes(zipped({name: text.encode() for name, text in parts.items()}))
    return path


def _link(parts: dict[str, str], name: str, kind: str, target: str) -> None:
    address = f"{_OFFICE}/relationships/{kind}"
    link = f'<Relationship Id="rId90" Type="{address}" Target="{target}"/>'
    _insert(parts, name, "</Relationships>", link)


def _insert(parts: dict[str, str], name: str, before: str, text: str) -> None:
    assert before in parts[name]
    parts[name] = parts[name].replace(before, text + before, 1)


def test_what_word_keeps_of_people_and_folders_stays_out_of_the_report(
    ward: Context, tmp_path: Path
) -> None:
    template = _template(tmp_path / "mau.docx")
    done = exported(ward, tmp_path, template=template)
    with zipfile.ZipFile(done.path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name, text in parts.items() if PERSON in text or FOLDER in text]
    assert not {"word/comments.xml", "docProps/custom.xml", "docProps/app.xml"} & set(parts)
    assert "commentReference" not in parts["word/document.xml"]
    assert "Câu thêm vào." in paragraphs(done.path)
