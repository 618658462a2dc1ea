"""What the layout of a finished document needs to know of its styles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.word import markup

if TYPE_CHECKING:
    from lxml.etree import _Element

# Left and right of the text of a cell, in twips, where no style says otherwise.
_CELL_MARGINS = 230
# Where neither a style nor the document says a size, a word processor takes this one.
_SIZE = 10.0
_BASE = f"{markup.W}basedOn"
_DEFAULT, _YES = f"{markup.W}default", ("1", "true")
_SIZE_OF_RUN = f"{markup.RUN_LOOKS}/{markup.W}sz"
_DEFAULT_SIZE = f"{markup.W}docDefaults/{markup.W}rPrDefault/{_SIZE_OF_RUN}"


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids, which differ from one word processor to the next.

    Attributes:
        names: what people call them.
        sizes: their type size in points.
        margins: of table styles: what is left free left and right of a cell's text, in twips.
        default: id of the paragraphs that name no style, "" where the document has none.
    """

    names: Mapping[str, str]
    sizes: Mapping[str, float]
    margins: Mapping[str, int]
    default: str

    def size(self, key: str) -> float:
        """Return the type size of a style in points."""
        return self.sizes.get(key) or self.sizes.get(self.default, _SIZE)

    def cell_margins(self, key: str) -> int:
        """Return what a table of this style leaves free beside the text of a cell, in twips."""
        return self.margins.get(key, _CELL_MARGINS)


def read_styles(part: "_Element") -> Styles:
    """Read the styles of a document from their part."""
    found = {}
    for style in part.iterfind(f"{markup.W}style"):
        key = style.get(f"{markup.W}styleId")
        if key:
            found[key] = style
    otherwise = _points(part.find(_DEFAULT_SIZE)) or _SIZE
    names: dict[str, str] = {}
    sizes: dict[str, float] = {}
    margins: dict[str, int] = {}
    default = ""
    for key, style in found.items():
        name = style.find(f"{markup.W}name")
        names[key] = "" if name is None else name.get(markup.VALUE) or ""
        sizes[key] = otherwise
        # The nearest style that says something comes last, and stays.
        for each in reversed(_line_of(key, found)):
            sizes[key] = _points(each.find(_SIZE_OF_RUN)) or sizes[key]
            margins[key] = _margins(each, margins.get(key, _CELL_MARGINS))
        if style.get(f"{markup.W}type") == "paragraph" and style.get(_DEFAULT) in _YES:
            default = key
    return Styles(names, sizes, margins, default)


def _line_of(key: str, styles: "Mapping[str, _Element]") -> "list[_Element]":
    """Return a style and those below it, that it takes from what it does not say itself."""
    line: list[_Element] = []
    # A stranger's styles may be based on each other in a circle.
    while key in styles and styles[key] not in line:
        line.append(styles[key])
        base = styles[key].find(_BASE)
        key = "" if base is None else base.get(markup.VALUE) or ""
    return line


def _margins(style: "_Element", otherwise: int) -> int:
    sides = []
    for side in ("left", "right"):
        margin = style.find(f"{markup.W}tblPr/{markup.W}tblCellMar/{markup.W}{side}")
        said = "" if margin is None else margin.get(markup.WIDTH) or ""
        sides.append(int(said) if said.isascii() and said.isdigit() else otherwise // 2)
    return sum(sides)


def _points(size: "_Element | None") -> float | None:
    """Return a size in points from one in half points, None where it is not a number."""
    said = "" if size is None else size.get(markup.VALUE) or ""
    return int(said) / 2 if said.isascii() and said.isdigit() else None
