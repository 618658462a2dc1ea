"""Several offices in a temporary folder: wards that send, and the office that receives."""

from datetime import UTC, datetime
from pathlib import Path

from desktop.context import Context, create_store
from desktop.handoff.arrivals import Decisions
from desktop.handoff.container import pack
from desktop.handoff.data import AreaOfWork, Data, MonthState, Row, Table, encode
from desktop.handoff.docx_payload import attach
from desktop.handoff.keys import SigningKey, new_key
from desktop.handoff.manifest import FORMAT, Manifest, MonthWindow
from desktop.handoff.receiving import Received, receive
from desktop.handoff.report_differences import Expected
from desktop.registers import save_many
from desktop.settings import DEADLINE, set_setting
from models.measures import MEASURES
from models.periods import Month, parse_period
from models.registers import Values
from models.windows import default_window
from tests.helpers.word_files import small_word_file

DISTRICT = "CAIRANG"
NEW = Decisions(accept_new=True)


def new_district(folder: Path, *units: str, own: str = DISTRICT) -> Context:
    """Make the store of a receiving office with a list of units."""
    district = create_store(
        folder / "district.sqlite",
        "district",
        own,
        "Quận Cái Răng",
        "UBND thành phố Cần Thơ",
        "Cái Răng",
        who="Cán bộ mẫu 09",
    )
    district.do(set_setting, DEADLINE, "20")
    rows: list[tuple[str | None, Values]] = []
    for code in units:
        rows.append((None, {"code": code, "name": f"Phường {code}"}))
    if rows:
        district.do(save_many, "units", "", rows)
    return district


def take(
    district: Context,
    *files: Path,
    decisions: Decisions | None = None,
    compare: bool = False,
) -> Received:
    """Receive files."""
    return district.do(receive, files, decisions, compare=compare).value


def statuses(received: Received) -> list[str]:
    """Return the statuses in the order of the files."""
    return [arrival.status for arrival in received.arrivals]


class Ward:
    """A ward that writes submission files without a store.

    So it is quick, and free to do what a real one never would.

    Attributes:
        code: its code.
        key: what it signs with.
        figures: `to_handle` by month ("2024-06") and field of work.
        blocks: `to_handle` of one field of work by the period of a block.
        staff: names in its register of staff.
        narrative: what it writes in section V.
        days: first and last day of months that do not have those of the calendar.
    """

    def __init__(self, folder: Path, code: str, key: SigningKey | None = None) -> None:
        self.code = code
        self.key = key or new_key()
        self.figures: dict[str, dict[str, int]] = {}
        self.blocks: dict[str, int] = {}
        self.staff: list[str] = []
        self.narrative = ""
        self.days: dict[str, tuple[str, str]] = {}
        self.sequence = 0
        self._folder = folder
        self._revisions: dict[str, int] = {}

    def send(
        self, period: str, name: str | None = None, revision: int | None = None, **changed: object
    ) -> Path:
        """Write the next revision for a period, some of its manifest changed; return its path."""
        self.sequence += 1
        self._revisions[period] = revision or self._revisions.get(period, 0) + 1
        manifest = self.manifest(period, self._revisions[period], **changed)
        raw = pack(manifest, {"data.json": encode(self.data(period))}, self.key.sign)
        path = self._folder / (name or f"{self.code}_{period}_r{manifest.revision}.smc")
        path.write_bytes(raw)
        return path

    def send_word(self, period: str, expected: Expected, *paragraphs: str) -> Path:
        """Write a Word file that carries a period's data, with these numbers and this text."""
        self.sequence += 1
        data = encode(self.data(period))
        manifest = self.manifest(period, 1)
        raw = attach(small_word_file(*paragraphs), manifest, data, expected, self.key.sign)
        path = self._folder / f"{self.code}_{period}.docx"
        path.write_bytes(raw)
        return path

    def manifest(self, period: str, revision: int, **changed: object) -> Manifest:
        """Return the manifest of a file."""
        months = self.data(period).months
        values: dict[str, object] = {
            "format": FORMAT,
            "kind": "submission",
            "unit": self.code,
            "unit_name": f"Phường {self.code}",
            "period": period,
            "revision": revision,
            "sequence": self.sequence,
            "draft": False,
            "windows": tuple(MonthWindow(m.month, m.start, m.end) for m in months),
            "created_at": datetime(2024, 7, 1, 8, tzinfo=UTC),
            "created_by": "Cán bộ mẫu 01",
            "program": "0.1.0",
            "form": "cchc/1",
            "public_key": self.key.public.hex(),
        }
        return Manifest(**{**values, **changed})  # type: ignore[arg-type]

    def data(self, period: str) -> Data:
        """Return what a file for a period says: the months of its year up to the period."""
        last = str(parse_period(period).months[-1])
        first = f"{last[:4]}-01"
        months = [month for month in sorted(self.figures) if first <= month <= last]
        rows: list[Row] = []
        for month in months:
            for area, value in self.figures[month].items():
                rows.append((month, area, False, _only_to_handle(value)))
        areas = dict.fromkeys(row[1] for row in rows)
        return Data(
            self.code,
            period,
            tuple(map(self._state, months)),
            tuple(map(AreaOfWork, areas)),
            tuple(MEASURES),
            tuple(rows),
            self._tables(period),
            blocks=tuple(
                (name, "Hộ tịch", None, None, None, None, None, _only_to_handle(value))
                for name, value in self.blocks.items()
            ),
        )

    def _state(self, name: str) -> MonthState:
        window = default_window(Month(int(name[:4]), int(name[5:])))
        usual = (window.start.isoformat(), window.end.isoformat())
        start, end = self.days.get(name, usual)
        return MonthState(name, start, end, closed=True)

    def _tables(self, period: str) -> dict[str, Table]:
        staff = tuple((f"s{number}", name, "2024-01-02") for number, name in enumerate(self.staff))
        tables = {"staff": Table(("id", "name", "from_date"), staff)}
        if self.narrative:
            row = ("n1", period, "V", self.narrative)
            tables["narratives"] = Table(("id", "period", "section", "text"), (row,))
        return tables


def _only_to_handle(value: int) -> tuple[int | None, ...]:
    return tuple(value if name == "to_handle" else None for name in MEASURES)
