"""What II.2 says of the one-stop unit itself: premises, procedures, staff, equipment, programs."""

from collections import Counter
from decimal import Decimal

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import (
    counted,
    is_none,
    named,
    office_name,
    one_line,
    parts_said,
    say,
    with_unit,
)
from desktop.reports.ward.register_facts import stocks
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import DISPOSED
from models.registers import Record
from models.text import match_key

_ASSIGNMENTS = {
    "staff_official": "chính thức",
    "staff_concurrent": "kiêm nhiệm",
    "staff_reserve": "dự phòng",
    "staff_support": "hỗ trợ",
}
_CHANGES = {"staff_joined": "bố trí thêm", "staff_left": "thôi bố trí"}
# Columns of the list of procedures that are answered with yes or no, and their words.
PROCEDURE_ANSWERS = {
    "online_payment": "có thanh toán trực tuyến",
    "postal": "có tiếp nhận, trả kết quả qua dịch vụ bưu chính công ích",
}


def office_lines(data: ReportData, book: Book) -> list[str]:
    """Return what the book knows of the one-stop unit, in the order of the outline."""
    return [
        *_premises(data, book),
        *_procedures(data, book),
        *_staff(data, book),
        *_equipment(data, book),
        *_software(data, book),
    ]


def _premises(data: ReportData, book: Book) -> list[str]:
    """Return area, counters, hours, hotline and population, as far as the profile has them."""
    room = _joined(
        _of_profile(data, book, "area", "diện tích {n} m²"),
        _of_profile(data, book, "waiting_area", "khu vực chờ {n} m²"),
        _of_profile(data, book, "counters", "{n} quầy tiếp nhận"),
    )
    hours, hotline = (one_line(data.profile.text(name)) for name in ("hours", "hotline"))
    served = (
        f"{wording.label('hours')} {wording.lower_first(hours).replace(';', ',')}" if hours else ""
    )
    called = f"{wording.label('hotline')} {hotline}" if hotline else ""
    said = "; ".join(part for part in (room, served, called) if part)
    found = [say(book, "premises", office=office_name(data), said=said)] if said else []
    people = _joined(
        _of_profile(data, book, "quarters", f"{{n}} {_quarters(data)}"),
        _of_profile(data, book, "population", "dân số {n} người"),
    )
    return [*found, say(book, "population", said=people)] if people else found


def _quarters(data: ReportData) -> str:
    """Return what the parts of a unit are called: a commune of the country has villages."""
    is_rural = match_key(data.profile.text("kind")) == match_key("Xã")
    return wording.label("villages" if is_rural else "quarters")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _of_profile(data: ReportData, book: Book, name: str, words: str) -> str:
    """Return a number of the profile in its words, "" where the office has not written it."""
    value = data.profile[name]
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return ""
    text = counted(data, value) if isinstance(value, int) else wording.number(value)
    return words.format(n=book.put_unseen(f"profile_{name}", words, text))


def _procedures(data: ReportData, book: Book) -> list[str]:
    found = [say(book, "procedures", office=office_name(data))]
    # Where the share of all procedures is known, II.6 tells it with its parts.
    in_digital = book.known("services_online") and book.known("procedures_total")
    if not in_digital and (book.known("services_full") or book.known("services_partial")):
        parts = {"services_full": "toàn trình", "services_partial": "một phần"}
        said = parts_said(book, parts, "thủ tục")
        found.append(say(book, "services", parts=said or wording.label("none")))
    for column, words in PROCEDURE_ANSWERS.items():
        found += _answered(data, book, column, words)
    return found


def _answered(data: ReportData, book: Book, column: str, words: str) -> list[str]:
    """Return how many procedures have a yes in a column; nothing where it is blank for all."""
    rows = data.records("procedures")
    blank = sum(row[column] is None for row in rows)
    if blank == len(rows):
        return []
    yes = counted(data, sum(row[column] is True for row in rows))
    number = book.put_unseen(f"procedures_{column}", f"Thủ tục {words}", yes)
    unsaid = ""
    if blank:
        left = counted(data, blank)
        name = f"procedures_{column}_blank"
        bound = book.put_unseen(name, f"Thủ tục {words}: chưa ghi", left)
        unsaid = f"; {bound} thủ tục chưa có thông tin"
    return [say(book, "procedures_with", what=words, number=number, unsaid=unsaid)]


def _staff(data: ReportData, book: Book) -> list[str]:
    if is_none(book, "staff_total"):
        return [say(book, "staff_none", office=office_name(data)), *_staff_changes(book)]
    parts = {name: words for name, words in _ASSIGNMENTS.items() if book.known(name)}
    said = parts_said(book, parts)
    by_assignment = f" ({said})" if said else ""
    found = [say(book, "staff", office=office_name(data), by_assignment=by_assignment)]
    if book.known("staff_total"):
        trained, signing = book.phrases["said_staff_trained"], book.phrases["said_staff_signature"]
        found.append(say(book, "staff_skills", trained=trained, signing=signing))
    return [*found, *_staff_changes(book)]


