"""Footnotes of a rendered document: marked in a text, they become notes at the foot of the page.

python-docx knows no notes. What they need is made here: the part with its two separators, styles
where the document has none, and the settings that name the separators.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.word import markup
from desktop.word.content import NOTE, NOTE_END
from desktop.word.styles import Styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from lxml.etree import _Element

# What ends the name of the part's content type.
PART_TYPE = ".footnotes+xml"

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NOTE = re.compile(f"{NOTE}([^{NOTE_END}]*){NOTE_END}")
# Between the numbers of two notes, raised as they are: "1,2" is not twelve.
_BETWEEN = ","
_NOTES = re.compile(f"{_NOTE.pattern}(?:{_BETWEEN}{_NOTE.pattern})*")
_SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
_SETTING = f"{markup.W}footnotePr"
_TEXT_BOX = f"{markup.W}txbxContent"
_NAMESPACE = markup.W.strip("{}")
# What may follow the setting in its parent (ECMA-376, part 1, 17.15.1.78).
_AFTER_SETTING = """
    endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping
    doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown
    smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator
"""
_TEXT_STYLE, _TEXT_NAME = "FootnoteText", "footnote text"
_REFERENCE_STYLE, _REFERENCE_NAME = "FootnoteReference", "footnote reference"
# Smaller than the text (10 points), and as broad as it.
_TEXT_LOOKS = (
    '<w:uiPriority w:val="99"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="240"'
    ' w:lineRule="auto"/><w:jc w:val="both"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
)
_REFERENCE_LOOKS = '<w:uiPriority w:val="99"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


@dataclass(frozen=True)
class NoteStyles:
    """The ids of the styles of notes and of their numbers."""

    text: str
    reference: str


def noted(texts: Iterable[str]) -> str:
    """Return the marks that become the numbers of notes with these texts."""
    return _BETWEEN.join(f"{NOTE}{text}{NOTE_END}" for text in texts)


def parted(marked: str) -> tuple[str, list[str]]:
    """Return a marked text as it is printed above its notes, and the notes."""
    return _NOTE.sub("", marked), _NOTE.findall(marked)


def without_notes(marked: str) -> str:
    """Return a marked text without its notes, and without what parts their numbers."""
    return _NOTES.sub("", marked)


def in_line(marked: str) -> str:
    """Return a marked text with its notes in brackets, for places that can have none at the foot.

    So it is in text boxes, headers, footers and notes.
    """
    return _NOTES.sub(_in_brackets, marked)


def note_styles(styles: Styles) -> NoteStyles:
    """Return the ids of a document's styles of notes, those to be added where it has none."""
    ids = {name.casefold(): key for key, name in styles.names.items()}
    return NoteStyles(ids.get(_TEXT_NAME, _TEXT_STYLE), ids.get(_REFERENCE_NAME, _REFERENCE_STYLE))


def take_out(body: "_Element", word: "Document", styles: NoteStyles) -> "_Element":
    """Put a reference in place of every marked note of a body, and return the notes."""
    notes = _element("footnotes")
    number = _highest(word) + 1
    for box in body.iter(_TEXT_BOX):
        _put_in_line(box)
    for text in [text for text in body.iter(markup.TEXT) if NOTE in (text.text or "")]:
        run = text.getparent()
        if run is None or run.getparent() is None:
            continue
        _replace(run, _pieces(run, text, number, styles))
        for words in parted(text.text or "")[1]:
            notes.append(_note(number, words, styles))
            number += 1
    return notes


def _put_in_line(box: "_Element") -> None:
    """Put the notes of a text box in brackets where their numbers would stand.

    Word knows no footnotes in text boxes, and calls a file with one damaged.
    """
    for text in box.iter(markup.TEXT):
        if NOTE in (text.text or ""):
            text.text = in_line(text.text or "")


def _in_brackets(marked: re.Match[str]) -> str:
    said = "; ".join(words.rstrip(".") for words in _NOTE.findall(marked[0]))
    return f" ({said})"


def add(word: "Document", notes: "_Element", styles: NoteStyles) -> None:
    """Add notes to a document, with all that a word processor needs for them."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    if not len(notes):
        return
    part = _part_of(word)
    if part is None:
        uri = PackURI("/word/footnotes.xml")
        part = Part(uri, _CONTENT_TYPE, _separators(), word.part.package)
        word.part.relate_to(part, _RELATION)
        _name_separators(word.settings.element)
    root = etree.fromstring(part.blob)
    root.extend(list(notes))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    _add_styles(word.styles.element, styles)


def _part_of(word: "Document") -> "Part | None":
    """Return the part of notes that an office's own template may have."""
    for relation in word.part.rels.values():
        if relation.is_external:
            continue
        part: Part = relation.target_part
        if part.content_type.endswith(PART_TYPE):
            return part
    return None


