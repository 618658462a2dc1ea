"""Receiving what was made to break it, signed in due form by a unit that may send."""

import random
import zipfile
from pathlib import Path

import msgspec
import pytest

from desktop.context import Context
from desktop.handoff.arrivals import Decisions
from desktop.handoff.container import pack
from desktop.handoff.data import FieldOfWork, encode
from desktop.handoff.submission import submit
from desktop.handoff.triage import triage
from models.queries.inbox import accepted
from models.store import open_store
from tests.helpers.mutants import sample_mutants
from tests.helpers.office import JUNE, enter, new_office
from tests.helpers.offices import Ward, new_district, statuses, take

TURNS = 400


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


def test_texts_that_no_document_can_hold_set_the_file_aside(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    assert statuses(take(district, ward.send("2024-06", unit_name="Phường \0"))) == ["unreadable"]
    assert statuses(take(district, ward.send("2024-06", unit="LEBINH\n", unit_name="x"))) == [
        "unreadable"
    ]
    data = msgspec.structs.replace(
        ward.data("2024-06"), fields=(FieldOfWork("Hộ tịch", group="\x07"),)
    )
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


def test_a_report_that_was_only_exported_is_shown_and_never_applied(
    district: Context, tmp_path: Path
) -> None:
    from desktop.handoff.submission import export_report

    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", to_handle=6)
    out = tmp_path / "xem truoc.docx"
    export_report(office, "2024-06", "cchc", out)
    [found] = take(district, out).arrivals
    assert (found.status, found.unit, found.period, found.revision) == (
        "wrong_kind",
        "LEBINH",
        "2024-06",
        None,
    )
    assert district.ask(accepted) == []
