"""The commands of what is written beside a report: requests, return slips and receipts."""

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from desktop.commands.answers import Answer, note_shape
from desktop.commands.packs import added_lines, pack_shape
from desktop.commands.parser import Parser
from desktop.commands.passwords import add_password_words, password_of
from desktop.commands.store import opened
from desktop.commands.words import AS_IN_FIGURES, Command
from desktop.drives import may_pull_out
from desktop.handoff.offered_packs import (
    Offered,
    add_offered,
    offer_sentence,
    offered_pack,
    pack_to_send,
)
from desktop.handoff.received_slips import OpenedSlip, open_file
from desktop.handoff.slips import Receipt, Request, WrittenSlip, request_file, return_slip
from desktop.messages import sentence
from models.errors import Problem, Refused, Unusable
from models.values import format_date, parse_date

_HOW_TO_ADD = "Hãy đối chiếu mã với nơi gửi; muốn thêm, chạy lại lệnh này với --add-pack."


def _return_words(parser: Parser) -> None:
    parser.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị")
    parser.add_argument("--period", required=True, metavar="KỲ", help=AS_IN_FIGURES)
    parser.add_argument(
        "--remark",
        required=True,
        action="append",
        metavar="CHỖ: NỘI DUNG",
        help="chỗ cần sửa, ví dụ 2024-06/Hộ tịch/pending hoặc II.2; ghi nhiều lần được",
    )
    where = "thư mục hoặc USB để ghi phiếu"
    parser.add_argument("--out", required=True, type=Path, metavar="THƯ-MỤC", help=where)


def send_back(arguments: Namespace) -> Answer:
    """Write a return slip for the revision in force."""
    remarks = [_remark(text) for text in arguments.remark]
    with opened(arguments) as context:
        written = return_slip(context, arguments.unit, arguments.period, remarks, arguments.out)
    more = {"unit": arguments.unit, "remarks": len(remarks)}
    return _written_answer(written, more, "phiếu trả lại")


