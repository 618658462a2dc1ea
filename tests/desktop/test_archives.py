"""A ZIP is opened within bounds that hold whatever its own list of entries claims."""

import io
import struct
import tracemalloc
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest

from desktop.archives import Archive, BadArchive, Caps, read_within
from desktop.handoff.container import Fault, unpack
from desktop.handoff.docx_payload import extract
from desktop.spreadsheets.guard import check_container
from desktop.word.packages import open_word
from models.errors import Unusable
from tests.desktop.spreadsheets.books import dossiers
from tests.helpers.packages import entries_of, sample_package, zipped
from tests.helpers.word_files import small_word_file

CAPS = Caps(file=100_000, entries=3, whole=1_000)
MEGABYTE = 2**20
GOOD = (2024, 6, "Hộ tịch", 1, 2, 3)


def reason_of(raw: bytes, *names: str, caps: Caps = CAPS, limit: int | None = None) -> str:
    try:
        archive = Archive(raw, caps)
        for name in names:
            archive.read(name, limit)
    except BadArchive as bad:
        return bad.reason
    return "sound"


def lying(raw: bytes, name: str, size: int, crc: int | None = None) -> bytes:
    """Return a ZIP whose list and local header say another size of one entry."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        local = archive.getinfo(name).header_offset
    listed = len(raw)
    while not raw.startswith(b"PK\x01\x02", listed):
        listed = raw.rindex(name.encode(), 0, listed + 46) - 46
    changed = bytearray(raw)
    for start, crc_at, size_at in ((local, 14, 22), (listed, 16, 24)):
        struct.pack_into("<I", changed, start + size_at, size)
        if crc is not None:
            struct.pack_into("<I", changed, start + crc_at, crc)
    return bytes(changed)


def test_parts_are_listed_in_their_order_and_read() -> None:
    archive = Archive(zipped({"b": b"two" * 100, "a/": b"", "a": b"one"}), CAPS)
    assert [(part.name, part.size) for part in archive.parts] == [("b", 300), ("a/", 0), ("a", 3)]
    assert archive.parts[0].pressed < 300
    assert (archive.read("a"), archive.read("b")) == (b"one", b"two" * 100)


def test_each_cap_is_kept_to_the_byte() -> None:
    raw = zipped({"a": b"x" * 600, "b": b"y" * 400, "c": b""})
    archive = Archive(raw, CAPS)
    assert len(archive.read("a", 600) + archive.read("b") + archive.read("c")) == 1_000
    assert reason_of(raw, "a", limit=599) == "too_big"
    assert reason_of(raw, "a", "b", caps=Caps(100_000, 3, 999)) == "too_big"
    assert reason_of(raw, caps=Caps(100_000, 2, 1_000)) == "too_many"
    assert Archive(raw, Caps(len(raw), 3, 1_000)).parts
    assert reason_of(raw, caps=Caps(len(raw) - 1, 3, 1_000)) == "too_big"


def test_a_file_is_read_no_further_than_its_cap(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"12345")
    assert read_within(path, Caps(5, 1, 1)) == b"12345"
    with pytest.raises(BadArchive):
        read_within(path, Caps(4, 1, 1))


@pytest.mark.parametrize("name", ["../a", "a/../b", "..\\a", "/etc/passwd", "\\a"])
def test_names_of_places_outside_are_refused(name: str) -> None:
    assert reason_of(zipped({name: b""})) == "names"


def test_a_name_that_is_there_twice_or_cut_short_is_refused() -> None:
    twice = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(twice, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a", b"one")
        archive.writestr("a", b"two")
    assert reason_of(twice.getvalue()) == "names"
    assert reason_of(zipped({"a.xml_b": b""}).replace(b"_", b"\0")) == "names"


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_what_every_program_writes_is_inflated(compression: int) -> None:
    assert reason_of(zipped({"a": b"x"}, compression), "a") == "broken"


@pytest.mark.parametrize("size", [0, 5, 99, 101])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_that_is_not_as_long_as_listed_is_broken(size: int, compression: int) -> None:
    raw, content = zipped({"a": b"x" * 100}, compression), b"x" * 100
    assert reason_of(lying(raw, "a", size), "a") == "broken"
    assert reason_of(lying(raw, "a", size, zlib.crc32(content[:size])), "a") == "broken"


def peak_of(raw: bytes, name: str) -> int:
    caps = Caps(100 * MEGABYTE, 10, 100 * MEGABYTE)
    tracemalloc.start()
    try:
        assert reason_of(raw, name, caps=caps) == "broken"
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_lie_about_a_size_costs_no_memory() -> None:
    raw = zipped({"a": bytes(200 * MEGABYTE)})
    assert peak_of(lying(raw, "a", 1_000), "a") < 4 * MEGABYTE


def test_a_list_of_very_many_entries_is_not_read() -> None:
    raw = zipped({"a": b""})
    start, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    many, count = raw[start:end] * 300_000, 300_000
    record = bytearray(raw[end:])
    struct.pack_into("<HHII", record, 8, count % 2**16, count % 2**16, len(many), start)
    hostile = raw[:start] + many + bytes(record)
    tracemalloc.start()
    try:
        assert reason_of(hostile, caps=Caps(10**8, 2_000, 1_000)) == "too_many"
        assert tracemalloc.get_traced_memory()[1] < len(hostile) + 2 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_damage_anywhere_ends_in_a_plain_reason() -> None:
    whole = zipped({"a": b"xin chao " * 60, "b": b"y" * 80})
    found = set()
    for place in range(len(whole)):
        for flip in (0x01, 0xFF):
            changed = bytearray(whole)
            changed[place] ^= flip
            found.add(_reason_of_all(bytes(changed)))
    assert {"broken", "sound"} <= found <= {"broken", "sound", "names", "too_many", "too_big"}


def _reason_of_all(raw: bytes) -> str:
    try:
        names = [part.name for part in Archive(raw, CAPS).parts]
    except BadArchive as bad:
        return bad.reason
    return reason_of(raw, *names)


def test_a_workbook_whose_list_lies_is_refused_by_its_outside(tmp_path: Path) -> None:
    path = dossiers(tmp_path / "so.xlsx", GOOD)
    parts = {**entries_of(path.read_bytes()), "xl/worksheets/sheet1.xml": bytes(60 * MEGABYTE)}
    path.write_bytes(lying(zipped(parts), "xl/worksheets/sheet1.xml", 1_000))
    tracemalloc.start()
    try:
        with pytest.raises(Unusable) as caught:
            check_container(path)
        assert tracemalloc.get_traced_memory()[1] < 30 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert caught.value.problems[0].code == "workbook_unreadable"


def test_a_word_file_whose_list_lies_is_unreadable_to_every_reader(tmp_path: Path) -> None:
    parts = {**entries_of(small_word_file("xin chào")), "customXml/item1.xml": bytes(MEGABYTE)}
    raw = lying(zipped(parts), "customXml/item1.xml", 1_000)
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    with pytest.raises(Unusable) as caught:
        open_word(path, "template_unreadable")
    assert caught.value.problems[0].code == "template_unreadable"
    found = extract(raw)
    assert isinstance(found, Fault)
    assert found.problem.code == "docx_unreadable"


def test_a_container_whose_list_lies_is_not_taken() -> None:
    found = unpack(lying(sample_package(), "data.json", 10))
    assert isinstance(found, Fault)
    assert found.status in ("unreadable", "tampered")