def _staff_changes(book: Book) -> list[str]:
    changes = {name: words for name, words in _CHANGES.items() if book.known(name)}
    said = parts_said(book, changes, "người")
    return [say(book, "staff_changes", changes=said)] if said else []


def _equipment(data: ReportData, book: Book) -> list[str]:
    if not book.known("equipment_total"):
        return [say(book, "equipment_unknown")]
    missing = ""
    if book.known("equipment_missing") and not is_none(book, "equipment_missing"):
        missing = f"; thiếu so với định mức {with_unit(book, 'equipment_missing', 'thiết bị')}"
    if is_none(book, "equipment_total"):
        found = [say(book, "equipment_none", missing=missing)]
    else:
        found = [say(book, "equipment", state=_state(book), missing=missing)]
    kinds = [_kind(place, stock.kind, book) for place, stock in enumerate(stocks(data), start=1)]
    if kinds:
        found.append(say(book, "equipment_kinds", kinds="; ".join(kinds)))
    return [*found, *_shares_of_equipment(data, book), *_cost(data, book)]


def _state(book: Book) -> str:
    if is_none(book, "equipment_broken"):
        return wording.label("all_usable")
    parts = {"equipment_usable": "hoạt động tốt", "equipment_broken": "hỏng hoặc chưa dùng được"}
    return parts_said(book, parts)


def _kind(place: int, kind: str, book: Book) -> str:
    """Return "Camera 03 (hỏng hoặc chưa dùng được 01, thiếu 02 so với định mức 04)"."""
    lead = f"kind_{place}"
    notes = []
    if _is_more_than_none(book, f"{lead}_broken"):
        notes.append(f"hỏng hoặc chưa dùng được {book[f'{lead}_broken']}")
    if _is_more_than_none(book, f"{lead}_missing"):
        norm = book[f"{lead}_norm"]
        notes.append(f"thiếu {book[f'{lead}_missing']} so với định mức {norm}")
    noted = f" ({', '.join(notes)})" if notes else ""
    held = book[f"{lead}_have"] if _is_more_than_none(book, f"{lead}_have") else "chưa có"
    return f"{wording.spelled(kind)} {held}{noted}"


def _is_more_than_none(book: Book, name: str) -> bool:
    return name in book.figures and book.figures[name].text != "0"


def _cost(data: ReportData, book: Book) -> list[str]:
    """Return what the equipment cost as far as the register says so, in dong."""
    held = [row for row in data.records("equipment") if row.text("condition") != DISPOSED]
    costs = [row.whole("cost") for row in held]
    known = [cost for cost in costs if cost is not None]
    if not known:
        return []
    total = book.put_unseen("equipment_cost", "Nguyên giá thiết bị", wording.number(sum(known)))
    return [say(book, "equipment_cost", total=total)]


def _shares_of_equipment(data: ReportData, book: Book) -> list[str]:
    """Return how many pieces there are by who uses them and by where they come from."""
    held = [row for row in data.records("equipment") if row.text("condition") != DISPOSED]
    said = []
    for column in ("used_by", "origin"):
        shares = _shares(held, column, data, book)
        if shares:
            said.append(f"{wording.label(column)}: {shares}")
    return [say(book, "equipment_shares", said="; ".join(said))] if said else []


def _shares(held: list[Record], column: str, data: ReportData, book: Book) -> str:
    """Return "công chức 32, người dân 09"; "" where the column is blank for all."""
    pieces: Counter[str] = Counter()
    for row in held:
        pieces[row.text(column)] += row.whole("quantity") or 0
    blank = pieces.pop("", 0)
    parts = []
    for place, (value, number) in enumerate(pieces.items(), start=1):
        name = f"equipment_{column}_{place}"
        bound = book.put_unseen(name, f"Thiết bị: {value}", counted(data, number))
        parts.append(f"{wording.lower_first(value)} {bound}")
    if parts and blank:
        name = f"equipment_{column}_blank"
        bound = book.put_unseen(name, "Thiết bị chưa ghi", counted(data, blank))
        parts.append(f"chưa ghi {bound}")
    return ", ".join(parts)


def _software(data: ReportData, book: Book) -> list[str]:
    if not book.known("software_total"):
        return []
    rows = data.records("software")
    names = [_program(place, row, data, book) for place, row in enumerate(rows, start=1)]
    if not names:
        return [say(book, "software_none")]
    return [say(book, "software", names="; ".join(names))]


def _program(place: int, row: Record, data: ReportData, book: Book) -> str:
    """Return "phần mềm Một cửa (12 tài khoản)", without the accounts where nobody wrote them."""
    name, accounts = named(data, one_line(row.text("name"))), row.whole("accounts")
    if accounts is None:
        return name
    label = f"{row.text('name')}: số tài khoản"
    bound = book.put_unseen(f"software_{place}_accounts", label, counted(data, accounts))
    return f"{name} ({bound} tài khoản)"
