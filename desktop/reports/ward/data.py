"""Everything a report is made from, read from the store at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop.packs.pack import Pack
from desktop.reports.kinds import ReportKind
from desktop.word import wording
from models.authority import UNSAID, ByAuthority, by_authority
from models.blocks import Piece
from models.figures import AreaFigures
from models.periods import ALWAYS, Life, Month, Period
from models.rates import RateSettings
from models.registers import Record


@dataclass(frozen=True)
class Options:
    """What the officer may choose for one export.

    Attributes:
        registers_as_of: day on which the registers are read; the last day of the period where None.
        tasks_as_of: day up to which tasks count as done; the last day of the period where None.
    """

    registers_as_of: date | None = None
    tasks_as_of: date | None = None


class Beside(NamedTuple):
    """A number that is not printed, because another of the same thing is.

    Attributes:
        value: the number, None where it is not known.
        printed: which of the two is printed, `catalogue.BOOK` or `catalogue.PUBLISHED`.
        source: where the one of them that was published was, "" where nobody said.
        reason: why they differ, as the officer wrote it.
    """

    value: int | None
    printed: str
    source: str
    reason: str


@dataclass(frozen=True)
class Span:
    """The figures of one period.

    Attributes:
        period: the period.
        start, end: first and last day that the figures cover.
        months: its months in order, also those that a block stands for.
        areas: dossiers by field of work.
        total: dossiers in total as they are printed, None where nothing is known.
        monthly: the other figures of the months (Chỉ tiêu tháng) put together.
        has_figures: whether any month or block of the period has figures at all.
        months_used: the months that count as months.
        blocks: the blocks that count in place of months, with the days that they really cover.
        beside: the other one of two numbers, where a block of this very period says another than
            its months; the total has the one that is printed.
        absent: the unit began after the period or ended before it.
    """

    period: Period
    start: date
    end: date
    months: tuple[Month, ...]
    areas: tuple[AreaFigures, ...]
    total: Mapping[str, int | None]
    monthly: Mapping[str, int | None]
    has_figures: bool
    months_used: tuple[Month, ...] = ()
    blocks: tuple[Piece, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)
    absent: bool = False


@dataclass(frozen=True)
class ReportData:
    """What one report of one unit is made from.

    Attributes:
        kind: which report, as its pack has it.
        pack: the form pack whose words, outline and template the report takes.
        unit: code of the unit.
        profile: the unit's profile.
        settings: every setting by name.
        rates: how rates are printed.
        now: the period itself.
        before, year_ago: the previous period, and the same one last year, where they have figures.
        to_date: since the start of the year; None where that is the period itself.
        registers_as_of, tasks_as_of: the days on which registers and tasks were read.
        registers: records by the register's name, those in effect on the day or of the period.
        staff_joined, staff_left: changes of the one-stop staff in the period.
        inspections_kept: an inspections register is kept, so its count stands for the entered one.
        procedures_kept: a list of procedures is kept.
        kept: which of the registers that are counted in the report ever had a record: staff,
            equipment, software, innovations, procedures, tasks, documents, inspections. Of the
            others nothing is known, which is not the same as none.
        narratives: what the officer wrote, by section.
        nil_sections: sections of which the officer declares that nothing occurred.
        last_narratives: what was written for the previous period, by section.
        area_names: fields of work by id.
        open_months: months of the period that are not closed; one that a block stands for is none.
        replaces: number and date of the signed report that this one corrects, if any.
        authority_of: who decides in each field of work that says so, by its id.
        sources: the systems from which figures of the period come, where they are named.
        life: from when to when the unit stands.
        office_issues_as: the name of the one-stop unit as an issuer of documents, where the report
            calls it otherwise.
        advised: the office whose documents were drawn up by the department that issues the report.
    """

    kind: ReportKind
    pack: Pack
    unit: str
    profile: Record
    settings: Mapping[str, str]
    rates: RateSettings
    now: Span
    before: Span | None
    year_ago: Span | None
    to_date: Span | None
    registers_as_of: date
    tasks_as_of: date
    registers: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    staff_joined: int = 0
    staff_left: int = 0
    inspections_kept: bool = False
    procedures_kept: bool = False
    kept: frozenset[str] = frozenset()
    narratives: Mapping[str, str] = field(default_factory=dict)
    nil_sections: frozenset[str] = frozenset()
    last_narratives: Mapping[str, str] = field(default_factory=dict)
    area_names: Mapping[str, str] = field(default_factory=dict)
    open_months: tuple[Month, ...] = ()
    replaces: tuple[str, date] | None = None
    authority_of: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    life: Life = ALWAYS
    office_issues_as: str = ""
    advised: str = ""

    def records(self, register: str) -> tuple[Record, ...]:
        """Return the records of a register that the report reads."""
        return self.registers.get(register, ())

    def setting(self, name: str) -> str:
        """Return a setting of this kind of report, "" where there is none."""
        return self.settings.get(f"report.{self.kind.name}.{name}") or ""

    @property
    def capital_names(self) -> tuple[str, ...]:
        """Return the names of units that keep their capital inside a sentence."""
        return wording.lines(self.settings.get("capital_names", ""))

    @property
    def by_authority(self) -> ByAuthority:
        """Return the dossiers by authority; empty where the kind or the figures know only one."""
        if not self.kind.by_authority:
            return {}
        found = by_authority(self.now.areas, self.authority_of)
        return found if len(found.keys() - {UNSAID}) > 1 else {}

    @property
    def born(self) -> date | None:
        """Return the unit's first day where the figures since the start of the year begin there."""
        start, year = self.life.start, self.to_date or self.now
        if start is None or start != year.start or (start.month, start.day) == (1, 1):
            return None
        return start

    @property
    def sample_note(self) -> str:
        """Return the sentence that marks illustrative figures, "" for real ones."""
        return self.settings.get("sample_note", "")
