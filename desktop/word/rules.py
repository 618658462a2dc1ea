"""Draw the rules that Nghị định 30/2020/NĐ-CP (annex I) wants under parts of a paper.

A rule is an empty paragraph with a border; its indents make it as long as the decree says.
"""

from typing import TYPE_CHECKING

from desktop.word import markup
from desktop.word.layout import cell_width
from desktop.word.measuring import text_width
from desktop.word.order import put
from desktop.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

# Styles of the paragraphs that are rules, with the part of the text's length that they take.
_SHARES = {"Kẻ dưới tiêu ngữ": 1.0, "Kẻ dưới cơ quan ban hành": 0.4, "Kẻ dưới trích yếu": 0.4}
# The rule under an annex's title has one length whatever stands above it.
_FIXED = ("Kẻ dưới phụ lục",)
_FIXED_POINTS = 70.0

_TWIPS = 20  # to a point
# Text of an A4 page between margins of 30 and 20 mm, in twips.
_TEXT_WIDTH = 9071

_SUBJECT = "Trích yếu"
# Both indents of the subject's style, in points.
_SUBJECT_INDENTS = 57.0
# Type sizes of the styles that stand above a rule, in points.
_SIZES = {"Tiêu ngữ": 13.0, "Cơ quan ban hành": 12.0, _SUBJECT: 14.0}
_OTHER_SIZE = 13.0


def draw_rules(body: "_Element", styles: Styles) -> None:
    """Indent each rule so that it has the prescribed length, centred under the text above it."""
    keys = {key for key, name in styles.names.items() if name in _SHARES or name in _FIXED}
    # Found first, drawn then: drawing changes the tree that is walked.
    names = body.iter(markup.STYLE_OF_PARAGRAPH)
    used = [name for name in names if name.get(markup.VALUE) in keys]
    for name in used:
        looks = name.getparent()
        paragraph = looks.getparent() if looks is not None else None
        if paragraph is not None and paragraph.tag == markup.PARAGRAPH:
            _draw(paragraph, styles)


def _draw(paragraph: "_Element", styles: Styles) -> None:
    room = _room(paragraph)
    indent = max(0, round((room - _length(paragraph, room, styles) * _TWIPS) / 2))
    looks = paragraph.find(markup.PARAGRAPH_LOOKS)
    if looks is not None:
        put(looks, markup.INDENT, left=str(indent), right=str(indent))


def _length(paragraph: "_Element", room: int, styles: Styles) -> float:
    """Return how long a rule must be, in points."""
    style = styles.names[_style(paragraph)]
    if style in _FIXED:
        return _FIXED_POINTS
    return _text_above(paragraph, room / _TWIPS, styles) * _SHARES[style]


def _room(paragraph: "_Element") -> int:
    """Return the width in twips of the cell or of the section that a paragraph stands in."""
    cell = paragraph.getparent()
    if cell is not None and cell.tag == markup.CELL:
        return cell_width(cell)
    section = _section_of(paragraph)
    if section is None:
        return _TEXT_WIDTH
    size = section.find(f"{markup.W}pgSz")
    margins = section.find(f"{markup.W}pgMar")
    if size is None or margins is None:
        return _TEXT_WIDTH
    room = int(size.get(markup.WIDTH) or 0)
    for side in ("left", "right"):
        room -= int(margins.get(f"{markup.W}{side}") or 0)
    return room


def _section_of(paragraph: "_Element") -> "_Element | None":
    """Return the section that a paragraph of the body lies in: the next one that is closed."""
    for block in paragraph.itersiblings():
        if block.tag == markup.SECTION:
            return block
        section = block.find(f"{markup.PARAGRAPH_LOOKS}/{markup.SECTION}")
        if section is not None:
            return section
    return None


def _text_above(paragraph: "_Element", room: float, styles: Styles) -> float:
    """Return the length in points of the longest line above a rule; all of it where it wraps.

    Several paragraphs of one style above a rule are the lines of one name.
    """
    above = paragraph.getprevious()
    style = _style(above) if above is not None else ""
    name = styles.names.get(style, "")
    size = _SIZES.get(name, _OTHER_SIZE)
    longest = 0.0
    while above is not None and _style(above) == style:
        words = "".join(text.text or "" for text in above.iter(markup.TEXT))
        longest = max(longest, text_width(words, size))
        above = above.getprevious()
    full = room - _SUBJECT_INDENTS if name == _SUBJECT else room
    return min(longest, full)


def _style(paragraph: "_Element") -> str:
    path = f"{markup.PARAGRAPH_LOOKS}/{markup.STYLE_OF_PARAGRAPH}"
    found = paragraph.find(path)
    return "" if found is None else found.get(markup.VALUE) or ""
