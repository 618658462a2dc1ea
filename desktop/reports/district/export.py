"""Export the report of several units, as `desktop.reports.export` does the ward's."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.consolidation.board import BoardRow
from desktop.consolidation.period import Consolidated
from desktop.consolidation.rollup import Rollup
from desktop.consolidation.shape import finding_words
from desktop.context import Context, today
from desktop.packs.shelf import remember
from desktop.progress import SILENT, WHOLE, Part, Reporter
from desktop.reports.composing import blank_sections
from desktop.reports.district.composing import compose_district
from desktop.reports.district.gathering import (
    DistrictData,
    gather_again,
    gather_district,
    own_name,
)
from desktop.reports.district.issuer import framed
from desktop.reports.district.text_tables import months_text
from desktop.reports.export import Exported, require_word_ending, write_draft
from desktop.reports.kinds import CONSOLIDATED
from desktop.reports.letter import compose_letter
from desktop.reports.rereading import reread
from desktop.reports.ward.data import Options, ReportData
from desktop.word.content import Written
from models.errors import Problem
from models.files import write_whole


def export_district(
    context: Context,
    period: str,
    out: Path,
    issuer: str | None = None,
    template: Path | None = None,
    reporter: Reporter = SILENT,
    options: Options | None = None,
) -> Exported:
    """Write the report of a period over all units.

    The file appears only when it agrees with the store.

    Raises:
        Unusable: the period is unknown, the template unreadable, or the file cannot be written.
        Refused: a broken template, an unknown placeholder, a straddling month, or
            `report_mismatch`, or `report_inconsistent` where two places differ.
        Cancelled: the reporter stopped it; there is no file.
    """
    require_word_ending(out)
    data = context.ask(gather_district, period, today(), options, Part(reporter, 0, 450))
    return write_district(context, data, out, issuer, template, reporter, options)


def write_district(
    context: Context,
    data: DistrictData,
    out: Path,
    issuer: str | None = None,
    template: Path | None = None,
    reporter: Reporter = SILENT,
    options: Options | None = None,
    fresh: DistrictData | None = None,
) -> Exported:
    """Write the report of what was gathered, compared with what the store says by then.

    `fresh` is the same gathered another time, where several files are compared with it. Raises as
    `export_district` does.
    """
    reporter.step(450, WHOLE, "Soạn báo cáo")
    report = compose_district(data, issuer)
    bound: list[Written] = []
    numbers: list[int] = []

    def write(draft: Path) -> None:
        bound.append(write_draft(report, draft, template, framed(data.own_report, issuer)))
        reporter.step(550, WHOLE, "Đối chiếu với sổ")

    def verify(draft: Path) -> None:
        part = Part(reporter, 550, 950)
        again = fresh or context.ask(gather_again, data, today(), options, part)
        composed = compose_district(again, issuer)
        with data.own_report.pack.speaking():
            numbers.append(reread(draft, report, composed, bound[0]).numbers)
        reporter.step(980, WHOLE, "Ghi tệp")

    write_whole(out, write, verify)
    own = data.own_report
    context.do(remember, own.unit, data.now.period, CONSOLIDATED.name, own.pack)
    said = warnings(data.figures, data.board, data.own_report, issuer)
    with own.pack.speaking():
        blank = blank_sections(report)
    if blank:
        words = {"count": len(blank), "sections": ", ".join(blank)}
        said = (*said, Problem("report_sections_blank", values=words))
    return Exported(out, said, bound[0].figures, numbers[0], blank)


def sections_left_blank(data: DistrictData) -> tuple[str, ...]:
    """Return the sections that would print the mark of a section left blank.

    Raises as `compose_district` does.
    """
    with data.own_report.pack.speaking():
        return blank_sections(compose_district(data))


def warnings(
    period: Consolidated, board: Iterable[BoardRow], own: ReportData, issuer: str | None = None
) -> tuple[Problem, ...]:
    """Return what does not stop an export: missing and incomplete units, contradictions."""
    with own.pack.speaking():
        return _warnings(period, board, own, issuer)


def _warnings(
    period: Consolidated, board: Iterable[BoardRow], own: ReportData, issuer: str | None
) -> tuple[Problem, ...]:
    found = [*_about_units(period.now, own), *_about_files(board)]
    for finding in period.findings:
        if finding.severity == "warning":
            words = finding_words(finding, period.names)
            found.append(Problem("consolidation_finding", values={"text": words}))
    if not compose_letter(framed(own, issuer)).signer:
        found.append(Problem("report_no_signer"))
    return tuple(found)


def _about_units(now: Rollup, own: ReportData) -> Iterator[Problem]:
    """Yield whose figures are missing or incomplete."""
    if now.missing:
        names = ", ".join(line.line.name for line in now.missing)
        values = {"names": names, "counted": len(now.counted), "expected": len(now.lines)}
        yield Problem("consolidation_missing", values=values)
    if now.own_is_missing:
        yield Problem("consolidation_own_missing", values={"name": own_name(own)})
    for line in now.incomplete:
        months = months_text(line.blank_months)
        yield Problem("consolidation_incomplete", values={"name": line.line.name, "months": months})


def _about_files(board: Iterable[BoardRow]) -> Iterator[Problem]:
    """Yield whose report was returned, or has months that are still open."""
    for row in board:
        if row.standing.status == "returned":
            yield Problem("consolidation_returned", values={"name": row.name})
        elif row.standing.draft:
            yield Problem("consolidation_draft", values={"name": row.name})
