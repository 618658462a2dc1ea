"""Triage: every status with a real file, and what is said beside it."""

import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from desktop.context import Context, now
from desktop.handoff.arrivals import (
    ARRIVAL_ACTIONS,
    ARRIVAL_WORDS,
    Arrival,
    Decisions,
    Status,
)
from desktop.handoff.container import pack, seal
from desktop.handoff.keys import new_key, telephone_code
from desktop.handoff.triage import triage
from desktop.messages import has_sentence, sentence
from desktop.registers import find_field, records, save
from models.errors import Refused
from models.queries.inbox import accepted, pinned_keys
from tests.helpers.office import new_office
from tests.helpers.offices import NEW, Ward, new_district, statuses, take
from tests.helpers.packages import entries_of, zipped


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG")


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-05": {"Hộ tịch": 5}, "2024-06": {"Hộ tịch": 6}}
    return ward


def look(district: Context, path: Path, decisions: Decisions | None = None) -> Arrival:
    [found] = district.ask(triage, [path], decisions)
    return found


def test_a_first_file_is_new_and_nothing_is_written_by_looking(
    district: Context, ward: Ward
) -> None:
    found = look(district, ward.send("2024-06"))
    assert found.status == "new"
    assert (found.unit, found.period, found.revision) == ("LEBINH", "2024-06", 1)
    assert "lần 1" in found.message
    assert district.ask(accepted) == []
    assert district.ask(pinned_keys) == {}


def test_a_newer_revision_shows_every_figure_that_would_change(
    district: Context, ward: Ward
) -> None:
    take(district, ward.send("2024-06"))
    ward.figures = {"2024-05": {"hộ TỊCH": 5}, "2024-06": {"hộ TỊCH": 8, "Chứng thực": 2}}
    found = look(district, ward.send("2024-06"))
    changes = [(c.unit, c.month, c.area, c.measure, c.old, c.new) for c in found.changes]
    assert found.status == "newer"
    assert changes == [
        ("LEBINH", "2024-06", "Hộ tịch", "to_handle", 6, 8),
        ("LEBINH", "2024-06", "Chứng thực", "to_handle", None, 2),
    ]


def test_a_later_period_shows_what_it_changes_in_earlier_months(
    district: Context, ward: Ward
) -> None:
    take(district, ward.send("2024-05"))
    ward.figures["2024-05"] = {"Hộ tịch": 50}
    found = look(district, ward.send("2024-06"))
    assert found.status == "new"
    assert [(c.month, c.old, c.new) for c in found.changes] == [("2024-05", 5, 50)]


def test_two_revisions_in_one_call_show_what_the_second_changes_of_the_first(
    district: Context, ward: Ward
) -> None:
    first = ward.send("2024-06")
    ward.figures["2024-06"] = {"Hộ tịch": 8}
    second = ward.send("2024-06")
    preview = district.ask(triage, [first, second])
    done = take(district, first, second, compare=True)
    for found in (preview, done.arrivals):
        assert [arrival.status for arrival in found] == ["new", "newer"]
        assert found[0].changes == ()
        assert [(c.month, c.old, c.new) for c in found[1].changes] == [("2024-06", 6, 8)]


def test_a_newer_revision_after_one_in_force_shows_only_its_own_changes(
    district: Context, ward: Ward
) -> None:
    take(district, ward.send("2024-06"))
    files = []
    for number in (8, 9):
        ward.figures["2024-06"] = {"Hộ tịch": number}
        files.append(ward.send("2024-06"))
    # One after the other: the second is compared with the first, in the preview and once taken in.
    found = district.ask(triage, files)
    assert [[(c.old, c.new) for c in arrival.changes] for arrival in found] == [[(6, 8)], [(8, 9)]]
    done = take(district, *files, compare=True)
    assert [arrival.changes for arrival in done.arrivals] == [a.changes for a in found]


def test_files_of_one_call_are_compared_with_those_before_them(
    district: Context, ward: Ward
) -> None:
    first, second = ward.send("2024-06"), ward.send("2024-06")
    assert [a.status for a in district.ask(triage, [first, second])] == ["new", "newer"]
    assert [a.status for a in district.ask(triage, [second, first])] == ["new", "older"]


