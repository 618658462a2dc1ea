"""The ward report against plain docxtpl rendering of the same template with the values ready."""

from pathlib import Path

from docxtpl import DocxTemplate

from desktop.handoff.submission import export_report
from desktop.reports.composing import compose
from desktop.reports.export import write_draft
from desktop.reports.kinds import PRINCIPAL
from desktop.reports.ward.gathering import gather
from tests.benchmarks.book import PERIOD, fill_book
from tests.benchmarks.ratio import Ratio, medians, timed
from tests.benchmarks.stores import UNIT, new_store


def measure(folder: Path) -> list[Ratio]:
    """Return the ratios of writing the report: rendered alone, and as the officer exports it."""
    context = new_store(folder / "report.sqlite")
    fill_book(context)
    template = PRINCIPAL.standard_template
    data = context.ask(gather, UNIT, PERIOD, "cchc", None)
    ready = compose(data)

    def plain() -> None:
        document = DocxTemplate(str(template))
        document.render(dict(ready.tags))
        document.save(str(folder / "plain.docx"))

    def unchecked() -> None:
        report = compose(context.ask(gather, UNIT, PERIOD, "cchc", None))
        write_draft(report, folder / "unchecked.docx", None, data)

    def checked() -> None:
        export_report(context, PERIOD, "cchc", folder / "checked.docx")

    without, with_check, floor = medians(15, timed(unchecked), timed(checked), timed(plain))
    context.close()
    name = "plain docxtpl, the same template, values ready"
    return [
        Ratio("ward report, four annexes of 50 rows", name, without, floor, 1.5),
        Ratio(
            "the same with its data inside and the check of the finished file",
            name,
            with_check,
            floor,
            2.5,
        ),
    ]
