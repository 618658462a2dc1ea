"""The words and tones of what arrives, and the one plain action for each."""

from collections.abc import Mapping

from desktop.handoff.arrivals import ARRIVAL_WORDS, Arrival
from models.measures import MEASURES
from models.periods import parse_month
from ui.pages.receive.presenter import PASSWORD_CODES

TONES: Mapping[str, str] = {
    "new": "green", "newer": "green", "identical": "muted", "older": "amber", "conflict": "amber",
    "unknown_unit": "amber", "changed_key": "red", "wrong_unit": "amber", "wrong_kind": "amber",
    "tampered": "red", "bad_signature": "red", "unreadable": "red", "newer_format": "amber",
}  # fmt: skip
_ACTIONS: Mapping[str, str] = {
    "new": "Nhận",
    "newer": "Nhận, thay bản cũ",
    "identical": "Không cần làm gì",
    "older": "Để riêng",
    "conflict": "Đề nghị gửi lần mới",
    "unknown_unit": "Chọn đơn vị…",
    "changed_key": "Gọi đối chiếu khóa…",
    "wrong_unit": "Chuyển đúng nơi",
    "wrong_kind": "Để riêng",
    "tampered": "Đề nghị gửi lại",
    "bad_signature": "Gọi hỏi nơi gửi",
    "unreadable": "Đề nghị gửi lại",
    "newer_format": "Cài bản mới",
}


def needs_password(arrival: Arrival) -> bool:
    """Return whether a file opens with a password only."""
    return arrival.problem.code in PASSWORD_CODES


def action_words(arrival: Arrival, left_out: bool, taken: bool) -> str:
    """Return what to do about a file."""
    if arrival.applies and taken:
        return "Đã nhận"
    if arrival.applies and left_out:
        return "Để lại, chưa nhận"
    return "Nhập mật khẩu…" if needs_password(arrival) else _ACTIONS[arrival.status]


def status_words(arrival: Arrival) -> str:
    """Return what a file is."""
    draft = ", chưa chốt" if arrival.applies and arrival.draft else ""
    return ARRIVAL_WORDS[arrival.status] + draft


def month_words(month: str) -> str:
    """Return "2024-06" as "6/2024"."""
    parsed = parse_month(month)
    return f"{parsed.month}/{parsed.year}"


def measure_words(measure: str) -> str:
    """Return the label of a measure."""
    return MEASURES[measure].label if measure in MEASURES else measure
