"""What Word keeps in a file beside its text: who wrote it, for which firm, from which folder.

A template that was made in Word brings these along. A report is printed, sent and published: it
says its office, and nothing of the people and computers that its template went through.
"""

from typing import TYPE_CHECKING

from desktop.word import markup

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from lxml.etree import _Element

_ALLOWED_OF_PACKAGE = ("/officeDocument", "/core-properties")
# Remarks and the people who wrote them, data of other programs, the template's own folder.
_LEFT_OUT = (
    "/comments",
    "/commentsExtended",
    "/commentsIds",
    "/commentsExtensible",
    "/people",
    "/customXml",
    "/attachedTemplate",
)
_REMARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_OF_SETTINGS = ("attachedTemplate", "docVars")
_AUTHOR, _INITIALS = f"{markup.W}author", f"{markup.W}initials"


def leave_people_out(word: "Document", called: str) -> None:
    """Take out of a document who made it and where; changes that are tracked stay, by `called`."""
    from docx.opc.part import XmlPart

    package = word.part.package
    for key, relation in list(package.rels.items()):
        if not relation.reltype.endswith(_ALLOWED_OF_PACKAGE):
            del package.rels[key]
    _drop_links(word.part)
    for relation in list(word.part.rels.values()):
        if not relation.is_external:
            _drop_links(relation.target_part)
            if isinstance(relation.target_part, XmlPart):
                _clean(relation.target_part.element, called)
    _clean(word.element, called)


def _drop_links(part: "Part") -> None:
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith(_LEFT_OUT):
            del part.rels[key]


def _clean(root: "_Element", called: str) -> None:
    for name in (*_REMARKS, *_OF_SETTINGS):
        for found in list(root.iter(f"{markup.W}{name}")):
            parent = found.getparent()
            if parent is not None:
                parent.remove(found)
    for found in root.iter():
        if _AUTHOR in found.attrib:
            found.set(_AUTHOR, called)
        if _INITIALS in found.attrib:
            found.set(_INITIALS, "")
