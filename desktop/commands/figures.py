"""The commands of a unit's figures: see them, check them, close their months, print them."""

from argparse import Namespace
from pathlib import Path

from desktop.checking import checked, checked_units
from desktop.commands.answers import Answer, figures_lines, finding_line, problem_shape
from desktop.commands.parser import Parser
from desktop.commands.store import opened
from desktop.commands.words import Command
from desktop.context import today
from desktop.figures import figures, rate_settings
from desktop.findings import finding_sentence, open_warnings
from desktop.handoff.submission import export_report
from desktop.messages import sentence
from desktop.months import close_month, reopen_month
from desktop.reports.tags import PREFIXES, known_tags
from desktop.shapes import finding_shape
from desktop.word.templates import check_template
from models.errors import Problem
from models.periods import parse_month, parse_period

_PERIODS = (
    "2024-06, 2024-Q2, 2024-H1, 2024-9M, 2024, 2024-06-14, 2024-W23 hoặc 2023-12-05..2024-06-20"
)
_MONTH = "ví dụ 2024-06"


def _figures_words(parser: Parser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ", help=_PERIODS)
    parser.add_argument("--unit", metavar="MÃ", help="chỉ một đơn vị")


def show_figures(arguments: Namespace) -> Answer:
    """Print every measure of a period with the rates."""
    with opened(arguments) as context:
        document = context.ask(figures, arguments.period, arguments.unit)
        rates = context.ask(rate_settings)
    return Answer(document, figures_lines(document, rates))


def _check_words(parser: Parser) -> None:
    period = f"{_PERIODS}; không ghi thì xem tất cả các tháng"
    parser.add_argument("--period", metavar="KỲ", help=period)
    unit = "chỉ một đơn vị; không ghi thì cơ quan nhận báo cáo xem mọi đơn vị trong sổ"
    parser.add_argument("--unit", metavar="MÃ", help=unit)


def check(arguments: Namespace) -> Answer:
    """Print all findings; status 1 while a warning has no reason."""
    period = parse_period(arguments.period) if arguments.period else None
    with opened(arguments) as context:
        names = context.ask(checked_units, arguments.unit)
        found = context.ask(lambda conn: list(checked(conn, period, today(), arguments.unit)))
    shapes = []
    lines = []
    for finding in found:
        said = finding_sentence(finding)
        shapes.append({**finding_shape(finding, said), "reason": finding.reason})
        lines.append(finding_line(finding, said, names[finding.unit] if len(names) > 1 else ""))
    if not lines:
        lines = ["Không có điểm nào cần xem."]
    waiting = open_warnings(found)
    if waiting:
        lines += ["", f"Còn {len(waiting)} cảnh báo chưa có lý do."]
    return Answer({"findings": shapes}, lines, status=1 if waiting else 0)


def _close_words(parser: Parser) -> None:
    parser.add_argument("--month", required=True, metavar="NĂM-THÁNG", help=_MONTH)
    reason = "lý do cho mọi cảnh báo chưa được giải trình"
    parser.add_argument("--reason", metavar="LÝ-DO", help=reason)


def close(arguments: Namespace) -> Answer:
    """Close a month."""
    month = parse_month(arguments.month)
    with opened(arguments) as context:
        context.do(close_month, context.unit, month, today(), arguments.reason)
    document = {"month": str(month), "state": "closed"}
    return Answer(document, [f"Đã chốt số liệu tháng {month.month}/{month.year}."])


def _reopen_words(parser: Parser) -> None:
    parser.add_argument("--month", required=True, metavar="NĂM-THÁNG", help=_MONTH)
    parser.add_argument("--reason", required=True, metavar="LÝ-DO", help="lý do mở lại")


def reopen(arguments: Namespace) -> Answer:
    """Open a closed month again."""
    month = parse_month(arguments.month)
    with opened(arguments) as context:
        context.do(reopen_month, context.unit, month, arguments.reason)
    document = {"month": str(month), "state": "open"}
    return Answer(document, [f"Đã mở lại tháng {month.month}/{month.year}."])


def _report_words(parser: Parser) -> None:
    kind = "loại báo cáo của bộ biểu mẫu, ví dụ cchc, ii06a"
    parser.add_argument("--period", required=True, metavar="KỲ", help=_PERIODS)
    parser.add_argument("--kind", required=True, metavar="LOẠI", help=kind)
    parser.add_argument("--out", required=True, type=Path, metavar="TỆP.docx", help="tệp cần ghi")
    own = "mẫu Word riêng của đơn vị"
    public = "bản công khai: tệp không kèm số liệu"
    parser.add_argument("--public", action="store_true", help=public)
    parser.add_argument("--template", type=Path, metavar="TỆP.docx", help=own)


def report(arguments: Namespace) -> Answer:
    """Write a report; an open or incomplete month is said, not refused."""
    with opened(arguments) as context:
        done = export_report(
            context,
            arguments.period,
            arguments.kind,
            arguments.out,
            arguments.template,
            public=arguments.public,
        )
    document = {
        "path": str(done.path),
        "kind": arguments.kind,
        "period": arguments.period,
        "bound": done.bound,
        "numbers": done.numbers,
        "checked": done.numbers,
        "empty_sections": list(done.empty_sections),
        "carries": list(done.carries),
        "warnings": [problem_shape(problem, "warning") for problem in done.warnings],
    }
    line = f"Đã ghi báo cáo: {done.path} ({done.numbers} số liệu đã đối chiếu với sổ)"
    carried = "Tệp Word chỉ có phần in ra, không kèm số liệu."
    if done.carries:
        carried = f"Tệp Word kèm số liệu để nơi nhận tổng hợp: {', '.join(done.carries)}."
    return Answer(document, [line, carried], [sentence(problem) for problem in done.warnings])


def _template_words(parser: Parser) -> None:
    action = "check: kiểm tra các thẻ trong mẫu"
    parser.add_argument("action", choices=("check",), help=action)
    parser.add_argument("file", type=Path, metavar="TỆP.docx", help="mẫu Word")


def template(arguments: Namespace) -> Answer:
    """Name the broken or unknown tags of a template with their paragraphs."""
    own: list[str] = []
    if arguments.store is not None:
        with opened(arguments) as context:
            own = [kind.name for kind in context.ask(rate_settings).added]
    prefixed = [f"{prefix}{name}" for prefix in PREFIXES for name in own]
    problems = check_template(arguments.file, known_tags(prefixed))
    document = {
        "path": str(arguments.file),
        "ok": not problems,
        "problems": [_tag_shape(problem) for problem in problems],
    }
    if problems:
        return Answer(document, [sentence(problem) for problem in problems], status=1)
    return Answer(document, [f"Mẫu {arguments.file} dùng được."])


def _tag_shape(problem: Problem) -> dict[str, object]:
    """Return a problem of a template with the tag and the paragraph that it is about."""
    values = problem.values
    return {
        **problem_shape(problem),
        "paragraph": values.get("paragraph"),
        "tag": values.get("tag") or values.get("name"),
        "text": values.get("text"),
    }


COMMANDS = (
    Command(
        "figures",
        "số liệu của một kỳ theo lĩnh vực, tổng số và tỷ lệ",
        _figures_words,
        show_figures,
    ),
    Command("check", "các điểm cần xem trong số liệu", _check_words, check),
    Command("close", "chốt số liệu một tháng", _close_words, close),
    Command("reopen", "mở lại một tháng đã chốt", _reopen_words, reopen),
    Command("report", "xuất báo cáo ra tệp Word", _report_words, report),
    Command("template", "kiểm tra mẫu báo cáo", _template_words, template),
)
