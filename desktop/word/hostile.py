"""What in a Word template would act on its own, or be rendered where nobody sees it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.word import markup
from desktop.word.packages import WordFile
from models.errors import Place, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = "[Content_Types].xml"
# Parts whose texts may hold tags; those of all others are no place for one.
WITH_TEXT = (
    "word/document",
    "word/header",
    "word/footer",
    "word/footnotes",
    "word/endnotes",
    "docProps/core",
)
_MACROS = ("macroenabled", "vbaproject", "vbadata")
# Relations to something that runs or is drawn in when the file is opened.
_ACTING = frozenset(
    (
        "oleobject",
        "package",
        "control",
        "activexcontrolbinary",
        "attachedtemplate",
        "subdocument",
        "afchunk",
        "vbaproject",
        "wordvbadata",
        "mailmergesource",
        "recipientdata",
    )
)
_OF_A_RELATION = frozenset({"Id", "Type", "Target", "TargetMode"})
# What a person may be led to by a click; everything else reaches into a machine or a network.
_CLICKED = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)
_OUTWARD = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]{2}", re.IGNORECASE)

# Fields that draw something in, start something or put an instruction together
# (ECMA-376, part 1, 17.16.5).
_FIELDS = (
    *("ADDIN", "AUTOTEXT", "CONTROL", "DATABASE", "DDE", "DDEAUTO", "EMBED", "GLOSSARY"),
    *("GOTOBUTTON", "HTMLCONTROL", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK"),
    *("MACROBUTTON", "PRINT", "RD", "SUBSCRIBER"),
)
# No XML can hold it.
_INNER = "\0"
_FIELD_CHAR, _FIELD_SIMPLE = f"{markup.W}fldChar", f"{markup.W}fldSimple"
_INSTRUCTIONS = (f"{markup.W}instrText", f"{markup.W}delInstrText")
_KIND_OF_CHAR, _INSTRUCTION = f"{markup.W}fldCharType", f"{markup.W}instr"
_ON_CHANGE = (f"{markup.W}entryMacro", f"{markup.W}exitMacro")
_CHUNK = f"{markup.W}altChunk"

_OPENER = re.compile(r"\{[{%#]")
_SHOWN = 40


def acting(word: WordFile) -> Iterator[Problem]:
    """Yield what acts on its own: macros, embedded objects, fields and links out of the file."""
    place = Place(file=str(word.path))
    for each in word.tree(_TYPES).iter():
        said = f"{each.get('ContentType') or ''} {each.get('PartName') or ''}".lower()
        if any(word in said for word in _MACROS):
            yield Problem("template_macro", place, {"part": _TYPES})
            break
    for name in word.parts:
        if name.lower().endswith(".rels"):
            yield from _relations(word, name, place)
        elif _is_markup(name):
            yield from _fields(word.tree(name), name, place)


def _relations(word: WordFile, part: str, place: Place) -> Iterator[Problem]:
    """Yield the relations of a part that reach out of the file or embed something."""
    for relation in word.tree(part).iter():
        target = relation.get("Target") or ""
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1].lower()
        if kind in _ACTING:
            yield Problem("template_embedded", place, {"kind": kind, "part": part})
        elif not _stays_inside(relation, kind, target):
            yield Problem("template_external", place, {"target": target[:200], "part": part})


def _stays_inside(relation: "_Element", kind: str, target: str) -> bool:
    """Say whether a relation leads into the file, or where a person may go by a click."""
    # Two readers may differ on "external" and on "targetMode", so neither is let through.
    if not _OF_A_RELATION.issuperset(relation.attrib) and relation.get("Id") is not None:
        return False
    mode = relation.get("TargetMode")
    if mode == "External":
        return kind == "hyperlink" and _CLICKED.match(target) is not None
    return mode in (None, "Internal") and _OUTWARD.match(target) is None


def _fields(tree: "_Element", part: str, place: Place) -> Iterator[Problem]:
    """Yield the fields of a part that do more than a report needs."""
    for instruction in _instructions(tree):
        words = instruction.split()
        name = words[0].upper() if words else ""
        outward = name == "HYPERLINK" and not _is_clicked(words[1:])
        if name in _FIELDS or name.startswith(_INNER) or outward:
            values = {"field": instruction.replace(_INNER, "")[:_SHOWN], "part": part}
            yield Problem("template_field", place, values)
    for element in tree.iter(*_ON_CHANGE, _CHUNK):
        kind = element.tag.rpartition("}")[2]
        yield Problem("template_embedded", place, {"kind": kind, "part": part})


def _is_clicked(words: list[str]) -> bool:
    """Say whether a HYPERLINK field leads to a page, an address or a place in the text."""
    target = words[0].strip('"“”') if words else ""
    return target.lower() == "\\l" or _CLICKED.match(target) is not None


def _instructions(tree: "_Element") -> Iterator[str]:
    """Yield the instruction of every field.

    One that holds another is told with a mark and the inner instruction in that one's place: a
    field whose name is put together by another begins with the mark.
    """
    for simple in tree.iter(_FIELD_SIMPLE):
        yield simple.get(_INSTRUCTION) or ""
    # The outermost of those that are open takes all that stands outside of any.
    open_fields: list[list[str]] = [[]]
    for element in tree.iter(_FIELD_CHAR, *_INSTRUCTIONS):
        kind = element.get(_KIND_OF_CHAR)
        said = element.text or "" if element.tag in _INSTRUCTIONS else ""
        if kind == "begin":
            said = _INNER
        for pieces in open_fields[1:] or open_fields:
            pieces.append(said)
        if kind == "begin":
            open_fields.append([])
        elif kind == "end" and len(open_fields) > 1:
            yield "".join(open_fields.pop())
    for pieces in open_fields:
        yield "".join(pieces).removeprefix(_INNER)


def hidden_tags(word: WordFile) -> Iterator[Problem]:
    """Yield the tags that stand where no text of the document is: they may be rendered unseen."""
    place = Place(file=str(word.path))
    for name in word.parts:
        found = next(_hidden(word.tree(name), name), None) if _is_xml(name) else None
        if found is not None:
            yield Problem("template_tag_hidden", place, {"part": name, "tag": found})


def _hidden(tree: "_Element", part: str) -> Iterator[str]:
    is_core = part.startswith("docProps/core")
    may_hold = part.startswith(WITH_TEXT)
    for element in tree.iter():
        is_element = isinstance(element.tag, str)
        seen = may_hold and is_element and (is_core or _is_text(element))
        said = [] if seen or element.text is None else [element.text]
        said += [element.tail or ""]
        if is_element:
            said += [str(value) for value in element.attrib.values()]
        for text in said:
            found = _OPENER.search(text)
            if found:
                yield text[found.start() : found.start() + _SHOWN]


def _is_text(element: "_Element") -> bool:
    if element.tag != markup.TEXT:
        return False
    return next(element.iterancestors(markup.PARAGRAPH), None) is not None


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _is_markup(name: str) -> bool:
    return _is_xml(name) and name.lower().startswith("word/")
