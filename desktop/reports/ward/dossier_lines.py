"""What II.2 says of the dossiers: their flow, the electronic side, what is late and why.

Zeros are told in words, and several of them in one: nobody reads a row of noughts. What is not
known is never told as none.
"""

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import (
    counted,
    is_none,
    one_line,
    only_part,
    parts_said,
    say,
    with_unit,
)
from desktop.reports.ward.rate_facts import late_rate_line
from desktop.word import wording
from desktop.word.book import Book
from models.registers import Record

_ELECTRONIC = (
    ("digitised_results", "digitised_results_rate"),
    ("digitised_dossiers", "digitised_dossiers_rate"),
    ("digitised_inputs", "digitised_inputs_rate"),
    ("e_results", "e_results_rate"),
    ("reuse", "reuse_rate"),
    ("paid_online", "paid_online_rate"),
)
# Printed even where nothing is known: the superior office asks for them.
_ALWAYS = ("digitised_results", "digitised_dossiers", "paid_online")

DOSSIERS = "hồ sơ"
SPLIT_CHANNELS = {
    "received_in_person": "trực tiếp",
    "received_postal": "qua dịch vụ bưu chính công ích",
}
CHANNELS = {"received_offline": "trực tiếp và qua dịch vụ bưu chính công ích"}
ONLINE = {"received_online_full": "toàn trình", "received_online_partial": "một phần"}
# A part that came later: it counts as 0 where no office enters it.
ONLINE_OTHER = {"received_online_other": "hình thức khác"}
SPLIT_TIMES = {
    "resolved_early": "trước hạn",
    "resolved_on_time": "đúng hạn",
    "resolved_late": "quá hạn",
}
TIMES = {"resolved_in_time": "trước và đúng hạn", "resolved_late": "quá hạn"}
CLOSED = {
    "withdrawn": "tổ chức, cá nhân rút",
    "returned": "trả lại, từ chối",
    "stopped": "dừng, hủy",
}
PENDING = {"pending_in_time": "trong hạn", "pending_overdue": "quá hạn"}
_LATE = {
    "resolved_late": "giải quyết quá hạn",
    "pending_overdue": "đang giải quyết quá hạn",
}
# Told only where there are any.
NOTABLE = (
    "awaiting_supplement",
    "uncollected",
    "late_intake",
    "waiting_acceptance",
    "not_accepted",
    "nonlocal_received",
    "nonlocal_forwarded",
)
REQUIRED = ("digitise_inputs_required", "digitise_results_required")
FEEDBACK = {
    "feedback_carried": "kỳ trước chuyển sang",
    "feedback_received": "tiếp nhận trong kỳ",
    "feedback_in_time": "đã xử lý đúng hạn",
    "feedback_late": "đã xử lý quá hạn",
    "feedback_pending": "đang xử lý",
}


def feedback_lines(book: Book) -> list[str]:
    """Return what citizens reported and proposed (PAKN)."""
    if all(is_none(book, name) for name in FEEDBACK):
        return [say(book, "feedback_none")]
    if not any(book.known(name) for name in FEEDBACK):
        return [say(book, "feedback", parts=wording.missing())]
    return [say(book, "feedback", parts=parts_said(book, FEEDBACK))]


def dossier_lines(data: ReportData, book: Book) -> list[str]:
    """Return the flow of dossiers; where only totals are known the sentences name only those."""
    found = [say(book, "dossiers"), _to_handle(book)]
    if book.known("due"):
        found.append(say(book, "due"))
    found.append(_channels(book))
    if any(book.known(name) for name in ONLINE):
        kinds = ONLINE | {name: words for name, words in ONLINE_OTHER.items() if book.known(name)}
        found.append(say(book, "online_kinds", parts=_some(book, kinds)))
    found += [_resolved(book), *_in_time(data, book), _closed(book), _pending(book)]
    for name in NOTABLE:
        if book.known(name) and not is_none(book, name):
            found.append(say(book, name))
    delivered = "delivered_none" if is_none(book, "delivered_postal") else "delivered"
    return [*found, say(book, delivered)]


def _to_handle(book: Book) -> str:
    all_new = is_none(book, "carried_over") and not is_none(book, "to_handle")
    return say(book, "to_handle_new" if all_new else "to_handle")


def _some(book: Book, parts: dict[str, str]) -> str:
    """Return the parts that are not zero, in dossiers; that there are none where all are."""
    return parts_said(book, parts, DOSSIERS) or wording.label("none")


def _channels(book: Book) -> str:
    split = any(book.known(name) for name in SPLIT_CHANNELS)
    parts = SPLIT_CHANNELS if split else CHANNELS
    said = f"; {parts_said(book, parts, DOSSIERS)}" if _tells(book, parts) else ""
    return say(book, "channels_said", ratio=book.phrases["ratio_online_rate"], parts=said)


def _tells(book: Book, parts: dict[str, str]) -> bool:
    """Say whether any part is known and more than none."""
    return any(book.known(name) and not is_none(book, name) for name in parts)


def _resolved(book: Book) -> str:
    if is_none(book, "resolved"):
        return say(book, "resolved_none")
    split = any(book.known(name) for name in ("resolved_early", "resolved_on_time"))
    parts = SPLIT_TIMES if split else TIMES
    only = only_part(book, parts)
    if only:
        return say(book, "resolved_said", parts=f", đều {parts[only]}")
    said = f", trong đó {parts_said(book, parts, DOSSIERS)}" if _tells(book, parts) else ""
    if is_none(book, "resolved_late"):
        said += "; không có hồ sơ quá hạn"
    return say(book, "resolved_said", parts=said)


