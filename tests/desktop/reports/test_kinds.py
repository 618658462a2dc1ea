"""A kind of report is declared once; whatever a declaration needs is there, and is offered."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from desktop.commands.run import main
from desktop.context import Context
from desktop.reports.annexes import TABLES
from desktop.reports.kinds import KINDS, UNIT_KINDS, ReportKind
from desktop.reports.tags import known_tags
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.outline import outline_of
from desktop.settings import SETTINGS
from desktop.word import wording
from desktop.word.templates import check_template
from models.catalogue import NARRATIVE_SECTIONS
from models.measures import MEASURES, TREE_NAMES
from tests.desktop.reports.documents import exported, paragraphs, rows_of
from tests.helpers.decree30 import faults

OWN_FRAME = ("addressee", "drafter", "authority", "signer_title", "signer_name", "recipients")
SHORT = ReportKind(
    "ngan",
    "Báo cáo ngắn",
    "Bao-cao-ngan",
    template="cchc",
    tables=("so_lieu_ho_so", "nhan_su", "mo_hinh"),
    sections=("I.2.a", "II.2", "IV"),
)

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


@pytest.fixture
def short_report(ward: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a report of a kind with few sections and annexes, on the template it shares."""
    monkeypatch.setitem(KINDS, SHORT.name, SHORT)
    monkeypatch.setitem(wording.catalogue()["title"], SHORT.name, "Kết quả {period}")
    return exported(ward, tmp_path, SHORT.name).path


@every_kind
def test_a_kind_has_a_title(kind: ReportKind) -> None:
    assert wording.catalogue()["title"][kind.name]


@every_kind
def test_the_template_of_a_kind_comes_with_the_program_and_is_sound(kind: ReportKind) -> None:
    assert check_template(kind.standard_template, known_tags()) == []


@every_kind
def test_what_a_kind_is_made_of_can_be_made(kind: ReportKind) -> None:
    assert set(kind.tables) <= set(TABLES)
    assert set(kind.measures) <= set(MEASURES) - set(TREE_NAMES)
    assert [name for name in NARRATIVE_SECTIONS if name in kind.sections] == list(kind.sections)


@pytest.mark.parametrize("kind", UNIT_KINDS, ids=lambda kind: kind.name)
def test_form_06a_is_the_first_table_wherever_the_template_prints_it(kind: ReportKind) -> None:
    text = zipfile.ZipFile(kind.standard_template).read("word/document.xml").decode("utf-8")
    assert (kind.tables[0] == "so_lieu_ho_so") == ("bieu.dong" in text)


@every_kind
def test_a_kind_has_settings_of_its_own_under_its_label(kind: ReportKind) -> None:
    for name in OWN_FRAME:
        assert kind.label in SETTINGS[f"report.{kind.name}.{name}"].group


def test_the_command_line_offers_every_kind_of_a_unit(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, out = tmp_path / "ward.sqlite", str(tmp_path / "a.docx")
    shutil.copy(sample_store, store)
    asked = ["report", "--period", "2024-06", "--kind", "khong-co", "--out", out]
    assert main(["--store", str(store), *asked]) == 2
    _, offered = capsys.readouterr().err.split("chọn một trong: ")
    names = offered.splitlines()[0].split(".")[0]
    assert re.findall(r"\w+", names) == [kind.name for kind in UNIT_KINDS]


def test_names_of_kinds_and_of_their_files_tell_them_apart() -> None:
    files = [kind.file_name for kind in UNIT_KINDS]
    assert len(set(files)) == len(files)


def test_sections_that_a_kind_does_not_have_leave_no_heading_nor_gap(
    short_report: Path,
) -> None:
    texts = paragraphs(short_report)
    headings = [text for text in texts if re.match(r"([IV]+\.|\d\.|[a-d]\)) ", text)]
    assert headings == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
        "1. Tổ chức chỉ đạo, điều hành",
        "a) Công tác chỉ đạo, điều hành",
        "II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG CẢI CÁCH HÀNH CHÍNH",
        "1. Cải cách thủ tục hành chính",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 7 NĂM 2024",
    ]


def test_annexes_are_numbered_as_a_kind_has_them(short_report: Path) -> None:
    texts = paragraphs(short_report)
    numbers = [text for text in texts if text.startswith("Phụ lục")]
    assert numbers == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert rows_of(short_report, "Văn bản triển khai")
    with pytest.raises(AssertionError):
        rows_of(short_report, "Tên thiết bị")


def test_a_short_report_keeps_every_rule_of_the_decree(short_report: Path) -> None:
    assert faults(short_report) == []


def test_the_outline_of_a_kind_has_only_its_sections(
    ward: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, SHORT.name, SHORT)
    outline = outline_of(ward.ask(gather, ward.unit, "2024-06", SHORT.name))
    assert [state.section for state in outline.sections] == list(SHORT.sections)
