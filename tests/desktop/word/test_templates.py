"""An office may edit the template; what it breaks is named, what is hostile is refused."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.reports.kinds import KINDS
from desktop.reports.tags import known_tags
from desktop.word import templates
from models.errors import Problem, Refused, Unusable
from tests.desktop.reports.documents import exported, paragraphs, rewritten, rows_of, swap
from tests.helpers.decree30 import faults

DOCUMENT = "word/document.xml"


def _check(path: Path) -> list[Problem]:
    return templates.check_template(path, known_tags())


def _template(folder: Path, change: Callable[[str], str], part: str = DOCUMENT) -> Path:
    return rewritten(KINDS["cchc"].standard_template, folder / "mau.docx", {part: change})


def _with_paragraph(text: str) -> Callable[[str], str]:
    return _with_paragraphs(text)


def _with_paragraphs(*texts: str) -> Callable[[str], str]:
    new = "<w:body>"
    for text in texts:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        new += f"<w:p><w:r><w:t>{escaped}</w:t></w:r></w:p>"
    return swap("<w:body>", new, 1)


def test_an_edited_template_is_used_with_its_own_words_and_looks(
    ward: Context, tmp_path: Path
) -> None:
    own = (
        "Trực tuyến tại {{ ten_don_vi }}: {{ so.online_rate }}, gồm {{ so.received_online }} hồ sơ."
    )
    template = _template(tmp_path, _with_paragraph(own))
    said = "Trực tuyến tại Ủy ban nhân dân phường Lê Bình: 72,1%, gồm 484 hồ sơ."
    assert said in paragraphs(exported(ward, tmp_path, template=template).path)


def test_a_tag_that_word_split_into_several_runs_still_counts(tmp_path: Path) -> None:
    split = "<w:r><w:t>{{ so.</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>khong_co }}</w:t></w:r>"
    problems = _check(_template(tmp_path, swap("<w:body>", f"<w:body><w:p>{split}</w:p>", 1)))
    assert [(p.code, p.values["name"]) for p in problems] == [
        ("template_tag_unknown", "so.khong_co")
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ tieu_de_sai }}", "template_tag_unknown"),
        ("{{ muc.VI }}", "template_tag_unknown"),
        ("{{ so.to_handel }}", "template_tag_unknown"),
        ("{{ ten_don_vi", "template_tag_broken"),
        ("ten_don_vi }}", "template_tag_broken"),
        ("{{ ten don vi }}", "template_tag_broken"),
        ("{{ }}", "template_tag_broken"),
        ("{%p for d in noi_nhan %}", "template_tag_open"),
        ("{%p if ghi_chu_mau %}", "template_tag_open"),
        ("{%p endfor %}", "template_tag_broken"),
        ("{%p else %}", "template_tag_broken"),
        ("{%p for d in ten_don_vi %}{%p endfor %}", "template_tag_not_list"),
        ("{%p for d in khong_co %}{{ d.ten }}{%p endfor %}", "template_tag_unknown"),
        ("{%p for d in muc.VI %}{{ d }}{%p endfor %}", "template_tag_unknown"),
        ("{{ ten_don_vi|khong_co }}", "template_tag_forbidden"),
        ("{% set a = 1 %}", "template_tag_forbidden"),
        ("{% include 'a' %}", "template_tag_forbidden"),
        ("{% macro m() %}{% endmacro %}", "template_tag_forbidden"),
        ("{{ ten_don_vi.__class__ }}", "template_tag_unknown"),
        ("{{ ''.__class__.__mro__ }}", "template_tag_forbidden"),
        ("{{ ten_don_vi.format(1) }}", "template_tag_forbidden"),
        ("{{ range(999999999) }}", "template_tag_forbidden"),
        ("{{ 'a' * 999999999 }}", "template_tag_forbidden"),
        ("{{ 9 ** 99999999 }}", "template_tag_forbidden"),
        ("{{ [1, 2] }}", "template_tag_forbidden"),
        ("{{ so['to_handle'].__init__ }}", "template_tag_unknown"),
        ("{{ cycler.__init__.__globals__ }}", "template_tag_unknown"),
        ("{{ noi_nhan|join(ten_don_vi.__class__) }}", "template_tag_unknown"),
        ("{% for a in noi_nhan recursive %}{% endfor %}", "template_tag_forbidden"),
        ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "template_tag_broken"),
    ],
)
def test_a_broken_unknown_or_forbidden_tag_is_named_with_its_paragraph(
    text: str, code: str, tmp_path: Path
) -> None:
    problems = _check(_template(tmp_path, _with_paragraph(text)))
    assert code in [problem.code for problem in problems]
    problem = next(problem for problem in problems if problem.code == code)
    assert problem.values["paragraph"] == 1
    assert "đoạn 1" in sentence(problem).lower()


def test_an_export_through_a_broken_template_is_refused_and_writes_nothing(
    ward: Context, tmp_path: Path
) -> None:
    template = _template(tmp_path, _with_paragraph("{{ so.khong_co }}"))
    with pytest.raises(Refused, match="template_tag_unknown"):
        exported(ward, tmp_path, template=template)
    assert [file.name for file in tmp_path.glob("*.docx")] == ["mau.docx"]


def test_a_template_of_the_other_kind_is_refused(ward: Context, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="template_not_for_kind"):
        exported(ward, tmp_path, "ii06a", template=KINDS["cchc"].standard_template)


def test_a_loop_knows_what_its_items_are(tmp_path: Path) -> None:
    condition = "{% if d.c3 == '0' %}không{% else %}{{ d.c3 }}{% endif %}"
    row = "{{ loop.index }} {{ d.ten|upper }} " + condition
    good = ("{%p for d in bieu.dong %}", row, "{%p endfor %}")
    assert _check(_template(tmp_path, _with_paragraphs(*good))) == []
    bad = (good[0], row.replace("d.ten", "d.ho_ten"), good[2])
    problems = _check(_template(tmp_path, _with_paragraphs(*bad)))
    assert [problem.values["name"] for problem in problems] == ["d.ho_ten"]


def test_a_tag_that_takes_its_paragraph_away_stands_alone_in_it(tmp_path: Path) -> None:
    together = "{%p for d in bieu.dong %}{{ d.ten }}{%p endfor %}"
    problems = _check(_template(tmp_path, _with_paragraph(together)))
    assert {problem.code for problem in problems} == {"template_tag_broken"}


def _not_word(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 600)


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w") as part:
            for _ in range(50):
                part.write(b" " * 1_000_000)


def _laughs(path: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    _rewrite(path, DOCUMENT, lambda text: re.sub(r"\?>", f"?>{entities}", text, count=1))


def _no_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/zip")


def _rewrite(path: Path, part: str, change: Callable[[str], str]) -> None:
    rewritten(KINDS["cchc"].standard_template, path, {part: change})


@pytest.mark.parametrize("make", [_not_word, _bomb, _laughs, _no_document])
def test_what_is_no_word_file_or_a_bomb_is_refused_plainly(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "mau.docx"
    make(path)
    with pytest.raises(Unusable, match="template_unreadable") as caught:
        _check(path)
    assert str(path) in sentence(caught.value.problems[0])


def test_a_missing_template_is_refused_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="file_missing"):
        _check(tmp_path / "mau.docx")


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        (
            "[Content_Types].xml",
            "document.main+xml",
            "document.macroEnabled.main+xml",
            "template_macro",
        ),
        (
            "word/_rels/document.xml.rels",
            'Target="settings.xml"',
            'Target="http://a.vn/x" TargetMode="External"',
            "template_external",
        ),
        (
            "word/_rels/document.xml.rels",
            "relationships/settings",
            "relationships/oleObject",
            "template_embedded",
        ),
    ],
)
def test_what_would_act_on_its_own_is_refused(
    part: str, old: str, new: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "mau.docx"
    _rewrite(path, part, swap(old, new))
    assert code in [problem.code for problem in _check(path)]


def test_every_tag_of_the_templates_is_on_the_help_page() -> None:
    from desktop.paths import resources

    page = (resources() / "help" / "mau-bao-cao.md").read_text(encoding="utf-8")
    untold = [name for name in known_tags() if f"{{{{ {name}" not in page]
    assert [name for name in untold if f"in {name}" not in page] == []


def test_a_copy_of_the_template_may_lose_an_annex(ward: Context, tmp_path: Path) -> None:
    head = '<w:p><w:pPr><w:pStyle w:val="PhuLuc"/></w:pPr><w:r><w:t[^>]*>Phụ lục {{ mo_hinh'
    fourth = f"{head}.*?</w:tbl>"
    template = _template(tmp_path, lambda text: re.sub(fourth, "", text))
    assert "Phụ lục IV" not in paragraphs(exported(ward, tmp_path, template=template).path)


def test_a_copy_of_the_template_may_lose_a_column(ward: Context, tmp_path: Path) -> None:
    last = r"<w:tc><w:tcPr>(?:(?!</w:tc>).)*\{\{ (?:d|bieu\.tong)\.c13 \}\}.*?</w:tc>"
    template = tmp_path / "bieu.docx"
    change = {DOCUMENT: lambda text: re.sub(last, "", text)}
    rewritten(KINDS["ii06a"].standard_template, template, change)
    done = exported(ward, tmp_path, "ii06a", template=template)
    total = next(row for row in rows_of(done.path, "(13)") if row[1] == "Tổng số")
    assert total[-2:] == ["37", "37"]


def test_rules_are_found_by_the_names_of_their_styles_whatever_their_ids(
    ward: Context, tmp_path: Path
) -> None:
    # Another word processor keeps the names of styles and makes ids of its own.
    def renamed(text: str) -> str:
        for number, style in enumerate(("KeTieuNgu", "KeCoQuan", "KeTrichYeu"), start=1):
            text = text.replace(f'"{style}"', f'"Kdi{number}"')
        return text

    template = tmp_path / "mau.docx"
    changes = {DOCUMENT: renamed, "word/styles.xml": renamed}
    rewritten(KINDS["cchc"].standard_template, template, changes)
    assert faults(exported(ward, tmp_path, template=template).path) == []
