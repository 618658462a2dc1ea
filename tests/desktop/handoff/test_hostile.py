"""Receiving what was made to break it, signed in due form by a unit that may send."""

import random
import zipfile
from pathlib import Path
from time import process_time

import msgspec
import pytest

from desktop.context import Context
from desktop.handoff.arrivals import Decisions
from desktop.handoff.container import pack
from desktop.handoff.data import AreaOfWork, encode
from desktop.handoff.report_differences import Expected
from desktop.handoff.submission import submit
from desktop.handoff.triage import triage
from desktop.word.book import END, NAME, TEXT
from models.queries.inbox import accepted
from models.store import open_store
from tests.helpers.mutants import sample_mutants
from tests.helpers.office import JUNE, enter, new_office
from tests.helpers.offices import NEW, Ward, new_district, statuses, take
from tests.helpers.word_mutants import word_mutant

TURNS = 400
WORD_FILES = 60


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH")


def test_whatever_a_known_unit_signs_the_store_stays_sound(
    district: Context, tmp_path: Path
) -> None:
    mutants, folder = sample_mutants(), tmp_path / "mutants"
    folder.mkdir()
    chance = random.Random(8)
    makers = (
        mutants._data_signed_again,
        mutants._signed_again,
        mutants._changed_bytes,
        mutants._rezipped,
    )
    for turn in range(TURNS):
        (folder / f"{turn}.smc").write_bytes(chance.choice(makers)(chance))
    found = take(district, folder, decisions=Decisions(accept_new=True, accept_keys=["LEBINH"]))
    assert len(found.arrivals) == TURNS
    assert {"new", "unreadable"} <= set(statuses(found))
    path = district.path
    district.close()
    store = open_store(path)  # checks that it is sound
    with store.transaction() as conn:
        assert conn.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close()


