"""Render a report through a Word template, in a sandbox, and bind its figures."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.own_clock import require_datable
from desktop.word import binding, footnotes, markup
from desktop.word.content import Report, Written
from desktop.word.mending import mend
from desktop.word.packages import text_of
from desktop.word.privacy import leave_people_out
from desktop.word.sandbox import Budget, environment, own_budget, with_budget
from desktop.word.styles import read_styles

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_PROGRAM = "Sổ Một Cửa"
# Those that docxtpl renders.
_RENDERED_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_LONGEST_PROPERTY = 255
_NOTE_PARTS = (footnotes.PART_TYPE, ".endnotes+xml")
_EDGE_PARTS = (".header+xml", ".footer+xml")


def sources(template: bytes) -> Iterator[tuple[str, str]]:
    """Yield each part of a template that is rendered, by its name, as it is given to be rendered.

    What docxtpl does before it renders is done here the same way.
    """
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    document.render_init()
    word = document.docx
    yield word.part.partname.membername, document.patch_xml(document.get_xml())
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(kind):
            xml = document.patch_xml(document.get_part_xml(part))
            yield part.partname.membername, xml
    for name in _RENDERED_PROPERTIES:
        yield "docProps/core.xml", getattr(word.core_properties, name)
    for part in word.part.package.parts:
        if part.content_type.endswith(footnotes.PART_TYPE):
            yield part.partname.membername, document.patch_xml(part.blob.decode("utf-8"))


def render(
    report: Report, template: bytes, draft: Path, now: datetime, budget: Budget | None = None
) -> Written:
    """Write a report to a file and return what must be found in it.

    The template, a Word file, must have been checked. Raises TooMuch where it takes more than the
    budget, by default that of the program's own templates.
    """
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    document.init_docx()
    styles = read_styles(document.docx.styles.element)
    note_styles = footnotes.note_styles(styles)
    notes: list[_Element] = []
    bound: list[tuple[int, int]] = []
    texts: list[str] = []
    lay_out = document.fix_tables

    def lay_out_and_bind(xml: str) -> "_Element":
        # The one place where docxtpl has the finished body as a plain tree, before python-docx
        # takes it over.
        body: _Element = lay_out(xml)
        mend(body)
        notes.append(footnotes.take_out(body, document.docx, note_styles))
        bound.append(binding.bind(body, notes[0], styles))
        texts.append(text_of(body))
        return body

    document.fix_tables = lay_out_and_bind
    values = with_budget(report.tags, budget or own_budget())
    document.render(values, environment(), autoescape=True)
    word = document.docx
    # Only now: the notes of a template are rendered after its body, ours must not be once more.
    footnotes.add(word, notes[0], note_styles)
    beside = dict(_clean_other_parts(word))
    _set_properties(word, report, now)
    leave_people_out(word, _PROGRAM)
    require_datable()
    document.save(str(draft))
    return Written(*bound[0], texts[0], beside)


def _clean_other_parts(word: "Document") -> Iterator[tuple[str, str]]:
    """Take the marks out of headers, footers and notes, where nothing is bound.

    Yield the text of each by the name of its part.
    """
    from docx.opc.part import XmlPart

    for relation in word.part.rels.values():
        if relation.is_external:
            continue
        part = relation.target_part
        if isinstance(part, XmlPart) and part is not word.part:
            for text in part.element.iter(markup.TEXT):
                text.text = binding.strip_marks(text.text or "")
            if part.content_type.endswith(_EDGE_PARTS):
                yield part.partname.membername, text_of(part.element)
        elif part.content_type.endswith(_NOTE_PARTS):
            # python-docx knows no notes: it keeps them as they are in the file.
            notes = binding.strip_marks(part.blob.decode("utf-8"))
            part._blob = notes.encode("utf-8")
            yield part.partname.membername, text_of(part.blob)


def _set_properties(word: "Document", report: Report, now: datetime) -> None:
    properties = word.core_properties
    values: Mapping[str, str | int | datetime] = {
        "title": report.title,
        "subject": report.title,
        "author": report.issuer,
        "last_modified_by": _PROGRAM,
        "comments": "",
        "keywords": "",
        "category": "Báo cáo",
        "identifier": report.identity,
        "language": "vi-VN",
        "created": now.replace(tzinfo=None),
        "modified": now.replace(tzinfo=None),
        "revision": 1,
    }
    for name, value in values.items():
        if isinstance(value, str):
            # python-docx refuses a longer one.
            setattr(properties, name, value[:_LONGEST_PROPERTY])
        else:
            setattr(properties, name, value)
