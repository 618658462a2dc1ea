"""The words of the command line: commands, their arguments, and what is said when they are wrong."""

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

from desktop.reports.kinds import UNIT_KINDS
from models.errors import Problem, Unusable

# argparse speaks English only; these are the sentences it can raise here.
_SAYINGS = (
    (r"the following arguments are required: (.+)", r"Còn thiếu: \1."),
    (
        r"argument (.+): invalid choice: (.+) \(choose from (.+)\)",
        r"\1 không nhận \2; hãy chọn một trong: \3.",
    ),
    (r"argument (.+): expected one argument", r"\1 cần một giá trị đi kèm."),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 không có giá trị đi kèm."),
    (r"argument (.+): not allowed with argument (.+)", r"Không dùng \1 cùng với \2."),
    (r"unrecognized arguments: (.+)", r"Không hiểu: \1."),
)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=110)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese and raises Unusable in place of leaving the program."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options, formatter_class=_Formatter, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "Gồm có", "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in phần trợ giúp này")

    def error(self, message: str) -> NoReturn:
        text = "Cách dùng chưa đúng."
        for pattern, saying in _SAYINGS:
            if found := re.fullmatch(pattern, message):
                text = found.expand(saying)
        raise Unusable(Problem("cli_usage", values={"text": text, "program": self.prog}))


def parser() -> argparse.ArgumentParser:
    """Return the parser; the chosen command's name is in `command`, raises Unusable `cli_usage` on
    wrong use.
    """
    top = Parser(
        prog="somotcua-cli", description="Sổ Một Cửa: các việc của cửa sổ, làm bằng dòng lệnh."
    )
    _shared(top, Path)
    commands = top.add_subparsers(dest="command", required=True, metavar="LỆNH", title="Các lệnh")

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=summary, description=summary[:1].upper() + summary[1:] + "."
        )
        _shared(made, Path)
        return made

    _office(command)
    _figures(command)
    _exchange(command)
    _copies(command)
    return top


def _shared(to: argparse.ArgumentParser, path: type[Path]) -> None:
    # Accepted before and after the command; SUPPRESS keeps the later one from hiding the earlier.
    to.add_argument(
        "--store", type=path, metavar="TỆP", default=argparse.SUPPRESS, help="sổ cần mở"
    )
    to.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="in kết quả dạng JSON"
    )
    to.add_argument(
        "--who", metavar="TÊN", default=argparse.SUPPRESS, help="người thực hiện, ghi vào lịch sử"
    )


def _office(command: Any) -> None:  # noqa: ANN401
    made = command("init", "tạo sổ mới cho đơn vị")
    made.add_argument(
        "--role",
        required=True,
        choices=("ward", "district"),
        help="ward: đơn vị báo cáo; district: cơ quan nhận",
    )
    for name, metavar, text in (
        ("--code", "MÃ", "mã đơn vị"),
        ("--name", "TÊN", "tên đơn vị"),
        ("--superior", "TÊN", "cấp trên trực tiếp"),
        ("--place", "NƠI", "địa danh ghi trong báo cáo"),
    ):
        made.add_argument(name, required=True, metavar=metavar, help=text)
    made = command("workbook", "xuất bảng tính để nhập số liệu")
    made.add_argument("out", type=Path, metavar="TỆP.xlsx", help="bảng tính cần ghi")
    made.add_argument("--filled", action="store_true", help="kèm toàn bộ dữ liệu đang có trong sổ")
    made = command("load", "nhập bảng tính vào sổ: nhập hết hoặc không nhập gì")
    made.add_argument("file", type=Path, metavar="TỆP.xlsx", help="bảng tính cần nhập")
    made.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    made = command("settings", "xem hoặc đặt các lựa chọn của sổ")
    made.add_argument("name", nargs="?", metavar="TÊN", help="tên lựa chọn, ví dụ percent_rounding")
    made.add_argument("value", nargs="?", metavar="GIÁ-TRỊ", help="giá trị mới")
    made = command("sample", "tạo sổ mẫu để làm thử, không cần có sổ")
    made.add_argument(
        "folder", type=Path, metavar="THƯ-MỤC", help="thư mục chứa sổ mẫu; chưa có thì được tạo"
    )


