"""Every figure an office counts goes all the way: workbook, unit's paper, file, and those above.

Each field gets one number of its own, which is looked for at every station. A second unit keeps no
register of inspections: there the number that was entered for the month counts.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desktop.commands.run import main
from desktop.handoff.container import Package, unpack
from desktop.word import wording
from models.catalogue import REGISTERS
from models.kinds import kind_of
from models.measures import MEASURES
from models.registers import Field, Register, Value
from models.values import format_date, format_decimal, format_number

MONTH = (2026, 3)
PERIOD = "2026-03"
STATIONS = ("ward.docx", "data.json", "above.docx", "above.xlsx")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AREA = "Hộ tịch"
FIRST, SECOND = ("MAU01", "Phường Mẫu Một"), ("MAU02", "Phường Mẫu Hai")

# What the rest of a record is filled with, so that it is printed in the period.
GIVEN: dict[str, Value] = {
    "assessments.kind": "Bộ chỉ số 766",
    "assessments.period": PERIOD,
    "equipment.kind": "Camera",
    "equipment.condition": "Hoạt động tốt",
    "norms.kind": "Camera",
    "indicators.code": "to-cong-nghe",
    "indicators.kind": "Phát sinh",
    "innovations.kind": "Mô hình",
    "monthly.from_date": date(*MONTH, 1),
    "monthly.to_date": date(*MONTH, 31),
    "targets.target": "Tỷ lệ hồ sơ trực tuyến",
    "profile.code": FIRST[0],
    "profile.name": FIRST[1],
    "inspections.remedy_due": date(*MONTH, 17),
    "inspections.remedied": date(*MONTH, 18),
}
# Texts that are looked for at every station like the numbers.
TEXTS = (
    "innovations.name",
    "innovations.frequency",
    "innovations.goal",
    "innovations.result",
    "profile.hours",
    "profile.hotline",
    "software.name",
    "indicators.name",
    "inspections.recommendation",
    "inspections.remedy_due",
    "inspections.remedied",
    "late_dossiers.cause",
    "late_dossiers.responsible",
    "late_dossiers.remedy",
)

# Registers that the workbook of this journey leaves out, each with the reason.
LEFT_OUT = {
    "units": "the list of the receiving office, no unit fills it in",
    "fields": "the list of fields of work, its only number is the order on screen",
    "staff": "counts nothing: people are counted by the record",
    "procedures": "counts nothing: procedures are counted by the record",
    "narratives": "has no number",
    "rates": "decimals say how a rate is rounded, not what an office counts",
    "blocks": "stands for months without figures, which this journey has",
}
# What does not reach a station, each with the reason.
STAYS: dict[str, tuple[tuple[str, ...], str]] = {
    "tasks.remind_days": (
        ("ward.docx", "above.docx", "above.xlsx"),
        "when an officer wants to be reminded of a task is of no concern to anybody above",
    ),
    "profile.hours": (("above.docx",), "the workbook lists the opening hours of the units"),
    "profile.hotline": (("above.docx",), "the workbook lists the hotlines of the units"),
    "inspections.remedy_due": (("ward.docx",), "what was put right has no deadline any more"),
    "late_dossiers.responsible": (("above.docx",), "the workbook lists who answers for a cause"),
}


@dataclass(frozen=True)
class Sent:
    """One number or text of one field."""

    field: str
    value: Value

    @property
    def shown(self) -> str:
        if isinstance(self.value, Decimal):
            return format_decimal(self.value)
        if isinstance(self.value, int):
            return format_number(self.value)
        return str(self.value)


def is_entered(register: Register, field: Field) -> bool:
    """Say whether a field is a figure that is entered; totals follow from their parts."""
    is_total = field.name in MEASURES and bool(MEASURES[field.name].parts)
    return kind_of(field).amount and not is_total and register.name not in LEFT_OUT


def numbers() -> list[Sent]:
    """Return a number of its own for every field that is a figure."""
    found: list[Sent] = []
    for register in REGISTERS.values():
        for field in register.fields:
            if is_entered(register, field):
                place = len(found) + 1
                value: int | Decimal = 1009 + 1103 * place
                if kind_of(field).column == "decimal":
                    value = Decimal(f"{100 + 7 * place}.{11 + place % 80}")
                found.append(Sent(f"{register.name}.{field.name}", value))
    return found


def texts() -> list[Sent]:
    """Return what stands in the fields of text that are looked for."""
    return [Sent(name, GIVEN.get(name) or f"Chữ mẫu {name}") for name in TEXTS]


SENT = (*numbers(), *texts())
# Where a register is kept its records count; so the second unit, which keeps none, sends this.
OF_SECOND = "monthly.inspections"


def cell(register: Register, field: Field) -> Value:
    """Return what stands in a field of the one record of a register."""
    name = f"{register.name}.{field.name}"
    for each in SENT:
        if each.field == name and name != OF_SECOND:
            return each.value
    if name in GIVEN:
        return GIVEN[name]
    usual: dict[str, Value] = {"year": MONTH[0], "month": MONTH[1], "area": AREA}
    if field.kind in usual:
        return usual[field.kind]
    if field.kind == "date":
        if field.name in (register.until, "done"):
            return None
        return date(*MONTH, 20 if field.name == "due" else 9)
    return f"Mẫu {register.name}" if field.required else None


def write_book(path: Path, sheets: dict[str, dict[str, Value]]) -> None:
    """Write a workbook with one record in each sheet."""
    book = openpyxl.Workbook()
    for name, values in sheets.items():
        sheet = book.create_sheet(name)
        if name == REGISTERS["profile"].sheet:
            sheet.append(["Mục", "Giá trị"])
            for row in values.items():
                sheet.append(row)
        else:
            sheet.append(list(values))
            sheet.append(list(values.values()))
    del book["Sheet"]
    book.save(path)


def first_book() -> dict[str, dict[str, Value]]:
    found = {}
    for register in REGISTERS.values():
        if register.name not in LEFT_OUT:
            found[register.sheet] = {
                field.label: cell(register, field) for field in register.fields
            }
    return found


def second_book() -> dict[str, dict[str, Value]]:
    """Return a book without a dossier, so that all sums over units are the first one's numbers."""
    month: dict[str, Value] = {"Năm": MONTH[0], "Tháng": MONTH[1]}
    [held] = [each.value for each in SENT if each.field == OF_SECOND]
    days: dict[str, Value] = {"Từ ngày": date(*MONTH, 1), "Đến ngày": date(*MONTH, 31)}
    return {
        "Chỉ tiêu tháng": {**month, **days, "Cuộc kiểm tra": held},
        "Hồ sơ": {**month, "Lĩnh vực": AREA, "Không phát sinh": "Có"},
    }


