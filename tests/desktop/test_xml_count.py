"""What XML holds is counted before anybody makes a tree of it, in whatever code it is written."""

import pytest

from desktop.archives import Archive, BadArchive, Caps
from tests.helpers.attacks import overlapping
from tests.helpers.packages import zipped

NODES = 400
DTD = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a/>'


def reason_of(*parts: bytes | str) -> str:
    entries = {}
    for number, part in enumerate(parts):
        entries[f"{number}.xml"] = part.encode() if isinstance(part, str) else part
    archive = Archive(zipped(entries), Caps(10**6, 10, 10**7, NODES))
    try:
        for name in entries:
            assert archive.read_xml(name) == entries[name]
    except BadArchive as bad:
        return bad.reason
    return "sound"


def test_nodes_are_counted_over_all_parts_of_a_file() -> None:
    half = f"<a>{'<b/>' * (NODES // 2 - 1)}</a>"
    assert reason_of(half, half) == "sound"
    assert reason_of(half, half, "<a/>") == "too_big"
    assert reason_of(f"<a>{'<b/>' * NODES}</a>") == "too_big"


def test_texts_comments_and_instructions_are_nodes_and_an_attribute_is_two() -> None:
    for content in ("<b/>x", "<!---->" * 2, "<?b?>" * 2):
        assert reason_of(f"<a>{content * (NODES // 2 - 1)}</a>") == "sound"
        assert reason_of(f"<a>{content * (NODES // 2)}</a>") == "too_big"
    attributes = " ".join(f'a{number}=""' for number in range(NODES // 2))
    assert reason_of(f"<a {attributes}/>") == "too_big"
    assert reason_of("<a {}/>".format(" ".join(attributes.split()[1:]))) == "sound"


def test_many_small_parts_add_up() -> None:
    assert reason_of(*["<a><b/></a>"] * 10) == "sound"
    assert reason_of(*["<a><b/><b/><b/></a>" + " " * 9] * 10) == "sound"
    assert reason_of(*[f"<a>{'<b/>' * 45}</a>"] * 10) == "too_big"


def test_elements_lie_no_deeper_than_a_document_needs() -> None:
    assert reason_of("<a>" * 150 + "</a>" * 150) == "sound"
    assert reason_of("<a>" * 201 + "</a>" * 201) == "too_big"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_dtd_is_refused_in_every_code(code: str) -> None:
    assert reason_of(DTD.encode(code)) == "broken"
    assert reason_of("<a/>".encode(code)) == "sound"


@pytest.mark.parametrize("code", ["UTF-7", "ISO-2022-JP", "cp037", "windows-1258", "no-such"])
def test_codes_that_office_does_not_write_are_refused(code: str) -> None:
    assert reason_of(f'<?xml version="1.0" encoding="{code}"?><a/>') == "broken"


@pytest.mark.parametrize("code", ["UTF-8", "utf-8", "us-ascii"])
def test_codes_that_office_writes_are_read(code: str) -> None:
    assert reason_of(f'<?xml version="1.0" encoding="{code}" standalone="yes"?>\r\n<a/>') == "sound"


def test_entries_that_share_bytes_and_names_that_differ_by_case_are_refused() -> None:
    with pytest.raises(BadArchive, match="broken"):
        Archive(overlapping(zipped({"a": b"x" * 100, "b": b"y" * 100})), Caps(10**6, 10, 10**6))
    with pytest.raises(BadArchive, match="names"):
        Archive(zipped({"word/a.xml": b"", "Word/A.xml": b""}), Caps(10**6, 10, 10**6))


def test_a_part_that_is_not_kept_is_proved_and_counted() -> None:
    archive = Archive(zipped({"a": b"x" * 600, "b": b"y" * 600}), Caps(10**6, 10, 1_000))
    archive.prove("a")
    with pytest.raises(BadArchive, match="too_big"):
        archive.prove("b")
