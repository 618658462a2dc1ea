"""The command that adds up the figures of all units and writes the report and the workbook of them."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.commands.answers import Answer, figure, table
from desktop.commands.office import Command, opened
from desktop.consolidation.board import board_rows
from desktop.consolidation.period import consolidated
from desktop.consolidation.shape import shape_of
from desktop.context import today
from desktop.handoff.outbox import require_writable
from desktop.messages import sentence
from desktop.reports.district.export import warnings, write_district
from desktop.reports.district.gathering import gather_own, read_books
from desktop.reports.district.workbook import write_checked
from models.errors import Place, Problem, Unusable
from models.measures import MEASURES
from models.rates import RATES

_SHOWN = (
    "to_handle", "carried_over", "received", "received_online", "resolved", "resolved_in_time", "resolved_late",
    "pending", "delivered_postal", "digitised_results", "digitised_dossiers", "fee_bearing", "paid_online",
)  # fmt: skip


def consolidate(arguments: Namespace) -> Answer:
    """Add up a period over all units; write the report and the workbook where asked for."""
    if arguments.xlsx is not None and arguments.xlsx.suffix.lower() != ".xlsx":
        raise Unusable(Problem("workbook_ending", Place(file=str(arguments.xlsx))))
    for path in (arguments.docx, arguments.xlsx):
        if path is not None:  # before the first is written: both or neither
            require_writable(path.parent)
    with opened(arguments) as context:
        if context.role != "district":
            raise Unusable(Problem("district_only"))
        found = context.ask(consolidated, arguments.period)
        document = context.ask(shape_of, found, today())
        own = context.ask(gather_own, arguments.period)
        board = context.ask(board_rows, found.now.period, today())
        said = warnings(found, board, own, arguments.issuer)
        if arguments.docx is not None or arguments.xlsx is not None:
            data = context.ask(read_books, found, own, today())
            if arguments.docx is not None:
                write_district(context, data, arguments.docx, arguments.issuer)
            if arguments.xlsx is not None:
                write_checked(data, arguments.xlsx)
    files = {
        name: str(path) if path else None
        for name, path in (("docx", arguments.docx), ("xlsx", arguments.xlsx))
    }
    # Who signs matters for the paper only.
    kept = [
        problem
        for problem in said
        if arguments.docx is not None or problem.code != "report_no_signer"
    ]
    return Answer(
        {**document, **files},
        list(_lines(document, files)),
        [sentence(problem) for problem in kept],
    )


def _lines(document: Mapping[str, Any], files: Mapping[str, str | None]) -> Iterable[str]:
    yield f"Kỳ {document['period']}: từ {document['from']} đến {document['to']}"
    yield f"Số liệu của {document['counted']}/{document['expected']} đơn vị."
    if document["missing_units"]:
        yield f"Chưa có báo cáo: {', '.join(unit['name'] for unit in document['missing_units'])}"
    own = document["own"]
    columns = [
        *([(own["name"], own["total"]["measures"], own["rates"])] if own else []),
        ("Các đơn vị", document["below"]["measures"], document["below"]["rates"]),
        ("Tổng cộng", document["total"]["measures"], document["total"]["rates"]),
    ]
    rows = [("Chỉ tiêu", *(name for name, _, _ in columns))]
    rows += [
        (MEASURES[name].label, *(figure(measures[name]) for _, measures, _ in columns))
        for name in _SHOWN
    ]
    rows += [
        (
            kind.label,
            *(
                f"{rates[name]['percent']}%" if rates[name]["percent"] else "–"
                for _, _, rates in columns
            ),
        )
        for name, kind in RATES.items()
    ]
    yield ""
    yield from table(rows, right=range(1, len(columns) + 1))
    written = [path for path in files.values() if path]
    yield from ["", *(f"Đã ghi: {path}" for path in written)] if written else []


CONSOLIDATION_COMMANDS: dict[str, Command] = {"consolidate": consolidate}
