"""Render a report through a Word template, in a sandbox, and bind its figures."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.own_clock import require_datable
from desktop.word import binding, footnotes, markup
from desktop.word.content import Report, Written
from desktop.word.mending import mend
from desktop.word.packages import text_of
from desktop.word.styles import read_styles

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2.sandbox import SandboxedEnvironment
    from lxml.etree import _Element

_PROGRAM = "Sổ Một Cửa"
_KEPT_TEMPLATES = 48
_LONGEST_PROPERTY = 255
_NOTE_PARTS = (footnotes.PART_TYPE, ".endnotes+xml")
_EDGE_PARTS = (".header+xml", ".footer+xml")


@cache
def environment() -> "SandboxedEnvironment":
    """Return the surroundings in which a template runs: a template that comes by USB is code.

    Compiled templates are kept by their text, since an office exports the same few again and again.
    """
    from jinja2 import StrictUndefined, Template
    from jinja2.sandbox import SandboxedEnvironment

    class KeepingEnvironment(SandboxedEnvironment):
        # There is one environment, as long as the program runs: nothing is kept too long.
        @lru_cache(maxsize=_KEPT_TEMPLATES)  # noqa: B019
        def from_string(self, source: str) -> Template:  # type: ignore[override]
            return super().from_string(source)

    return KeepingEnvironment(autoescape=True, undefined=StrictUndefined)


def render(report: Report, template: bytes, draft: Path, now: datetime) -> Written:
    """Write a report to a file and return what must be found in it.

    The template, a Word file, must have been checked.
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
    document.render(dict(report.tags), environment(), autoescape=True)
    word = document.docx
    # Only now: the notes of a template are rendered after its body, ours must not be once more.
    footnotes.add(word, notes[0], note_styles)
    beside = dict(_clean_other_parts(word))
    _set_properties(word, report, now)
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
