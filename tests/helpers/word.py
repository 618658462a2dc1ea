"""Reads a finished Word file with the looks of every paragraph worked out through its styles."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")


@dataclass
class Paragraph:
    """A paragraph with its looks worked out through its styles.

    Attributes:
        text: its text.
        size: type size in points of its first run with text (of the paragraph where it is empty).
        bold, italic: looks of all its runs.
        align: "left", "center", "both" or "right".
        indent_left, indent_right, first_line: in twips.
        before, line: spacing before in twips and line spacing in 240ths (auto only).
        bordered: a line is drawn above or below it.
        fonts: fonts of its runs, of every script.
        lang: languages of its runs.
        room: width that it has, in twips.
        cell: the table cell around it.
    """

    text: str
    size: float
    bold: bool
    italic: bool
    align: str
    indent_left: int
    indent_right: int
    first_line: int
    before: int
    line: int
    bordered: bool
    fonts: set[str]
    lang: set[str]
    room: int
    cell: etree._Element | None
    element: etree._Element = field(repr=False)


class Document:
    """A finished report, read for checking."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.body = self._tree("word/document.xml")[0]
        styles = self._tree("word/styles.xml")
        self.defaults = styles.find(f"{W}docDefaults")
        self.styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self.sections = list(self.body.iter(f"{W}sectPr"))
        self.paragraphs = [self._paragraph(p) for p in self.body.iter(f"{W}p")]

    def _tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def header(self, section: etree._Element, kind: str) -> str:
        """Return the XML of a section's header, "" without one."""
        for reference in section.iter(f"{W}headerReference"):
            if reference.get(f"{W}type") == kind:
                for relation in self._tree("word/_rels/document.xml.rels"):
                    if relation.get("Id") == reference.get(f"{R}id"):
                        return self.parts[f"word/{relation.get('Target')}"].decode()
        return ""

    def section_of(self, element: etree._Element) -> etree._Element:
        """Return the section that an element belongs to."""
        block = element
        while block.getparent() is not self.body:
            parent = block.getparent()
            assert parent is not None
            block = parent
        for following in [block, *block.itersiblings()]:
            if following.tag == f"{W}sectPr":
                return following
            found = following.find(f"{W}pPr/{W}sectPr")
            if found is not None:
                return found
        raise AssertionError("no section")

    def _chain(self, element: etree._Element) -> list[etree._Element]:
        """Return where looks come from, nearest first.

        The paragraph, its style, and the styles below it.
        """
        chain = [element]
        named = element.find(f"{W}pPr/{W}pStyle")
        name = named.get(f"{W}val") if named is not None else "Normal"
        while name:
            style = self.styles.get(name)
            if style is None:
                break
            chain.append(style)
            based = style.find(f"{W}basedOn")
            name = based.get(f"{W}val") if based is not None else None
        return chain

    def _find(self, chain: list[etree._Element], path: str, attribute: str) -> str | None:
        for place in chain:
            found = place.find(path.replace("/", f"/{W}").replace("^", W))
            if found is not None and (value := found.get(f"{W}{attribute}")) is not None:
                return value
        return None

    def _on(self, chain: list[etree._Element], name: str, run: etree._Element | None) -> bool:
        for place in ([run] if run is not None else []) + chain:
            found = place.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return found.get(f"{W}val") not in ("0", "false")
        return False

    def _run_value(
        self, chain: list[etree._Element], run: etree._Element | None, name: str, attribute: str
    ) -> str | None:
        places = ([run] if run is not None else []) + chain[1:]
        for place in places:
            found = place.find(f"{W}rPr/{W}{name}")
            if found is not None and (value := found.get(f"{W}{attribute}")) is not None:
                return value
        assert self.defaults is not None
        found = self.defaults.find(f"{W}rPrDefault/{W}rPr/{W}{name}")
        return found.get(f"{W}{attribute}") if found is not None else None

    def _paragraph(self, element: etree._Element) -> Paragraph:
        chain = self._chain(element)
        runs = [run for run in element.iter(f"{W}r") if _text_of(run)]
        shown: list[etree._Element | None] = [*runs] or [None]
        cell = next(element.iterancestors(f"{W}tc"), None)
        fonts: set[str] = set()
        for run in shown:
            fonts.update(str(self._run_value(chain, run, "rFonts", slot)) for slot in FONT_SLOTS)
        return Paragraph(
            text=_text_of(element),
            size=int(self._run_value(chain, shown[0], "sz", "val") or 20) / 2,
            bold=all(self._on(chain[1:], "b", run) for run in shown),
            italic=all(self._on(chain[1:], "i", run) for run in shown),
            align=self._find(chain, "^pPr/jc", "val") or "left",
            indent_left=int(self._find(chain, "^pPr/ind", "left") or 0),
            indent_right=int(self._find(chain, "^pPr/ind", "right") or 0),
            first_line=int(self._find(chain, "^pPr/ind", "firstLine") or 0),
            before=int(self._find(chain, "^pPr/spacing", "before") or 0),
            line=int(self._find(chain, "^pPr/spacing", "line") or 240),
            bordered=_is_bordered(chain),
            fonts=fonts,
            lang={str(self._run_value(chain, run, "lang", "val")) for run in shown},
            room=self._room(element, cell),
            cell=cell,
            element=element,
        )

    def _room(self, element: etree._Element, cell: etree._Element | None) -> int:
        if cell is not None:
            width = cell.find(f"{W}tcPr/{W}tcW")
            return int(width.get(f"{W}w") or 0) if width is not None else 0
        section = self.section_of(element)
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        assert margins is not None
        beside = int(margins.get(f"{W}left") or 0) + int(margins.get(f"{W}right") or 0)
        return int(size.get(f"{W}w") or 0) - beside


def _text_of(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def _is_bordered(chain: list[etree._Element]) -> bool:
    for place in chain:
        for side in ("top", "bottom"):
            if place.find(f"{W}pPr/{W}pBdr/{W}{side}") is not None:
                return True
    return False
