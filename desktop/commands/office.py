"""The commands of the command line: the services of the window, one function each."""

from __future__ import annotations

import getpass
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop import backup as copies
from desktop.commands.answers import (
    Answer,
    figures_lines,
    finding_line,
    finding_shape,
    problem_shape,
    table,
)
from desktop.context import Context, create_store, now, open_context, today
from desktop.figures import figures, resolve
from desktop.files import make_folder
from desktop.findings import finding_sentence, findings, open_warnings
from desktop.handoff.submission import export_report
from desktop.messages import sentence
from desktop.months import close_month, reopen_month
from desktop.paths import default_store
from desktop.reports.tags import known_tags
from desktop.sample import DISTRICT_FILE, make_sample
from desktop.settings import SETTINGS, all_settings, get, set_setting
from desktop.spreadsheets.loading import LoadReport
from desktop.spreadsheets.loading import load as load_workbook
from desktop.spreadsheets.reading import read_workbook
from desktop.spreadsheets.writing import write_workbook
from desktop.word.templates import check_template
from models.errors import Problem, Refused
from models.periods import parse_month, parse_period

Command = Callable[[Namespace], Answer]

# Whose store it is: chosen once by `init`; the code changes with the profile, and its records with
# it.
_FIXED = ("unit", "role")


def init(arguments: Namespace) -> Answer:
    """Make a store; refuses to write over one."""
    path = _store(arguments)
    if path == default_store():
        make_folder(path.parent)
    context = create_store(
        path,
        arguments.role,
        arguments.code,
        arguments.name,
        arguments.superior,
        arguments.place,
        arguments.who or _login_name(),
    )
    document = {
        "path": str(path),
        "role": context.role,
        "unit": context.unit,
        "name": context.unit_name,
    }
    context.close()
    return Answer(document, [f"Đã tạo sổ của {document['name']}: {path}"])


def workbook(arguments: Namespace) -> Answer:
    """Write the workbook of the registers."""
    with opened(arguments) as context:
        context.ask(write_workbook, arguments.out, arguments.filled)
    return Answer(
        {"path": str(arguments.out), "filled": arguments.filled},
        [f"Đã ghi bảng tính: {arguments.out}"],
    )


def load(arguments: Namespace) -> Answer:
    """Load a workbook, everything or nothing."""
    rows = read_workbook(
        arguments.file
    )  # before the store is opened: a hostile file must not hold it
    with opened(arguments) as context:
        report = context.do(load_workbook, rows, dry_run=arguments.dry_run).value
    document = {
        "sheets": {
            name: {
                "new": count.new,
                "changed": count.changed,
                "same": count.same,
                "refused": count.refused,
            }
            for name, count in report.sheets.items()
        },
        "problems": [
            *(problem_shape(problem) for problem in report.problems),
            *(problem_shape(problem, "warning") for problem in report.ignored),
        ],
        "written": report.written,
        "dry_run": arguments.dry_run,
    }
    counts = [
        (name, *(str(number) for number in (count.new, count.changed, count.same, count.refused)))
        for name, count in report.sheets.items()
        if count.new or count.changed or count.same or count.refused
    ]
    lines = table(
        [("Trang tính", "Mới", "Thay đổi", "Như cũ", "Từ chối"), *counts], right=[1, 2, 3, 4]
    )
    if report.problems:
        lines += [
            "",
            *(sentence(problem) for problem in report.problems),
            "",
            "Chưa nhập gì vào sổ.",
        ]
    else:
        lines += ["", _load_outcome(report)]
    return Answer(
        document,
        lines,
        [sentence(problem) for problem in report.ignored],
        1 if report.problems else 0,
    )


def _load_outcome(report: LoadReport) -> str:
    if not any(count.new or count.changed for count in report.sheets.values()):
        return "Không có gì thay đổi: sổ đã có đủ các dòng này."
    return "Đã nhập vào sổ." if report.written else "Xem trước: chưa ghi vào sổ."