def _figures(command: Any) -> None:  # noqa: ANN401
    period = "2024-06, 2024-Q2, 2024-H1, 2024-9M, 2024 hoặc 2023-12-05..2024-06-20"
    made = command("figures", "số liệu của một kỳ theo lĩnh vực, tổng số và tỷ lệ")
    made.add_argument("--period", required=True, metavar="KỲ", help=period)
    made.add_argument("--unit", metavar="MÃ", help="chỉ một đơn vị")
    made = command("check", "các điểm cần xem trong số liệu")
    made.add_argument(
        "--period", metavar="KỲ", help=f"{period}; không ghi thì xem tất cả các tháng"
    )
    made = command("close", "chốt số liệu một tháng")
    made.add_argument("--month", required=True, metavar="NĂM-THÁNG", help="ví dụ 2024-06")
    made.add_argument(
        "--reason", metavar="LÝ-DO", help="lý do cho mọi cảnh báo chưa được giải trình"
    )
    made = command("reopen", "mở lại một tháng đã chốt")
    made.add_argument("--month", required=True, metavar="NĂM-THÁNG", help="ví dụ 2024-06")
    made.add_argument("--reason", required=True, metavar="LÝ-DO", help="lý do mở lại")
    made = command("report", "xuất báo cáo ra tệp Word")
    made.add_argument("--period", required=True, metavar="KỲ", help=period)
    made.add_argument(
        "--kind", required=True, choices=[kind.name for kind in UNIT_KINDS], help="loại báo cáo"
    )
    made.add_argument("--out", required=True, type=Path, metavar="TỆP.docx", help="tệp cần ghi")
    made.add_argument("--template", type=Path, metavar="TỆP.docx", help="mẫu Word riêng của đơn vị")
    made = command("template", "kiểm tra mẫu báo cáo")
    made.add_argument("action", choices=("check",), help="check: kiểm tra các thẻ trong mẫu")
    made.add_argument("file", type=Path, metavar="TỆP.docx", help="mẫu Word")


def _exchange(command: Any) -> None:  # noqa: ANN401
    made = command("submit", "ghi tệp gửi cấp trên (.smc) cho một kỳ")
    made.add_argument("--period", required=True, metavar="KỲ", help="như ở lệnh figures")
    made.add_argument(
        "--out", required=True, type=Path, metavar="THƯ-MỤC", help="thư mục hoặc USB để ghi tệp"
    )
    made.add_argument(
        "--report", type=Path, metavar="TỆP.docx", help="báo cáo đã sửa trong Word, được đối chiếu"
    )
    made.add_argument(
        "--private", action="store_true", help="gửi cả cột riêng: ngày sinh, điện thoại, xếp loại"
    )
    made.add_argument("--password", metavar="MẬT-KHẨU", help="đặt mật khẩu cho tệp")
    made = command("outbox", "xem Hộp gửi đi, hoặc ghi lại một tệp đã gửi")
    made.add_argument("sequence", nargs="?", type=int, metavar="SỐ", help="số của tệp cần ghi lại")
    made.add_argument("--out", type=Path, metavar="THƯ-MỤC", help="thư mục hoặc USB để ghi tệp")
    made.add_argument("--password", metavar="MẬT-KHẨU", help="đặt mật khẩu cho tệp")

    _receiving(command)


