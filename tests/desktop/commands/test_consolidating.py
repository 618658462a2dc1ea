"""The command `consolidate` prints its shape and writes what it was asked for."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.commands import consolidating
from desktop.commands.run import main
from desktop.context import Context
from desktop.reports.district.gathering import DistrictData, gather_again
from tests.helpers.decree30 import faults
from tests.helpers.office import new_office


def run(
    capsys: pytest.CaptureFixture[str], store: Path, *words: str
) -> tuple[int, dict[str, Any], str]:
    status = main(["--store", str(store), "consolidate", *words, "--json"])
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


def test_it_writes_report_and_workbook_and_prints_the_figures(
    capsys: pytest.CaptureFixture[str], district_store: Path, tmp_path: Path
) -> None:
    docx, xlsx = tmp_path / "bc.docx", tmp_path / "bc.xlsx"
    words = ["--period", "2024-H1", "--issuer", "Phòng Nội vụ"]
    words += ["--docx", str(docx), "--xlsx", str(xlsx)]
    status, document, said = run(capsys, district_store, *words)
    assert status == 0
    assert (document["docx"], document["xlsx"]) == (str(docx), str(xlsx))
    # All numbers of sentences, tables and sheets, not only those in sentences.
    assert document["checked"]["docx"] > 900
    assert document["checked"]["xlsx"] > 1_500
    assert document["total"]["measures"]["to_handle"] == 18218
    assert document["board"]["expected"] == 7
    assert "1.970 lớn hơn tiếp nhận trong kỳ 1.904" in said
    assert document["empty_sections"] == ["II.1"]
    assert "1 mục chưa soạn nội dung: II.1" in said
    assert faults(docx) == []
    assert xlsx.stat().st_size > 10_000


def test_both_files_are_compared_with_one_other_look_at_the_store(
    capsys: pytest.CaptureFixture[str],
    district_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[DistrictData] = []

    def look(*asked: Any) -> DistrictData:
        looks.append(gather_again(*asked))
        return looks[-1]

    monkeypatch.setattr(consolidating, "gather_again", look)
    docx, xlsx = tmp_path / "a.docx", tmp_path / "a.xlsx"
    words = ["--period", "2024-H1", "--docx", str(docx), "--xlsx", str(xlsx)]
    assert run(capsys, district_store, *words)[0] == 0
    assert len(looks) == 1


@pytest.mark.parametrize(
    ("writer", "code", "left"),
    [
        ("write_district", "report_mismatch", []),
        ("write_checked", "workbook_mismatch", ["a.docx"]),
    ],
)
def test_what_the_store_does_not_say_is_found_in_each_of_two_files(
    capsys: pytest.CaptureFixture[str],
    district_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    writer: str,
    code: str,
    left: list[str],
) -> None:
    write = getattr(consolidating, writer)

    def stale(context: Context, data: DistrictData, *asked: Any, **more: Any) -> Any:
        return write(context, replace(data, word="xã"), *asked, **more)

    monkeypatch.setattr(consolidating, writer, stale)
    docx, xlsx = tmp_path / "a.docx", tmp_path / "a.xlsx"
    words = ["--period", "2024-H1", "--docx", str(docx), "--xlsx", str(xlsx)]
    status, document, _ = run(capsys, district_store, *words)
    assert (status, document["error"]["code"]) == (1, code)
    assert sorted(path.name for path in tmp_path.iterdir()) == left


def test_figures_alone_write_nothing(
    capsys: pytest.CaptureFixture[str], district_store: Path
) -> None:
    before = sorted(district_store.parent.iterdir())
    status, document, said = run(capsys, district_store, "--period", "2024-06")
    assert (status, document["docx"], document["xlsx"]) == (0, None, None)
    assert document["checked"] == {"docx": None, "xlsx": None}
    assert document["empty_sections"] == []
    assert document["comparison"]["previous"]["period"] == "2024-05"
    assert "người ký" not in said
    assert sorted(district_store.parent.iterdir()) == before


def test_it_is_readable_without_json(
    capsys: pytest.CaptureFixture[str], district_store: Path
) -> None:
    assert main(["--store", str(district_store), "consolidate", "--period", "2024-H1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Số liệu của 7/7 đơn vị."
    assert any(line.split()[-3:] == ["2.181", "16.037", "18.218"] for line in lines)


def test_a_ward_has_nothing_to_add_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    new_office(tmp_path).close()
    status, document, _ = run(capsys, tmp_path / "ward.sqlite", "--period", "2024-06")
    assert (status, document["error"]["code"]) == (2, "district_only")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--period", "2024-13"), "period_unknown"),
        (("--period", "2024-06", "--xlsx", "a.xls"), "workbook_ending"),
        (("--period", "2024-06", "--docx", "khong/co/a.docx"), "folder_missing"),
        (
            ("--period", "2024-06", "--docx", "a.docx", "--xlsx", "khong/co/a.xlsx"),
            "folder_missing",
        ),
    ],
)
def test_wrong_use_is_said_and_writes_nothing(
    capsys: pytest.CaptureFixture[str],
    district_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, document, _ = run(capsys, district_store, *words)
    assert (status, document["error"]["code"]) == (2, code)
    assert list(tmp_path.iterdir()) == []
