"""The small offices that the operations start from, each in a folder of its own."""

import shutil
from pathlib import Path

from desktop.backup import backup
from desktop.context import now
from desktop.settings import set_setting
from desktop.spreadsheets.writing import write_workbook
from models.periods import Month
from tests.helpers.office import SETTLED, enter, new_office
from tests.helpers.offices import NEW, Ward, new_district, take

JANUARY = "2024-01"
FEBRUARY = Month(2024, 2)
AREAS = ("Hộ tịch", "Chứng thực", "Đất đai")
# The batch that the office "received" holds stands in this file.
BATCH_FILE = "batch.txt"
_SAMPLE = Path(__file__).parents[1] / "samples" / "ward-0001.sqlite"


def make(folder: Path) -> None:
    """Make every office below a folder."""
    for name in ("ward", "district", "received", "old", "empty"):
        # `out` stands for the stick, `tmp` for the temporary folder of the system.
        for part in ("in", "out", "tmp"):
            (folder / name / part).mkdir(parents=True)
    _ward(folder / "ward")
    _district(folder / "district")
    _received(folder / "received")
    shutil.copy(_SAMPLE, folder / "old" / "ward.sqlite")


def _ward(folder: Path) -> None:
    """Three fields of work in two months; a workbook that changes them; a copy from before."""
    ward = new_office(folder)
    for name in AREAS:
        enter(ward, Month(2024, 1), name, **SETTLED)
        enter(ward, FEBRUARY, name, **SETTLED)
    ward.ask(write_workbook, folder / "thang.xlsx", True)
    earlier = backup(ward.store, None, now()).path
    shutil.copy(earlier, folder / "earlier.sqlite")
    for name in AREAS:
        enter(ward, FEBRUARY, name, received_online=0)
    ward.close()


def _district(folder: Path) -> None:
    """Three wards have sent their January, one of them is not known yet; a copy from before."""
    district = new_district(folder, "A", "B")
    backup(district.store, None, now())
    district.do(set_setting, "officer", "Cán bộ mẫu 10")
    for number, code in enumerate("ABC"):
        ward = Ward(folder / "in", code)
        ward.figures = {JANUARY: dict.fromkeys(AREAS, 10 * number + 7)}
        ward.send(JANUARY)
    district.close()


def _received(folder: Path) -> None:
    """The files of the wards are received."""
    district = new_district(folder, "A", "B")
    backup(district.store, None, now())
    files = sorted((folder.parent / "district" / "in").iterdir())
    batch = take(district, *files, decisions=NEW).batch
    (folder / BATCH_FILE).write_text(str(batch), "ascii")
    district.close()