def test_the_same_revision_with_other_content_is_a_conflict(district: Context, ward: Ward) -> None:
    take(district, ward.send("2024-06"))
    ward.figures["2024-06"] = {"Hộ tịch": 7}
    found = look(district, ward.send("2024-06", "other.smc", revision=1))
    assert found.status == "conflict"
    assert found.set_aside


def test_a_file_of_the_own_unit_or_for_another_office_is_of_the_wrong_unit(
    district: Context, ward: Ward, tmp_path: Path
) -> None:
    own = Ward(tmp_path, "cairang")
    own.figures = ward.figures
    assert look(district, own.send("2024-06")).status == "wrong_unit"
    found = look(district, ward.send("2024-06", to="NINHKIEU", to_name="Quận Ninh Kiều"))
    assert found.status == "wrong_unit"
    assert "Quận Ninh Kiều" in found.message
    assert look(district, ward.send("2024-06", to="CaiRang")).status == "new"


def test_the_store_of_a_ward_receives_nothing_and_says_why(ward: Ward, tmp_path: Path) -> None:
    other = Ward(tmp_path, "BALANG")
    other.figures = ward.figures
    found = look(new_office(tmp_path), other.send("2024-06"), NEW)
    assert found.status == "wrong_unit"
    assert "sổ của đơn vị báo cáo" in found.message


def test_a_slip_or_a_report_never_submitted_is_of_the_wrong_kind(
    district: Context, ward: Ward
) -> None:
    path = ward.send("2024-06")
    for kind in ("receipt", "request", "return", "letter"):
        manifest = ward.manifest("2024-06", 1, kind=kind)
        path.write_bytes(pack(manifest, {"data.json": b"{}"}, ward.key.sign))
        assert look(district, path).status == "wrong_kind"


def test_an_unknown_unit_is_asked_about_and_never_made_silently(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "TANPHU")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    path = ward.send("2024-06")
    found = look(district, path)
    assert found.status == "unknown_unit"
    assert telephone_code(ward.key.public) in found.message
    assert statuses(take(district, path)) == ["unknown_unit"]
    assert len(district.ask(records, "units", "")) == 2
    assert statuses(take(district, path, decisions=Decisions(new_units=["tanphu"]))) == ["new"]
    assert [r.text("name") for r in district.ask(records, "units", "")][-1] == "Phường TANPHU"


def test_another_code_of_a_known_unit_is_remembered(district: Context, tmp_path: Path) -> None:
    ward = Ward(tmp_path, "LB-CU")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    first = take(district, ward.send("2024-06"), decisions=Decisions(aliases={"LB-CU": "LEBINH"}))
    assert [(a.status, a.unit) for a in first.arrivals] == [("new", "LEBINH")]
    second = take(district, ward.send("2024-06"))
    assert [(a.status, a.unit) for a in second.arrivals] == [("newer", "LEBINH")]
    assert len(district.ask(records, "units", "")) == 2


