"""Read everything that the report of several units needs at one moment."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from desktop.consolidation.board import BoardRow, Received, board_rows
from desktop.consolidation.doubts import Doubts, doubts
from desktop.consolidation.indicators import indicators_of, lines_of
from desktop.consolidation.judging import Compared, ranking
from desktop.consolidation.lines import Line
from desktop.consolidation.monthly import Procedures, monthly_by_line, procedures_total, sums_of
from desktop.consolidation.period import Consolidated, consolidated
from desktop.consolidation.rollup import LineFigures, Rollup
from desktop.consolidation.tracing import Source, sources
from desktop.equipment import EquipmentType, by_type
from desktop.figures import unit_names
from desktop.packs.rates import rates_of_report, targets_of_report
from desktop.packs.shelf import pack_for
from desktop.progress import SILENT, WHOLE, Part, Reporter
from desktop.reports.district.published_units import PublishedUnit, published_units
from desktop.reports.district.unit_records import UnitFacts, read_facts
from desktop.reports.district.words import text
from desktop.reports.kinds import CONSOLIDATED, PRINCIPAL
from desktop.reports.ward.data import Options, ReportData
from desktop.reports.ward.gathering import gather
from desktop.word import wording
from models.indicators import Together
from models.periods import Period, title
from models.queries.records import records
from models.queries.settings import stored
from models.rates import RateSettings
from models.registers import Record

_OTHER_WORD = "đơn vị"
# In the order of the law.
_KINDS = ("xã", "phường", "thị trấn", "đặc khu")


@dataclass(frozen=True)
class UnitBook:
    """What the registers of one unit say as of a day.

    Attributes:
        line: the unit.
        figures: its line of the report.
        staff, innovations: those in effect on the day.
        equipment: by type, against the norm.
        assessments: of the period.
        narratives: what it wrote for the months of the period, by section; of several files that
            with the highest sequence whose own period takes in the last month.
        keeps_staff: the register is kept at all.
    """

    line: Line
    figures: LineFigures
    staff: tuple[Record, ...]
    equipment: tuple[EquipmentType, ...]
    innovations: tuple[Record, ...]
    assessments: tuple[Record, ...]
    narratives: Mapping[str, str]
    keeps_staff: bool

    def saying_yes(self, column: str) -> int | None:
        """Return how many of its staff have a yes in a column; None where one has nothing there."""
        if not self.keeps_staff or any(person[column] is None for person in self.staff):
            return None
        return sum(person[column] is True for person in self.staff)


@dataclass(frozen=True)
class DistrictData:
    """What the report of an office and the units below it is made from.

    Attributes:
        figures: the period, worked out.
        own_report: what the report of the own unit alone would be made from.
        own_book: what the own unit keeps, whether or not it has figures of the period; None where
            the office takes in no dossiers itself.
        units: the books of the other units that have figures.
        board: who has sent, and how.
        doubts: what is contradictory in the months of the units.
        deadline: the day by which they had to; None without one.
        other_deadlines: the later days of the longer periods whose reports the figures came in.
        files: the files that the figures come from, by unit.
        procedures: numbers of procedures, never added.
        monthly: the other monthly figures of the own unit, of the others and of all: "own",
            "below", "all".
        monthly_by_unit: the same of each of them, by code.
        indicators: those of the others and of all units together: "below", "all".
        indicators_then: the same of the same period last year.
        facts: what the registers of each unit below say beside its book, by code.
        own_facts: the same of the own unit; None where it has no figures.
        published: the units whose own report prints published numbers, where the sums count with
            those of the book.
        unit_names: names of all units by code, also of those that no longer stand.
        word: what the other units are called inside a sentence, e.g. "phường".
    """

    figures: Consolidated
    own_report: ReportData
    own_book: UnitBook | None
    units: tuple[UnitBook, ...]
    board: tuple[BoardRow, ...]
    doubts: Doubts
    deadline: date | None
    other_deadlines: Mapping[str, date]
    files: Mapping[str, list[Source]]
    procedures: Procedures
    monthly: Mapping[str, Mapping[str, int | None]]
    monthly_by_unit: Mapping[str, Mapping[str, int | None]]
    indicators: Mapping[str, list[Together]]
    indicators_then: Mapping[str, list[Together]]
    facts: Mapping[str, UnitFacts]
    own_facts: UnitFacts | None
    published: tuple[PublishedUnit, ...]
    unit_names: Mapping[str, str]
    word: str

    @property
    def now(self) -> Rollup:
        """Return the figures of the period itself."""
        return self.figures.now

    @property
    def compared(self) -> tuple[Compared, ...]:
        """Return the other periods beside it."""
        return self.figures.compared

    @property
    def rates(self) -> RateSettings:
        """Return how rates are printed."""
        return self.figures.rates

    @property
    def own(self) -> UnitBook | None:
        """Return the own unit's book where it has figures of the period."""
        return self.own_book if self.own_book and self.own_book.figures.figures else None

    @property
    def books(self) -> tuple[UnitBook, ...]:
        """Return all books with figures, the own unit's first."""
        return (*((self.own,) if self.own else ()), *self.units)

    @property
    def keepers(self) -> tuple[UnitBook, ...]:
        """Return all books whose registers count: the own unit's too where it has no figures."""
        return (*((self.own_book,) if self.own_book else ()), *self.units)

    @property
    def own_name(self) -> str:
        """Return the name of the own unit."""
        return own_name(self.own_report)


