"""Every figure in a finished report is bound to the store; one that disagrees writes no file."""

import re
import zipfile
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.reports.composing import compose
from desktop.reports.export import write_draft
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.gathering import gather
from desktop.word.checking import compare
from desktop.word.content import Report, Written
from models.errors import Refused
from tests.desktop.reports.documents import exported, paragraphs, rewritten, swap, tell, verified

DOCUMENT = "word/document.xml"


def _bookmarks(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        text = package.read(DOCUMENT).decode()
    return re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', text)


def test_each_figure_stands_between_the_ends_of_a_bookmark_of_its_name(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path)
    names = _bookmarks(done.path)
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 and re.fullmatch(r"[A-Za-z]\w*", name) for name in names)
    wanted = {"to_handle__1", "online_rate__1", "staff_total__1", "bang__so_lieu_ho_so__1"}
    assert wanted <= set(names)
    assert done.bound == sum(1 for name in names if not name.startswith("bang__"))


def test_no_mark_of_the_binding_is_left_in_the_file(june_report: Path) -> None:
    marked = []
    with zipfile.ZipFile(june_report) as package:
        for name in package.namelist():
            text = package.read(name).decode() if name.endswith(".xml") else ""
            if re.search("[\ue000-\uf8ff]", text):
                marked.append(name)
    assert marked == []


def test_a_finished_report_agrees_with_its_store(ward: Context, tmp_path: Path) -> None:
    done = exported(ward, tmp_path)
    checked = verified(ward, done.path)
    assert checked.figures == done.bound
    assert checked.cells > 400


def test_a_bound_figure_that_was_changed_in_word_is_found(ward: Context, tmp_path: Path) -> None:
    done = exported(ward, tmp_path)
    changed = rewritten(done.path, tmp_path / "changed.docx", {DOCUMENT: swap(">671<", ">617<", 1)})
    with pytest.raises(Refused) as caught:
        verified(ward, changed)
    problem = caught.value.problems[0]
    assert problem.code == "report_mismatch"
    assert problem.values["found"] == "617"
    assert problem.values["expected"] == "671"


def test_a_cell_of_an_annex_that_was_changed_is_found_by_its_row(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path)
    changed = rewritten(done.path, tmp_path / "changed.docx", {DOCUMENT: swap(">422<", ">423<", 1)})
    with pytest.raises(Refused) as caught:
        verified(ward, changed)
    [problem] = caught.value.problems
    assert problem.values["label"] == "Phụ lục I, dòng 1, cột 3 (Tổng số hồ sơ phải giải quyết)"
    assert (problem.values["found"], problem.values["expected"]) == ("423", "422")


def test_a_mismatch_at_export_leaves_no_file_behind(
    ward: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.reports import export as exporting

    def forget(report: Report, draft: Path, template: Path | None, data: ReportData) -> Written:
        bound = written(report, draft, template, data)
        good = draft.with_name("good.docx")
        draft.rename(good)
        rewritten(good, draft, {DOCUMENT: swap(">671<", ">670<", 1)})
        good.unlink()
        return bound

    written = exporting.write_draft
    monkeypatch.setattr(exporting, "write_draft", forget)
    with pytest.raises(Refused, match="report_mismatch"):
        exported(ward, tmp_path)
    assert not list(tmp_path.glob("*.docx"))


def test_a_figure_that_vanished_from_the_file_is_noticed(ward: Context, tmp_path: Path) -> None:
    data = ward.ask(gather, ward.unit, "2024-06", "cchc")
    report, path = compose(data), tmp_path / "a.docx"
    written = write_draft(report, path, None, data)
    change = swap('w:name="to_handle__1"', 'w:name="x"')
    cut = rewritten(path, tmp_path / "cut.docx", {DOCUMENT: change})
    with pytest.raises(Refused, match="report_mismatch"):
        compare(cut, report, written)


def test_what_an_office_adds_in_word_does_not_disturb_the_comparison(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path)
    start, end = ('<w:bookmarkStart w:id="9001" w:name="ghi_chu"/>', '<w:bookmarkEnd w:id="9001"/>')
    added = f"<w:p>{start}<w:r><w:t>Thêm 1.</w:t></w:r>{end}</w:p>"
    change = swap("</w:body>", f"{added}</w:body>")
    edited = rewritten(done.path, tmp_path / "edited.docx", {DOCUMENT: change})
    assert verified(ward, edited).figures == done.bound


def test_placeholders_in_typed_text_are_bound_too(ward: Context, tmp_path: Path) -> None:
    typed = "Đã tiếp nhận {received} hồ sơ, {online_rate} trực tuyến; {staff_total} người làm việc."
    tell(ward, "III.1", typed)
    done = exported(ward, tmp_path)
    assert "Đã tiếp nhận 632 hồ sơ, 72,1% trực tuyến; 07 người làm việc." in paragraphs(done.path)
    assert sum(1 for name in _bookmarks(done.path) if name.startswith("received__")) == 2
