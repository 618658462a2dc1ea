"""Adding form packs, whose they are, and which of them a report takes."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.handoff.keys import telephone_code
from desktop.packs.adding import add_pack
from desktop.packs.envelope import open_pack
from desktop.packs.proposals import usual_areas
from desktop.packs.shelf import (
    check_pack,
    kept_packs,
    kind_of_report,
    kinds_of,
    pack_for,
    pack_on,
    remember,
)
from models.errors import OfficeError, Refused, Unusable
from models.periods import parse_period
from tests.desktop.packs.parts import parts_with, sound_parts, write_pack
from tests.helpers.office import new_office
from tests.helpers.word_files import small_word_file

JUNE = parse_period("2024-06")


@pytest.fixture
def office(tmp_path: Path) -> Context:
    return new_office(tmp_path)


def refusal(office: Context, path: Path, key: str = "") -> str:
    with pytest.raises(OfficeError) as caught:
        office.do(add_pack, path, key)
    return caught.value.problems[0].code


def test_an_added_pack_is_in_force_on_its_days_only(office: Context, tmp_path: Path) -> None:
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert office.ask(pack_on, date(2024, 1, 1)).id == "mau-tinh"
    assert office.ask(pack_on, date(2024, 12, 31)).id == "mau-tinh"
    assert office.ask(pack_on, date(2023, 12, 31)).id == "de-cuong-2021"
    assert office.ask(pack_on, date(2025, 7, 1)).id == "cap-xa-2025"


def test_what_a_pack_leaves_out_is_as_the_program_has_it_on_that_day(
    office: Context, tmp_path: Path
) -> None:
    june, july = date(2025, 6, 30), date(2025, 7, 1)
    parts = parts_with("pack.toml", "valid_to = 2024-12-31", "")
    office.do(add_pack, write_pack(tmp_path / "1.smb", parts, office))
    for name in ("cchc", "ii06a"):
        assert not kinds_of(office.ask(pack_on, june))[name].by_authority
        assert kinds_of(office.ask(pack_on, july))[name].by_authority
    assert kinds_of(office.ask(pack_on, july))["cchc"].deadline == "12"
    assert not kinds_of(office.ask(pack_on, july))["nhanh"].by_authority
    month = parse_period("2025-07")
    office.do(remember, office.unit, month, "cchc", office.ask(pack_on, july))
    said = parts["pack.toml"].replace(b"deadline = 12", b"deadline = 12\nby_authority = false")
    office.do(add_pack, write_pack(tmp_path / "2.smb", {**parts, "pack.toml": said}, office))
    assert not kinds_of(office.ask(pack_on, july))["cchc"].by_authority
    assert kinds_of(office.ask(pack_on, july))["ii06a"].by_authority
    # What was made with the first issue stays as that has it.
    assert office.ask(pack_for, office.unit, month, "cchc").kinds["cchc"].by_authority


def test_the_last_day_of_the_period_chooses_the_pack(office: Context, tmp_path: Path) -> None:
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    inside, after = parse_period("2024"), parse_period("2025-H1")
    assert office.ask(pack_for, office.unit, inside, "cchc").id == "mau-tinh"
    assert office.ask(pack_for, office.unit, after, "cchc").id == "de-cuong-2021"


def test_an_old_report_keeps_the_pack_it_was_made_with(office: Context, tmp_path: Path) -> None:
    first = office.ask(pack_for, office.unit, JUNE, "cchc")
    office.do(remember, office.unit, JUNE, "cchc", first)
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert office.ask(pack_for, office.unit, JUNE, "cchc").id == "de-cuong-2021"
    assert office.ask(pack_for, office.unit, JUNE, "ii06a").id == "mau-tinh"
    # Made again later, it is still the first one that counts.
    office.do(remember, office.unit, JUNE, "cchc", office.ask(pack_on, date(2024, 6, 30)))
    assert office.ask(pack_for, office.unit, JUNE, "cchc").id == "de-cuong-2021"


def test_a_later_issue_counts_and_the_earlier_stays(office: Context, tmp_path: Path) -> None:
    office.do(add_pack, write_pack(tmp_path / "1.smb", signer=office))
    first = office.ask(pack_on, date(2024, 6, 30))
    office.do(remember, office.unit, JUNE, "cchc", first)
    later = parts_with("pack.toml", "deadline = 12", "deadline = 25")
    office.do(add_pack, write_pack(tmp_path / "2.smb", later, signer=office))
    assert office.ask(pack_on, date(2024, 6, 30)).kinds["cchc"].deadline == "25"
    assert office.ask(pack_for, office.unit, JUNE, "cchc").kinds["cchc"].deadline == "12"
    assert len(office.ask(kept_packs)) == 2


def test_another_key_is_taken_only_with_its_code(office: Context, tmp_path: Path) -> None:
    office.do(add_pack, write_pack(tmp_path / "1.smb"))
    later = parts_with("pack.toml", "deadline = 12", "deadline = 25")
    stranger = write_pack(tmp_path / "2.smb", later)
    assert refusal(office, stranger) == "pack_changed_key"
    assert refusal(office, stranger, "0000-0000-0000-0000") == "pack_changed_key"
    code = telephone_code(open_pack(stranger.read_bytes(), "2.smb").signer)
    office.do(add_pack, stranger, code)
    assert len(office.ask(kept_packs)) == 2


def test_the_same_pack_and_one_of_the_programs_names_are_refused(
    office: Context, tmp_path: Path
) -> None:
    path = write_pack(tmp_path / "mau.smb", signer=office)
    office.do(add_pack, path)
    assert refusal(office, path) == "pack_known"
    taken = parts_with("pack.toml", 'id = "mau-tinh"', 'id = "cap-xa-2025"')
    assert refusal(office, write_pack(tmp_path / "x.smb", taken)) == "pack_built_in"


def test_a_changed_byte_or_a_strangers_file_is_refused_and_nothing_is_kept(
    office: Context, tmp_path: Path
) -> None:
    path = write_pack(tmp_path / "mau.smb")
    raw = path.read_bytes()
    place = raw.index(b"PK\x01\x02") - 70  # within the stored signature
    path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
    assert refusal(office, path) in ("pack_bad_signature", "pack_unreadable")
    path.write_bytes(b"no pack at all")
    assert refusal(office, path) == "pack_unreadable"
    assert refusal(office, tmp_path / "none.smb") == "file_missing"
    assert office.ask(kept_packs) == []


def test_a_part_that_was_not_signed_is_refused(office: Context, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "mau.smb")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("district.toml", "[label]\n")
    assert refusal(office, path) == "pack_tampered"


def test_nothing_may_stand_beside_what_was_signed(office: Context, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "mau.smb")
    raw = path.read_bytes()
    commented = raw[:-2] + b"\x01\x00x"
    for changed in (raw + b"\0", raw + b"\0" * 22, commented, raw[:-22] + b"\0" + raw[-22:]):
        path.write_bytes(changed)
        assert refusal(office, path) in ("pack_tampered", "pack_unreadable")
        with pytest.raises(OfficeError):
            check_pack(path, usual_areas())
    path.write_bytes(b"MZ" + raw)
    assert refusal(office, path) == "pack_unreadable"
    assert office.ask(kept_packs) == []
    path.write_bytes(raw)
    office.do(add_pack, path)


def test_a_template_with_an_unknown_tag_is_refused_with_its_name(tmp_path: Path) -> None:
    bad = {**sound_parts(), "templates/mau.docx": small_word_file("{{ so_la }}")}
    with pytest.raises(Refused) as caught:
        check_pack(write_pack(tmp_path / "mau.smb", bad), usual_areas())
    assert "mau.docx" in str(caught.value.problems[0].place.file)


def test_a_kind_that_no_pack_knows_is_refused_with_those_there_are(
    office: Context, tmp_path: Path
) -> None:
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    inside = office.ask(pack_on, date(2024, 6, 30))
    assert kind_of_report(inside, "nhanh").label == "Báo cáo nhanh mẫu"
    with pytest.raises(Unusable) as caught:
        kind_of_report(office.ask(pack_on, date(2025, 7, 1)), "nhanh")
    problem = caught.value.problems[0]
    assert (problem.code, problem.values["text"]) == ("report_kind_unknown", "nhanh")
