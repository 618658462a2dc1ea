"""The commands of an office's own store: make it, fill it, read it, set it up."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from desktop.backup_habit import keep_copy
from desktop.commands.answers import Answer, problem_shape, table
from desktop.commands.parser import Parser
from desktop.commands.store import login_name, opened, store_path
from desktop.commands.words import Command
from desktop.context import create_store, now, today
from desktop.figures import overridden
from desktop.messages import sentence
from desktop.paths import default_store
from desktop.people.leaving import note_left
from desktop.sample import DISTRICT_FILE, make_province, make_sample
from desktop.sample_commune import COMMUNE_FILE
from desktop.settings import (
    NO_ROUNDING,
    all_settings,
    declared_settings,
    get,
    rounding_words,
    set_setting,
)
from desktop.spreadsheets.loading import LoadReport, SheetCount
from desktop.spreadsheets.loading import load as load_workbook
from desktop.spreadsheets.reading import read_workbook
from desktop.spreadsheets.writing import write_workbook
from desktop.store_place import require_local
from models.errors import Problem, Refused, Unusable
from models.files import make_folder
from models.rounding import find_rounding, read_share

# Whose store it is: chosen once by `init`; the code changes with the profile, and its records with
# it.
_FIXED = ("unit", "role")

_SHOWN_LETTERS = 40


def _init_words(parser: Parser) -> None:
    role = "ward: đơn vị báo cáo; district: cơ quan nhận"
    parser.add_argument("--role", required=True, choices=("ward", "district"), help=role)
    parser.add_argument("--code", required=True, metavar="MÃ", help="mã đơn vị")
    parser.add_argument("--name", required=True, metavar="TÊN", help="tên đơn vị")
    parser.add_argument("--superior", required=True, metavar="TÊN", help="cấp trên trực tiếp")
    place = "địa danh ghi trong báo cáo"
    parser.add_argument("--place", required=True, metavar="NƠI", help=place)


def init(arguments: Namespace) -> Answer:
    """Make a store; refuses to write over one."""
    path = store_path(arguments)
    require_local(path)
    if path == default_store():
        make_folder(path.parent)
    context = create_store(
        path,
        arguments.role,
        arguments.code,
        arguments.name,
        arguments.superior,
        arguments.place,
        arguments.who or login_name(),
    )
    document = {
        "path": str(path),
        "role": context.role,
        "unit": context.unit,
        "name": context.unit_name,
    }
    context.close()
    return Answer(document, [f"Đã tạo sổ của {document['name']}: {path}"])


def _workbook_words(parser: Parser) -> None:
    parser.add_argument("out", type=Path, metavar="TỆP.xlsx", help="bảng tính cần ghi")
    filled = "kèm toàn bộ dữ liệu đang có trong sổ"
    parser.add_argument("--filled", action="store_true", help=filled)


def workbook(arguments: Namespace) -> Answer:
    """Write the workbook of the registers."""
    with opened(arguments) as context:
        context.ask(write_workbook, arguments.out, arguments.filled)
        if arguments.filled:
            context.do(note_left, context.unit, "workbook", arguments.out.name)
    document = {"path": str(arguments.out), "filled": arguments.filled}
    return Answer(document, [f"Đã ghi bảng tính: {arguments.out}"])


def _load_words(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP.xlsx", help="bảng tính cần nhập")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")


def load(arguments: Namespace) -> Answer:
    """Load a workbook, everything or nothing."""
    # Before the store is opened: a hostile file must not hold it.
    rows = read_workbook(arguments.file)
    with opened(arguments) as context:
        if not arguments.dry_run:
            keep_copy(context, now())
        report = context.do(load_workbook, rows, dry_run=arguments.dry_run).value
    errors = [problem_shape(problem) for problem in report.problems]
    passed_over = [problem_shape(problem, "warning") for problem in report.ignored]
    document = {
        "sheets": {name: _count_shape(count) for name, count in report.sheets.items()},
        "problems": [*errors, *passed_over],
        "written": report.written,
        "dry_run": arguments.dry_run,
    }
    warnings = [sentence(problem) for problem in report.ignored]
    status = 1 if report.problems else 0
    return Answer(document, _load_lines(report), warnings, status)


def _count_shape(count: SheetCount) -> dict[str, int]:
    return {
        "new": count.new,
        "changed": count.changed,
        "same": count.same,
        "refused": count.refused,
    }


def _load_lines(report: LoadReport) -> list[str]:
    rows = [("Trang tính", "Mới", "Thay đổi", "Như cũ", "Từ chối")]
    for name, count in report.sheets.items():
        numbers = (count.new, count.changed, count.same, count.refused)
        if any(numbers):
            new, changed, same, refused = map(str, numbers)
            rows.append((name, new, changed, same, refused))
    lines = table(rows, right=[1, 2, 3, 4])
    if not report.problems:
        return [*lines, "", _load_outcome(report)]
    problems = [sentence(problem) for problem in report.problems]
    return [*lines, "", *problems, "", "Chưa nhập gì vào sổ."]


def _load_outcome(report: LoadReport) -> str:
    if not any(count.new or count.changed for count in report.sheets.values()):
        return "Không có gì thay đổi: sổ đã có đủ các dòng này."
    return "Đã nhập vào sổ." if report.written else "Xem trước: chưa ghi vào sổ."


def _settings_words(parser: Parser) -> None:
    name = "tên lựa chọn, ví dụ percent_rounding"
    parser.add_argument("name", nargs="?", metavar="TÊN", help=name)
    parser.add_argument("value", nargs="?", metavar="GIÁ-TRỊ", help="giá trị mới")
    find = "tìm cách làm tròn từ các tỷ lệ trong báo cáo cũ, ví dụ 1970/2181=90,3; không cần có sổ"
    parser.add_argument("--find-rounding", nargs="+", metavar="N/M=TỶ-LỆ", help=find)


def settings(arguments: Namespace) -> Answer:
    """Show the settings, show one, or set one; or find the rounding of an old report."""
    if arguments.find_rounding:
        return _rounding(arguments.find_rounding)
    with opened(arguments) as context:
        if arguments.value is not None:
            if arguments.name in _FIXED:
                raise Refused(Problem("setting_fixed", values={"name": arguments.name}))
            context.do(set_setting, arguments.name, arguments.value)
        if arguments.name:
            context.ask(get, arguments.name)  # refuses a name that no setting has
            return context.ask(_one_setting, arguments.name)
        values = context.ask(all_settings, today())
        declared = context.ask(declared_settings)
    rows = [("Tên", "Giá trị", "Ý nghĩa")]
    for name, value in values.items():
        rows.append((name, _shortened(value), declared[name].label))
    return Answer({"settings": values}, table(rows))


def _one_setting(conn: sa.Connection, name: str) -> Answer:
    """Show one setting, and what counts in its place where that is something else."""
    value = all_settings(conn, today())[name]
    document, warnings = {"name": name, "value": value}, []
    if name in (notes := overridden(conn)):
        document["note"] = notes[name]
        warnings.append(notes[name])
    return Answer(document, [f"{name} = {value}"], warnings)


def _rounding(rows: Sequence[str]) -> Answer:
    """Name the settings that print every given percentage as it stood, the most usual first."""
    shares = []
    for row in rows:
        share = read_share(row)
        if share is None:
            raise Unusable(Problem("rounding_row", values={"text": row}))
        shares.append(share)
    found = find_rounding(shares)
    fits = [style._asdict() for style in found.fits]
    misfits = [share.text for share in found.misfits]
    lines = [rounding_words(style) for style in found.fits] or [NO_ROUNDING]
    lines += [f"Không cách nào cho ra: {text}" for text in misfits]
    return Answer({"fits": fits, "misfits": misfits}, lines)


def _shortened(value: str) -> str:
    line = value.replace("\n", "; ")
    return line if len(line) <= _SHOWN_LETTERS else line[: _SHOWN_LETTERS - 1] + "…"


def _sample_words(parser: Parser) -> None:
    where = "thư mục chứa sổ mẫu; chưa có thì được tạo"
    parser.add_argument("folder", type=Path, metavar="THƯ-MỤC", help=where)
    province = "thêm sổ mẫu của một tỉnh giả định có 168 xã, phường, đặc khu"
    parser.add_argument("--province", action="store_true", help=province)


def sample(arguments: Namespace) -> Answer:
    """Write the sample stores."""
    path = make_sample(arguments.folder, today())
    files = [str(path), str(path.parent / DISTRICT_FILE), str(path.parent / COMMUNE_FILE)]
    if arguments.province:
        files.append(str(make_province(arguments.folder, today())))
    lines = [f"Đã tạo sổ mẫu (số liệu minh họa): {file}" for file in files]
    return Answer({"path": str(path), "files": files}, lines)


COMMANDS = (
    Command("init", "tạo sổ mới cho đơn vị", _init_words, init),
    Command("workbook", "xuất bảng tính để nhập số liệu", _workbook_words, workbook),
    Command(
        "load",
        "nhập bảng tính vào sổ: nhập hết hoặc không nhập gì",
        _load_words,
        load,
        promised={"sheets": {}},
    ),
    Command("settings", "xem hoặc đặt các lựa chọn của sổ", _settings_words, settings),
    Command("sample", "tạo sổ mẫu để làm thử, không cần có sổ", _sample_words, sample),
)