def show_figures(arguments: Namespace) -> Answer:
    """Print every measure of a period with the rates."""
    with opened(arguments) as context:
        document = context.ask(figures, arguments.period, arguments.unit)
    return Answer(document, figures_lines(document))


def check(arguments: Namespace) -> Answer:
    """Print all findings; status 1 while a warning has no reason."""
    with opened(arguments) as context:
        months = None
        if arguments.period:
            months = context.ask(resolve, context.unit, parse_period(arguments.period)).months
        found = context.ask(findings, context.unit, months, today())
    worded = [(finding, finding_sentence(finding)) for finding in found]
    waiting = open_warnings(found)
    document: dict[str, object] = {"findings": [finding_shape(*pair) for pair in worded]}
    lines = [finding_line(*pair) for pair in worded] or ["Không có điểm nào cần xem."]
    if waiting:
        lines += ["", f"Còn {len(waiting)} cảnh báo chưa có lý do."]
    return Answer(document, lines, status=1 if waiting else 0)


def close(arguments: Namespace) -> Answer:
    """Close a month."""
    month = parse_month(arguments.month)
    with opened(arguments) as context:
        context.do(close_month, context.unit, month, today(), arguments.reason)
    return Answer(
        {"month": str(month), "state": "closed"},
        [f"Đã chốt số liệu tháng {month.month}/{month.year}."],
    )


def reopen(arguments: Namespace) -> Answer:
    """Open a closed month again."""
    month = parse_month(arguments.month)
    with opened(arguments) as context:
        context.do(reopen_month, context.unit, month, arguments.reason)
    return Answer(
        {"month": str(month), "state": "open"}, [f"Đã mở lại tháng {month.month}/{month.year}."]
    )


def report(arguments: Namespace) -> Answer:
    """Write a report; an open or incomplete month is said, not refused."""
    with opened(arguments) as context:
        done = export_report(
            context, arguments.period, arguments.kind, arguments.out, arguments.template
        )
    warnings = [sentence(problem) for problem in done.warnings]
    document = {
        "path": str(done.path),
        "kind": arguments.kind,
        "period": arguments.period,
        "bound": done.bound,
        "warnings": [problem_shape(problem, "warning") for problem in done.warnings],
    }
    return Answer(
        document,
        [f"Đã ghi báo cáo: {done.path} ({done.bound} số liệu đã đối chiếu với sổ)"],
        warnings,
    )


def template(arguments: Namespace) -> Answer:
    """Name the broken or unknown tags of a template with their paragraphs."""
    problems = check_template(arguments.file, known_tags())
    document = {
        "path": str(arguments.file),
        "ok": not problems,
        "problems": [{**problem_shape(problem), **_tag(problem)} for problem in problems],
    }
    if problems:
        return Answer(document, [sentence(problem) for problem in problems], status=1)
    return Answer(document, [f"Mẫu {arguments.file} dùng được."])


def settings(arguments: Namespace) -> Answer:
    """Show the settings, show one, or set one."""
    with opened(arguments) as context:
        if arguments.value is not None:
            if arguments.name in _FIXED:
                raise Refused(Problem("setting_fixed", values={"name": arguments.name}))
            context.do(set_setting, arguments.name, arguments.value)
        if arguments.name:
            value = context.ask(get, arguments.name)
            return Answer({"name": arguments.name, "value": value}, [f"{arguments.name} = {value}"])
        values = context.ask(all_settings)
    rows = [(name, _shortened(value), SETTINGS[name].label) for name, value in values.items()]
    return Answer({"settings": values}, table([("Tên", "Giá trị", "Ý nghĩa"), *rows]))


def sample(arguments: Namespace) -> Answer:
    """Write the sample stores."""
    path = make_sample(arguments.folder, today())
    files = [str(path), str(path.parent / DISTRICT_FILE)]
    return Answer(
        {"path": str(path), "files": files},
        [f"Đã tạo sổ mẫu (số liệu minh họa): {file}" for file in files],
    )


