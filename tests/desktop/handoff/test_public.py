"""A public report carries no data; what an ordinary one carries is said."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from desktop.archives import Archive, Caps
from desktop.blocks import save_block
from desktop.context import Context
from desktop.handoff.container import Fault
from desktop.handoff.docx_payload import Carried, extract
from desktop.handoff.submission import export_report
from desktop.registers import save
from models.figures import WHOLE_UNIT_ID
from models.registers import Value
from tests.desktop.commands.console import Console


def carried_by(path: Path) -> bool:
    return isinstance(extract(path.read_bytes()), Carried)


def test_an_ordinary_report_says_which_sheets_it_carries(ward: Context, tmp_path: Path) -> None:
    done = export_report(ward, "2024-06", "cchc", tmp_path / "a.docx")
    found = extract(done.path.read_bytes())
    assert isinstance(found, Carried)
    assert {"Hồ sơ", "Đơn vị"} <= set(done.carries)
    assert "Tỷ lệ" not in done.carries


def test_a_public_report_carries_nothing_and_reads_the_same(ward: Context, tmp_path: Path) -> None:
    done = export_report(ward, "2024-06", "cchc", tmp_path / "a.docx", public=True)
    plain = export_report(ward, "2024-06", "cchc", tmp_path / "b.docx")
    assert done.carries == ()
    assert isinstance(extract(done.path.read_bytes()), Fault)
    texts = [path.read_bytes() for path in (done.path, plain.path)]
    body, with_data = (_part(text, "word/document.xml") for text in texts)
    assert body == with_data


@pytest.mark.parametrize(
    ("kind", "period"), [("ii06a", "2024-06"), ("week", "2024-W23"), ("day", "2024-06-05")]
)
def test_a_bare_form_and_a_short_report_never_carry_data(
    kind: str, period: str, ward: Context, tmp_path: Path
) -> None:
    if kind != "ii06a":
        ward.do(save_block, ward.unit, period, {WHOLE_UNIT_ID: {"received": 5}})
    done = export_report(ward, period, kind, tmp_path / "a.docx")
    assert done.carries == ()
    assert not carried_by(done.path)


def test_the_command_says_what_the_file_carries(
    ward: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ward.close()
    console, out = Console(ward.path, capsys), tmp_path / "a.docx"
    asked = ("report", "--period", "2024-06", "--kind", "cchc", "--out", out)
    said = console.json(*asked)
    assert "Hồ sơ" in said["carries"]
    assert said["checked"] == said["numbers"]
    assert console.json(*asked, "--public")["carries"] == []


PERSON = "Trịnh Thử Nghiệm"
SECRETS = ("0909998887", "1987-03-21", "21/03/1987", "Xuất sắc thử")


@pytest.fixture
def staffed(ward: Context) -> Context:
    """A ward with a person whose every word is recognised, who is also the one who works."""
    values: dict[str, Value] = {
        "name": PERSON,
        "birth_date": date(1987, 3, 21),
        "assignment": "Chính thức",
        "from_date": date(2024, 1, 2),
        "rating": SECRETS[3],
        "phone": SECRETS[0],
    }
    ward.do(save, "staff", ward.unit, values)
    ward.do(save_block, ward.unit, "2024-W23", {WHOLE_UNIT_ID: {"received": 5}})
    ward.do(save_block, ward.unit, "2024-06-05", {WHOLE_UNIT_ID: {"received": 5}})
    ward.who = PERSON
    return ward


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize(
    ("kind", "period"),
    [("cchc", "2024-06"), ("ii06a", "2024-06"), ("week", "2024-W23"), ("day", "2024-06-05")],
)
def test_nothing_private_is_in_any_byte_and_names_only_where_it_is_said(
    kind: str, period: str, public: bool, staffed: Context, tmp_path: Path
) -> None:
    done = export_report(staffed, period, kind, tmp_path / "a.docx", public=public)
    parts = _everything_in(done.path)
    assert not [secret for secret in SECRETS if secret in "".join(parts.values())]
    naming = {name for name, text in parts.items() if PERSON in text}
    printed = {"word/document.xml"} if kind == "cchc" else set()
    carried = {"data.json", "manifest.json"} if done.carries else set()
    assert naming == printed | carried
    assert str(tmp_path) not in "".join(parts.values())


def _everything_in(path: Path) -> dict[str, str]:
    """Return every part of a Word file as text, the data that it carries unpacked among them."""
    raw = path.read_bytes()
    archive = Archive(raw, Caps(file=2**25, entries=100, whole=2**26))
    parts = {part.name: archive.read(part.name) for part in archive.parts}
    found = extract(raw)
    if isinstance(found, Carried):
        parts |= {"data.json": found.package.entries["data.json"]}
        parts |= {"manifest.json": msgspec.json.encode(found.package.manifest)}
    return {name: part.decode("utf-8", "ignore") for name, part in parts.items()}


def _part(raw: bytes, name: str) -> bytes:
    return Archive(raw, Caps(file=2**25, entries=100, whole=2**26)).read(name)