@pytest.mark.parametrize(
    ("pair", "code"),
    [(("X", "Y"), "alias_not_listed"), (("LEBINH", "BALANG"), "alias_both_listed")],
)
def test_another_code_must_be_of_one_unit_of_the_list(
    district: Context, ward: Ward, pair: tuple[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        look(district, ward.send("2024-06"), Decisions(aliases={pair[0]: pair[1]}))
    assert refused.value.problems[0].code == code


def test_another_key_is_refused_until_a_person_accepts_it(district: Context, ward: Ward) -> None:
    take(district, ward.send("2024-06"))
    before, ward.key = ward.key, new_key()
    path = ward.send("2024-06")
    found = look(district, path)
    assert found.status == "changed_key"
    assert telephone_code(before.public) in found.message
    assert telephone_code(ward.key.public) in found.message
    of_another = Decisions(accept_keys=["BALANG"])
    assert statuses(take(district, path, decisions=of_another)) == ["changed_key"]
    assert statuses(take(district, path, decisions=Decisions(accept_keys=["LEBINH"]))) == ["newer"]
    assert district.ask(pinned_keys)["LEBINH"] == ward.key.public


def test_a_stranger_who_signs_the_files_of_a_unit_anew_is_not_believed(
    district: Context, ward: Ward
) -> None:
    path = ward.send("2024-06")
    take(district, path)
    parts, stranger = entries_of(path.read_bytes()), new_key()
    manifest = ward.manifest("2024-06", 2, public_key=stranger.public.hex())
    path.write_bytes(pack(manifest, {"data.json": parts["data.json"]}, stranger.sign))
    assert look(district, path).status == "changed_key"


def test_a_changed_damaged_or_newer_file_is_named_for_what_it_is(
    district: Context, ward: Ward
) -> None:
    path = ward.send("2024-06")
    raw = path.read_bytes()
    parts = entries_of(raw)
    newer = ward.manifest("2024-06", 1, format="somotcua/2")
    found = {}
    for name, content in {
        "tampered": zipped({**parts, "data.json": parts["data.json"] + b" "}),
        "bad_signature": zipped(
            {**parts, "manifest.json": parts["manifest.json"].replace(b"2024-06", b"2024-05")}
        ),
        "unreadable": raw[: len(raw) // 2],
        "newer_format": pack(newer, {"data.json": parts["data.json"]}, ward.key.sign),
    }.items():
        path.write_bytes(content)
        found[name] = look(district, path)
    for name, arrival in found.items():
        assert arrival.status == name
    assert all(arrival.message for arrival in found.values())


def test_every_status_has_a_word_and_one_thing_to_do() -> None:
    assert set(ARRIVAL_WORDS) == set(get_args(Status))
    assert set(ARRIVAL_ACTIONS) == set(get_args(Status))


def test_a_draft_that_counts_is_called_one(district: Context, ward: Ward) -> None:
    first = look(district, ward.send("2024-06", draft=True))
    assert (first.word, first.action) == ("Mới, chưa chốt", "Nhận")
    take(district, first.path)
    again = look(district, first.path)
    assert (again.word, again.action) == ("Đã nhận rồi", "Không cần làm gì")


def test_a_file_with_a_password_is_received_with_it_only(district: Context, ward: Ward) -> None:
    path = ward.send("2024-06")
    path.write_bytes(seal(path.read_bytes(), "mot cua 2024"))
    for decisions in (None, Decisions(password="mot cua 2025")):
        closed = look(district, path, decisions)
        assert closed.status == "unreadable"
        assert closed.needs_password
        assert closed.action == "Nhập mật khẩu…"
    received = take(district, path, decisions=Decisions(password="mot cua 2024"))
    assert statuses(received) == ["new"]
    again = ward.send("2024-05")
    # The unit is worked out anew, without the password.
    assert statuses(take(district, again)) == ["new"]


def test_a_clock_that_is_wrong_by_years_is_said_and_changes_nothing(
    district: Context, ward: Ward
) -> None:
    ahead = now().astimezone(UTC) + timedelta(days=4000)
    early = look(district, ward.send("2024-05", created_at=datetime(2009, 1, 1, tzinfo=UTC)))
    late = look(district, ward.send("2024-06", created_at=ahead))
    assert [note.code for note in early.notes] == ["arrival_clock"]
    assert [note.code for note in late.notes] == ["arrival_clock"]
    assert early.status == late.status == "new"


def test_a_draft_and_unknown_fields_are_named(district: Context, ward: Ward) -> None:
    ward.figures["2024-06"]["Lĩnh vực lạ"] = 1
    found = look(district, ward.send("2024-06", draft=True))
    assert "Chưa chốt" in found.message
    assert "Lĩnh vực lạ" in found.message


def test_fields_that_cannot_be_told_apart_make_a_file_unreadable(
    district: Context, ward: Ward
) -> None:
    for names in ({"Hộ tịch": 1, "hộ-tịch": 2}, {"---": 1}):
        ward.figures = {"2024-06": names}
        assert look(district, ward.send("2024-06")).status == "unreadable"


def test_a_field_is_found_by_another_name_of_it(district: Context, ward: Ward) -> None:
    key = district.ask(find_field, "Hộ tịch")
    district.do(save, "fields", "", {"aliases": "Khai sinh mẫu"}, key)
    ward.figures = {"2024-06": {"khai sinh MẪU": 4}}
    assert look(district, ward.send("2024-06")).notes == ()


def test_a_folder_with_hundreds_of_files_and_three_bad_ones(
    district: Context, ward: Ward, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    (stick / "cu").mkdir(parents=True)
    ward.figures = {f"2024-{month:02d}": {"Hộ tịch": month} for month in range(1, 13)}
    first = ward.send("2024-01")
    for number in range(497):
        shutil.copy(first, stick / "cu" / f"{number}.smc")
    good = first.read_bytes()
    (stick / "cut.smc").write_bytes(good[:200])
    (stick / "text.docx").write_bytes(b"not a Word file")
    (stick / "empty.zip").write_bytes(b"")
    (stick / "~$khoa.docx").write_bytes(b"Word is open")
    (stick / "photo.jpg").write_bytes(b"not looked at")
    found = statuses(take(district, stick))
    assert Counter(found) == {"new": 1, "identical": 496, "unreadable": 3}
    assert (stick / "cu" / "0.smc").read_bytes() == good


def test_a_file_that_is_not_there_is_named(district: Context, tmp_path: Path) -> None:
    assert look(district, tmp_path / "gone.smc").problem.code == "file_missing"


def test_data_of_another_unit_than_the_manifest_says_is_not_believed(
    district: Context, ward: Ward
) -> None:
    path = ward.send("2024-06")
    data = msgspec.structs.replace(ward.data("2024-06"), unit="BALANG")
    content = {"data.json": msgspec.json.encode(data)}
    path.write_bytes(pack(ward.manifest("2024-06", 1), content, ward.key.sign))
    assert look(district, path).status == "unreadable"


def test_every_status_that_triage_gives_has_its_sentences() -> None:
    given = (
        "new",
        "newer",
        "identical",
        "older",
        "conflict",
        "wrong_unit",
        "wrong_kind",
        "unknown_unit",
        "changed_key",
    )
    assert [status for status in given if not has_sentence(f"arrival_{status}")] == []
    notes = ("draft", "fields", "unknown", "clock", "text_differs")
    assert [note for note in notes if not has_sentence(f"arrival_{note}")] == []


@pytest.mark.parametrize(
    ("code", "near"),
    [("ＬＥＢＩＮＨ", "LEBINH"), ("LE\u200bBINH", "LEBINH"), ("ВALANG", "BALANG"), ("Ж1", None)],
)
def test_a_code_that_looks_like_another_is_no_new_unit_whatever_was_decided(
    tmp_path: Path, district: Context, code: str, near: str | None
) -> None:
    ward = Ward(tmp_path, code)
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    path = ward.send("2024-06", "la.smc")
    for decisions in (NEW, Decisions(new_units=[code])):
        [arrival] = take(district, path, decisions=decisions).arrivals
        assert arrival.status == "unknown_unit"
        assert "ký tự lạ" in arrival.message
        if near is not None:
            assert f"trông giống mã {near} đã có" in arrival.message
    assert len(district.ask(records, "units", "")) == 2
    assert district.ask(pinned_keys) == {}


def test_a_strange_code_that_an_older_list_holds_goes_on_working(
    tmp_path: Path, district: Context
) -> None:
    [first, _] = district.ask(records, "units", "")
    with district.store.transaction() as conn:
        conn.exec_driver_sql(
            "UPDATE units SET code = ?, match = ? WHERE id = ?", ("Ｕ１", "u1", first.id)
        )
    district.do(save, "units", "", {"name": "Phường mẫu"}, first.id)
    ward = Ward(tmp_path, "Ｕ１")
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    assert statuses(take(district, ward.send("2024-06", "la.smc"))) == ["new"]


def test_a_strange_code_is_refused_where_units_are_listed(district: Context) -> None:
    with pytest.raises(Refused) as refused:
        district.do(save, "units", "", {"code": "ＬＥＢＩＮＨ", "name": "Phường mẫu"})
    [problem] = refused.value.problems
    assert problem.code == "unit_code_odd"
    assert "trông giống mã LEBINH đã có" in sentence(problem)