def run(store: Path, *words: object) -> None:
    assert main(["--store", str(store), *(str(word) for word in words)]) == 0


@pytest.fixture(scope="module")
def stations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what stands at each station, after one month went all the way."""
    folder = tmp_path_factory.mktemp("travel")
    stick, above = folder / "stick", folder / "above.sqlite"
    stick.mkdir()
    own = ("--superior", "Ủy ban nhân dân tỉnh Mẫu", "--place", "Mẫu")
    run(above, "init", "--role", "district", "--code", "MAU", "--name", "Tỉnh Mẫu", *own)
    papers: list[Path] = []
    for (code, name), book in ((FIRST, first_book()), (SECOND, second_book())):
        ward, papers = folder / f"{code}.sqlite", [*papers, folder / f"{code}.docx"]
        run(ward, "init", "--role", "ward", "--code", code, "--name", name, *own)
        write_book(folder / f"{code}.xlsx", book)
        run(ward, "load", folder / f"{code}.xlsx")
        run(ward, "report", "--period", PERIOD, "--kind", "cchc", "--out", papers[-1])
        run(ward, "submit", "--period", PERIOD, "--out", stick)
    run(above, "receive", stick, "--accept-new")
    files = ("--docx", folder / "above.docx", "--xlsx", folder / "above.xlsx")
    run(above, "consolidate", "--period", PERIOD, *files)
    return {
        "ward.docx": "\n".join(word_text(paper) for paper in papers),
        "data.json": "\n".join(sent_text(path) for path in stick.iterdir()),
        "above.docx": word_text(folder / "above.docx"),
        "above.xlsx": book_text(folder / "above.xlsx"),
    }


def sent_text(path: Path) -> str:
    package = unpack(path.read_bytes())
    assert isinstance(package, Package)
    return package.entries["data.json"].decode()


def word_text(path: Path) -> str:
    """Return every text of a Word file, body and tables, one cell or paragraph on a line."""
    lines = []
    for paragraph in Document(str(path)).element.body.iter(f"{WORD}p"):
        lines.append("".join(part.text or "" for part in paragraph.iter(f"{WORD}t")))
    return "\n".join(lines)


def book_text(path: Path) -> str:
    """Return every number and text of a workbook as a person reads it."""
    lines = []
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            lines += [_as_read(value) for value in row if value is not None]
    return "\n".join(lines)


def _as_read(value: object) -> str:
    if isinstance(value, int | float):
        number = Decimal(str(value)).normalize()
        return format_decimal(number) if number % 1 else format_number(int(number))
    return str(value)


def is_there(each: Sent, station: str, text: str) -> bool:
    """Say whether a number or a text stands at a station, alone and whole."""
    if isinstance(each.value, date):
        ways = (each.value.isoformat(), wording.short_date(each.value), format_date(each.value))
        return any(way in text for way in ways)
    if isinstance(each.value, str):
        # Inside a sentence a text begins small.
        return each.value.casefold() in text.casefold()
    if station == "data.json":
        return re.search(rf"(?<![\d.]){each.value}(?![\d]|\.\d)", text) is not None
    shown = each.shown
    return re.search(rf"(?<![\d.,]){re.escape(shown)}(?![\d]|[.,]\d)", text) is not None


def _goes(each: Sent, station: str) -> bool:
    return station not in STAYS.get(each.field, ((), ""))[0]


CASES = list(product(SENT, STATIONS))
NAMES = [f"{each.field}-{station}" for each, station in CASES]


@pytest.mark.parametrize(("each", "station"), CASES, ids=NAMES)
def test_what_an_office_counts_reaches_every_station(
    stations: dict[str, str], each: Sent, station: str
) -> None:
    assert is_there(each, station, stations[station]) is _goes(each, station)


def test_every_figure_of_the_catalogue_is_on_the_journey() -> None:
    sent = {each.field for each in numbers()}
    amounts = set()
    for register in REGISTERS.values():
        for field in register.fields:
            if kind_of(field).amount and register.name not in LEFT_OUT:
                amounts.add(f"{register.name}.{field.name}")
    totals = {f"dossiers.{name}" for name, measure in MEASURES.items() if measure.parts}
    assert amounts - sent == totals
    assert set(LEFT_OUT) <= set(REGISTERS)
    assert set(STAYS) <= {each.field for each in SENT}


def test_no_number_is_also_another_or_a_sum() -> None:
    """Otherwise a sum would stand in for a number that was lost."""
    values = {each.field.removeprefix("dossiers."): each.value for each in numbers()}

    def total(name: str) -> int:
        parts = MEASURES[name].parts
        value = values.get(name, 0)
        return sum(map(total, parts)) if parts else int(str(value))

    sums = [total(name) for name, measure in MEASURES.items() if measure.parts]
    found = [*values.values(), *sums]
    assert len(set(found)) == len(found)
