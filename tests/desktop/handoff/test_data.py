"""What a submission carries, and what of it a receiver believes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from desktop.context import Context
from desktop.handoff.container import Fault, Package, decode_entry, pack, unpack
from desktop.handoff.data import (
    Data,
    Table,
    counts,
    encode,
    gather,
    private_columns,
    read_data,
    register_rows,
    unknown_names,
)
from desktop.handoff.reasons import Reason
from desktop.handoff.submission import submit
from desktop.months import close_month, set_nil
from desktop.registers import records, save
from models.measures import MEASURES
from models.periods import Month, parse_period
from models.registers import Values
from tests.helpers.office import JUNE, area_id, enter, new_office
from tests.helpers.offices import NEW, new_district, statuses, take
from tests.helpers.packages import KEY, figures_of, manifest_of

MAY, JULY = Month(2024, 5), Month(2024, 7)


@pytest.fixture
def office(tmp_path: Path) -> Context:
    return new_office(tmp_path)


def of(office: Context, period: str = "2024-06", **options: bool) -> Data:
    return office.ask(gather, office.unit, parse_period(period), **options)


def carried(data: Data) -> Data | Fault:
    manifest = manifest_of(unit=data.unit, period=data.period)
    package = unpack(pack(manifest, {"data.json": encode(data)}, KEY.sign))
    assert isinstance(package, Package)
    return read_data(package)


def test_the_months_of_the_year_up_to_the_period_are_sent(office: Context) -> None:
    for month in (Month(2023, 12), MAY, JUNE, JULY):
        enter(office, month, "Hộ tịch", received_online=7)
    assert [state.month for state in of(office).months] == ["2024-05", "2024-06"]


def test_a_month_of_the_period_without_figures_is_sent_as_blank(office: Context) -> None:
    enter(office, MAY, "Hộ tịch", received_online=7)
    months = [state.month for state in of(office, "2024-Q2").months]
    assert months == ["2024-04", "2024-05", "2024-06"]


def test_figures_go_as_they_were_entered_blank_zero_and_nil_apart(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=7, pending_overdue=0)
    office.do(set_nil, office.unit, JUNE, area_id(office, "Đất đai"), True)
    rows = {row[1]: row for row in of(office).figures}
    figures = dict(zip(MEASURES, rows["Hộ tịch"][3], strict=True))
    names = ("received_online", "pending_overdue", "received")
    assert [figures[name] for name in names] == [7, 0, None]
    assert [row[2] for row in rows.values()].count(True) == 1


def test_each_month_says_its_days_and_whether_it_is_closed(office: Context) -> None:
    enter(office, MAY, "Hộ tịch", received_online=7)
    enter(office, JUNE, "Hộ tịch", received_online=7)
    values: Values = {
        "year": 2024,
        "month": 6,
        "from_date": date(2024, 6, 1),
        "to_date": date(2024, 6, 20),
    }
    office.do(save, "monthly", office.unit, values)
    office.do(close_month, office.unit, MAY, date(2024, 6, 1), "Số liệu đúng thực tế")
    states = {state.month: state for state in of(office).months}
    assert (states["2024-05"].closed, states["2024-06"].closed) == (True, False)
    assert states["2024-06"].end == "2024-06-20"


def test_reasons_go_by_the_names_of_their_fields_for_the_months_of_the_file(
    office: Context,
) -> None:
    for month in (MAY, JUNE):
        enter(office, month, "Hộ tịch", to_handle=9, resolved=7, pending=3, closed_unresolved=0)
    office.do(close_month, office.unit, MAY, date(2024, 6, 1), "Số liệu đúng thực tế")
    office.do(close_month, office.unit, JUNE, date(2024, 7, 1), "Theo số của hệ thống tỉnh")
    data = of(office)
    told = {(reason.month, reason.code, reason.field): reason for reason in data.reasons}
    june = told["2024-06", "balance", "Hộ tịch"]
    assert (june.measure, june.difference) == ("to_handle", "1")
    assert (june.text, june.who) == ("Theo số của hệ thống tỉnh", "Cán bộ mẫu 01")
    assert told["2024-05", "balance", "Hộ tịch"].text == "Số liệu đúng thực tế"
    assert area_id(office, "Hộ tịch").encode() not in encode(data)


def test_reasons_that_could_not_be_kept_make_a_file_unreadable(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=7)
    data = of(office)
    reason = Reason("balance", "2024-06", "Hộ tịch", "to_handle", "1", "Số liệu đúng thực tế")
    assert carried(structs.replace(data, reasons=(reason,))) == structs.replace(
        data, reasons=(reason,)
    )
    for wrong in (
        (reason, structs.replace(reason, text="Hai lý do cho một điểm")),
        (structs.replace(reason, month="2024-05"),),
        (structs.replace(reason, month=""),),
        (structs.replace(reason, text="Ký tự \x00 lạ trong lý do"),),
    ):
        assert isinstance(carried(structs.replace(data, reasons=wrong)), Fault)


def test_private_columns_stay_in_the_office_unless_asked_for(office: Context) -> None:
    person: Values = {
        "name": "Cán bộ mẫu 02",
        "assignment": "Chính thức",
        "from_date": date(2024, 1, 2),
        "phone": "0900000000",
    }
    office.do(save, "staff", office.unit, person)
    assert b"0900000000" not in encode(of(office))
    assert b"0900000000" in encode(of(office, include_private=True))
    labels = {column.label for column in private_columns()}
    assert labels == {"Ngày sinh", "Xếp loại chất lượng năm", "Điện thoại"}


def test_records_come_out_as_they_went_in(office: Context) -> None:
    indicator: Values = {
        "year": 2024,
        "month": 6,
        "code": "VNEID",
        "actual": Decimal("12.50"),
        "estimate": True,
    }
    document: Values = {
        "symbol": "12/KH-UBND",
        "issued": date(2024, 1, 5),
        "issuer": "UBND phường",
        "subject": "Kế hoạch",
        "topics": ("CCHC", "Kiểm tra"),
    }
    office.do(save, "indicators", office.unit, indicator)
    office.do(save, "documents", office.unit, document)
    enter(office, JUNE, "Hộ tịch", received_online=1)
    data = carried(of(office))
    assert isinstance(data, Data)
    [(_, indicator)] = register_rows(data, "indicators")
    [(key, document)] = register_rows(data, "documents")
    assert (indicator["actual"], indicator["estimate"]) == (Decimal("12.50"), True)
    assert (document["issued"], document["topics"]) == (date(2024, 1, 5), ("CCHC", "Kiểm tra"))
    assert len(key) == 32


def test_fields_of_work_go_by_name(office: Context) -> None:
    key = area_id(office, "Hộ tịch")
    values: Values = {
        "year": 2024,
        "month": 6,
        "field": key,
        "cause": "Chờ xác minh",
        "dossiers": 2,
    }
    office.do(save, "late_dossiers", office.unit, values)
    data = of(office)
    [(_, row)] = register_rows(data, "late_dossiers")
    assert row["field"] == "Hộ tịch"
    assert [field.name for field in data.areas] == ["Hộ tịch"]


def test_only_the_narrative_of_the_period_is_sent(office: Context) -> None:
    for period in ("2024-05", "2024-06"):
        row: Values = {"period": period, "section": "V", "text": f"Kiến nghị {period}"}
        office.do(save, "narratives", office.unit, row)
    texts = [values["text"] for _, values in register_rows(of(office), "narratives")]
    assert texts == ["Kiến nghị 2024-06"]


def test_the_same_figures_are_the_same_bytes(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=7)
    assert encode(of(office)) == encode(of(office))


def test_the_officer_sees_how_much_is_sent(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=7)
    assert counts(of(office)) == {"Đơn vị": 1, "Hồ sơ": 1}


def test_what_a_newer_sender_adds_is_listed_and_left_out() -> None:
    data = figures_of()
    wide = tuple((*row[:3], (*row[3], 5)) for row in data.figures)
    monthly = Table(("id", "year", "month", "extra"), (("a", 2024, 6, "x"),))
    more = msgspec.structs.replace(
        data,
        measures=(*data.measures, "new_measure"),
        figures=wide,
        blocks=tuple((*line[:7], (*line[7], 5)) for line in data.blocks),
        registers={"monthly": monthly, "later": Table((), ())},
    )
    kept = carried(more)
    assert isinstance(kept, Data)
    assert unknown_names(kept) == ["new_measure", "monthly.extra", "later"]
    assert list(register_rows(kept, "monthly")) == [("a", {"year": 2024, "month": 6})]


def _with_rows(*rows: object) -> dict[str, object]:
    return {"figures": rows}


ROW = ["2024-06", "Hộ tịch", False, [1] * len(MEASURES)]


@pytest.mark.parametrize(
    "wrong",
    [
        _with_rows(ROW, ROW),
        _with_rows(["2024-05", *ROW[1:]]),
        _with_rows([*ROW[:3], [1]]),
        _with_rows([*ROW[:3], [-1] * len(MEASURES)]),
        _with_rows([*ROW[:3], [1.5] * len(MEASURES)]),
        _with_rows([*ROW[:3], [10**16] * len(MEASURES)]),
        _with_rows(["2024-06", "Hộ\x00tịch", *ROW[2:]]),
        {"unit": "KHAC"},
        {"period": "2024-07"},
        {
            "registers": {
                "monthly": {
                    "columns": ["id", "year", "month", "surveys"],
                    "rows": [["a", 2024, 6, "12"]],
                }
            }
        },
        {"registers": {"monthly": {"columns": ["id", "year", "month"], "rows": [["a", 2024]]}}},
        {"registers": {"monthly": {"columns": ["id", "year", "year"], "rows": []}}},
        {"registers": {"indicators": {"columns": ["id", "actual"], "rows": [["a", "1e9999999"]]}}},
        {"registers": {"staff": {"columns": ["id", "from_date"], "rows": [["a", "2024-02-30"]]}}},
        {
            "months": [
                {"month": "2024-13", "from": "2024-06-01", "to": "2024-06-30", "closed": True}
            ]
        },
        {
            "months": [
                {"month": "2024-06", "from": "2024-06-30", "to": "2024-06-01", "closed": True}
            ]
        },
    ],
)
def test_data_against_the_rules_are_not_believed_whoever_signed_them(
    wrong: dict[str, object],
) -> None:
    plain = msgspec.to_builtins(figures_of()) | wrong
    package = unpack(pack(manifest_of(), {"data.json": msgspec.json.encode(plain)}, KEY.sign))
    assert isinstance(package, Package)
    found = read_data(package)
    assert isinstance(found, Fault)
    assert found.status == "unreadable"


def test_data_that_are_no_json_are_unreadable() -> None:
    assert isinstance(decode_entry(b"{", Data), Fault)


def test_the_office_sends_its_own_rates_and_the_receiver_keeps_its_list(
    office: Context, tmp_path: Path
) -> None:
    rate: Values = {"name": "Tỷ lệ mẫu", "numerator": "resolved", "denominator": "received"}
    office.do(save, "rates", "", {"code": "GUI", **rate})
    enter(office, JUNE, "Hộ tịch", received_online=7)
    data = of(office)
    assert [values["code"] for _, values in register_rows(data, "rates")] == ["GUI"]
    assert counts(data)["Tỷ lệ"] == 1
    assert unknown_names(data) == []
    assert isinstance(carried(data), Data)
    (tmp_path / "d").mkdir()
    district = new_district(tmp_path / "d", office.unit)
    district.do(save, "rates", "", {"code": "NHAN", **rate})
    sent = submit(office, "2024-06", tmp_path)
    assert statuses(take(district, sent.path, decisions=NEW)) == ["new"]
    assert [row.text("code") for row in district.ask(records, "rates", "")] == ["NHAN"]