def _request_words(parser: Parser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ", help=AS_IN_FIGURES)
    deadline = "hạn gửi, ví dụ 2024-06-20"
    parser.add_argument("--deadline", required=True, metavar="NGÀY", help=deadline)
    carried = "bộ biểu mẫu (.smb) gửi kèm; đơn vị xem rồi mới thêm vào sổ"
    parser.add_argument("--pack", type=Path, metavar="TỆP.smb", help=carried)
    where = "thư mục hoặc USB để ghi yêu cầu"
    parser.add_argument("--out", required=True, type=Path, metavar="THƯ-MỤC", help=where)


def ask_for(arguments: Namespace) -> Answer:
    """Write the request for a period."""
    deadline = _deadline(arguments.deadline)
    with opened(arguments) as context:
        path = arguments.pack
        form_pack = None if path is None else context.ask(pack_to_send, path)
        written = request_file(context, arguments.period, deadline, arguments.out, form_pack)
    return _written_answer(written, {"deadline": deadline.isoformat()}, "yêu cầu báo cáo")


def _written_answer(written: WrittenSlip, more: Mapping[str, object], noun: str) -> Answer:
    document = {
        "path": str(written.path),
        "period": written.slip.period,
        # A request is about no revision.
        "revision": getattr(written.slip, "revision", None),
        "sequence": written.sequence,
        **more,
    }
    pull = may_pull_out(written.path.parent)
    return Answer(document, [str(written.path), f"Đã ghi {noun}.{pull}"])


def _open_words(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp .smc")
    key = "mã cơ quan có khóa mới, hoặc mã đối chiếu khóa mới của bộ biểu mẫu, mà bạn chấp nhận"
    parser.add_argument("--accept-key", action="append", metavar="MÃ", help=key)
    add_password_words(parser, "mật khẩu của tệp")
    add = "thêm vào sổ bộ biểu mẫu đi kèm yêu cầu; không có thì chỉ nêu tên bộ"
    parser.add_argument("--add-pack", action="store_true", help=add)


def open_slip(arguments: Namespace) -> Answer:
    """Read a request, a return slip or a receipt."""
    accepted_keys = tuple(arguments.accept_key or ())
    password = password_of(arguments)
    with opened(arguments) as context:
        found = context.do(open_file, arguments.file, accepted_keys, password).value
        offered = context.ask(offered_pack, found.slip)
        document, lines = _slip_shape(found, offered), list(_slip_lines(found))
        if arguments.add_pack:
            kept = context.do(add_offered, found.slip, _accepted(offered, accepted_keys)).value
            lines += added_lines(kept)
            document["offered"] = list(kept.offered)
        elif offered is not None:
            lines.append(offer_sentence(offered))
            lines += [_HOW_TO_ADD] if offered.can_be_added else []
    document["pack_added"] = arguments.add_pack
    return Answer(document, lines, [sentence(note) for note in found.notes])


def _accepted(offered: Offered | None, keys: tuple[str, ...]) -> str:
    """Return the code of the key of a pack where it is among those that were accepted."""
    return offered.signer if offered is not None and offered.signer in keys else ""


def _slip_shape(found: OpenedSlip, offered: Offered | None) -> dict[str, object]:
    import msgspec

    body: dict[str, object] = json.loads(msgspec.json.encode(found.slip))
    # What a request carries is told by what is in it, not by its bytes.
    body.pop("pack", None)
    return {
        "kind": found.kind,
        **body,
        "code": found.code,
        "known": found.known,
        "pack": None if offered is None else _offered_shape(offered),
        "notes": [note_shape(note) for note in found.notes],
    }


def _offered_shape(offered: Offered) -> dict[str, object]:
    problems = [note_shape(problem) for problem in offered.problems]
    if offered.pack is None:
        return {"problems": problems}
    signed = {"key": offered.signer, "signed_by": offered.signed_by, "known": offered.known}
    return {**pack_shape(offered.pack, None), **signed, "problems": problems}


def _slip_lines(found: OpenedSlip) -> Iterator[str]:
    slip = found.slip
    sender, period, whose = slip.sender_name, slip.period, found.unit_name
    if isinstance(slip, Request):
        due = format_date(date.fromisoformat(slip.deadline))
        yield f"{sender} yêu cầu báo cáo kỳ {period}, hạn {due}."
    elif isinstance(slip, Receipt):
        revision = f"lần {slip.revision}, lúc {slip.received_at}"
        yield f"{sender} đã nhận báo cáo kỳ {period} của {whose}, {revision}."
    else:
        report = f"báo cáo kỳ {period} của {whose}, lần {slip.revision}"
        yield f"{sender} trả lại để hoàn chỉnh {report}:"
        for remark in slip.remarks:
            yield f"  {remark.place}: {remark.text}"
        yield "Hãy sửa rồi gửi lại; lần gửi sau tự tăng số."
    yield f"Mã đối chiếu của nơi gửi: {found.code}"
    if found.known:
        yield "Phiếu này đã mở trước đó; phiếu không ghi thêm gì vào sổ."


def _remark(text: str) -> tuple[str, str]:
    place, _, words = text.partition(":")
    if not (place.strip() and words.strip()):
        raise Refused(Problem("remark_format", values={"text": text}))
    return place.strip(), words.strip()


def _deadline(text: str) -> date:
    try:
        found = parse_date(text)
    except Refused:
        found = None
    if found is None:
        raise Unusable(Problem("deadline_unknown", values={"text": text}))
    return found


COMMANDS = (
    Command("return", "ghi phiếu trả lại báo cáo của một đơn vị", _return_words, send_back),
    Command("request", "ghi yêu cầu báo cáo của một kỳ cho các đơn vị", _request_words, ask_for),
    Command(
        "open",
        "đọc yêu cầu, phiếu trả lại hoặc biên nhận của cơ quan nhận báo cáo",
        _open_words,
        open_slip,
    ),
)
