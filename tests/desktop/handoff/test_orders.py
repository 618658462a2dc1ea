"""Whatever the order in which files arrive, and among what, the same figures hold."""

import random
import shutil
from pathlib import Path

import pytest

from desktop.context import Context, open_context
from desktop.figures import figures
from desktop.handoff.keys import new_key
from models.queries.records import area_names
from tests.helpers.offices import NEW, Ward, new_district, take

UNITS = tuple(f"PHUONG{number:02d}" for number in range(1, 14))
MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))
AREAS = ("Hộ tịch", "Chứng thực", "Lĩnh vực riêng")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Thirteen wards that report twelve months and correct some; files in the order written."""
    folder, chance, files = tmp_path_factory.mktemp("stick"), random.Random(13), []
    for code in UNITS:
        ward = Ward(folder, code)
        for month in MONTHS:
            areas = AREAS[: chance.randrange(1, 4)]
            ward.figures[month] = {area: chance.randrange(100) for area in areas}
            files.append(ward.send(month))
            if chance.random() < 0.4:
                earlier = chance.choice(sorted(ward.figures))
                ward.figures[earlier] = {"Hộ tịch": chance.randrange(100)}
                ward.staff = [f"Cán bộ mẫu {chance.randrange(10, 99)}"]
                files.append(ward.send(chance.choice((month, earlier))))
    return files


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    new_district(folder).close()
    return folder / "district.sqlite"


def fresh(empty: Path, folder: Path, name: str) -> Context:
    return open_context(Path(shutil.copy(empty, folder / f"{name}.sqlite")))


def state(district: Context) -> object:
    """Return all that holds, without the ids that differ from store to store."""
    names = district.ask(area_names)
    with district.store.transaction() as conn:
        figures_of = "SELECT unit, year, month, field, to_handle FROM dossiers"
        rows = conn.exec_driver_sql(figures_of).all()
        staff = conn.exec_driver_sql("SELECT unit, id, name, match FROM staff").all()
        sources = conn.exec_driver_sql("SELECT unit, year, month, sequence FROM month_source").all()
        closed = conn.exec_driver_sql("SELECT unit, year, month, at FROM closing").all()
    named = sorted((*row[:3], names[row.field], row.to_handle) for row in rows)
    return named, sorted(staff), sorted(sources), sorted(closed)


def test_the_order_of_arrival_never_matters(sent: list[Path], empty: Path, tmp_path: Path) -> None:
    straight = fresh(empty, tmp_path, "straight")
    take(straight, *sent, decisions=NEW)
    expected = state(straight)
    total = straight.ask(figures, "2024")["total"]
    for number in range(2):
        chance, mixed = random.Random(number), [*sent, *random.Random(number).sample(sent, 40)]
        chance.shuffle(mixed)
        district = fresh(empty, tmp_path, f"mixed{number}")
        while mixed:
            count = chance.randrange(1, 60)
            take(district, *mixed[:count], decisions=NEW)
            mixed = mixed[count:]
        assert state(district) == expected
        assert district.ask(figures, "2024")["total"] == total


def test_bad_files_among_good_ones_change_nothing(
    sent: list[Path], empty: Path, tmp_path: Path
) -> None:
    straight, mixed = fresh(empty, tmp_path, "straight"), fresh(empty, tmp_path, "mixed")
    take(straight, *sent, decisions=NEW)
    chance, files, bad = random.Random(5), list(sent), tmp_path / "bad"
    bad.mkdir()
    for number, path in enumerate(chance.sample(sent, 60)):
        raw = bytearray(path.read_bytes())
        place = chance.randrange(len(raw))
        raw[place] ^= 1 << chance.randrange(8)
        (bad / f"{number}.smc").write_bytes(raw if number % 2 else raw[:place])
        files.insert(chance.randrange(len(files)), bad / f"{number}.smc")
    stranger = Ward(bad, UNITS[0], new_key())
    stranger.figures = {"2024-12": {"Hộ tịch": 1_000_000}}
    stranger.sequence = 10_000
    files.append(stranger.send("2024-12", revision=9))
    take(mixed, *files, decisions=NEW)
    assert state(mixed) == state(straight)


def test_missing_files_leave_the_months_of_the_others(
    sent: list[Path], empty: Path, tmp_path: Path
) -> None:
    district = fresh(empty, tmp_path, "some")
    last = [path for path in sent if "_2024-12_" in path.name]
    take(district, *last, decisions=NEW)
    with district.store.transaction() as conn:
        months = conn.exec_driver_sql("SELECT count(*) FROM month_source").scalar()
    assert months == len(UNITS) * len(MONTHS)
