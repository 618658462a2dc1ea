"""Export a report: gather, compose, render, bind, write whole, and compare with the store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.context import Context
from desktop.packs.shelf import remember
from desktop.progress import SILENT, Reporter
from desktop.reports.composing import blank_sections, compose
from desktop.reports.kinds import BRIEF_TABLE
from desktop.reports.letter import compose_letter
from desktop.reports.rereading import reread
from desktop.reports.shortening import left_out
from desktop.reports.tags import known_tags
from desktop.reports.ward.data import Options, ReportData
from desktop.reports.ward.gathering import gather
from desktop.word.book import offered
from desktop.word.content import Report, Written
from desktop.word.rendering import render
from desktop.word.sandbox import TooMuch, office_budget, own_budget
from desktop.word.templates import sound_template
from models.errors import OfficeError, Place, Problem, Refused, Unusable
from models.files import write_whole
from models.measures import MEASURES, PARENT, TREE_NAMES

_STEPS = 4


@dataclass(frozen=True)
class Exported:
    """A report that was written.

    Attributes:
        path: the file.
        warnings: what a reader should know: open or incomplete months, missing parts of the frame.
        bound: how many figures are bound in it.
        numbers: how many numbers agree with the store, in sentences and in tables.
        empty_sections: sections in which nothing stands but the mark that asks for a text.
        carries: sheets whose data the file carries, unseen on paper.
    """

    path: Path
    warnings: tuple[Problem, ...]
    bound: int
    numbers: int = 0
    empty_sections: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()


def require_word_ending(out: Path) -> None:
    """Check that a name ends in .docx; raises Unusable `report_ending`."""
    if out.suffix.lower() != ".docx":
        raise Unusable(Problem("report_ending", Place(file=str(out))))


def export(
    context: Context,
    period: str,
    kind: str,
    out: Path,
    template: Path | None = None,
    reporter: Reporter = SILENT,
    options: Options | None = None,
    finish: Callable[[Report, Path], None] | None = None,
) -> Exported:
    """Write the report of the store's own unit for a period.

    The file appears only when it agrees with the store.
    `finish` may add to the file what is not seen on paper, before it is checked.

    Raises:
        Unusable: the period is unknown, the template unreadable, or the file cannot be written.
        Refused: a broken template, an unknown placeholder, a straddling month, or
            `report_mismatch`, or `report_inconsistent` where two places differ.
    """
    require_word_ending(out)
    reporter.step(0, _STEPS, "Đọc số liệu")
    data = context.ask(gather, context.unit, period, kind, options)
    reporter.step(1, _STEPS, "Soạn báo cáo")
    report = compose(data)
    bound: list[Written] = []
    numbers: list[int] = []

    def write(draft: Path) -> None:
        bound.append(write_draft(report, draft, template, data))
        if finish is not None:
            finish(report, draft)
        reporter.step(2, _STEPS, "Đối chiếu với sổ")

    def verify(draft: Path) -> None:
        fresh = compose(context.ask(gather, context.unit, period, kind, options))
        with data.pack.speaking():
            numbers.append(reread(draft, report, fresh, bound[0]).numbers)
        reporter.step(3, _STEPS, "Ghi tệp")

    write_whole(out, write, verify)
    context.do(remember, data.unit, data.now.period, kind, data.pack)
    reporter.step(_STEPS, _STEPS, "Xong")
    return _exported(out, data, report, bound[0].figures, numbers[0])


def write(data: ReportData, out: Path, template: Path | None = None) -> Exported:
    """Write a report from gathered data; the finished file is compared with the same data."""
    report = compose(data)
    bound: list[Written] = []
    numbers: list[int] = []

    def write(draft: Path) -> None:
        bound.append(write_draft(report, draft, template, data))

    def verify(draft: Path) -> None:
        with data.pack.speaking():
            numbers.append(reread(draft, report, report, bound[0]).numbers)

    write_whole(out, write, verify)
    return _exported(out, data, report, bound[0].figures, numbers[0])


def _exported(out: Path, data: ReportData, report: Report, figures: int, numbers: int) -> Exported:
    with data.pack.speaking():
        blank = blank_sections(report)
        warnings = (*_warnings(data, blank), *_about_length(data, report))
        return Exported(out, warnings, figures, numbers, blank)


def _about_length(data: ReportData, report: Report) -> list[Problem]:
    """Return that a report of one page leaves out some of what was typed, if it does."""
    if BRIEF_TABLE not in data.kind.tables:
        return []
    count = sum(left_out(lines) for lines in report.tags["muc"].values())
    return [Problem("report_shortened", values={"count": count})] if count else []


def write_draft(report: Report, draft: Path, template: Path | None, data: ReportData) -> Written:
    """Render a report as it comes and return what must be found in it.

    Without an office's template, which is checked first, that of the pack or of the program is
    used.

    Raises Refused with every tag that is broken, unknown, or not there for this kind of report.
    """
    from jinja2 import TemplateError

    place = Place(file=str(template or data.kind.template))
    if template is None:
        used, budget = data.pack.template_of(data.kind), own_budget()
    else:
        used = sound_template(template, known_tags(offered(report.figures)))
        budget = office_budget()
    try:
        return render(report, used, draft, datetime.now().astimezone(), budget)
    except TemplateError as error:
        detail = {"detail": error.message or ""}
        raise Refused(Problem("template_not_for_kind", place, detail)) from error
    except TooMuch as error:
        raise Refused(Problem("template_too_much", place)) from error
    except (OSError, OfficeError):
        raise
    except Exception as error:
        # The libraries fail in many ways at a template whose tables or styles are no such thing.
        if template is None:
            raise
        raise Refused(Problem("template_unusable", place)) from error


def _warnings(data: ReportData, blank: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return what does not stop an export: open months, unknown figures, gaps of the frame.

    `blank` are the sections that nobody has written.
    """
    found = _about_figures(data)
    if data.open_months:
        months = ", ".join(f"{month.month}/{month.year}" for month in data.open_months)
        found.append(Problem("report_month_open", values={"months": months}))
    if blank:
        words = {"count": len(blank), "sections": ", ".join(blank)}
        found.append(Problem("report_sections_blank", values=words))
    letter = compose_letter(data)
    if not letter.signer:
        found.append(Problem("report_no_signer"))
    if not _has_addressee(data):
        found.append(Problem("report_no_addressee"))
    return tuple(found)


def _about_figures(data: ReportData) -> list[Problem]:
    if not data.now.has_figures:
        return [Problem("report_no_figures", values={"period": data.now.period.name})]
    names = unknown_measures(data)
    if not names:
        return []
    labels = ", ".join(MEASURES[name].label for name in names)
    return [Problem("report_incomplete", values={"count": len(names), "labels": labels})]


def _has_addressee(data: ReportData) -> bool:
    if data.settings.get(f"report.{data.kind.name}.addressee"):
        return True
    return bool(data.profile.text("addressee") or data.profile.text("superior"))


def unknown_measures(data: ReportData) -> list[str]:
    """Return the figures that the report prints as not known and that no known total covers."""
    total = data.now.total
    found = [name for name in TREE_NAMES if total[name] is None and not _covered(data, name)]
    return found + [name for name in data.kind.measures if total[name] is None]


def _covered(data: ReportData, name: str) -> bool:
    """Say whether a total above a measure is known, so that the reader misses only the parts."""
    parent = PARENT.get(name)
    if parent is None:
        return False
    return data.now.total[parent] is not None or _covered(data, parent)