def _highest(word: "Document") -> int:
    """Return the highest number of a note that a template has."""
    from lxml import etree

    part = _part_of(word)
    if part is None:
        return 0
    numbers = [note.get(markup.ID) or "" for note in etree.fromstring(part.blob)]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _pieces(
    run: "_Element", text: "_Element", number: int, styles: NoteStyles
) -> "Iterator[_Element]":
    """Yield the runs that stand for one with notes in a text of it; notes count from `number`."""
    looks = run.find(markup.RUN_LOOKS)
    for child in list(run):
        if child is looks:
            continue
        if child is not text:
            yield _run(child, looks)
            continue
        # Every second piece is the text of a note.
        pieces = _NOTE.split(text.text or "")
        for place, words in enumerate(pieces):
            if place % 2:
                attributes = {markup.ID: str(number + place // 2)}
                yield _run(_element("footnoteReference", attributes), _raised(styles))
            elif words == _BETWEEN and 0 < place < len(pieces) - 1:
                yield _run(_words(words), _raised(styles))
            elif words:
                yield _run(_words(words), looks)


def _replace(run: "_Element", pieces: "Iterator[_Element]") -> None:
    parent = run.getparent()
    assert parent is not None
    place = parent.index(run)
    made = list(pieces)
    parent.remove(run)
    for offset, element in enumerate(made):
        parent.insert(place + offset, element)


def _note(number: int, words: str, styles: NoteStyles) -> "_Element":
    note = _element("footnote", {markup.ID: str(number)})
    paragraph = _element("p")
    looks = _element("pPr")
    looks.append(_element("pStyle", {markup.VALUE: styles.text}))
    mark = _run(_element("footnoteRef"), _raised(styles))
    for child in (looks, mark, _run(_words(f" {words}"), None)):
        paragraph.append(child)
    note.append(paragraph)
    return note


def _run(content: "_Element", looks: "_Element | None") -> "_Element":
    run = _element("r")
    if looks is not None:
        run.append(deepcopy(looks))
    run.append(content)
    return run


def _raised(styles: NoteStyles) -> "_Element":
    looks = _element("rPr")
    looks.append(_element("rStyle", {markup.VALUE: styles.reference}))
    return looks


def _words(words: str) -> "_Element":
    text = _element("t", {markup.XML_SPACE: "preserve"})
    text.text = words
    return text


def _element(name: str, attributes: Mapping[str, str] | None = None) -> "_Element":
    from lxml import etree

    return etree.Element(f"{markup.W}{name}", dict(attributes or {}), nsmap={"w": _NAMESPACE})


def _separators() -> bytes:
    """Return a part of notes that has none yet: the lines above them."""
    from lxml import etree

    root = _element("footnotes")
    for number, kind in _SEPARATORS.items():
        note = _element("footnote", {f"{markup.W}type": kind, markup.ID: number})
        paragraph = _element("p")
        paragraph.append(_run(_element(kind), None))
        note.append(paragraph)
        root.append(note)
    return etree.tostring(root)


def _name_separators(settings: "_Element") -> None:
    """Name the separators in the settings, at the place that the schema has for them."""
    if settings.find(_SETTING) is not None:
        return
    setting = _element("footnotePr")
    for number in _SEPARATORS:
        setting.append(_element("footnote", {markup.ID: number}))
    after = {f"{markup.W}{name}" for name in _AFTER_SETTING.split()}
    tags = [child.tag for child in settings]
    place = next((place for place, tag in enumerate(tags) if tag in after), len(tags))
    settings.insert(place, setting)


def _add_styles(styles: "_Element", wanted: NoteStyles) -> None:
    """Add the styles of notes that a document does not have."""
    known = {style.get(f"{markup.W}styleId") for style in styles}
    for key, name, kind, looks in (
        (wanted.text, _TEXT_NAME, "paragraph", _TEXT_LOOKS),
        (wanted.reference, _REFERENCE_NAME, "character", _REFERENCE_LOOKS),
    ):
        if key not in known:
            styles.append(_style(key, name, kind, looks))


def _style(key: str, name: str, kind: str, looks: str) -> "_Element":
    # Of python-docx's parser: its lists of styles take no other elements.
    from docx.oxml.parser import parse_xml

    style: _Element = parse_xml(
        f'<w:style xmlns:w="{_NAMESPACE}" w:type="{kind}" w:styleId="{key}">'
        f'<w:name w:val="{name}"/>{looks}</w:style>'
    )
    return style
