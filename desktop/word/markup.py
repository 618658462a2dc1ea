"""The names of WordprocessingML (ECMA-376) that this room reads and writes."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BODY = f"{W}body"
PARAGRAPH = f"{W}p"
PARAGRAPH_LOOKS = f"{W}pPr"
STYLE_OF_PARAGRAPH = f"{W}pStyle"
INDENT = f"{W}ind"
ALIGNMENT = f"{W}jc"
RUN = f"{W}r"
RUN_LOOKS = f"{W}rPr"
TEXT = f"{W}t"

TABLE = f"{W}tbl"
GRID = f"{W}tblGrid"
GRID_COLUMN = f"{W}gridCol"
ROW = f"{W}tr"
CELL = f"{W}tc"
CELL_LOOKS = f"{W}tcPr"
CELL_WIDTH = f"{W}tcW"
CELL_SPAN = f"{W}gridSpan"

SECTION = f"{W}sectPr"
BOOKMARK_START = f"{W}bookmarkStart"
BOOKMARK_END = f"{W}bookmarkEnd"

# Attributes.
ID = f"{W}id"
NAME = f"{W}name"
VALUE = f"{W}val"
WIDTH = f"{W}w"