def verify(arguments: Namespace) -> Answer:
    """Say whether the store is sound."""
    path = _store(arguments)
    problems = copies.verify(path)
    document = {
        "path": str(path),
        "ok": not problems,
        "problems": [problem_shape(problem) for problem in problems],
    }
    if problems:
        return Answer(document, [sentence(problem) for problem in problems], status=1)
    return Answer(document, [f"Sổ {path} nguyên vẹn."])


def backup(arguments: Namespace) -> Answer:
    """Write a verified copy of the store."""
    with opened(arguments) as context:
        facts = copies.backup(context.store, arguments.folder, now())
    return Answer(
        _facts_shape(facts), [f"Đã sao lưu và kiểm tra: {facts.path}", *_facts_lines(facts)]
    )


def restore(arguments: Namespace) -> Answer:
    """Put a backup in the place of the store, or show what that would do."""
    path = _store(arguments)
    done = copies.restore(path, arguments.file, now(), arguments.dry_run)
    document = {
        "path": str(path),
        "source": _facts_shape(done.source),
        "replaced": _facts_shape(done.replaced) if done.replaced else None,
        "set_aside": str(done.set_aside) if done.set_aside else None,
        "dry_run": arguments.dry_run,
    }
    lines = [f"Bản sao lưu: {done.source.path}", *_facts_lines(done.source)]
    if done.replaced:
        lines += [f"Sổ đang dùng: {path}", *_facts_lines(done.replaced)]
    if done.set_aside:
        lines.append(f"Sổ trước khi khôi phục được giữ ở: {done.set_aside}")
    lines.append("Xem trước: chưa khôi phục." if arguments.dry_run else "Đã khôi phục sổ.")
    return Answer(document, lines)


def _tag(problem: Problem) -> dict[str, object]:
    """Return which tag in which paragraph a problem of a template is about."""
    values = problem.values
    return {
        "paragraph": values.get("paragraph"),
        "tag": values.get("tag") or values.get("name"),
        "text": values.get("text"),
    }


def _facts_shape(facts: copies.StoreFacts) -> dict[str, object]:
    return {
        "path": str(facts.path),
        "unit": facts.unit,
        "name": facts.name,
        "months": [str(month) for month in facts.months],
        "changed_at": facts.changed_at,
        "changed_by": facts.changed_by,
        "sha256": facts.sha256,
        "size": facts.size,
    }


def _facts_lines(facts: copies.StoreFacts) -> Iterator[str]:
    yield f"  Đơn vị: {facts.name or facts.unit}"
    months = [str(month) for month in facts.months]
    yield f"  Tháng có số liệu: {f'{len(months)} (từ {months[0]} đến {months[-1]})' if months else 'chưa có'}"
    yield f"  Thay đổi cuối: {facts.changed_at or 'chưa có'}{f' – {facts.changed_by}' if facts.changed_by else ''}"


def _shortened(value: str) -> str:
    line = value.replace("\n", "; ")
    return line if len(line) <= 40 else line[:39] + "…"


def _store(arguments: Namespace) -> Path:
    return arguments.store or default_store()


@contextmanager
def opened(arguments: Namespace) -> Iterator[Context]:
    """Open the store that a command names, in the name of its officer, and close it at the end."""
    context = open_context(_store(arguments), arguments.who)
    try:
        if not arguments.who and not context.ask(get, "officer"):
            context.who = _login_name() or context.who
        yield context
    finally:
        context.close()


def _login_name() -> str | None:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return None


COMMANDS: dict[str, Command] = {
    "init": init,
    "workbook": workbook,
    "load": load,
    "figures": show_figures,
    "check": check,
    "close": close,
    "reopen": reopen,
    "report": report,
    "template": template,
    "settings": settings,
    "sample": sample,
    "verify": verify,
    "backup": backup,
    "restore": restore,
}
