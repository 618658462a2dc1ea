"""Reads a finished Word report and says which rules of Nghị định 30/2020/NĐ-CP (annexes I to III)
it breaks.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from desktop.word.measuring import text_width
from tests.helpers.word import Document, Paragraph, W

ANNEX = re.compile(r"Phụ lục( [IVX]+)?")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
HEADINGS = {
    "roman": re.compile(r"(I|II|III|IV|V)\. \S"),
    "number": re.compile(r"\d\. \S"),
    "letter": re.compile(r"[abcdđeghik]\) \S"),
}


def faults(path: Path, *, form_alone: bool = False) -> list[str]:
    """Return what a finished report breaks, one code per rule; `form_alone` is form II.06a without
    a letter's frame.
    """
    document = Document(path)
    found = [
        *_page(document),
        *_letters(document),
        *_page_numbers(document, form_alone),
        *_tables(document),
    ]
    if not form_alone:
        found += [
            *_head(document),
            *_title(document),
            *_addressees(document),
            *_body(document),
            *_foot(document),
        ]
        found += _annexes(document)
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
    """Check the line drawn under a text against its length; a text that wraps counts as a full
    line.
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
    if not left[-1].bold or (len(left) > 1 and not left[0].bold and not left[-1].bold):
        yield "issuer_face"
    longest = max(
        (p for p in left if p.bold), key=lambda p: text_width(p.text, p.size), default=left[-1]
    )
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
    title = _only(document, "BÁO CÁO")
    if title is None:
        yield "title_missing"
        return
    yield from _looks(title, "title", 13, 14, bold=True, italic=False, align="center")
    subject = document.paragraphs[document.paragraphs.index(title) + 1]
    yield from _looks(subject, "subject", 13, 14, bold=True, italic=False, align="center")
    yield from _rule_under(document, subject, "subject", 1 / 3, 1 / 2, subject.size)


def _addressees(document: Document) -> Iterator[str]:
    place = next(
        (i for i, p in enumerate(document.paragraphs) if p.text.startswith("Kính gửi:")), None
    )
    if place is None:
        yield "addressee_missing"
        return
    lead = document.paragraphs[place]
    if not 13 <= lead.size <= 14 or lead.bold or lead.italic:
        yield "addressee_looks"
    if lead.text.strip() != "Kính gửi:":
        return
    names = []
    for p in document.paragraphs[place + 1 :]:
        if not p.text.startswith("- "):
            break
        names.append(p)
    ends = [p.text[-1] for p in names]
    if len(names) < 2 or ends != [";"] * (len(names) - 1) + ["."]:
        yield "addressee_ends"
    if any(p.indent_left <= lead.indent_left for p in names):
        yield "addressee_indent"


def _body(document: Document) -> Iterator[str]:
    top = [
        p
        for p in document.paragraphs
        if p.cell is None and document.section_of(p.element) is document.sections[0]
    ]
    start = next((i for i, p in enumerate(top) if p.text.startswith("Kính gửi:")), 0)
    # Several addressees hang under the colon; captions belong to their table.
    body = [
        p for p in top[start + 1 :] if p.text and not (p.indent_left and p.text.startswith("- "))
    ]
    body = [p for p in body if not p.text.startswith(("Bảng ", "Đơn vị tính"))]
    seen: set[str] = set()
    for p in body:
        kind = next((kind for kind, pattern in HEADINGS.items() if pattern.match(p.text)), "text")
        if kind == "text" and p.align != "both":
            yield "body_align"
        seen.add(kind)
        if not 13 <= p.size <= 14:
            yield f"body_size_{kind}"
        if not 567 <= p.first_line <= 720 or p.before < 120 or not 240 <= p.line <= 360:
            yield f"body_spacing_{kind}"
        if p.bold is not (kind in ("roman", "number")) or p.italic:
            yield f"body_face_{kind}"
        if kind == "roman" and p.text != p.text.upper():
            yield "body_roman_capitals"
    if not {"roman", "number", "letter", "text"} <= seen:
        yield "body_headings"
    if not any(p.text.endswith("./.") for p in body[-2:]):
        yield "body_end"
    texts = [p.text for p in top]
    headings = [i for i, text in enumerate(texts) if HEADINGS["letter"].match(text)]
    if any(not texts[i + 1].strip() or HEADINGS["number"].match(texts[i + 1]) for i in headings):
        yield "bare_heading"


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
        yield from _looks(
            reference, "annex_reference", 13, 14, bold=False, italic=True, align="center"
        )
        if not re.fullmatch(
            r"\(Kèm theo Báo cáo số {5,}/BC-\S+ ngày {5,}tháng {5,}năm \d{4} của .+\)",
            reference.text,
        ):
            yield "annex_reference"
        if not document.paragraphs[index + 3].bordered:
            yield "annex_line_missing"
        size = document.section_of(p.element).find(f"{W}pgSz")
        if p.text == "Phụ lục I" and (size is None or size.get(f"{W}orient") != "landscape"):
            yield "form_portrait"


def _tables(document: Document) -> Iterator[str]:
    ruled = [t for t in document.body.iter(f"{W}tbl") if _style(t) == "BangKe"]
    form = next((t for t in ruled if any(x.text == "(13)" for x in t.iter(f"{W}t"))), None)
    if form is None:
        yield "form_missing"
        return
    numbered = next(
        r for r in form.iter(f"{W}tr") if any(x.text == "(13)" for x in r.iter(f"{W}t"))
    )
    if ["".join(x.text or "" for x in c.iter(f"{W}t")) for c in numbered.iter(f"{W}tc")] != [
        f"({n})" for n in range(1, 14)
    ]:
        yield "form_columns"
    if numbered.find(f"{W}trPr/{W}tblHeader") is None:
        yield "header_rows"
    for table in ruled:
        first = table.find(f"{W}tr")
        if first is None or first.find(f"{W}trPr/{W}tblHeader") is None:
            yield "header_rows"


def _style(table: etree._Element) -> str:
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return (style.get(f"{W}val") or "") if style is not None else ""
