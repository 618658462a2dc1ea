"""Put an element where the schema wants it.

A word processor repairs or refuses a file whose parts stand out of order (ECMA-376, part 1, 17.3.1,
17.3.2 and 17.4): each of these parents names all its children in one fixed order.
"""

from typing import TYPE_CHECKING

from desktop.word import markup

if TYPE_CHECKING:
    from lxml.etree import _Element

_OF_PARAGRAPHS = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr
    shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN
    bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc
    textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
"""
_OF_RUNS = """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd
    fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange
"""
_OF_CELLS = """
    cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
    hideMark headers cellIns cellDel cellMerge tcPrChange
"""


def _ranks(names: str) -> dict[str, int]:
    return {f"{markup.W}{name}": rank for rank, name in enumerate(names.split())}


_RANKS = {
    markup.PARAGRAPH_LOOKS: _ranks(_OF_PARAGRAPHS),
    markup.RUN_LOOKS: _ranks(_OF_RUNS),
    markup.CELL_LOOKS: _ranks(_OF_CELLS),
}


def put(looks: "_Element", tag: str, **values: str) -> None:
    """Set a property of a paragraph, run or cell at its place, instead of the one that is there.

    `values` are its attributes, by their names without the namespace.
    """
    from lxml import etree

    for old in looks.findall(tag):
        looks.remove(old)
    ranks = _RANKS[str(looks.tag)]
    place = 0
    for child in looks:
        # What a newer program added stands last, and stays there.
        if ranks.get(str(child.tag), len(ranks)) > ranks[tag]:
            break
        place += 1
    attributes = {f"{markup.W}{name}": value for name, value in values.items()}
    looks.insert(place, etree.Element(tag, attributes))


def looks_of(element: "_Element", tag: str) -> "_Element":
    """Return the looks of a paragraph, run or cell, which stand first in it; made where missing."""
    from lxml import etree

    found = element.find(tag)
    if found is None:
        found = etree.Element(tag)
        element.insert(0, found)
    return found