def _receiving(command: Any) -> None:  # noqa: ANN401
    made = command("receive", "nhận báo cáo của các đơn vị, hoặc hoàn tác một lần nhận")
    made.add_argument(
        "sources",
        nargs="*",
        type=Path,
        metavar="TỆP|THƯ-MỤC",
        help="tệp .smc, .zip, .docx hoặc thư mục",
    )
    made.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    made.add_argument(
        "--accept-new", action="store_true", help="nhận cả đơn vị chưa có trong danh sách"
    )
    made.add_argument(
        "--accept-key", action="append", metavar="MÃ", help="chấp nhận khóa mới của đơn vị này"
    )
    made.add_argument(
        "--alias", action="append", metavar="MÃ=MÃ", help="mã trong tệp = mã trong danh sách đơn vị"
    )
    made.add_argument(
        "--receipts", type=Path, metavar="THƯ-MỤC", help="ghi biên nhận cho từng tệp vào đây"
    )
    made.add_argument("--password", metavar="MẬT-KHẨU", help="mật khẩu của tệp")
    made.add_argument("--undo", metavar="MÃ-LẦN-NHẬN", help="hoàn tác cả lần nhận này")
    period = "như ở lệnh figures"
    made = command("board", "đơn vị nào đã gửi, gửi trễ, bị trả lại, chưa gửi")
    made.add_argument("--period", required=True, metavar="KỲ", help=period)
    made = command("consolidate", "tổng hợp số liệu các đơn vị; xuất báo cáo và bảng tính tổng hợp")
    made.add_argument("--period", required=True, metavar="KỲ", help=period)
    made.add_argument("--docx", type=Path, metavar="TỆP.docx", help="báo cáo tổng hợp cần ghi")
    made.add_argument("--xlsx", type=Path, metavar="TỆP.xlsx", help="bảng tính tổng hợp cần ghi")
    made.add_argument(
        "--issuer",
        metavar="TÊN",
        help="cơ quan ký thay, ví dụ Phòng Nội vụ; không ghi: cơ quan chủ sổ",
    )
    made = command("return", "ghi phiếu trả lại báo cáo của một đơn vị")
    made.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị")
    made.add_argument("--period", required=True, metavar="KỲ", help=period)
    made.add_argument(
        "--remark", required=True, action="append", metavar="CHỖ: NỘI DUNG",
        help="chỗ cần sửa, ví dụ 2024-06/Hộ tịch/pending hoặc II.2; ghi nhiều lần được",
    )  # fmt: skip
    made.add_argument(
        "--out", required=True, type=Path, metavar="THƯ-MỤC", help="thư mục hoặc USB để ghi phiếu"
    )
    made = command("request", "ghi yêu cầu báo cáo của một kỳ cho các đơn vị")
    made.add_argument("--period", required=True, metavar="KỲ", help=period)
    made.add_argument("--deadline", required=True, metavar="NGÀY", help="hạn gửi, ví dụ 2024-06-20")
    made.add_argument(
        "--out", required=True, type=Path, metavar="THƯ-MỤC", help="thư mục hoặc USB để ghi yêu cầu"
    )
    made = command("open", "đọc yêu cầu, phiếu trả lại hoặc biên nhận của cơ quan nhận báo cáo")
    made.add_argument("file", type=Path, metavar="TỆP", help="tệp .smc")
    made.add_argument(
        "--accept-key", action="append", metavar="MÃ", help="chấp nhận khóa mới của cơ quan này"
    )
    made.add_argument("--password", metavar="MẬT-KHẨU", help="mật khẩu của tệp")


def _copies(command: Any) -> None:  # noqa: ANN401
    made = command("backup", "sao lưu sổ và kiểm tra bản sao")
    made.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="THƯ-MỤC",
        help="nơi ghi bản sao; chưa có thì được tạo",
    )
    made = command("restore", "khôi phục sổ từ bản sao lưu; sổ đang có được giữ lại bên cạnh")
    made.add_argument("file", type=Path, metavar="TỆP", help="bản sao lưu")
    made.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    command("verify", "kiểm tra sổ có nguyên vẹn không")
