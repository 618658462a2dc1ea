"""The commands that write and read files between offices, one function each."""

from argparse import Namespace
from dataclasses import asdict

from desktop.commands.answers import Answer, table
from desktop.commands.office import Command, opened
from desktop.handoff.data import private_columns
from desktop.handoff.outbox import outbox as written
from desktop.handoff.outbox import write_again
from desktop.handoff.report_differences import as_problem
from desktop.handoff.submission import preview
from desktop.handoff.submission import submit as send
from desktop.messages import sentence
from models.errors import Problem, Unusable


def submit(arguments: Namespace) -> Answer:
    """Write the submission file of a period; an open month makes it a draft, a changed number is
    said.
    """
    with opened(arguments) as context:
        done = send(
            context,
            arguments.period,
            arguments.out,
            arguments.report,
            include_private=arguments.private,
            password=arguments.password,
        )
        seen = context.ask(preview, arguments.period, arguments.private)
    kept_back = (
        []
        if arguments.private
        else [f"{column.sheet}: {column.label}" for column in private_columns()]
    )
    warnings = [sentence(as_problem(difference)) for difference in done.made.differences]
    if done.made.draft:
        months = ", ".join(f"{month.month}/{month.year}" for month in seen.open_months)
        warnings.insert(0, sentence(Problem("submission_draft", values={"months": months})))
    document = {
        "path": str(done.path),
        "unit": done.unit,
        "period": done.period,
        "revision": done.made.revision,
        "sequence": done.made.sequence,
        "draft": done.made.draft,
        "code": done.made.code,
        "months": list(seen.months),
        "sent": seen.counts,
        "left_behind": kept_back,
        "differences": [
            {"place": d.place, "label": d.label, "printed": d.printed, "stored": d.stored}
            for d in done.made.differences
        ],
    }
    sent = ", ".join(f"{sheet} ({number})" for sheet, number in seen.counts.items())
    lines = [
        str(done.path),
        f"Lần gửi {done.made.revision}{' (chưa chốt)' if done.made.draft else ''}, kỳ {done.period}. Có thể rút USB.",
        f"Gồm có: {sent}.",
        f"Không gửi: {'; '.join(kept_back)}." if kept_back else "Đã gửi cả các cột riêng.",
        f"Mã đối chiếu để đọc qua điện thoại: {done.made.code}",
    ]
    return Answer(document, lines, warnings)


def outbox(arguments: Namespace) -> Answer:
    """List the files this office wrote, or write one of them again."""
    with opened(arguments) as context:
        if arguments.sequence is not None:
            if arguments.out is None:
                raise Unusable(Problem("cli_usage", values={"text": "Còn thiếu: --out."}))
            path = write_again(context, arguments.sequence, arguments.out, arguments.password)
            return Answer({"path": str(path), "sequence": arguments.sequence}, [str(path)])
        kept = context.ask(written)
    document = {"files": [asdict(sent) for sent in kept]}
    rows = [
        (str(sent.sequence), sent.at, sent.period, sent.file_name, _STATES[sent.state])
        for sent in kept
    ]
    lines = table([("Số", "Lúc", "Kỳ", "Tệp", "Tình trạng"), *rows], right=[0])
    return Answer(document, lines if kept else ["Hộp gửi đi chưa có tệp nào."])


_STATES = {"waiting": "chưa ghi ra được", "written": "đã ghi"}

EXCHANGE_COMMANDS: dict[str, Command] = {"submit": submit, "outbox": outbox}
