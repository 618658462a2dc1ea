"""The commands that write files for other offices: send a period, look at what was sent."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from desktop.commands.answers import Answer, table
from desktop.commands.parser import Parser
from desktop.commands.passwords import add_password_words, password_of
from desktop.commands.store import opened
from desktop.commands.words import AS_IN_FIGURES, Command
from desktop.drives import may_pull_out
from desktop.handoff.data import private_columns
from desktop.handoff.outbox import outbox as written
from desktop.handoff.outbox import write_again
from desktop.handoff.report_differences import Difference, as_problem
from desktop.handoff.submission import Preview, Submitted, preview
from desktop.handoff.submission import submit as send
from desktop.messages import sentence
from models.errors import Problem, Unusable

_WHERE = "thư mục hoặc USB để ghi tệp"
_PASSWORD = "đặt mật khẩu cho tệp"  # noqa: S105 - a line of the help
_STATES = {"waiting": "chưa ghi ra được", "written": "đã ghi"}


def _submit_words(parser: Parser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ", help=AS_IN_FIGURES)
    parser.add_argument("--out", required=True, type=Path, metavar="THƯ-MỤC", help=_WHERE)
    report = "báo cáo đã sửa trong Word, được đối chiếu"
    parser.add_argument("--report", type=Path, metavar="TỆP.docx", help=report)
    private = "gửi cả cột riêng: ngày sinh, điện thoại, xếp loại"
    parser.add_argument("--private", action="store_true", help=private)
    add_password_words(parser, _PASSWORD)


def submit(arguments: Namespace) -> Answer:
    """Write the submission file of a period; an open month makes it a draft."""
    password = password_of(arguments, is_new=True)
    with opened(arguments) as context:
        done = send(
            context,
            arguments.period,
            arguments.out,
            arguments.report,
            include_private=arguments.private,
            password=password,
        )
        seen = context.ask(preview, arguments.period, arguments.private)
    kept_back = []
    if not arguments.private:
        kept_back = [f"{column.sheet}: {column.label}" for column in private_columns()]
    made = done.made
    document = {
        "path": str(done.path),
        "unit": done.unit,
        "period": done.period,
        "revision": made.revision,
        "sequence": made.sequence,
        "draft": made.draft,
        "code": made.code,
        "months": list(seen.months),
        "sent": seen.counts,
        "left_behind": kept_back,
        "differences": [_difference_shape(difference) for difference in made.differences],
        "restored": made.restored,
    }
    return Answer(document, _submit_lines(done, seen, kept_back), _submit_warnings(done, seen))


def _difference_shape(difference: Difference) -> dict[str, str | None]:
    return {
        "place": difference.place,
        "label": difference.label,
        "printed": difference.printed,
        "stored": difference.stored,
    }


def _submit_warnings(done: Submitted, seen: Preview) -> list[str]:
    """Return what to know of the file: a draft, low numbers, and what was changed in Word."""
    problems = []
    if done.made.draft:
        months = ", ".join(f"{month.month}/{month.year}" for month in seen.open_months)
        problems.append(Problem("submission_draft", values={"months": months}))
    if done.made.restored:
        problems.append(Problem("submission_after_restore"))
    problems += [as_problem(difference) for difference in done.made.differences]
    return [sentence(problem) for problem in problems]


def _submit_lines(done: Submitted, seen: Preview, kept_back: list[str]) -> list[str]:
    draft = " (chưa chốt)" if done.made.draft else ""
    sent = ", ".join(f"{sheet} ({number})" for sheet, number in seen.counts.items())
    private = "Đã gửi cả các cột riêng."
    if kept_back:
        private = f"Không gửi: {'; '.join(kept_back)}."
    pull = may_pull_out(done.path.parent)
    return [
        str(done.path),
        f"Lần gửi {done.made.revision}{draft}, kỳ {done.period}.{pull}",
        f"Gồm có: {sent}.",
        private,
        f"Mã đối chiếu để đọc qua điện thoại: {done.made.code}",
    ]


def _outbox_words(parser: Parser) -> None:
    sequence = "số của tệp cần ghi lại"
    parser.add_argument("sequence", nargs="?", type=int, metavar="SỐ", help=sequence)
    parser.add_argument("--out", type=Path, metavar="THƯ-MỤC", help=_WHERE)
    add_password_words(parser, _PASSWORD)


def outbox(arguments: Namespace) -> Answer:
    """List the files this office wrote, or write one of them again."""
    password = password_of(arguments, is_new=True)
    with opened(arguments) as context:
        if arguments.sequence is not None:
            if arguments.out is None:
                raise Unusable(Problem("cli_usage", values={"text": "Còn thiếu: --out."}))
            path = write_again(context, arguments.sequence, arguments.out, password)
            return Answer({"path": str(path), "sequence": arguments.sequence}, [str(path)])
        kept = context.ask(written)
    document = {"files": [asdict(sent) for sent in kept]}
    if not kept:
        return Answer(document, ["Hộp gửi đi chưa có tệp nào."])
    rows = [("Số", "Lúc", "Kỳ", "Tệp", "Tình trạng")]
    for sent in kept:
        state = _STATES[sent.state]
        rows.append((str(sent.sequence), sent.at, sent.period, sent.file_name, state))
    return Answer(document, table(rows, right=[0]))


COMMANDS = (
    Command("submit", "ghi tệp gửi cấp trên (.smc) cho một kỳ", _submit_words, submit),
    Command("outbox", "xem Hộp gửi đi, hoặc ghi lại một tệp đã gửi", _outbox_words, outbox),
)
