"""A store from the command line: made, filled, set up; nothing half-done."""

from pathlib import Path

import pytest

from tests.desktop.commands.console import Console
from tests.desktop.spreadsheets.books import DOSSIER_HEAD, STAFF_HEAD, book, change
from tests.helpers.word_files import small_word_file

GOOD = (2024, 6, "Hộ tịch", 1, 9, 10)


def test_init_makes_a_store_and_refuses_to_write_over_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli = Console(tmp_path / "so.sqlite", capsys)
    words = ["init", "--role", "ward", "--code", "A1", "--name", "Phường A"]
    words += ["--superior", "Quận", "--place", "A"]
    made = cli.json(*words)
    assert (made["unit"], made["name"], made["role"]) == ("A1", "Phường A", "ward")
    before = cli.store.read_bytes()
    assert cli.refusal(*words, status=2) == "store_exists"
    assert cli.store.read_bytes() == before
    cli.store = tmp_path / "khong-co" / "so.sqlite"
    assert cli.refusal(*words, status=2) == "folder_missing"


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
    wrong = (2024, 13, "Việc lạ", 1, 2, 3)
    path = book(tmp_path / "so.xlsx", {"Hồ sơ": [DOSSIER_HEAD, GOOD, wrong]})
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
    dossiers = [(*DOSSIER_HEAD, "Thừa"), (*GOOD, "x")]
    path = book(tmp_path / "so.xlsx", {"Hồ sơ": dossiers, "Nhân sự": [STAFF_HEAD]})
    [problem] = cli.json("load", path)["problems"]
    assert (problem["code"], problem["severity"]) == ("column_unknown", "warning")
    assert problem["column"] == "Thừa"
    assert "Thừa" in cli.error


def test_settings_are_listed_read_set_and_checked(cli: Console) -> None:
    assert cli.json("settings")["settings"]["percent_decimals"] == "1"
    changed = cli.json("settings", "percent_decimals", "2")
    assert changed == {"name": "percent_decimals", "value": "2"}
    assert cli.json("settings", "percent_decimals")["value"] == "2"
    assert cli.refusal("settings", "percent_decimals", "3", status=1) == "setting_value"
    assert cli.refusal("settings", "unit", "KHAC", status=1) == "setting_fixed"
    assert cli.refusal("settings", "khong_co", status=1) == "setting_unknown"
    said = cli("settings", "rate_basis.online_rate", "received")
    assert said == "rate_basis.online_rate = received\n"


def test_a_setting_says_which_row_of_the_list_of_rates_counts_in_its_place(
    cli: Console, tmp_path: Path
) -> None:
    head = ("Mã", "Tên", "Tử số", "Mẫu số", "Đang dùng")
    late = ("late_rate", "Tỷ lệ quá hạn", "resolved_late", "due", "Có")
    online = ("online_rate", "Tỷ lệ trực tuyến", "received_online", "received", "Không")
    rows = {"Tỷ lệ": [head, late, online, ("BCCI", "Bưu chính", "delivered_postal", "resolved")]}
    cli.json("load", book(tmp_path / "so.xlsx", rows))
    answered = cli.json("settings", "rate_basis.late_rate", "received")
    assert answered["value"] == "received"
    assert "mẫu số là “due”" in answered["note"]
    assert answered["note"] in cli.error
    assert "không dùng" in cli.json("settings", "rate_basis.online_rate")["note"]
    assert "note" not in cli.json("settings", "rate_basis.paid_online_rate")


def test_sample_needs_no_store_and_makes_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli = Console(tmp_path / "khong-co.sqlite", capsys)
    path = cli.json("sample", tmp_path / "a" / "b")["path"]
    cli.store = Path(path)
    assert cli.json("figures", "--period", "2024-H1")["units"][0]["name"] == "Phường Lê Bình"
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    assert cli.refusal("sample", tmp_path / "tep" / "a", status=2) == "folder_unmakeable"


def test_the_rounding_of_an_old_report_is_found_without_a_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli = Console(tmp_path / "khong-co.sqlite", capsys)
    rows = ("1970/2181=90,3", "1552/2181=71,1", "6504/14128=46", "16/61=51,61")
    found = cli.json("settings", "--find-rounding", *rows)
    assert found["fits"] == [{"rounding": "truncate", "decimals": 1, "zeros": "drop"}]
    assert found["misfits"] == ["16/61=51,61"]
    said = cli("settings", "--find-rounding", *rows)
    assert "Cắt bỏ phần sau, 1 chữ số thập phân, bỏ số 0 ở cuối" in said
    assert "Không cách nào cho ra: 16/61=51,61" in said
    assert cli.refusal("settings", "--find-rounding", "1970", status=2) == "rounding_row"


def test_the_template_check_knows_the_rates_of_the_store(june: Console, tmp_path: Path) -> None:
    head = ("Mã", "Tên", "Tử số", "Mẫu số")
    rows = [head, ("TL_MAU", "Tỷ lệ mẫu", "resolved", "received")]
    june.json("load", book(tmp_path / "t.xlsx", {"Tỷ lệ": rows}))
    template = tmp_path / "mau.docx"
    template.write_bytes(small_word_file("{{ so.TL_MAU }} {{ so.below_TL_MAU }}"))
    assert june.json("template", "check", template)["ok"]
    template.write_bytes(small_word_file("{{ so.TL_KHAC }}"))
    assert not june.json("template", "check", template, status=1)["ok"]
