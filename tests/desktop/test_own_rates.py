"""The office's own list of rates: checked where it is written, followed by the figures."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.figures import FiguresShape, figures, rate_settings
from desktop.messages import sentences
from desktop.months import set_figures
from desktop.registers import records, save
from desktop.settings import set_setting
from desktop.spreadsheets.loading import load
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.rates import RATES
from models.registers import Value
from tests.desktop.spreadsheets.books import book
from tests.helpers.office import JUNE, enter

BCCI: dict[str, Value] = {
    "code": "BCCI",
    "name": "Tỷ lệ trả qua BCCI",
    "numerator": "Trả kết quả qua dịch vụ BCCI",
    "denominator": "resolved",
}


def put(office: Context, **values: Value) -> str:
    return office.do(save, "rates", "", {**BCCI, **values}).value


def refused(office: Context, **values: Value) -> list[tuple[str, str | None]]:
    with pytest.raises(Refused) as found:
        put(office, **values)
    return [(problem.code, problem.place.column) for problem in found.value.problems]


def of_june(office: Context) -> FiguresShape:
    return office.ask(figures, "2024-06")


def test_a_rate_of_the_list_is_among_the_figures_under_its_code(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", delivered_postal=9, resolved_in_time=8, resolved_late=0)
    put(office)
    document = of_june(office)
    expected = {"numerator": 9, "denominator": 8, "basis": "resolved", "percent": "112,5"}
    assert document["units"][0]["rates"]["BCCI"] == expected
    assert document["total"]["rates"]["BCCI"] == expected
    assert list(document["total"]["rates"]) == [*RATES, "BCCI"]


def test_a_rate_of_an_authority_counts_the_fields_of_that_authority(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=6, received_offline=2)
    enter(office, JUNE, "Chứng thực", received_online=1, received_offline=9)
    names = {row.text("name"): row for row in office.ask(records, "fields", "")}
    for name, authority in (("Hộ tịch", "Xã"), ("Chứng thực", "Ngành dọc")):
        office.do(save, "fields", "", {"authority": authority}, names[name].id)
    put(office, code="XA", numerator="received_online", denominator="received", scope="Xã")
    put(office, code="CT", numerator="received_online", denominator="received", scope="chung thuc")
    rates = of_june(office)["units"][0]["rates"]
    assert (rates["XA"]["numerator"], rates["XA"]["denominator"]) == (6, 8)
    assert (rates["CT"]["numerator"], rates["CT"]["denominator"]) == (1, 10)


def test_a_rate_of_fields_is_null_for_figures_of_the_whole_unit(office: Context) -> None:
    cells = {(WHOLE_UNIT_ID, "received_online"): 6, (WHOLE_UNIT_ID, "received"): 8}
    office.do(set_figures, office.unit, JUNE, cells)
    put(office, code="HT", numerator="received_online", denominator="received", scope="Hộ tịch")
    rate = of_june(office)["units"][0]["rates"]["HT"]
    assert (rate["numerator"], rate["denominator"], rate["percent"]) == (None, None, None)


def test_a_renamed_field_makes_its_rate_unknown_and_holds_up_nothing_else(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=6, received_offline=2)
    key = put(office, numerator="received_online", denominator="received", scope="Hộ tịch")
    names = {row.text("name"): row for row in office.ask(records, "fields", "")}
    office.do(save, "fields", "", {"name": "Hộ tịch mới"}, names["Hộ tịch"].id)
    assert of_june(office)["total"]["rates"]["BCCI"]["numerator"] is None
    office.do(save, "rates", "", {"name": "Tên khác"}, key)
    office.do(save, "fields", "", {"aliases": "Hộ tịch"}, names["Hộ tịch"].id)
    assert of_june(office)["total"]["rates"]["BCCI"]["percent"] == "75"


def test_a_row_with_a_built_in_code_overrides_it_or_puts_it_out_of_use(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=6, received_offline=2, carried_over=2)
    own = {"numerator": "received_online", "denominator": "received"}
    key = put(office, code="Online_Rate", name="Tỷ lệ nộp mạng", **own)
    assert of_june(office)["total"]["rates"]["online_rate"]["basis"] == "received"
    assert office.ask(rate_settings).label("online_rate") == "Tỷ lệ nộp mạng"
    office.do(save, "rates", "", {"in_use": False}, key)
    assert "online_rate" not in of_june(office)["total"]["rates"]


def test_what_a_rate_cannot_be_is_said_at_its_column(office: Context) -> None:
    assert refused(office, numerator="Lạ") == [("rate_word_unknown", "Tử số")]
    assert refused(office, denominator="resolved +") == [("rate_word_unknown", "Mẫu số")]
    assert refused(office, scope="Xã\nĐất lạ") == [("rate_scope_unknown", "Phạm vi")]
    assert refused(office, scope="Chung toàn đơn vị") == [("rate_scope_unknown", "Phạm vi")]
    assert refused(office, code="T L") == [("rate_code_wrong", "Mã")]
    assert refused(office, decimals=3) == [("rate_decimals_wrong", "Số chữ số thập phân")]
    for taken in ("received", "Staff_Total", "below_x"):
        assert refused(office, code=taken) == [("rate_code_taken", "Mã")]
    assert office.ask(records, "rates", "") == []


def test_a_workbook_is_refused_with_sheet_row_and_column_of_each_word(
    office: Context, tmp_path: Path
) -> None:
    head = ("Mã", "Tên", "Tử số", "Mẫu số", "Phạm vi")
    rows = [head, ("A", "A", "resolved", "received", ""), ("B", "B", "Lạ", "received", "Đất lạ")]
    path = book(tmp_path / "t.xlsx", {"Tỷ lệ": rows})
    report = office.do(load, path).value
    places = [(p.place.sheet, p.place.row, p.place.column) for p in report.problems]
    assert places == [("Tỷ lệ", 3, "Tử số"), ("Tỷ lệ", 3, "Phạm vi")]
    assert not report.written
    said = sentences(Refused(report.problems))
    assert "“Lạ” không phải chỉ tiêu hồ sơ" in said[0]


def test_a_workbook_may_name_a_field_that_it_adds(office: Context, tmp_path: Path) -> None:
    head = ("Mã", "Tên", "Tử số", "Mẫu số", "Phạm vi")
    rates = [head, ("A", "A", "resolved", "received", "Lĩnh vực mới")]
    path = book(
        tmp_path / "t.xlsx", {"Lĩnh vực": [("Tên lĩnh vực",), ("Lĩnh vực mới",)], "Tỷ lệ": rates}
    )
    assert office.do(load, path).value.written
    assert office.ask(rate_settings).kind("A").areas


def test_required_documents_may_be_the_denominator_of_digitisation(office: Context) -> None:
    office.do(set_setting, "rate_basis.digitised_inputs_rate", "digitise_inputs_required")
    enter(office, JUNE, "Hộ tịch", digitised_inputs=3, digitise_inputs_required=4)
    assert of_june(office)["total"]["rates"]["digitised_inputs_rate"]["percent"] == "75"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("half_up", "Làm tròn"),
        ("truncate", "Cắt bỏ phần sau"),
        ("half_even", "Làm tròn nửa về số chẵn"),
        ("cắt bỏ phần sau", "Cắt bỏ phần sau"),
    ],
)
def test_a_rounding_is_loaded_by_its_label_or_by_the_name_of_the_setting(
    office: Context, tmp_path: Path, typed: str, kept: str
) -> None:
    head = ("Mã", "Tên", "Tử số", "Mẫu số", "Làm tròn")
    row = ("BCCI", "Bưu chính", "delivered_postal", "resolved", typed)
    path = book(tmp_path / "so.xlsx", {"Tỷ lệ": [head, row]})
    assert office.do(load, path).value.written
    [rate] = office.ask(records, "rates", "")
    assert rate.text("rounding") == kept
