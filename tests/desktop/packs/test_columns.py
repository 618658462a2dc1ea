"""Which columns a form pack gives form II.06a and the annexes, and what it calls them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument

from desktop.context import Context
from desktop.messages import sentence
from desktop.packs.adding import add_pack
from desktop.packs.reading import read_pack
from desktop.reports.annexes import dossier_table
from desktop.reports.ward.gathering import gather
from models.errors import Refused
from models.periods import Month
from tests.desktop.packs.parts import write_pack
from tests.desktop.reports.documents import (
    district_report,
    exported,
    only_whole,
    paragraphs,
    rows_of,
    verified,
)
from tests.helpers.word import Document, W

HEAD = 'id = "cot-rieng"\nname = "Cột riêng"\n[[kind]]\nname = "{kind}"\n'
FORM = "columns.so_lieu_ho_so"
SHORT = '["to_handle", "received_online", "resolved", "resolved_late", "pending"]'
OWN = '["pending", "to_handle", "delivered_postal", "closed_unresolved"]'


def parts(kind: str, words: str) -> dict[str, bytes]:
    return {"pack.toml": (HEAD.format(kind=kind) + words).encode()}


def own_template() -> bytes:
    """Return a Word template that prints the form with whatever columns there are."""
    document = WordDocument()
    table = document.add_table(rows=5, cols=5)
    texts = (
        ("TT", "Lĩnh vực", "{%tc for c in bieu.cot %}", "{{ c }}", "{%tc endfor %}"),
        ("{%tr for d in bieu.dong %}",),
        ("{{ d.tt }}", "{{ d.ten }}", "{%tc for o in d.o %}", "{{ o }}", "{%tc endfor %}"),
        ("{%tr endfor %}",),
        ("", "Cộng", "{%tc for o in bieu.tong.o %}", "{{ o }}", "{%tc endfor %}"),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text
    table.rows[4].cells[1].text = "{{ bieu.tong.ten }}"
    document.add_paragraph("{{ bieu.ghi_chu }}")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_the_form_leaves_columns_out_under_its_head(ward: Context, tmp_path: Path) -> None:
    whole = rows_of(exported(ward, tmp_path, "ii06a", "2024-05").path, "(13)")
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts("ii06a", f"{FORM} = {SHORT}")))
    path = exported(ward, tmp_path, "ii06a").path
    rows = rows_of(path, "(11)")
    groups = ["tiếp nhận", "đã giải quyết", "đang giải quyết"]
    assert rows[0][2:] == [f"Số lượng hồ sơ {words}" for words in groups]
    assert rows[1][2:] == ["Tổng số", "Trong kỳ", "Tổng số", "Quá hạn", "Tổng số"]
    assert rows[2][3] == "Trực tuyến"
    assert rows[3] == ["(1)", "(2)", "(3)", "(4)", "(7)", "(10)", "(11)"]
    total = ward.ask(gather, ward.unit, "2024-06", "ii06a").now.total
    names = ("to_handle", "received_online", "resolved", "resolved_late", "pending")
    assert [int(cell.replace(".", "")) for cell in rows[-1][2:]] == [total[name] for name in names]
    # As many rows as with all columns, each as long as the row of numbers.
    assert len(rows) == len(whole)
    assert {len(row) for row in rows[3:]} == {7}
    assert verified(ward, path).numbers == (len(rows) - 4) * 5


def test_the_columns_that_are_left_fill_the_width_of_the_form(
    ward: Context, tmp_path: Path
) -> None:
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts("cchc", f"{FORM} = {SHORT}")))
    body = Document(exported(ward, tmp_path).path).body
    [mark] = [text for text in body.iter(f"{W}t") if text.text == "(11)"]
    table = next(mark.iterancestors(f"{W}tbl"))
    widths = [int(column.get(f"{W}w") or 0) for column in table.iter(f"{W}gridCol")]
    whole = table.find(f"{W}tblPr/{W}tblW")
    assert whole is not None
    assert (len(widths), sum(widths)) == (7, int(whole.get(f"{W}w") or 0))
    for row in table.iter(f"{W}tr"):
        spans = [
            int(span.get(f"{W}val") or 1) for span in row.iterfind(f"{W}tc/{W}tcPr/{W}gridSpan")
        ]
        cells = [int(each.get(f"{W}w") or 0) for each in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")]
        assert sum(spans) + len(cells) - len(spans) == 7
        assert sum(cells) == sum(widths)


def test_what_is_not_told_apart_is_one_cell_only_under_both_columns(
    ward: Context, tmp_path: Path
) -> None:
    only_whole(ward, Month(2024, 6), resolved=20, resolved_in_time=18, resolved_late=2)
    data = ward.ask(gather, ward.unit, "2024-06", "ii06a")
    assert dossier_table(data).rows[-1][7] == "18"
    pack = read_pack(parts("ii06a", f'{FORM} = ["resolved", "resolved_early", "resolved_late"]'))
    kind = pack.kinds["ii06a"]
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts("ii06a", f"{FORM} = {SHORT}")))
    found = ward.ask(gather, ward.unit, "2024-06", "ii06a")
    short = dossier_table(replace(found, kind=kind))
    assert short.rows[-1][2:] == ["20", "–", "2"]
    texts = " ".join(paragraphs(exported(ward, tmp_path, "ii06a").path))
    assert "Ô gộp cột (8)–(9)" not in texts


def test_a_template_of_the_pack_has_columns_of_its_own(ward: Context, tmp_path: Path) -> None:
    words = (
        f'template = "rieng.docx"\n{FORM} = {OWN}\n'
        'headings.so_lieu_ho_so = {pending = "Còn tồn"}\n'
    )
    made = {**parts("ii06a", words), "templates/rieng.docx": own_template()}
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", made))
    path = exported(ward, tmp_path, "ii06a").path
    rows = rows_of(path, "Còn tồn")
    assert rows[0][2:] == [
        "Còn tồn",
        "Tổng số hồ sơ phải giải quyết",
        "Trả kết quả qua dịch vụ BCCI",
        "Rút, trả lại, dừng giải quyết",
    ]
    total = ward.ask(gather, ward.unit, "2024-06", "ii06a").now.total
    names = ("pending", "to_handle", "delivered_postal", "closed_unresolved")
    assert [int(cell.replace(".", "")) for cell in rows[-1][2:]] == [total[name] for name in names]
    # The note that there is no column for some of the dossiers would not be true.
    assert not any("không có cột" in text for text in paragraphs(path))
    assert verified(ward, path).tables == 1


def test_an_annex_has_the_columns_and_headings_of_the_pack(ward: Context, tmp_path: Path) -> None:
    words = (
        'columns.nhan_su = ["assignment", "name"]\n'
        'headings.nhan_su = {assignment = "Hình thức phân công"}\n'
        'columns.trang_thiet_bi = ["name", "quantity", "condition"]\n'
    )
    ward.do(add_pack, write_pack(tmp_path / "mau.smb", parts("cchc", words)))
    path = exported(ward, tmp_path).path
    head, first, *_ = rows_of(path, "Hình thức phân công")
    assert head[1] == "Hình thức phân công"
    assert len(head) == len(first) == 3
    assert first[1] in ("Chính thức", "Kiêm nhiệm", "Dự phòng", "Hỗ trợ")
    assert verified(ward, path).tables > 3


def test_several_units_keep_all_columns(district: Context, tmp_path: Path) -> None:
    district.do(add_pack, write_pack(tmp_path / "mau.smb", parts("cchc", f"{FORM} = {SHORT}")))
    assert rows_of(district_report(district, tmp_path), "(13)")


@pytest.mark.parametrize(
    ("kind", "words", "place"),
    [
        ("cchc", f'{FORM} = ["to_handle", "to_hand"]', f"{FORM}: to_hand"),
        ("cchc", f'{FORM} = ["received"]', f"{FORM}: received"),
        ("cchc", f'{FORM} = ["resolved", "to_handle"]', FORM),
        ("cchc", f'{FORM} = ["resolved", "resolved"]', FORM),
        ("cchc", f"{FORM} = []", FORM),
        ("cchc", f"{FORM} = 3", FORM),
        ("cchc", 'columns.nhan_su = ["name", "phone_x"]', "columns.nhan_su: phone_x"),
        ("cchc", 'columns.nhan_su = ["name", "name"]', "columns.nhan_su"),
        ("cchc", 'columns.so_lieu_chinh = ["received"]', "columns.so_lieu_chinh: received"),
        ("cchc", 'columns.bang_la = ["name"]', "columns.bang_la"),
        ("cchc", 'columns = ["name"]', "kind cchc: columns"),
        ("ii06a", 'columns.nhan_su = ["name"]', "columns.nhan_su"),
        ("cchc", 'headings.so_lieu_ho_so = {pending = "Tồn"}', "headings.so_lieu_ho_so"),
        ("cchc", 'headings.nhan_su = {la = "Lạ"}', "headings.nhan_su: la"),
        ("cchc", 'headings.nhan_su = {name = ""}', "headings.nhan_su: name"),
        ("cchc", "headings.nhan_su = {}", "headings.nhan_su"),
    ],
)
def test_columns_that_cannot_be_printed_are_named(kind: str, words: str, place: str) -> None:
    with pytest.raises(Refused) as caught:
        read_pack(parts(kind, words))
    assert any(place in sentence(problem) for problem in caught.value.problems)
