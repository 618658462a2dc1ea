"""A new field of a register is one line of the catalogue and one migration, no more."""

import dataclasses
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt

from desktop import history, registers
from desktop.context import Context
from desktop.reports.export import export
from desktop.spreadsheets.writing import write_workbook
from models import catalogue, tables
from models.periods import Month
from models.registers import Field, Value
from tests.helpers.office import enter, new_office
from ui.pages.register.view import RegisterView
from ui.shell import Shell

JUNE = Month(2024, 6)
BADGE = Field("badge", "Số thẻ", width=10, annex=15)
PERSON: dict[str, Value] = {
    "name": "Cán bộ mẫu 02",
    "assignment": "Chính thức",
    "from_date": date(2024, 1, 1),
    "badge": "A-17",
}


@pytest.fixture
def extended_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    context = new_office(tmp_path)
    # The one line.
    extended = dataclasses.replace(catalogue.STAFF, fields=(*catalogue.STAFF.fields, BADGE))
    with context.store.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE staff ADD COLUMN badge TEXT")  # the one migration
    monkeypatch.setitem(catalogue.REGISTERS, "staff", extended)
    monkeypatch.setattr("desktop.reports.annexes.STAFF", extended)
    monkeypatch.setitem(tables.TABLES, "staff", tables.table_of(extended, sa.MetaData()))
    return context


def test_a_new_field_shows_in_table_form_workbook_annex_and_history(
    extended_office: Context, tmp_path: Path, qapp: object
) -> None:
    office = extended_office
    key = office.do(registers.save, "staff", office.unit, PERSON).value
    found = office.ask(registers.records, "staff", office.unit, search="a-17")
    assert [(record.id, record["badge"]) for record in found] == [(key, "A-17")]

    change = office.ask(history.of_record, "staff", key)[0].changes[0]
    assert change.after is not None
    assert change.after["badge"] == "A-17"

    office.ask(write_workbook, tmp_path / "so.xlsx", filled=True)
    rows = list(openpyxl.load_workbook(tmp_path / "so.xlsx")["Nhân sự"].iter_rows(values_only=True))
    assert rows[1][rows[0].index("Số thẻ")] == "A-17"

    enter(office, JUNE, "Hộ tịch", received_online=3)
    export(office, "2024-06", "cchc", tmp_path / "report.docx")
    document = ZipFile(tmp_path / "report.docx").read("word/document.xml").decode()
    assert "Số thẻ" in document
    assert "A-17" in document

    shell = Shell(office, JUNE)
    view = RegisterView(shell, "staff")
    model = view.table.model()
    headers = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]
    assert "Số thẻ" in headers
    assert view.panel.form.boxes["badge"].widget.accessibleName() == "Số thẻ"
    view.deleteLater()
    shell.jobs.shut_down()
    office.close()
