"""What can be said of a file that arrived, and what a person may decide about it."""

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from desktop.messages import sentence
from models.errors import Problem

Status = Literal[
    "new",
    "identical",
    "newer",
    "older",
    "conflict",
    "wrong_unit",
    "wrong_kind",
    "unknown_unit",
    "changed_key",
    "sequence_jump",
    "tampered",
    "bad_signature",
    "unreadable",
    "newer_format",
]
# What is written into the tables, and what nobody has to look at.
APPLIED = ("new", "newer")
FINE = (*APPLIED, "identical")
# What its unit is sent a receipt of; the last two tell it how to number the next file.
ANSWERED = (*FINE, "older", "conflict")

ARRIVAL_WORDS: Mapping[str, str] = {
    "new": "Mới",
    "identical": "Đã nhận rồi",
    "newer": "Bản mới hơn",
    "older": "Bản cũ hơn",
    "conflict": "Trùng lần gửi, khác nội dung",
    "wrong_unit": "Không phải tệp gửi cho cơ quan này",
    "wrong_kind": "Không phải báo cáo gửi lên",
    "unknown_unit": "Đơn vị chưa có trong danh sách",
    "changed_key": "Khóa của đơn vị đã đổi",
    "sequence_jump": "Số thứ tự tăng bất thường",
    "tampered": "Tệp đã bị sửa",
    "bad_signature": "Chữ ký không đúng",
    "unreadable": "Không đọc được",
    "newer_format": "Cần chương trình mới hơn",
}

# The one thing to do about a file, until a person has decided otherwise.
ARRIVAL_ACTIONS: Mapping[Status, str] = {
    "new": "Nhận",
    "newer": "Nhận, thay bản cũ",
    "identical": "Không cần làm gì",
    "older": "Gửi biên nhận…",
    "conflict": "Gửi biên nhận…",
    "unknown_unit": "Chọn đơn vị…",
    "changed_key": "Gọi đối chiếu khóa…",
    "sequence_jump": "Gọi hỏi đơn vị…",
    "wrong_unit": "Chuyển đúng nơi",
    "wrong_kind": "Để riêng",
    "tampered": "Đề nghị gửi lại",
    "bad_signature": "Gọi hỏi nơi gửi",
    "unreadable": "Đề nghị gửi lại",
    "newer_format": "Cài bản mới",
}
_PASSWORD_CODES = ("package_password_needed", "package_password_wrong")


@dataclass(frozen=True)
class Decisions:
    """What a person decided beforehand.

    Attributes:
        accept_new: take files of any unit that is not in the list, and put it there.
        new_units: codes of units to be taken in so, one by one.
        accept_keys: codes of units whose changed key was confirmed, by telephone.
        accept_sequences: codes of units that confirmed a sequence far ahead of their last one.
        aliases: code in the file → code in the list.
        password: for files that open with one only.
    """

    accept_new: bool = False
    new_units: Collection[str] = ()
    accept_keys: Collection[str] = ()
    accept_sequences: Collection[str] = ()
    aliases: Mapping[str, str] = dataclasses.field(default_factory=dict)
    password: str | None = None


@dataclass(frozen=True)
class CellChange:
    """One figure that a file would change.

    Attributes:
        unit, month: whose, of which month ("2024-06"); of a block the name of its period.
        area, measure: field of work and measure by name.
        old, new: None for a blank.
        block: it is a figure of a block.
    """

    unit: str
    month: str
    area: str
    measure: str
    old: int | None
    new: int | None
    block: bool = False


@dataclass(frozen=True)
class Arrival:
    """One file that arrived.

    Attributes:
        path: where it lies.
        status: what it is.
        problem: the sentence and its values.
        unit: code in the list of this office where it is known, else the one in the file.
        unit_name, period, revision, sequence, draft, created_at: as the manifest says.
        sent_as: code of the unit in the file.
        code: short code of the key that signed it.
        file_hash, data_hash: SHA-256 of the file as it came, and of its data.
        notes: what the officer should know besides.
        changes: figures that would change, where asked for.

    Of a file that cannot be read all but path, status and problem are None or empty.
    """

    path: Path
    status: Status
    problem: Problem
    unit: str | None = None
    unit_name: str | None = None
    period: str | None = None
    revision: int | None = None
    sequence: int | None = None
    draft: bool | None = None
    created_at: datetime | None = None
    sent_as: str | None = None
    code: str | None = None
    file_hash: str = ""
    data_hash: str = ""
    notes: tuple[Problem, ...] = ()
    changes: tuple[CellChange, ...] = ()

    @property
    def applies(self) -> bool:
        """Return whether the file counts once it is received."""
        return self.status in APPLIED

    @property
    def set_aside(self) -> bool:
        """Return whether the file is not applied and a person has to look at it."""
        return self.status not in FINE

    @property
    def needs_password(self) -> bool:
        """Return whether the file opens with a password only."""
        return self.problem.code in _PASSWORD_CODES

    @property
    def word(self) -> str:
        """Return what it is, as it stands on screen."""
        draft = ", chưa chốt" if self.applies and self.draft else ""
        return ARRIVAL_WORDS[self.status] + draft

    @property
    def action(self) -> str:
        """Return the one thing to do about it."""
        if self.needs_password:
            return "Nhập mật khẩu…"
        if self.status == "unknown_unit" and not self.can_be_new:
            return "Gọi hỏi nơi gửi"
        return ARRIVAL_ACTIONS[self.status]

    @property
    def can_be_new(self) -> bool:
        """Return whether its unit may be put into the list: its code is no other's look-alike."""
        return self.status == "unknown_unit" and self.problem.values.get("variant") == "plain"

    @property
    def message(self) -> str:
        """Return what it is and what to do, for a person to read."""
        return " ".join(sentence(problem) for problem in (self.problem, *self.notes))
