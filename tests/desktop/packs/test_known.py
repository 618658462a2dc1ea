"""What settings and deadlines know of form packs without reading one."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.packs.adding import add_pack
from desktop.packs.pack import Pack
from desktop.packs.shelf import built_in_packs, kinds_of
from desktop.reports.kinds import KINDS, PRINCIPAL
from tests.desktop.packs.parts import write_pack
from tests.helpers.office import new_office

# Asks what the home page asks of form packs; says how much was loaded to read them.
_ASKING = """
import sys
from datetime import date
from pathlib import Path
from desktop.context import open_context
from desktop.deadlines import month_deadline
from desktop.settings import all_settings
from models.periods import Month
context = open_context(Path(sys.argv[1]))
found = context.ask(all_settings)
deadline = context.ask(month_deadline, Month(2024, 6), date(2024, 6, 1))
readers = {"desktop.packs.reading", "desktop.reports.annexes", "tomllib"} & set(sys.modules)
print(len(readers), deadline and deadline.day, "report.nhanh.deadline" in found)
context.close()
"""


@pytest.fixture
def office(tmp_path: Path) -> Context:
    return new_office(tmp_path)


def asked(office: Context) -> str:
    office.close()
    command = [sys.executable, "-c", _ASKING, str(office.path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("pack", built_in_packs(), ids=[pack.id for pack in built_in_packs()])
def test_a_pack_of_the_program_changes_nothing_that_is_said_unread(pack: Pack) -> None:
    assert set(pack.kinds) <= set(KINDS)
    assert kinds_of(pack)[PRINCIPAL.name].deadline == PRINCIPAL.deadline


def test_an_office_that_added_no_pack_starts_without_reading_any(office: Context) -> None:
    assert asked(office) == "0 None False"


def test_an_added_pack_is_read_for_its_deadline_and_kinds(office: Context, tmp_path: Path) -> None:
    office.do(add_pack, write_pack(tmp_path / "mau.smb"))
    assert asked(office) == "3 2024-06-12 True"
