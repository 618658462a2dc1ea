"""Reads a finished Word report and says which rules of Nghị định 30/2020/NĐ-CP it breaks.

The rules are those of its annexes I to III.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lxml import etree

from desktop.word.measuring import text_width
from tests.helpers.word import Document, Paragraph, W

ANNEX = re.compile(r"Phụ lục( [IVX]+)?")
REFERENCE = re.compile(r"\(Kèm theo Báo cáo số {5,}/BC-\S+ ngày {5,}tháng {5,}năm \d{4} của .+\)")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
HEADINGS = {
    "roman": re.compile(r"(I|II|III|IV|V)\. \S"),
    "number": re.compile(r"\d\. \S"),
    "letter": re.compile(r"[abcdđeghik]\) \S"),
}


def faults(path: Path, *, form_alone: bool = False) -> list[str]:
    """Return what a finished report breaks, one code per rule.

    `form_alone` is form II.06a without a letter's frame.
    """
    document = Document(path)
    found = [*_page(document), *_letters(document)]
    found += _page_numbers(document, form_alone)
    found += _tables(document)
    if not form_alone:
        for part in (_head, _title, _addressees, _body, _foot, _annexes):
            found += part(document)
    return list(dict.fromkeys(found))


def _page(document: Document) -> Iterator[str]:
    for section in document.sections:
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        assert margins is not None
        sides = sorted(int(size.get(f"{W}{name}") or 0) for name in ("w", "h"))
        if sides != [11906, 16838]:
            yield "paper"
        limits = {
            "top": (1134, 1417),
            "bottom": (1134, 1417),
            "left": (1701, 1984),
            "right": (850, 1134),
        }
        for side, (low, high) in limits.items():
            if not low <= int(margins.get(f"{W}{side}") or 0) <= high:
                yield f"margin_{side}"


def _letters(document: Document) -> Iterator[str]:
    for paragraph in document.paragraphs:
        if paragraph.text and paragraph.fonts != {"Times New Roman"}:
            yield "font"
        if paragraph.text and paragraph.lang != {"vi-VN"}:
            yield "language"
        if "___" in paragraph.text or paragraph.element.find(f".//{W}u") is not None:
            yield "typed_line"
        colours = {c.get(f"{W}val") for c in paragraph.element.iter(f"{W}color")}
        if colours - {"000000", "auto"}:
            yield "colour"


def _page_numbers(document: Document, form_alone: bool) -> Iterator[str]:
    first = document.sections[0]
    for section in document.sections:
        header = document.header(section, "default")
        if "PAGE" not in header or 'w:val="SoTrang"' not in header:
            yield "page_number"
        start = section.find(f"{W}pgNumType")
        if start is None or start.get(f"{W}start") != "1":
            yield "page_number_restart"
    style = document.styles.get("SoTrang")
    size = style.find(f"{W}rPr/{W}sz") if style is not None else None
    if size is None or not 26 <= int(size.get(f"{W}val") or 0) <= 28:
        yield "page_number_size"
    if first.find(f"{W}titlePg") is None or "PAGE" in document.header(first, "first"):
        yield "page_number_on_first_page"
    if form_alone and first.find(f"{W}pgSz").get(f"{W}orient") != "landscape":  # type: ignore[union-attr]
        yield "form_portrait"


def _only(document: Document, text: str) -> Paragraph | None:
    return next((p for p in document.paragraphs if p.text.strip() == text), None)


def _looks(
    p: Paragraph, code: str, low: float, high: float, *, bold: bool, italic: bool, align: str
) -> Iterator[str]:
    if not low <= p.size <= high:
        yield f"{code}_size"
    if p.bold is not bold or p.italic is not italic:
        yield f"{code}_face"
    if p.align != align:
        yield f"{code}_place"


def _rule_under(
    document: Document, p: Paragraph, code: str, low: float, high: float, size: float
) -> Iterator[str]:
    """Check the line drawn under a text against its length.

    A text that wraps counts as a full line.
    """
    index = document.paragraphs.index(p)
    rule = document.paragraphs[index + 1]
    if not rule.bordered or rule.text:
        yield f"{code}_line_missing"
        return
    length = (rule.room - rule.indent_left - rule.indent_right) / 20
    whole = min(text_width(p.text, size), (p.room - p.indent_left - p.indent_right) / 20)
    if not low <= length / whole <= high:
        yield f"{code}_line_length"


def _head(document: Document) -> Iterator[str]:
    nation = _only(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = _only(document, "Độc lập - Tự do - Hạnh phúc")
    if nation is None or motto is None or nation.cell is None or motto.cell is not nation.cell:
        yield "head_missing"
        return
    yield from _looks(nation, "nation", 12, 13, bold=True, italic=False, align="center")
    yield from _looks(motto, "motto", 13, 14, bold=True, italic=False, align="center")
    yield from _rule_under(document, motto, "motto", 0.95, 1.05, motto.size)
    row = nation.cell.getparent()
    assert row is not None
    left = [p for p in document.paragraphs if p.cell is row.find(f"{W}tc") and p.text]
    if not left or any(p.text != p.text.upper() or not 12 <= p.size <= 13 for p in left):
        yield "issuer"
        return
    if not left[-1].bold:
        yield "issuer_face"
    # The line is drawn under the last of them, as long as the longest name above it.
    bold = [p for p in left if p.bold]
    longest = max(bold, key=lambda p: text_width(p.text, p.size), default=left[-1])
    last = Paragraph(**{**vars(left[-1]), "text": longest.text})
    document.paragraphs[document.paragraphs.index(left[-1])] = last
    yield from _rule_under(document, last, "issuer", 1 / 3, 1 / 2, last.size)
    yield from _number_and_date(document)


def _number_and_date(document: Document) -> Iterator[str]:
    number = next((p for p in document.paragraphs if p.text.startswith("Số:")), None)
    if number is None or not re.fullmatch(r"Số: {5,}/BC-[A-ZĐ]+", number.text):
        yield "number_not_blank"
    elif number.size != 13 or number.bold or number.italic:
        yield "number_looks"
    day = next((p for p in document.paragraphs if re.search(r", ngày .*tháng .*năm", p.text)), None)
    if day is None or not re.fullmatch(r"\S.*, ngày {5,}tháng {5,}năm \d{4}", day.text):
        yield "date_not_blank"
    else:
        yield from _looks(day, "date", 13, 14, bold=False, italic=True, align="center")


def _title(document: Document) -> Iterator[str]:
    title = _only(document, "BÁO CÁO") or _only(document, "BÁO CÁO NHANH")
    if title is None:
        yield "title_missing"
        return
    yield from _looks(title, "title", 13, 14, bold=True, italic=False, align="center")
    subject = document.paragraphs[document.paragraphs.index(title) + 1]
    yield from _looks(subject, "subject", 13, 14, bold=True, italic=False, align="center")
    yield from _rule_under(document, subject, "subject", 1 / 3, 1 / 2, subject.size)


def _addressees(document: Document) -> Iterator[str]:
    lead = next((p for p in document.paragraphs if p.text.startswith("Kính gửi:")), None)
    if lead is None:
        yield "addressee_missing"
        return
    if not 13 <= lead.size <= 14 or lead.bold or lead.italic:
        yield "addressee_looks"
    if lead.text.strip() != "Kính gửi:":
        return
    names = []
    for p in document.paragraphs[document.paragraphs.index(lead) + 1 :]:
        if not p.text.startswith("- "):
            break
        names.append(p)
    ends = [p.text[-1] for p in names]
    if len(names) < 2 or ends != [";"] * (len(names) - 1) + ["."]:
        yield "addressee_ends"
    if any(p.indent_left <= lead.indent_left for p in names):
        yield "addressee_indent"


def _body(document: Document) -> Iterator[str]:
    first = document.sections[0]
    top = [p for p in document.paragraphs if p.cell is None]
    top = [p for p in top if document.section_of(p.element) is first]
    start = next((i for i, p in enumerate(top) if p.text.startswith("Kính gửi:")), 0)
    body = [p for p in top[start + 1 :] if _belongs_to_body(p)]
    for p in body:
        yield from _body_paragraph(p)
    if not {"roman", "number", "letter", "text"} <= set(map(_kind_of, body)):
        yield "body_headings"
    if not any(p.text.endswith("./.") for p in body[-2:]):
        yield "body_end"
    texts = [p.text for p in top]
    for text, following in pairwise(texts):
        is_bare = not following.strip() or HEADINGS["number"].match(following)
        if HEADINGS["letter"].match(text) and is_bare:
            yield "bare_heading"


def _belongs_to_body(p: Paragraph) -> bool:
    # Several addressees hang under the colon; captions belong to their table.
    if p.indent_left and p.text.startswith("- "):
        return False
    return bool(p.text) and not p.text.startswith(("Bảng ", "Đơn vị tính"))


def _kind_of(p: Paragraph) -> str:
    """Return which heading a paragraph is, "text" where it is none."""
    return next((kind for kind, pattern in HEADINGS.items() if pattern.match(p.text)), "text")


def _body_paragraph(p: Paragraph) -> Iterator[str]:
    kind = _kind_of(p)
    if kind == "text" and p.align != "both":
        yield "body_align"
    if not 13 <= p.size <= 14:
        yield f"body_size_{kind}"
    if not 567 <= p.first_line <= 720 or p.before < 120 or not 240 <= p.line <= 360:
        yield f"body_spacing_{kind}"
    if p.bold is not (kind in ("roman", "number")) or p.italic:
        yield f"body_face_{kind}"
    if kind == "roman" and p.text != p.text.upper():
        yield "body_roman_capitals"


def _foot(document: Document) -> Iterator[str]:
    word = _only(document, "Nơi nhận:")
    if word is None or word.cell is None:
        yield "recipients_missing"
        return
    if word.size != 12 or not (word.bold and word.italic) or word.indent_left:
        yield "recipients_word"
    names = [p for p in document.paragraphs if p.cell is word.cell and p.text and p is not word]
    if any(p.size != 11 or p.bold or p.italic for p in names):
        yield "recipients_looks"
    texts = [p.text for p in names]
    framed = texts[:1] == ["- Như trên;"] and re.fullmatch(r"- Lưu: VT(, .+)?\.", texts[-1])
    if not framed or any(not re.fullmatch(r"- .+;", text) for text in texts[:-1]):
        yield "recipients_ends"
    row = word.cell.getparent()
    assert row is not None
    right = row.findall(f"{W}tc")[-1]
    signed = [p for p in document.paragraphs if p.cell is right and p.text]
    for p in signed:
        yield from _looks(p, "signature", 13, 14, bold=True, italic=False, align="center")


def signature_of(path: Path) -> list[str]:
    """Return the lines of the signature block, the signer's name last."""
    document = Document(path)
    word = next(p for p in document.paragraphs if p.text.strip() == "Nơi nhận:")
    assert word.cell is not None
    row = word.cell.getparent()
    assert row is not None
    right = row.findall(f"{W}tc")[-1]
    return [p.text for p in document.paragraphs if p.cell is right and p.text]