def own_in_tables(report: ReportData) -> str:
    """Return what the own one-stop unit is called in a cell, "Một cửa quận"."""
    name = own_name(report)
    if not wording.is_committee(name):
        return name
    return text("own_cell").format(place=served_place(report))


def served_place(report: ReportData) -> str:
    """Return the place of the own committee by its kind, "quận"; one with a number in full."""
    name = own_name(report)
    place = wording.committee_place(name, report.capital_names)
    return place.removesuffix(wording.proper_name(name)).strip() or place


def own_name(report: ReportData) -> str:
    """Return the name of the unit that a report is made from."""
    return wording.clean(report.profile.text("name")) or report.unit


def gather_district(
    conn: sa.Connection,
    period: str,
    today: date,
    options: Options | None = None,
    reporter: Reporter = SILENT,
    known: Doubts | None = None,
) -> DistrictData:
    """Work out a period and read what its report needs.

    `known` is what is contradictory, where that was looked for a moment ago: it takes a look at
    every row of every unit.

    Raises Unusable for an unknown period, Refused for a straddling month, Cancelled where the
    reporter stops it.
    """
    own_report = gather_own(conn, period, options)
    found = consolidated(conn, period, Part(reporter, 0, 700))
    return read_books(conn, found, own_report, today, Part(reporter, 700, WHOLE), known)


def gather_again(
    conn: sa.Connection,
    data: DistrictData,
    today: date,
    options: Options | None = None,
    reporter: Reporter = SILENT,
) -> DistrictData:
    """Work out from the store another time what was gathered, to compare what was written of it.

    Only what is contradictory is not looked for again. Raises as `gather_district` does.
    """
    return gather_district(conn, data.now.period.name, today, options, reporter, data.doubts)


def gather_own(conn: sa.Connection, period: str, options: Options | None = None) -> ReportData:
    """Return what the report of the own unit alone would be made from.

    The pack is that of the report of several units. Raises as `gather_district` does.
    """
    unit = stored(conn).get("unit", "")
    own = gather(conn, unit, period, PRINCIPAL.name, options, alone=False)
    pack = pack_for(conn, unit, own.now.period, CONSOLIDATED.name)
    targets = tuple(targets_of_report(conn, pack, own.records("targets")))
    return replace(
        own,
        pack=pack,
        rates=rates_of_report(conn, pack, own.settings),
        registers={**own.registers, "targets": targets},
    )


def read_books(
    conn: sa.Connection,
    found: Consolidated,
    report: ReportData,
    today: date,
    reporter: Reporter = SILENT,
    known: Doubts | None = None,
) -> DistrictData:
    """Read what the report needs beside the figures of a period; raises Cancelled."""
    now, parsed = found.now, found.now.period
    received = Received(conn)
    own: list[Line] = []
    with_figures = now.counted
    own_book = None
    if now.own:
        line = replace(now.own.line, name=own_in_tables(report))
        figures = replace(now.own, line=line)
        own_book = _book(conn, figures, report.registers_as_of, parsed, received)
        if figures.figures:
            own, with_figures = [line], (figures, *now.counted)
    below = [line.line for line in now.counted]
    board = tuple(board_rows(conn, parsed, today, received))
    parts = {"own": own, "below": below, "all": [*own, *below]}
    by_unit = monthly_by_line(conn, parts["all"])
    facts = read_facts(conn, parts["all"], now.start, now.end, report.pack)
    return DistrictData(
        figures=_with_rates(found, report.rates),
        own_report=report,
        own_book=own_book,
        units=tuple(_books(conn, now, report.registers_as_of, received, reporter)),
        board=board,
        doubts=known or doubts(conn, now),
        deadline=received.deadline(parsed),
        other_deadlines=_other_deadlines(board, parsed, received),
        files=sources(conn, now),
        procedures=procedures_total(conn, now),
        monthly={name: sums_of(by_unit, lines) for name, lines in parts.items()},
        monthly_by_unit=by_unit,
        indicators={name: indicators_of(conn, parts[name]) for name in ("below", "all")},
        indicators_then=_indicators_then(conn, found.year_ago),
        facts={line.code: facts[line.code] for line in below},
        own_facts=next((facts[line.code] for line in own), None),
        published=published_units(conn, parsed, with_figures),
        unit_names=unit_names(conn),
        word=unit_word([line.line.name for line in now.lines]),
    )