def _in_time(data: ReportData, book: Book) -> list[str]:
    if is_none(book, "resolved"):
        return []
    return [say(book, "in_time"), *late_rate_line(data, book)]


def _closed(book: Book) -> str:
    if is_none(book, "closed_unresolved"):
        return say(book, "closed_none")
    only = only_part(book, CLOSED)
    if only:
        return say(book, f"closed_only_{only}")
    said = f", gồm {parts_said(book, CLOSED, DOSSIERS, '; ')}" if _tells(book, CLOSED) else ""
    return say(book, "closed_said", parts=said)


def closed_words(book: Book, name: str, mark: str) -> str:
    """Return ", rút, trả lại, dừng giải quyết 11 hồ sơ"; "" where there are none, or unknown."""
    if not book.known(name) or is_none(book, name):
        return ""
    return f"{mark}rút, trả lại, dừng giải quyết {with_unit(book, name, DOSSIERS)}"


def _pending(book: Book) -> str:
    if is_none(book, "pending"):
        return say(book, "pending_none")
    said = ""
    if is_none(book, "pending_overdue"):
        said = ", không có hồ sơ quá hạn"
    elif is_none(book, "pending_in_time"):
        said = ", đều quá hạn"
    elif any(book.known(name) for name in PENDING):
        said = f", {parts_said(book, PENDING, DOSSIERS)}"
    return say(book, "pending_said", parts=said)


def electronic_lines(book: Book) -> list[str]:
    """Return digitisation, electronic results and payment."""
    found = [say(book, "electronic"), *_required(book)]
    for name, rate in _ELECTRONIC:
        if name in _ALWAYS or book.known(f"{rate}_of"):
            found.append(say(book, name))
    return [*found, say(book, "fees")] if book.known("fees_paid") else found


def _required(book: Book) -> list[str]:
    """Return how many dossiers and results must be digitised, as far as that is known."""
    return [say(book, name) for name in REQUIRED if book.known(name) and not is_none(book, name)]


def late_lines(data: ReportData, book: Book) -> list[str]:
    """Return the causes of late dossiers, and the letters of apology."""
    causes: dict[tuple[str, ...], list[Record]] = {}
    for row in data.records("late_dossiers"):
        causes.setdefault(_cause(row), []).append(row)
    found = [say(book, "late")] if causes else []
    for place, rows in enumerate(causes.values(), start=1):
        found.append(_late_line(place, rows, data, book))
    return found + _apologies(data, book)


def _cause(row: Record) -> tuple[str, ...]:
    """Return what must be the same in dossiers that are told in one line.

    Letters that are not known of some may not be told of all.
    """
    said = [one_line(row.text(name)) for name in ("cause", "responsible", "remedy")]
    return (*said, "" if row.whole("apologies") is None else "apologies")


def _late_line(place: int, rows: list[Record], data: ReportData, book: Book) -> str:
    """Return a cause of late dossiers: how many, in which areas, who answers, what is done."""
    first = rows[0]
    cause = one_line(first.text("cause"))
    count = wording.number(_sum(rows, "dossiers"))
    number = book.put_unseen(f"late_{place}", cause, count)
    areas = dict.fromkeys(data.area_names.get(row.text("field"), "") for row in rows)
    named_areas = wording.joined(wording.clean(area) for area in areas)
    notes = [f"lĩnh vực {named_areas}"] if named_areas else []
    if first.text("responsible"):
        notes.append(f"trách nhiệm: {one_line(first.text('responsible'))}")
    if first.text("remedy"):
        notes.append(f"biện pháp: {wording.lower_first(one_line(first.text('remedy')))}")
    letters = _sum(rows, "apologies")
    if letters:
        label = f"{cause}: văn bản xin lỗi"
        bound = book.put_unseen(f"late_{place}_apologies", label, counted(data, letters))
        notes.append(f"đã gửi {bound} văn bản xin lỗi")
    noted = f" ({'; '.join(notes)})" if notes else ""
    return f"+ {cause}: {number} {DOSSIERS}{noted}."


def _sum(rows: list[Record], name: str) -> int | None:
    """Return a number of all rows together, None where it is not known."""
    numbers = [row.whole(name) for row in rows]
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _apologies(data: ReportData, book: Book) -> list[str]:
    number = data.now.total["apologies"]
    if number is None:
        return []
    if number:
        sent = book.put_unseen("apologies_sent", "Văn bản xin lỗi", counted(data, number))
        return [say(book, "apologies", number=sent)]
    # Without a late dossier nobody asks for an apology.
    late = any(data.now.total[name] for name in _LATE)
    return [say(book, "apologies_none")] if late else []


def late_fact(book: Book) -> list[str]:
    """Return the sentence of III.2 on dossiers past their day, none where there are none."""
    parts = []
    for name, words in _LATE.items():
        if book.known(name) and not is_none(book, name):
            parts.append(f"{with_unit(book, name, DOSSIERS)} {words}")
    return [say(book, "late_fact", parts=" và ".join(parts))] if parts else []


def survey_lines(book: Book) -> list[str]:
    """Return what people answered when they were asked."""
    return [say(book, "surveys_none" if is_none(book, "surveys") else "surveys")]
