"""A form pack: what the reports of a time are made of and say."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.reports.kinds import ReportKind
from desktop.word import wording
from models.registers import Values
from models.values import format_date

# The parts of a pack, by their names in its file.
DECLARATION, REPORT_TEXTS, DISTRICT_TEXTS = "pack.toml", "report.toml", "district.toml"
TEMPLATES = "templates/"


@dataclass(frozen=True)
class Pack:
    """One form pack.

    Attributes:
        id: its fixed name; a later pack with the same id is another issue of it.
        name: what people call it.
        hash: SHA-256 of its contents, "" for one that comes with the program.
        valid_from, valid_to: the days on which the last day of a period may lie; None is open.
        kinds: the kinds of reports it changes or adds, by name.
        says_authority: names of the kinds of which it says whether dossiers are told by authority.
        texts, district_texts: the words it changes, as in the catalogues of the same names.
        templates: Word templates of its own, by file name without folder.
        rates, targets: rows of the registers `Tỷ lệ` and `Chỉ tiêu giao` that it proposes.
    """

    id: str
    name: str
    hash: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    kinds: Mapping[str, ReportKind] = field(default_factory=dict)
    says_authority: frozenset[str] = frozenset()
    texts: wording.Catalogue = field(default_factory=dict)
    district_texts: wording.Catalogue = field(default_factory=dict)
    templates: Mapping[str, bytes] = field(default_factory=dict)
    rates: tuple[Values, ...] = ()
    targets: tuple[Values, ...] = ()

    @property
    def built_in(self) -> bool:
        """Return whether it comes with the program."""
        return not self.hash

    @property
    def key(self) -> str:
        """Return what a report remembers of the pack it was made with."""
        return self.hash or self.id

    @property
    def days(self) -> str:
        """Return ", từ ngày 01/7/2025, đến ngày …" as far as its days are bounded."""
        start = f", từ ngày {format_date(self.valid_from)}" if self.valid_from else ""
        return start + (f", đến ngày {format_date(self.valid_to)}" if self.valid_to else "")

    def template_of(self, kind: ReportKind) -> bytes:
        """Return the Word template of a kind of report: the pack's own, else the program's."""
        own = self.templates.get(kind.template)
        return kind.standard_template.read_bytes() if own is None else own

    def holds(self, day: date) -> bool:
        """Say whether the pack is valid on a day."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)

    def over(self, standing: "Pack") -> "Pack":
        """Return the same pack, what it leaves out as it is in the program's own pack of a day."""
        kinds = dict(standing.kinds)
        for name, kind in self.kinds.items():
            kinds[name] = kind
            below = standing.kinds.get(name)
            if below is not None and name not in self.says_authority:
                kinds[name] = kind._replace(by_authority=below.by_authority)
        return replace(self, kinds=kinds)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Let the reports that are composed meanwhile use the words of the pack."""
        with wording.speaking(self.texts, self.district_texts):
            yield
