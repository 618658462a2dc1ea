"""A report file says what it is, and is compared with the store by that."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import records, save
from models.errors import Refused, Unusable
from models.periods import Month
from tests.desktop.reports.documents import exported, rewritten, swap, verified


def test_a_store_that_changed_after_the_export_no_longer_agrees(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path)
    rows = ward.ask(records, "dossiers", ward.unit, month=Month(2024, 6))
    row = next(row for row in rows if row.whole("received_online"))
    one_more = {"received_online": (row.whole("received_online") or 0) + 1}
    ward.do(save, "dossiers", ward.unit, one_more, row.id)
    with pytest.raises(Refused, match="report_mismatch"):
        verified(ward, done.path)


def test_a_strange_file_is_no_report(ward: Context, june_report: Path, tmp_path: Path) -> None:
    change = swap("cchc|LEBINH", "thu|LEBINH")
    other = rewritten(june_report, tmp_path / "other.docx", {"docProps/core.xml": change})
    (tmp_path / "text.docx").write_text("không phải Word", encoding="utf-8")
    strange = {
        other: "report_unknown",
        tmp_path / "text.docx": "report_unreadable",
        tmp_path / "none.docx": "file_missing",
    }
    for path, code in strange.items():
        with pytest.raises(Unusable, match=code):
            verified(ward, path)


def test_the_file_says_what_it_is(june_report: Path) -> None:
    import docx

    properties = docx.Document(str(june_report)).core_properties
    assert properties.author == "Ủy ban nhân dân phường Lê Bình"
    assert properties.language == "vi-VN"
    assert "tháng 6 năm 2024" in properties.title
    assert properties.identifier.startswith("cchc|LEBINH|2024-06|")
