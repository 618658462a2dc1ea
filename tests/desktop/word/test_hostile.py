"""A template from anywhere does nothing of its own, and nothing in it is rendered unread."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.reports.kinds import KINDS
from desktop.reports.tags import known_tags
from desktop.word import sandbox, templates
from models.errors import Problem, Refused, Unusable
from tests.desktop.reports.documents import exported, rewritten, swap
from tests.helpers.packages import entries_of, zipped

DOCUMENT, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
RUN = "<w:p><w:r>{}</w:r></w:p>"
TAG = "{{ ten_don_vi }}"
LOOP = "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}"


def _check(path: Path) -> list[Problem]:
    return templates.check_template(path, known_tags())


def _template(folder: Path, change: Callable[[str], str], part: str = DOCUMENT) -> Path:
    return rewritten(KINDS["cchc"].standard_template, folder / "mau.docx", {part: change})


def _with(xml: str) -> Callable[[str], str]:
    return swap("<w:body>", f"<w:body>{xml}", 1)


def _with_part(folder: Path, name: str, content: str) -> Path:
    parts = entries_of(KINDS["cchc"].standard_template.read_bytes())
    path = folder / "mau.docx"
    path.write_bytes(zipped({**parts, name: content.encode()}))
    return path


def _field(*pieces: str) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"<w:p>{char.format('begin')}{code}{char.format('end')}</w:p>"


@pytest.mark.parametrize("tag", [TAG, LOOP])
@pytest.mark.parametrize(
    "place",
    [
        '<w:p w:rsidR="{}"/>',
        RUN.format("<w:instrText>{}</w:instrText>"),
        RUN.format("<w:delText>{}</w:delText>"),
        '<w:p><a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</a:t></w:p>',
        "<!-- {} -->",
        "<?x {}?>",
        "<w:t>{}</w:t>",
        "<w:p>{}</w:p>",
    ],
)
def test_a_tag_where_nobody_sees_it_is_named_with_its_part(
    place: str, tag: str, tmp_path: Path
) -> None:
    [problem] = _check(_template(tmp_path, _with(place.format(tag))))
    assert (problem.code, problem.values["part"]) == ("template_tag_hidden", DOCUMENT)
    assert DOCUMENT in sentence(problem)


@pytest.mark.parametrize(
    "name", ["word/comments.xml", "word/settings.xml", "docProps/app.xml", "customXml/item7.xml"]
)
def test_a_tag_in_a_part_that_is_no_text_is_named(name: str, tmp_path: Path) -> None:
    [problem] = _check(_with_part(tmp_path, name, f'<x a="{TAG}"/>'))
    assert (problem.code, problem.values["part"]) == ("template_tag_hidden", name)


def test_a_tag_put_together_of_hidden_pieces_is_found_as_the_renderer_sees_it(
    tmp_path: Path,
) -> None:
    pieces = "<w:instrText>{</w:instrText><w:instrText>{ ten_don_vi }}</w:instrText>"
    [problem] = _check(_template(tmp_path, _with(RUN.format(pieces))))
    assert problem.code == "template_tag_hidden"


def test_a_header_is_checked_whatever_its_name(tmp_path: Path) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    header = f'<w:hdr xmlns:w="{space}">{RUN.format(f"<w:t>{LOOP}</w:t>")}</w:hdr>'
    parts = entries_of(KINDS["cchc"].standard_template.read_bytes())
    override = f'<Override PartName="/word/anh.png" ContentType="{kind}"/></Types>'.encode()
    types = parts["[Content_Types].xml"].replace(b"</Types>", override)
    link = f'<Relationship Id="rId99" Type="{_RELATION}/header" Target="anh.png"/></Relationships>'
    links = parts[LINKS].replace(b"</Relationships>", link.encode())
    changed = {"[Content_Types].xml": types, LINKS: links, "word/anh.png": header.encode()}
    path = tmp_path / "mau.docx"
    path.write_bytes(zipped({**parts, **changed}))
    assert "template_tag_hidden" in {problem.code for problem in _check(path)}


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    "pieces",
    [
        ("DDEAUTO cmd.exe",),
        ("dde c:\\x y",),
        ("DDE", "AUTO cmd.exe"),
        (' INCLUDEPICTURE "http://a.vn/x.png" ',),
        ("INCLUDETEXT \\\\may\\x",),
        ("LINK Excel.Sheet x",),
        ("IMPORT x",),
        ("HYPERLINK file:///c:/x",),
        ('HYPERLINK "\\\\may\\x"',),
        ("MACROBUTTON x y",),
    ],
)
def test_a_field_that_reaches_out_is_named_with_its_part(
    pieces: tuple[str, ...], tmp_path: Path
) -> None:
    [problem] = _check(_template(tmp_path, _with(_field(*pieces))))
    assert problem.code == "template_field"
    assert "word/document.xml" in sentence(problem)


def test_a_field_in_an_attribute_and_one_put_together_by_another_are_named(
    tmp_path: Path,
) -> None:
    simple = '<w:p><w:fldSimple w:instr="DDEAUTO cmd.exe"/></w:p>'
    assert [p.code for p in _check(_template(tmp_path, _with(simple)))] == ["template_field"]
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    inner = f"{begin}<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>{end}"
    nested = f"<w:p>{begin}{inner}<w:r><w:instrText> cmd</w:instrText></w:r>{end}</w:p>"
    assert [p.code for p in _check(_template(tmp_path, _with(nested)))] == ["template_field"]


@pytest.mark.parametrize(
    "code",
    [
        "PAGE",
        "NUMPAGES \\* MERGEFORMAT",
        'HYPERLINK "https://a.vn"',
        'TOC \\o "1-3"',
        "HYPERLINK \\l a",
    ],
)
def test_fields_that_every_office_uses_are_left_alone(code: str, tmp_path: Path) -> None:
    assert _check(_template(tmp_path, _with(_field(code)))) == []


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        ('Type="{r}/image" Target="http://a.vn/x" TargetMode="external"', "template_external"),
        ('Type="{r}/image" Target="http://a.vn/x" TargetMode="EXTERNAL"', "template_external"),
        ('Type="{r}/image" Target="http://a.vn/x" targetMode="External"', "template_external"),
        ('Type="{r}/image" Target="http://a.vn/x"', "template_external"),
        ('Type="{r}/image" Target="\\\\may\\x"', "template_external"),
        ('Type="{r}/hyperlink" Target="file:///c:/x" TargetMode="External"', "template_external"),
        ('Type="{r}/hyperlink" Target="http://a.vn" TargetMode="external"', "template_external"),
        ('Type="{r}/aFChunk" Target="a.html"', "template_embedded"),
        ('Type="{r}/OLEOBJECT" Target="a.bin"', "template_embedded"),
        ('Type="{r}/attachedTemplate" Target="a.dotm" TargetMode="External"', "template_embedded"),
        ('Type="http://schemas.microsoft.com/x/vbaProject" Target="a.bin"', "template_embedded"),
    ],
)
def test_a_relation_that_reaches_out_is_named_however_it_is_written(
    relation: str, code: str, tmp_path: Path
) -> None:
    link = f'<Relationship Id="rId99" {relation.format(r=_RELATION)}/></Relationships>'
    path = _template(tmp_path, swap("</Relationships>", link), LINKS)
    [problem] = _check(path)
    assert (problem.code, problem.values["part"]) == (code, LINKS)
    assert LINKS in sentence(problem)


def test_a_link_to_a_page_may_be_clicked(tmp_path: Path) -> None:
    link = f'<Relationship Id="rId99" Type="{_RELATION}/hyperlink" Target="https://a.vn"'
    end = f'{link} TargetMode="External"/></Relationships>'
    assert _check(_template(tmp_path, swap("</Relationships>", end), LINKS)) == []


def test_a_package_that_names_a_part_it_has_not_is_no_template(tmp_path: Path) -> None:
    link = f'<Relationship Id="rId99" Type="{_RELATION}/header" Target="h.xml"/></Relationships>'
    with pytest.raises(Unusable, match="template_unreadable"):
        _check(_template(tmp_path, swap("</Relationships>", link), LINKS))


def test_loops_end_however_they_are_nested() -> None:
    loops = "".join(f"{{% for {name} in ds %}}" for name in "abc")
    source = f"{loops}{'{% endfor %}' * 3}"
    values = sandbox.with_budget({"ds": list(range(2_000))}, sandbox.office_budget())
    started = time.process_time()
    with pytest.raises(sandbox.TooMuch):
        sandbox.environment().from_string(source).render(values)
    assert time.process_time() - started < 5


def test_an_endless_report_is_refused_in_a_sentence(
    ward: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = sandbox.Budget(rounds=100, letters=10_000_000, elements=1_000_000)
    monkeypatch.setattr("desktop.reports.export.office_budget", lambda: few)
    path = _template(tmp_path, _with(RUN.format("<w:t>xin chào</w:t>")))
    with pytest.raises(Refused, match="template_too_much") as caught:
        exported(ward, tmp_path, template=path)
    assert "lặp" in sentence(caught.value.problems[0])
    assert [file.name for file in tmp_path.glob("*.docx")] == ["mau.docx"]


@pytest.mark.parametrize(
    "source",
    ["{{ range(3) }}", "{% set a = 1 %}", "{{ a.b() }}", "{{ a|attr('b') }}", "{{ 9 * 9 }}"],
)
def test_what_no_report_needs_is_never_compiled(source: str) -> None:
    from jinja2 import TemplateError

    with pytest.raises(TemplateError):
        sandbox.environment().from_string(source)
