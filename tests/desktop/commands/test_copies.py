"""Copies of a store from the command line."""

from pathlib import Path

import pytest

from tests.desktop.commands.console import Console
from tests.helpers.offices import Ward, new_district, take


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
    assert june.refusal("figures", "--period", "2024-06", status=2) == "store_damaged"


def test_verify_mends_a_received_figure_from_the_kept_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district, ward = new_district(tmp_path, "LEBINH"), Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    take(district, ward.send("2024-06"))
    with district.store.transaction() as conn:
        conn.exec_driver_sql("UPDATE dossiers SET to_handle = 9")
    district.close()
    console = Console(district.path, capsys)
    answer = console.json("verify", status=1)
    assert [problem["code"] for problem in answer["problems"]] == ["received_differs"]
    with_way_on = console("verify", status=1).splitlines()
    assert with_way_on[-1] == "Lệnh verify --mend lấy lại số liệu từ tệp đã nhận."
    assert console.refusal("receive", ward.send("2024-06"), status=1) == "received_differs"
    assert with_way_on[-1] in console.error
    assert console.json("verify", "--mend")["ok"]
