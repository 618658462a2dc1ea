"""A unit's figures from the command line: seen, checked, closed, printed."""

from pathlib import Path

import pytest

from desktop.context import open_context
from models.measures import MEASURES
from models.rates import RATES
from tests.desktop.commands.console import Console
from tests.desktop.spreadsheets.books import DOSSIER_HEAD, book
from tests.helpers.office import JUNE, enter


def test_figures_have_the_promised_shape(june: Console) -> None:
    found = june.json("figures", "--period", "2024-06", "--unit", "LEBINH")
    assert (found["period"], found["months"]) == ("2024-06", ["2024-06"])
    assert (found["from"], found["to"]) == ("2024-06-01", "2024-06-30")
    [unit] = found["units"]
    assert (unit["code"], unit["name"]) == ("LEBINH", "Phường Lê Bình")
    assert unit["fields"][0]["field"] == "Hộ tịch"
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
    assert (balance["severity"], balance["unit"]) == ("warning", "LEBINH")
    assert (balance["month"], balance["field"]) == ("2024-06", "Hộ tịch")
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
    assert june.refusal("close", "--month", "2024-06", status=1) == "month_already_closed"
    reopen = ("reopen", "--month", "2024-06", "--reason")
    assert june.refusal(*reopen, " ", status=1) == "reason_missing"
    assert june.refusal(*reopen, "x", status=1) == "reason_too_short"
    assert june.json(*reopen, "Bổ sung hồ sơ")["state"] == "open"
    assert june.refusal(*reopen, "x", status=1) == "month_not_closed"
    assert june.json("load", path)["sheets"]["Hồ sơ"]["changed"] == 1
    assert june.refusal("close", "--month", "2024-13", status=2) == "month_unknown"


def test_a_report_of_an_open_month_is_written_with_a_warning(june: Console, tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.docx"
    written = june.json("report", "--period", "2024-06", "--kind", "cchc", "--out", out)
    assert written["path"] == str(out)
    assert "report_month_open" in {w["code"] for w in written["warnings"]}
    assert june.error
    assert out.read_bytes().startswith(b"PK")
    office = june.json("report", "--period", "2024-06", "--kind", "khac", "--out", out, status=2)
    assert office["error"]["code"] == "report_kind_unknown"