def _other_deadlines(
    board: Iterable[BoardRow], period: Period, received: Received
) -> dict[str, date]:
    """Return the deadlines of other reports than the period's that are later, by their titles."""
    asked = received.deadline(period)
    found: dict[str, date] = {}
    for row in board:
        for report in row.standing.reports if row.standing.other else ():
            due = received.deadline(report)
            if asked and due and due > asked:
                found[title(report)] = due
    return found


def _with_rates(found: Consolidated, rates: RateSettings) -> Consolidated:
    """Return what was worked out with the rates of the report, which its pack decides."""
    if rates == found.rates:
        return found
    return replace(found, rates=rates, ranking=ranking(found.now, rates))


def _indicators_then(conn: sa.Connection, then: Rollup | None) -> dict[str, list[Together]]:
    """Return the indicators of a period before of the others, and of all units."""
    below = [line.line for line in then.counted] if then else []
    parts = {"below": below, "all": lines_of(then)}
    return {name: indicators_of(conn, lines) for name, lines in parts.items()}


def unit_word(names: list[str]) -> str:
    """Return what units with such names are together: "phường", "xã, phường", else "đơn vị"."""
    kinds = {_kind_of(name) for name in names}
    if not kinds or None in kinds:
        return _OTHER_WORD
    return ", ".join(kind for kind in _KINDS if kind in kinds)


def _kind_of(name: str) -> str | None:
    folded = name.lower()
    for kind in _KINDS:
        if folded.startswith(f"{kind} "):
            return kind
    return None


def _books(
    conn: sa.Connection, now: Rollup, day: date, received: Received, reporter: Reporter
) -> Iterator[UnitBook]:
    for place, line in enumerate(now.counted):
        reporter.step(place, len(now.counted), "Đang đọc sổ của các đơn vị")
        yield _book(conn, line, day, now.period, received)


def _book(
    conn: sa.Connection, figures: LineFigures, day: date, period: Period, received: Received
) -> UnitBook:
    code = figures.line.code
    equipment = records(conn, "equipment", code, as_of=day)
    norms = records(conn, "norms", code)
    written = records(conn, "narratives", code)
    speaking = received.speaking_for(code, period)
    # What the own unit wrote came in no file: it stands under a name of these months.
    names = {speaking.period} if speaking else _names_of(written, code, period, received)
    assessed = records(conn, "assessments", code)
    of_period = _names_of(assessed, code, period, received)
    return UnitBook(
        line=figures.line,
        figures=figures,
        staff=tuple(records(conn, "staff", code, as_of=day)),
        equipment=tuple(by_type(equipment, norms)),
        innovations=tuple(records(conn, "innovations", code, as_of=day)),
        assessments=tuple(row for row in assessed if row.text("period") in of_period),
        narratives=_texts(written, names, period),
        keeps_staff=bool(records(conn, "staff", code)),
    )


def _names_of(
    rows: Iterable[Record], unit: str, period: Period, received: Received
) -> frozenset[str]:
    """Return the names of periods in some records that mean the months of a period."""
    given = frozenset(row.text("period") for row in rows)
    return received.calendars.names_of(unit, period, given)


def _texts(rows: Iterable[Record], names: Collection[str], period: Period) -> dict[str, str]:
    """Return what was written under some names of periods, by section; the period's own last."""
    found = [row for row in rows if row.text("period") in names]
    found.sort(key=lambda row: row.text("period") == period.name)
    return {row.text("section"): row.text("text") for row in found}
