"""A file that was made to break its reader costs seconds and megabytes, and is told in a sentence.

Every file is read by the command line in a process of its own, whose peak is measured.
"""

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from desktop.handoff.report_differences import Expected
from desktop.handoff.submission import export_report
from desktop.reports.kinds import KINDS
from tests.desktop.spreadsheets.books import dossiers
from tests.helpers.attacks import (
    Change,
    templates_at_the_limit,
    word_attacks,
    word_files_at_the_limit,
    workbook_attacks,
)
from tests.helpers.measured import Run, run_measured
from tests.helpers.office import JUNE, enter, new_office
from tests.helpers.offices import Ward, new_district

SECONDS, MEGABYTES = 5, 300
Attacks = Iterable[tuple[str, Change]]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="peaks are read where Linux keeps them"
)


class Range:
    """Reads one attack after the other with one command, and looks at what each run cost.

    Attributes:
        sound: the file that the attacks change.
    """

    def __init__(self, folder: Path, sound: bytes, *command: object, ending: str) -> None:
        self.sound = sound
        self._folder, self._command, self._ending = folder, command, ending

    def run(self, attacks: Attacks) -> dict[str, Run]:
        names, commands = [], []
        for number, (name, change) in enumerate(attacks):
            path = self._folder / f"{number}{self._ending}"
            path.write_bytes(change(self.sound))
            names.append(name)
            commands.append([path if word == "FILE" else word for word in self._command])
        found = dict(zip(names, run_measured(commands, self._folder), strict=True))
        for name, run in found.items():
            cost = f"{name}: {run.seconds:.1f} s, {run.megabytes:.0f} MB"
            sys.stdout.write(f"{cost}\n")
            assert run.seconds <= SECONDS, cost
            assert run.megabytes <= MEGABYTES, cost
            assert "program_fault" not in str(run.document), name
        return found


@pytest.fixture
def receiving(tmp_path: Path) -> Range:
    district = new_district(tmp_path, "LEBINH")
    district.close()
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    sound = ward.send_word("2024-06", Expected({}, {}, ()), "xin chào").read_bytes()
    command = ("--store", district.path, "receive", "FILE", "--dry-run")
    return Range(tmp_path, sound, *command, ending=".docx")


@pytest.fixture
def sending(tmp_path: Path) -> Range:
    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", to_handle=6)
    report = tmp_path / "bao cao.docx"
    export_report(office, "2024-06", "cchc", report)
    office.close()
    command = ("--store", office.path, "submit", "--period", "2024-06", "--out", tmp_path)
    return Range(tmp_path, report.read_bytes(), *command, "--report", "FILE", ending=".docx")


@pytest.fixture
def checking(tmp_path: Path) -> Range:
    sound = KINDS["cchc"].standard_template.read_bytes()
    return Range(tmp_path, sound, "template", "check", "FILE", ending=".docx")


@pytest.fixture
def reporting(tmp_path: Path) -> Range:
    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", to_handle=6)
    office.close()
    out = ("--kind", "cchc", "--out", tmp_path / "bao cao.docx", "--template", "FILE")
    command = ("--store", office.path, "report", "--period", "2024-06", *out)
    sound = KINDS["cchc"].standard_template.read_bytes()
    return Range(tmp_path, sound, *command, ending=".docx")


@pytest.fixture
def loading(tmp_path: Path) -> Range:
    office = new_office(tmp_path)
    office.close()
    sound = dossiers(tmp_path / "so.xlsx", (2024, 6, "Hộ tịch", 1, 2, 3)).read_bytes()
    return Range(tmp_path, sound, "--store", office.path, "load", "FILE", ending=".xlsx")


# Nothing is wrong with these but that they are long.
_LONG = ("a text of 10 million letters",)


def test_a_hostile_word_file_is_set_aside_or_its_text_is(receiving: Range) -> None:
    for name, run in receiving.run(word_attacks()).items():
        [arrival] = run.document["files"]
        said = [arrival["message"], *(note["code"] for note in arrival["notes"])]
        unreadable = arrival["status"] == "unreadable" or "report_unreadable" in said
        assert unreadable or name in _LONG, name


def test_a_hostile_word_file_is_not_sent(sending: Range) -> None:
    for name, run in sending.run(word_attacks()).items():
        code = run.document.get("error", {}).get("code")
        assert code == "report_unreadable" or name in _LONG, name


def test_a_hostile_word_file_is_no_template(checking: Range) -> None:
    for run in checking.run(word_attacks()).values():
        assert run.document["error"]["code"] == "template_unreadable"


def test_word_files_of_the_greatest_size_are_received(receiving: Range) -> None:
    for run in receiving.run(word_files_at_the_limit()).values():
        assert [arrival["status"] for arrival in run.document["files"]] == ["new"]


def test_word_files_of_the_greatest_size_are_sent(sending: Range) -> None:
    assert {run.status for run in sending.run(word_files_at_the_limit()).values()} == {0}


def test_templates_of_the_greatest_size_are_checked(checking: Range) -> None:
    found = checking.run(templates_at_the_limit())
    assert {run.status for run in found.values()} == {0, 1}


def test_templates_of_the_greatest_size_are_rendered_or_refused(reporting: Range) -> None:
    found = reporting.run(templates_at_the_limit())
    codes = {name: run.document.get("error", {}).get("code") for name, run in found.items()}
    assert codes["joins of joins"] == "template_too_much"
    assert codes["a table without its columns"] == "template_unusable"
    assert codes["110,000 empty paragraphs"] is None


def test_a_hostile_workbook_is_refused_or_read_as_what_it_is(loading: Range) -> None:
    harmless = ("65,536 empty rows", "100,000 styles", "names to the last byte")
    for name, run in loading.run(workbook_attacks()).items():
        assert (run.status == 0) == (name in harmless), name


def _replaced(by: bytes, _: bytes) -> bytes:
    return by


def test_a_container_of_very_many_rows_is_refused_by_its_register(
    receiving: Range, tmp_path: Path
) -> None:
    for count, message in ((300_000, "nhiều số liệu hơn"), (25_000, "25.000 dòng")):
        ward = Ward(tmp_path, "LEBINH")
        ward.figures, ward.staff = {"2024-06": {"Hộ tịch": 1}}, [""] * count
        sent = ward.send("2024-06").read_bytes()
        [run] = receiving.run([(str(count), partial(_replaced, sent))]).values()
        [arrival] = run.document["files"]
        assert arrival["status"] == "unreadable"
        assert message in arrival["message"]
