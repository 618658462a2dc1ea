"""The measure tree: labels, parts and kinds of the dossier figures.

They are those of form II.06a of Thông tư 01/2020/TT-VPCP, and some that offices keep beside it.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

Flow = Literal["flow", "opening", "closing"]

WHOLE_UNIT = "Chung toàn đơn vị"


class Measure(NamedTuple):
    """One figure of a field's month, a whole number of dossiers (or đồng for `fees_paid`).

    Attributes:
        name: fixed English name used in files and on the command line.
        label: Vietnamese label, the header in the workbook.
        short: label under its group in the grid.
        group: group heading in the grid.
        parts: names of the measures it is the sum of.
        flow: "flow" adds over months, "opening" takes the first month, "closing" the last.
        column: column number of form II.06a, or None.
        optional: a part of the tree that came later, so that no month before it turns unknown:
            blank in every row of a unit's month it counts as 0, entered once it is a part like the
            others.
    """

    name: str
    label: str
    short: str
    group: str
    parts: tuple[str, ...] = ()
    flow: Flow = "flow"
    column: int | None = None
    optional: bool = False


_IN, _DONE, _OPEN, _MORE = "Tiếp nhận", "Đã giải quyết", "Đang giải quyết", "Số hóa, thanh toán"
_ELSEWHERE = "Chờ tiếp nhận, phi địa giới"

TREE: tuple[Measure, ...] = (
    Measure(
        "to_handle",
        "Tổng số hồ sơ phải giải quyết",
        "Phải giải quyết",
        _IN,
        parts=("carried_over", "received"),
        column=3,
    ),
    Measure(
        "carried_over",
        "Kỳ trước chuyển sang",
        "Kỳ trước chuyển sang",
        _IN,
        flow="opening",
        column=6,
    ),
    Measure(
        "received",
        "Tiếp nhận trong kỳ",
        "Trong kỳ",
        _IN,
        parts=("received_online", "received_offline"),
    ),
    Measure(
        "received_online",
        "Tiếp nhận trực tuyến",
        "Trực tuyến",
        _IN,
        parts=("received_online_full", "received_online_partial", "received_online_other"),
        column=4,
    ),
    Measure("received_online_full", "Trực tuyến toàn trình", "Toàn trình", _IN),
    Measure("received_online_partial", "Trực tuyến một phần", "Một phần", _IN),
    Measure(
        "received_online_other",
        "Trực tuyến, hình thức khác",
        "Hình thức khác",
        _IN,
        optional=True,
    ),
    Measure(
        "received_offline",
        "Trực tiếp, dịch vụ bưu chính",
        "Trực tiếp, bưu chính",
        _IN,
        parts=("received_in_person", "received_postal"),
        column=5,
    ),
    Measure("received_in_person", "Tiếp nhận trực tiếp", "Trực tiếp", _IN),
    Measure("received_postal", "Tiếp nhận qua dịch vụ BCCI", "Qua BCCI", _IN),
    Measure(
        "resolved",
        "Đã giải quyết",
        "Tổng số",
        _DONE,
        parts=("resolved_in_time", "resolved_late"),
        column=7,
    ),
    Measure(
        "resolved_in_time",
        "Trước và đúng hạn",
        "Trước, đúng hạn",
        _DONE,
        parts=("resolved_early", "resolved_on_time"),
    ),
    Measure("resolved_early", "Trước hạn", "Trước hạn", _DONE, column=8),
    Measure("resolved_on_time", "Đúng hạn", "Đúng hạn", _DONE, column=9),
    Measure("resolved_late", "Đã giải quyết quá hạn", "Quá hạn", _DONE, column=10),
    Measure(
        "closed_unresolved",
        "Rút, trả lại, dừng giải quyết",
        "Rút, trả lại, dừng",
        _DONE,
        parts=("withdrawn", "returned", "stopped"),
    ),
    Measure("withdrawn", "Tổ chức, cá nhân rút hồ sơ", "Rút hồ sơ", _DONE),
    Measure("returned", "Trả lại, từ chối giải quyết", "Trả lại, từ chối", _DONE),
    Measure("stopped", "Dừng, hủy", "Dừng, hủy", _DONE),
    Measure(
        "pending",
        "Đang giải quyết",
        "Tổng số",
        _OPEN,
        parts=("pending_in_time", "pending_overdue"),
        flow="closing",
        column=11,
    ),
    Measure(
        "pending_in_time",
        "Đang giải quyết trong hạn",
        "Trong hạn",
        _OPEN,
        flow="closing",
        column=12,
    ),
    Measure(
        "pending_overdue", "Đang giải quyết quá hạn", "Quá hạn", _OPEN, flow="closing", column=13
    ),
)

OF_WHICH: tuple[Measure, ...] = (
    Measure("awaiting_supplement", "Chờ bổ sung", "Chờ bổ sung", _OPEN, flow="closing"),
    Measure("uncollected", "Có kết quả, chưa trả", "Có kết quả, chưa trả", _OPEN, flow="closing"),
    Measure("due", "Đến hạn trong kỳ", "Đến hạn trong kỳ", _MORE),
    Measure("late_intake", "Chậm tiếp nhận trực tuyến", "Chậm tiếp nhận", _MORE),
    Measure("delivered_postal", "Trả kết quả qua dịch vụ BCCI", "Trả qua BCCI", _MORE),
    Measure("digitised_inputs", "Số hóa thành phần hồ sơ", "Số hóa thành phần", _MORE),
    Measure("digitised_results", "Số hóa kết quả", "Số hóa kết quả", _MORE),
    Measure("digitised_dossiers", "Số hóa thành phần hồ sơ và kết quả", "Số hóa cả hai", _MORE),
    Measure("e_results", "Cấp kết quả điện tử", "Kết quả điện tử", _MORE),
    Measure("data_reused", "Khai thác, sử dụng lại dữ liệu", "Dùng lại dữ liệu", _MORE),
    Measure("fee_bearing", "Hồ sơ có nghĩa vụ tài chính", "Có nghĩa vụ tài chính", _MORE),
    Measure("paid_online", "Thanh toán trực tuyến", "Thanh toán trực tuyến", _MORE),
    Measure("fees_paid", "Phí, lệ phí đã thu (đồng)", "Phí đã thu (đồng)", _MORE),
    Measure("apologies", "Văn bản xin lỗi", "Văn bản xin lỗi", _MORE),
    Measure(
        "digitise_inputs_required",
        "Hồ sơ phải số hóa thành phần",
        "Phải số hóa thành phần",
        _MORE,
    ),
    Measure("digitise_results_required", "Kết quả phải số hóa", "Kết quả phải số hóa", _MORE),
    Measure("waiting_acceptance", "Chờ tiếp nhận", "Chờ tiếp nhận", _ELSEWHERE, flow="closing"),
    Measure("not_accepted", "Không được tiếp nhận", "Không được tiếp nhận", _ELSEWHERE),
    Measure("nonlocal_received", "Tiếp nhận phi địa giới", "Phi địa giới", _ELSEWHERE),
    Measure("nonlocal_forwarded", "Chuyển nơi khác giải quyết", "Chuyển nơi khác", _ELSEWHERE),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in TREE + OF_WHICH}
TREE_NAMES: tuple[str, ...] = tuple(measure.name for measure in TREE)
OPTIONAL: tuple[str, ...] = tuple(measure.name for measure in TREE if measure.optional)
ROOTS: tuple[str, ...] = ("to_handle", "resolved", "closed_unresolved", "pending")
PARENT: dict[str, str] = {part: measure.name for measure in TREE for part in measure.parts}


def walk_down() -> Iterator[Measure]:
    """Yield the measures of the tree, every total before its parts."""
    yield from TREE


def walk_up() -> Iterator[Measure]:
    """Yield the measures of the tree, every part before its total."""
    yield from reversed(TREE)