def _annexes(document: Document) -> Iterator[str]:
    annexes = [p for p in document.paragraphs if ANNEX.fullmatch(p.text)]
    if len(annexes) != len(document.sections) - 1:
        yield "annex_sections"
    if [p.text for p in annexes] != [f"Phụ lục {number}" for number in ROMAN][: len(annexes)]:
        yield "annex_numbers"
    for p in annexes:
        index = document.paragraphs.index(p)
        title, reference = document.paragraphs[index + 1], document.paragraphs[index + 2]
        yield from _looks(p, "annex_word", 14, 14, bold=True, italic=False, align="center")
        yield from _looks(title, "annex_title", 13, 14, bold=True, italic=False, align="center")
        if title.text != title.text.upper():
            yield "annex_title_capitals"
        looks = _looks(
            reference, "annex_reference", 13, 14, bold=False, italic=True, align="center"
        )
        yield from looks
        if not REFERENCE.fullmatch(reference.text):
            yield "annex_reference"
        if not document.paragraphs[index + 3].bordered:
            yield "annex_line_missing"
        size = document.section_of(p.element).find(f"{W}pgSz")
        if p.text == "Phụ lục I" and (size is None or size.get(f"{W}orient") != "landscape"):
            yield "form_portrait"


def _tables(document: Document) -> Iterator[str]:
    ruled = [t for t in document.body.iter(f"{W}tbl") if _style(t) == "BangKe"]
    form = next((t for t in ruled if "(13)" in _texts(t)), None)
    if form is None:
        yield "form_missing"
        return
    numbered = next(row for row in form.iter(f"{W}tr") if "(13)" in _texts(row))
    columns = ["".join(_texts(cell)) for cell in numbered.iter(f"{W}tc")]
    if columns != [f"({number})" for number in range(1, 14)]:
        yield "form_columns"
    if numbered.find(f"{W}trPr/{W}tblHeader") is None:
        yield "header_rows"
    for table in ruled:
        first = table.find(f"{W}tr")
        if first is None or first.find(f"{W}trPr/{W}tblHeader") is None:
            yield "header_rows"


def _texts(element: etree._Element) -> list[str]:
    return [piece.text or "" for piece in element.iter(f"{W}t")]


def _style(table: etree._Element) -> str:
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return (style.get(f"{W}val") or "") if style is not None else ""