def test_no_word_file_of_a_folder_keeps_the_others_from_being_received(
    district: Context, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    good = [Ward(folder, code) for code in ("LEBINH", "W50", "ZZZ")]
    for ward in good:
        ward.figures = {"2024-06": {"Hộ tịch": 1}}
        ward.send("2024-06")
    for seed in range(WORD_FILES):
        spots = word_mutant(random.Random(seed))
        stranger = Ward(folder, f"W{seed}X")
        stranger.figures = {"2024-06": {"Hộ tịch": 1}}
        stranger.send_word("2024-06", spots.expected(), *spots.printed)
    start = process_time()
    looked_at = district.ask(triage, [folder], NEW)
    assert process_time() - start < 2 * WORD_FILES
    found = take(district, folder, decisions=NEW)
    assert statuses(found) == [arrival.status for arrival in looked_at]
    assert {"new", "unreadable"} == set(statuses(found))
    taken = {file.unit for file in district.ask(accepted)}
    assert {ward.code for ward in good} <= taken


def test_texts_that_no_document_can_hold_set_the_file_aside(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    assert statuses(take(district, ward.send("2024-06", unit_name="Phường \0"))) == ["unreadable"]
    broken = ward.send("2024-06", unit="LEBINH\n", unit_name="x")
    assert statuses(take(district, broken)) == ["unreadable"]
    ringing = AreaOfWork("Hộ tịch", group="\x07")
    data = msgspec.structs.replace(ward.data("2024-06"), areas=(ringing,))
    path = ward.send("2024-06")
    path.write_bytes(pack(ward.manifest("2024-06", 1), {"data.json": encode(data)}, ward.key.sign))
    assert statuses(take(district, path)) == ["unreadable"]
    assert district.ask(accepted) == []


def test_numbers_changed_in_the_text_of_a_mailed_report_are_said_and_not_believed(
    district: Context, tmp_path: Path
) -> None:
    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", carried_over=0, received=417, resolved=417, pending=0)
    sent = submit(office, "2024-06", tmp_path)
    mailed = tmp_path / "mail.docx"
    with zipfile.ZipFile(sent.path) as archive:
        mailed.write_bytes(archive.read("report.docx"))
    with zipfile.ZipFile(mailed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b">417<" in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(b">417<", b">914<", 1)
    with zipfile.ZipFile(mailed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    [found] = district.ask(triage, [mailed])
    assert found.status == "new"
    notes = [note for note in found.notes if note.code == "arrival_text_differs"]
    assert [(note.values["printed"], note.values["stored"]) for note in notes] == [("914", "417")]
    assert "sổ dùng số liệu kèm theo" in found.message


def test_a_word_file_that_names_a_figure_it_does_not_list_is_alone_unreadable(
    district: Context, tmp_path: Path
) -> None:
    ward, stranger = Ward(tmp_path, "LEBINH"), Ward(tmp_path, "STRANGER")
    for office in (ward, stranger):
        office.figures = {"2024-06": {"Hộ tịch": 1}}
    paragraph = f"Có {NAME}no_such_figure{TEXT}7{END} hồ sơ"
    files = [stranger.send_word("2024-06", Expected({}, {}, (("I.1", paragraph),)), "Có 7 hồ sơ")]
    files.append(ward.send("2024-06"))
    looked_at = district.ask(triage, files, NEW)
    assert [arrival.status for arrival in looked_at] == ["unreadable", "new"]
    assert "không đúng quy cách" in looked_at[0].message
    assert statuses(take(district, *files, decisions=NEW)) == ["unreadable", "new"]
    assert [file.unit for file in district.ask(accepted)] == ["LEBINH"]


def test_the_text_of_a_file_that_does_not_count_is_not_compared(
    district: Context, tmp_path: Path
) -> None:
    stranger = Ward(tmp_path, "STRANGER")
    stranger.figures = {"2024-06": {"Hộ tịch": 1}}
    expected = Expected({"a": ("Tổng số", "7")}, {}, (("I.1", f"Có {NAME}a{TEXT}7{END} hồ sơ"),))
    path = stranger.send_word("2024-06", expected, "Có 8 hồ sơ")
    [unknown] = district.ask(triage, [path])
    assert (unknown.status, unknown.notes) == ("unknown_unit", ())
    [new] = district.ask(triage, [path], NEW)
    assert [note.code for note in new.notes] == ["arrival_text_differs"]


def test_a_number_typed_over_in_a_paper_already_received_is_still_told(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    expected = Expected({"a": ("Tổng số", "7")}, {}, (("I.1", f"Có {NAME}a{TEXT}7{END} hồ sơ"),))
    path = ward.send_word("2024-06", expected, "Có 8 hồ sơ")
    take(district, path)
    [again] = district.ask(triage, [path])
    assert again.status == "identical"
    assert [note.code for note in again.notes] == ["arrival_text_differs"]


@pytest.mark.parametrize("count", [6, 40, 400])
def test_a_word_file_of_figures_side_by_side_is_received_at_once(
    district: Context, tmp_path: Path, count: int
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    paragraph = "Có " + f"{NAME}a{TEXT}7{END}" * count + " hồ sơ"
    expected = Expected({"a": ("Tổng số", "7")}, {}, (("I.1", paragraph),))
    path = ward.send_word("2024-06", expected, "Có " + "1" * 2_000 + " hồ", "Có 1 hồ sơ")
    start = process_time()
    [found] = take(district, path).arrivals
    assert process_time() - start < 2
    assert found.status == "new"
    assert {note.values["variant"] for note in found.notes} == {"gone"}


def test_more_differences_than_anybody_asks_about_are_counted(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    figures = {f"a{number}": (f"Số {number}", "7") for number in range(70)}
    asked = [("I.1", f"Có {NAME}{name}{TEXT}7{END} hồ sơ {name}") for name in figures]
    printed = [f"Có 8 hồ sơ {name}" for name in figures]
    path = ward.send_word("2024-06", Expected(figures, {}, tuple(asked)), *printed)
    [found] = district.ask(triage, [path])
    assert len(found.notes) == 51
    assert "Số 0: văn bản in “8”" in found.message
    assert "Còn 20 chỗ khác" in found.message


def test_a_word_file_with_a_damaged_text_is_received_with_a_note(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    path = ward.send_word("2024-06", Expected({}, {}, ()), *("xin chào " * 400 for _ in range(9)))
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml")
    raw[start : start + 8] = b"\xff" * 8
    path.write_bytes(raw)
    [found] = take(district, path).arrivals
    assert found.status == "new"
    assert [note.code for note in found.notes] == ["report_unreadable"]


def test_a_report_that_was_only_exported_is_shown_and_never_applied(
    district: Context, tmp_path: Path
) -> None:
    from desktop.handoff.submission import export_report

    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", to_handle=6)
    out = tmp_path / "xem truoc.docx"
    export_report(office, "2024-06", "cchc", out)
    [found] = take(district, out).arrivals
    assert found.status == "wrong_kind"
    assert (found.unit, found.period, found.revision) == ("LEBINH", "2024-06", None)
    assert district.ask(accepted) == []
