"""The command line as scripts use it: one JSON document, an exit status, and nothing half-done."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.commands.run import main
from desktop.context import open_context
from models.measures import MEASURES
from models.rates import RATES
from tests.desktop.spreadsheets.books import DOSSIER_HEAD, STAFF_HEAD, book, change
from tests.helpers.office import JUNE, enter

GOOD = (2024, 6, "Hộ tịch", 1, 9, 10)


@dataclass
class Console:
    """Runs the command line on one store and keeps what it said."""

    store: Path
    capture: pytest.CaptureFixture[str]
    error: str = ""

    def __call__(self, *words: object, status: int = 0) -> str:
        self.capture.readouterr()
        ended = main(["--store", str(self.store), *(str(word) for word in words)])
        said = self.capture.readouterr()
        self.error = said.err
        assert ended == status, said
        return said.out

    def json(self, *words: object, status: int = 0) -> Any:
        return json.loads(self(*words, "--json", status=status))


@pytest.fixture
def cli(new_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    path = tmp_path / "ward.sqlite"
    path.write_bytes(new_store.read_bytes())
    return Console(path, capsys)


@pytest.fixture
def june(cli: Console) -> Console:
    """June with one field that is complete and balances."""
    office = open_context(cli.store)
    enter(
        office, JUNE, "Hộ tịch", carried_over=3, received_online_full=10, received_online_partial=0,
        received_in_person=2, received_postal=0, resolved_early=11, resolved_on_time=0, resolved_late=0, withdrawn=0,
        returned=0, stopped=0, pending_in_time=4, pending_overdue=0,
    )  # fmt: skip
    office.close()
    return cli


def test_init_makes_a_store_and_refuses_to_write_over_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli = Console(tmp_path / "so.sqlite", capsys)
    words = (
        "init",
        "--role",
        "ward",
        "--code",
        "A1",
        "--name",
        "Phường A",
        "--superior",
        "Quận",
        "--place",
        "A",
    )
    made = cli.json(*words)
    assert (made["unit"], made["name"], made["role"]) == ("A1", "Phường A", "ward")
    before = cli.store.read_bytes()
    assert cli.json(*words, status=2)["error"]["code"] == "store_exists"
    assert cli.store.read_bytes() == before
    cli.store = tmp_path / "khong-co" / "so.sqlite"
    assert cli.json(*words, status=2)["error"]["code"] == "folder_missing"


def test_a_workbook_goes_out_and_comes_back(june: Console, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    assert june.json("workbook", path, "--filled")["path"] == str(path)
    report = june.json("load", path)
    assert report["sheets"]["Hồ sơ"] == {"new": 0, "changed": 0, "same": 1, "refused": 0}
    assert report["problems"] == []
    change(path, "Hồ sơ", {"F2": 4})
    assert june.json("load", path, "--dry-run")["sheets"]["Hồ sơ"]["changed"] == 1
    assert june.json("load", path)["sheets"]["Hồ sơ"]["changed"] == 1
    assert june.json("load", path)["sheets"]["Hồ sơ"]["changed"] == 0


def test_a_refused_workbook_names_each_cell_and_writes_nothing(
    cli: Console, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "so.xlsx", {"Hồ sơ": [DOSSIER_HEAD, GOOD, (2024, 13, "Việc lạ", 1, 2, 3)]}
    )
    report = cli.json("load", path, status=1)
    assert report["sheets"] == {"Hồ sơ": {"new": 1, "changed": 0, "same": 0, "refused": 1}}
    assert [(p["sheet"], p["row"], p["column"], p["code"]) for p in report["problems"]] == [
        ("Hồ sơ", 3, "Tháng", "month_out_of_range"),
        ("Hồ sơ", 3, "Lĩnh vực", "unknown_field"),
    ]
    assert all(p["message"] for p in report["problems"])
    assert cli.json("figures", "--period", "2024-06")["total"]["missing_units"] == ["LEBINH"]
    assert "dòng 3" in cli("load", path, status=1)


def test_what_was_left_out_of_a_workbook_is_a_warning_on_standard_error(
    cli: Console, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "so.xlsx",
        {"Hồ sơ": [(*DOSSIER_HEAD, "Thừa"), (*GOOD, "x")], "Nhân sự": [STAFF_HEAD]},
    )
    report = cli.json("load", path)
    assert [(p["code"], p["severity"], p["column"]) for p in report["problems"]] == [
        ("column_unknown", "warning", "Thừa")
    ]
    assert "Thừa" in cli.error


def test_figures_have_the_promised_shape(june: Console) -> None:
    found = june.json("figures", "--period", "2024-06", "--unit", "LEBINH")
    assert (found["period"], found["from"], found["to"], found["months"]) == (
        "2024-06",
        "2024-06-01",
        "2024-06-30",
        ["2024-06"],
    )
    unit = found["units"][0]
    assert (unit["code"], unit["name"], unit["fields"][0]["field"]) == (
        "LEBINH",
        "Phường Lê Bình",
        "Hộ tịch",
    )
    assert list(unit["total"]["measures"]) == list(MEASURES)
    assert unit["total"]["measures"]["to_handle"] == 15
    assert "due" in unit["total"]["incomplete"]
    assert unit["rates"]["online_rate"] == {
        "numerator": 10,
        "denominator": 15,
        "basis": "to_handle",
        "percent": "66,7",
    }
    assert list(unit["rates"]) == list(RATES)
    assert found["total"]["missing_units"] == []
    assert "66,7% (10/15" in june("figures", "--period", "2024-06")


@pytest.mark.parametrize(
    "period", ["2024-13", "tháng 6", "2024-Q5", "2024-06-31..2024-07-01", "2024-07-01..2024-06-01"]
)
def test_an_unknown_period_is_wrong_use(june: Console, tmp_path: Path, period: str) -> None:
    out = tmp_path / "bao-cao.docx"
    out.write_text("cũ", encoding="utf-8")
    for words in (("figures",), ("check",), ("report", "--kind", "cchc", "--out", out)):
        error = june.json(*words, "--period", period, status=2)["error"]
        assert error["code"].startswith("period_")
        assert period in error["message"]
    assert out.read_text(encoding="utf-8") == "cũ"


def test_check_lists_findings_and_refuses_while_a_warning_has_no_reason(june: Console) -> None:
    office = open_context(june.store)
    enter(office, JUNE, "Hộ tịch", pending_in_time=7)
    office.close()
    found = june.json("check", "--period", "2024-06", status=1)["findings"]
    balance = next(f for f in found if f["code"] == "balance")
    assert (balance["severity"], balance["unit"], balance["month"], balance["field"]) == (
        "warning",
        "LEBINH",
        "2024-06",
        "Hộ tịch",
    )
    assert (abs(balance["difference"]), balance["reason"]) == (3, None)
    assert "3 hồ sơ: 15 ≠ 18" in balance["message"]
    refusal = june.json("close", "--month", "2024-06", status=1)
    assert {p["code"] for p in refusal["problems"]} == {"warning_without_reason"}
    assert june.json("close", "--month", "2024-06", "--reason", "Đã đối chiếu")["state"] == "closed"
    reasons = {f["reason"] for f in june.json("check")["findings"] if f["severity"] == "warning"}
    assert reasons == {"Đã đối chiếu"}


def test_a_closed_month_is_locked_until_it_is_reopened(june: Console, tmp_path: Path) -> None:
    june("close", "--month", "2024-06", "--reason", "Đã đối chiếu")
    path = book(tmp_path / "so.xlsx", {"Hồ sơ": [DOSSIER_HEAD, (2024, 6, "Hộ tịch", 1, 2, 3)]})
    assert june.json("load", path, status=1)["problems"][0]["code"] == "month_closed"
    assert (
        june.json("close", "--month", "2024-06", status=1)["error"]["code"]
        == "month_already_closed"
    )
    assert (
        june.json("reopen", "--month", "2024-06", "--reason", " ", status=1)["error"]["code"]
        == "reason_missing"
    )
    assert june.json("reopen", "--month", "2024-06", "--reason", "Bổ sung")["state"] == "open"
    assert (
        june.json("reopen", "--month", "2024-06", "--reason", "x", status=1)["error"]["code"]
        == "month_not_closed"
    )
    assert june.json("load", path)["sheets"]["Hồ sơ"]["changed"] == 1
    assert june.json("close", "--month", "2024-13", status=2)["error"]["code"] == "month_unknown"


def test_a_report_of_an_open_month_is_written_with_a_warning(june: Console, tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.docx"
    written = june.json("report", "--period", "2024-06", "--kind", "cchc", "--out", out)
    assert written["path"] == str(out)
    assert "report_month_open" in {w["code"] for w in written["warnings"]}
    assert june.error
    assert out.read_bytes().startswith(b"PK")
    office = june.json("report", "--period", "2024-06", "--kind", "khac", "--out", out, status=2)
    assert office["error"]["code"] == "cli_usage"


def test_settings_are_listed_read_set_and_checked(cli: Console) -> None:
    assert cli.json("settings")["settings"]["percent_decimals"] == "1"
    assert cli.json("settings", "percent_decimals", "2") == {
        "name": "percent_decimals",
        "value": "2",
    }
    assert cli.json("settings", "percent_decimals")["value"] == "2"
    assert (
        cli.json("settings", "percent_decimals", "3", status=1)["error"]["code"] == "setting_value"
    )
    assert cli.json("settings", "unit", "KHAC", status=1)["error"]["code"] == "setting_fixed"
    assert cli.json("settings", "khong_co", status=1)["error"]["code"] == "setting_unknown"
    assert (
        cli("settings", "rate_basis.online_rate", "received")
        == "rate_basis.online_rate = received\n"
    )


def test_sample_needs_no_store_and_makes_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli = Console(tmp_path / "khong-co.sqlite", capsys)
    path = cli.json("sample", tmp_path / "a" / "b")["path"]
    cli.store = Path(path)
    assert cli.json("figures", "--period", "2024-H1")["units"][0]["name"] == "Phường Lê Bình"
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    assert (
        cli.json("sample", tmp_path / "tep" / "a", status=2)["error"]["code"] == "folder_unmakeable"
    )


def test_backup_restore_and_verify_work_together(june: Console, tmp_path: Path) -> None:
    copy = june.json("backup", tmp_path / "usb")
    assert (copy["unit"], copy["months"], len(copy["sha256"])) == ("LEBINH", ["2024-06"], 64)
    june("reopen", "--month", "2024-06", "--reason", "x", status=1)
    june("settings", "percent_decimals", "2")
    preview = june.json("restore", copy["path"], "--dry-run")
    assert (preview["source"]["sha256"], preview["set_aside"]) == (copy["sha256"], None)
    assert june.json("settings", "percent_decimals")["value"] == "2"
    assert Path(june.json("restore", copy["path"])["set_aside"]).is_file()
    assert june.json("settings", "percent_decimals")["value"] == "1"
    assert june.json("verify") == {"path": str(june.store), "ok": True, "problems": []}
    data = bytearray(june.store.read_bytes())
    data[30_000:60_000] = b"x" * 30_000
    june.store.write_bytes(data)
    assert june.json("verify", status=1)["problems"][0]["code"] == "store_damaged"
    assert june.json("figures", "--period", "2024-06", status=2)["error"]["code"] == "store_damaged"


def test_the_officer_who_did_it_stands_in_the_history(cli: Console) -> None:
    from desktop import history

    cli("--who", "Cán bộ mẫu 07", "settings", "percent_decimals", "2")
    cli("settings", "officer", "Cán bộ mẫu 08", "--who", "Cán bộ mẫu 08")
    cli("settings", "percent_decimals", "0")
    office = open_context(cli.store)
    assert [entry.who for entry in office.ask(history.latest, 3)] == [
        "Cán bộ mẫu 08",
        "Cán bộ mẫu 08",
        "Cán bộ mẫu 07",
    ]
    office.close()


def test_vietnamese_comes_out_whatever_the_code_page(june: Console) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": ".",
        "PYTHONIOENCODING": "cp1252",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
    }
    words = [
        sys.executable,
        "-m",
        "desktop",
        "--store",
        str(june.store),
        "figures",
        "--period",
        "2024-06",
    ]
    done = subprocess.run(words, capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Hộ tịch" in done.stdout.decode("utf-8")
