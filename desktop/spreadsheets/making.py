"""Make the file of a workbook: what people wrote stays text, and what was written is read back."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import Place, Problem, Unusable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# An A4 page by the number that the format gives it.
_A4 = 9
_PIXELS_OF_A_DIGIT, _POINTS_OF_A_PIXEL = 7, 0.75
_LONG_SIDE, _POINTS_OF_AN_INCH = 297 / 25.4, 72
# Letters of 11 points are then printed in 9.
_SMALLEST_SCALE = 0.8
_OPTIONS = {
    # Temporary files would be left behind, with the office's data, where the disk is full.
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def require_ending(out: Path) -> None:
    """Check that a name ends in .xlsx; raises Unusable workbook_ending."""
    if out.suffix.lower() != ".xlsx":
        raise Unusable(Problem("workbook_ending", Place(file=str(out))))


def write_book(path: Path, fill: Callable[[Workbook], None]) -> None:
    """Write a workbook to which `fill` adds the sheets; raises OSError."""
    from xlsxwriter import Workbook

    # The library leaves its file open where it fails, and Windows deletes no open draft.
    whole = io.BytesIO()
    book = Workbook(whole, _OPTIONS)
    fill(book)
    book.close()
    path.write_bytes(whole.getbuffer())


def verify_book(path: Path, sheet: str) -> None:
    """Check that a written workbook opens and holds a sheet; raises Unusable write_failed."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        if sheet not in book.sheetnames:
            raise Unusable(Problem("write_failed", Place(file=str(path))))
    finally:
        book.close()


def write_text(sheet: Worksheet, row: int, column: int, words: str, look: Format) -> None:
    """Write a text that stays one, whatever it looks like; row and column count from 0."""
    if not words:
        sheet.write_blank(row, column, None, look)
    elif words.startswith("<r>") and words.endswith("</r>"):
        # The library takes such a text for XML of its own, unless it gets it in pieces.
        sheet.write_rich_string(row, column, look, words[:1], look, words[1:], look)
    else:
        sheet.write_string(row, column, words, look)


def set_width(sheet: Worksheet, column: int, digits: int, look: Format | None = None) -> None:
    """Set the width of a column in digits of the standard font, and the look of blank cells."""
    # By digits, the library would add the margins of a cell to the width.
    sheet.set_column_pixels(column, column, digits * _PIXELS_OF_A_DIGIT, look)


def set_height(sheet: Worksheet, row: int, points: float, level: int = 0) -> None:
    """Set the height of a row and how deep in groups it lies, 0 for none."""
    # By points, the library would round the height to what a screen shows.
    sheet.set_row_pixels(row, points / _POINTS_OF_A_PIXEL, None, {"level": level})


@dataclass(frozen=True)
class Paper:
    """How a sheet goes on paper, A4 on its side.

    Attributes:
        heading, last_heading: first and last row of its head, from 0, printed on every page.
        widths: of its columns, in digits of the standard font.
        lead: how many columns name a row; printed on every page where there are several.
        left, right, top, bottom: margins in inches.
    """

    heading: int
    last_heading: int
    widths: Sequence[int]
    lead: int = 0
    left: float = 0.75
    right: float = 0.75
    top: float = 1.0
    bottom: float = 1.0

    @property
    def pages_wide(self) -> int:
        """Return how many pages the columns take that are printed no smaller than is readable."""
        room = (_LONG_SIDE - self.left - self.right) * _POINTS_OF_AN_INCH / _SMALLEST_SCALE
        room /= _PIXELS_OF_A_DIGIT * _POINTS_OF_A_PIXEL
        lead = used = sum(self.widths[: self.lead])
        pages = 1
        for width in self.widths[self.lead :]:
            if used + width > room and used > lead:
                pages += 1
                used = lead
            used += width
        return pages


def fit_to_paper(sheet: Worksheet, paper: Paper) -> None:
    """Print a sheet as wide as its paper, or over several where it would be too small to read."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    # 0 is as many pages as there are rows for.
    sheet.fit_to_pages(paper.pages_wide, 0)
    sheet.repeat_rows(paper.heading, paper.last_heading)
    if paper.lead and paper.pages_wide > 1:
        sheet.repeat_columns(0, paper.lead - 1)
    sheet.set_margins(paper.left, paper.right, paper.top, paper.bottom)
