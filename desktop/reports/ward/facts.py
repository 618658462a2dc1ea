"""Fill the book of figures from the data of a report: every number that a sentence may print."""

from collections.abc import Mapping
from decimal import Decimal

from desktop.equipment import EquipmentType, by_type
from desktop.reports.ward.data import ReportData, Span
from desktop.word import wording
from desktop.word.book import Book
from models.due import task_is_done, task_is_overdue
from models.measures import MEASURES
from models.rates import RATES, Rate, basis_label, percent, points, rate_of
from models.registers import Record
from models.text import match_key

# Figures that a comparison in prose names: measures, then rates.
COMPARED = ("received", "resolved", "pending", "online_rate", "in_time_rate")
MONTHLY_LABELS = {
    "feedback_carried": "PAKN kỳ trước chuyển sang",
    "feedback_received": "PAKN tiếp nhận trong kỳ",
    "feedback_in_time": "PAKN xử lý đúng hạn",
    "feedback_late": "PAKN xử lý quá hạn",
    "feedback_pending": "PAKN đang xử lý",
    "surveys": "Phiếu khảo sát",
    "surveys_satisfied": "Phiếu hài lòng",
    "news_items": "Tin, bài tuyên truyền",
    "inspections": "Cuộc kiểm tra",
    "procedures_total": "Tổng số thủ tục hành chính",
    "services_full": "Dịch vụ công toàn trình",
    "services_partial": "Dịch vụ công một phần",
}
_ASSIGNMENTS = {
    "Chính thức": "official",
    "Kiêm nhiệm": "concurrent",
    "Dự phòng": "reserve",
    "Hỗ trợ": "support",
}


def fill_book(data: ReportData) -> Book:
    """Return the book of figures of a report."""
    book = Book()
    _dates(book, data)
    _dossiers(book, data)
    if data.kind.sections:
        _monthly(book, data)
        _staff(book, data)
        _equipment(book, data)
        _plans_and_more(book, data)
        _comparisons(book, data)
    return book


def padded(data: ReportData) -> bool:
    """Return whether counts of people and objects below 10 get a leading zero in prose."""
    return data.settings.get("pad_counts", "yes") == "yes"


def stocks(data: ReportData) -> list[EquipmentType]:
    """Return the equipment by type."""
    return by_type(data.records("equipment"), data.records("norms"))


def office_name(data: ReportData) -> str:
    """Return what the one-stop unit is called inside a sentence."""
    return wording.clean(data.profile.text("office_name")) or wording.label("office")


def ratio(
    book: Book,
    name: str,
    numerator: int | None,
    denominator: int | None,
    words: str,
    printed: str | None,
) -> str:
    """Return "1.552/2.181 hồ sơ … (71,1%)" as a phrase with its figures bound, as far as they are
    known.
    """
    top = book.put(
        f"{name}_of",
        f"{words}: tử số",
        wording.number(numerator),
        numerator is not None,
        offered=False,
    )
    if numerator is None:
        return top
    if not denominator or printed is None:
        return f"{top} {wording.label('dossiers')} ({wording.label('no_rate')})"
    bottom = book.put(
        f"{name}_base", f"{words}: mẫu số", wording.number(denominator), offered=False
    )
    return f"{top}/{bottom} {words} ({book[name]})"


def figure_text(span: Span, name: str, data: ReportData) -> str | None:
    """Return a measure or rate of a span as printed, None where it is not known."""
    if name in RATES:
        printed = rate_of(name, span.total, data.rates).percent
        return None if printed is None else f"{printed}%"
    value = span.total[name]
    return None if value is None else wording.number(value)


def difference(now: Span, then: Span, name: str, data: ReportData) -> int | Decimal | None:
    """Return now less then: dossiers, or percentage points of the printed rates; None where one is
    not known.
    """
    if name not in RATES:
        here, there = now.total[name], then.total[name]
        return None if here is None or there is None else here - there
    rate_now = rate_of(name, now.total, data.rates)
    rate_then = rate_of(name, then.total, data.rates)
    return points(rate_now, rate_then)


def rates_of_now(data: ReportData) -> Mapping[str, Rate]:
    """Return the rates of the period by name."""
    return {name: rate_of(name, data.now.total, data.rates) for name in RATES}


def change_words(value: int | Decimal, unit: str) -> str:
    """Return "tăng 12 hồ sơ", "giảm 1,3 điểm phần trăm" or "không đổi"."""
    if value == 0:
        return wording.label("same")
    words = wording.label("up" if value > 0 else "down").format(
        n=wording.number(-value if value < 0 else value)
    )
    return f"{words} {unit}"


def _dates(book: Book, data: ReportData) -> None:
    book.put("from", "Ngày đầu kỳ số liệu", wording.short_date(data.now.start))
    book.put("to", "Ngày cuối kỳ số liệu", wording.short_date(data.now.end))
    book.put(
        "registers_day", "Ngày tính sổ theo dõi", f"ngày {wording.short_date(data.registers_as_of)}"
    )
    book.put(
        "tasks_day", "Ngày tính tiến độ nhiệm vụ", f"ngày {wording.short_date(data.tasks_as_of)}"
    )


def _dossiers(book: Book, data: ReportData) -> None:
    for name, measure in MEASURES.items():
        value = data.now.total[name]
        book.put(name, measure.label, wording.number(value), value is not None)
    for name, rate in rates_of_now(data).items():
        printed = wording.label("no_rate") if rate.percent is None else f"{rate.percent}%"
        book.put(name, RATES[name].label, printed, rate.percent is not None)
        words = basis_label(rate.basis).removeprefix("tổng số ")
        book.phrases[f"ratio_{name}"] = ratio(
            book, name, rate.numerator, rate.denominator, words, rate.percent
        )


def _monthly(book: Book, data: ReportData) -> None:
    pad = padded(data)
    values = dict(data.now.monthly)
    if data.inspections_kept:
        values["inspections"] = len(data.records("inspections"))
    if data.procedures_kept:
        procedures = data.records("procedures")
        values["procedures_total"] = len(procedures)
        values["services_full"] = sum(1 for row in procedures if row.text("online") == "Toàn trình")
        values["services_partial"] = sum(
            1 for row in procedures if row.text("online") == "Một phần"
        )
    for name, label in MONTHLY_LABELS.items():
        value = values.get(name)
        book.put(name, label, wording.count(value, pad), value is not None)
    _share(
        book,
        "satisfaction_rate",
        "Tỷ lệ hài lòng",
        values.get("surveys_satisfied"),
        values.get("surveys"),
        data,
    )
    services = [values.get("services_full"), values.get("services_partial")]
    online = None if None in services else sum(value or 0 for value in services)
    book.put(
        "services_online", "Dịch vụ công trực tuyến", wording.count(online, pad), online is not None
    )
    _share(
        book,
        "services_rate",
        "Tỷ lệ thủ tục có dịch vụ công trực tuyến",
        online,
        values.get("procedures_total"),
        data,
    )
    book.phrases["ratio_satisfaction"] = book["surveys_satisfied"]
    if book.known("satisfaction_rate"):
        book.phrases["ratio_satisfaction"] = (
            f"{book['surveys_satisfied']}/{book['surveys']} phiếu ({book['satisfaction_rate']})"
        )


def _share(
    book: Book,
    name: str,
    label: str,
    part: int | None,
    whole: int | None,
    data: ReportData,
    *,
    offered: bool = True,
) -> None:
    printed = None
    if part is not None and whole:
        printed = percent(part, whole, data.rates.rounding, data.rates.decimals)
    text = wording.label("no_rate") if printed is None else f"{printed}%"
    book.put(name, label, text, printed is not None, offered)


def _staff(book: Book, data: ReportData) -> None:
    people, pad = data.records("staff"), padded(data)
    kept = bool(data.records("all_staff"))

    def put(name: str, label: str, matching: list[Record]) -> None:
        book.put(name, label, wording.count(len(matching) if kept else None, pad), kept)

    put("staff_total", "Người làm việc tại Một cửa", list(people))
    for assignment, name in _ASSIGNMENTS.items():
        put(
            f"staff_{name}",
            f"Nhân sự {assignment.lower()}",
            _having(people, "assignment", assignment),
        )
    for status in dict.fromkeys(
        person.text("status") for person in people if person.text("status")
    ):
        book.put(
            f"staff_status_{match_key(status)}",
            f"Nhân sự: {status}",
            wording.count(len(_having(people, "status", status)), pad),
            offered=False,
        )
    put(
        "staff_trained",
        "Đã tập huấn chuyển đổi số",
        [person for person in people if person["trained"] is True],
    )
    put(
        "staff_signature",
        "Có chữ ký số",
        [person for person in people if person["digital_signature"] is True],
    )
    put(
        "staff_untrained",
        "Chưa tập huấn chuyển đổi số",
        [person for person in people if person["trained"] is not True],
    )
    book.put("staff_joined", "Bố trí thêm trong kỳ", wording.count(data.staff_joined, pad))
    book.put("staff_left", "Thôi bố trí trong kỳ", wording.count(data.staff_left, pad))
    for name, label in (
        ("trained", "Tỷ lệ tập huấn chuyển đổi số"),
        ("signature", "Tỷ lệ có chữ ký số"),
    ):
        key = "trained" if name == "trained" else "digital_signature"
        part = sum(1 for person in people if person[key] is True)
        _share(book, f"staff_{name}_rate", label, part, len(people), data)


def _equipment(book: Book, data: ReportData) -> None:
    pad, found = padded(data), stocks(data)
    kept = bool(data.records("equipment")) or bool(found)
    totals: dict[str, int | None] = {
        "equipment_total": sum(stock.have for stock in found) if kept else None,
        "equipment_usable": sum(stock.usable for stock in found) if kept else None,
        "equipment_broken": sum(stock.broken for stock in found) if kept else None,
    }
    short = [stock.missing for stock in found if stock.missing is not None]
    totals["equipment_missing"] = sum(short) if short else None
    labels = (
        "Trang thiết bị hiện có",
        "Thiết bị hoạt động tốt",
        "Thiết bị hỏng",
        "Thiết bị thiếu so với định mức",
    )
    for (name, value), label in zip(totals.items(), labels, strict=True):
        text = wording.count(value, pad)
        if name == "equipment_missing" and value is None and kept:
            text = wording.label("no_norm")
        book.put(name, label, text, value is not None)
    for place, stock in enumerate(found, start=1):
        for part in ("have", "broken", "missing", "norm"):
            amount: int | None = getattr(stock, part)
            if amount is not None:
                book.put(
                    f"kind_{place}_{part}",
                    f"{stock.kind}: {part}",
                    wording.count(amount, pad),
                    offered=False,
                )


def _plans_and_more(book: Book, data: ReportData) -> None:
    pad, day = padded(data), data.tasks_as_of
    tasks = data.records("tasks")
    done = [task for task in tasks if task_is_done(task, day)]
    overdue = [task for task in tasks if task_is_overdue(task, day)]
    book.put("tasks_total", "Nhiệm vụ của các kế hoạch", wording.count(len(tasks), pad))
    book.put("tasks_done", "Nhiệm vụ đã hoàn thành", wording.count(len(done), pad))
    book.put("tasks_open", "Nhiệm vụ chưa hoàn thành", wording.count(len(tasks) - len(done), pad))
    book.put("tasks_overdue", "Nhiệm vụ quá thời hạn", wording.count(len(overdue), pad))
    _share(book, "tasks_rate", "Tỷ lệ nhiệm vụ hoàn thành", len(done), len(tasks), data)
    for place, plan in enumerate(plans(data), start=1):
        own = [task for task in tasks if task.text("plan") == plan]
        finished = sum(1 for task in own if task_is_done(task, day))
        book.put(
            f"plan_{place}_all", f"{plan}: nhiệm vụ", wording.count(len(own), pad), offered=False
        )
        book.put(
            f"plan_{place}_done",
            f"{plan}: đã hoàn thành",
            wording.count(finished, pad),
            offered=False,
        )
        _share(
            book, f"plan_{place}_rate", f"{plan}: tỷ lệ", finished, len(own), data, offered=False
        )
        late = sum(1 for task in own if task in overdue)
        book.put(
            f"plan_{place}_overdue",
            f"{plan}: quá thời hạn",
            wording.count(late, pad),
            offered=False,
        )
    book.put(
        "innovations_total",
        "Mô hình, sáng kiến, giải pháp",
        wording.count(len(data.records("innovations")), pad),
    )
    book.put(
        "software_total", "Phần mềm đang sử dụng", wording.count(len(data.records("software")), pad)
    )
    issued = data.records("documents")
    own_plans = [row for row in issued if is_plan(row)]
    book.put("documents_issued", "Văn bản trong kỳ", wording.count(len(issued), pad))
    book.put("plans_issued", "Kế hoạch ban hành trong kỳ", wording.count(len(own_plans), pad))


def plans(data: ReportData) -> list[str]:
    """Return the plans that have tasks, in the register's order."""
    return list(dict.fromkeys(task.text("plan") for task in data.records("tasks")))


def is_plan(document: Record) -> bool:
    """Say whether a document is a plan, by its kind or its symbol."""
    return (
        document.text("kind").strip().lower() == "kế hoạch"
        or "/KH-" in document.text("symbol").upper()
    )


def _comparisons(book: Book, data: ReportData) -> None:
    for lead, then in (("prev", data.before), ("last", data.year_ago)):
        if then is None:
            continue
        for name in COMPARED:
            text, change = figure_text(then, name, data), difference(data.now, then, name, data)
            if text is None or change is None:
                continue
            unit = wording.label("points" if name in RATES else "dossiers")
            label = RATES[name].label if name in RATES else MEASURES[name].label
            book.put(f"{lead}_{name}", f"{label}, kỳ so sánh", text, offered=False)
            book.put(
                f"{lead}_{name}_diff",
                f"{label}, chênh lệch",
                change_words(change, unit),
                offered=False,
            )
        news, earlier = data.now.monthly.get("news_items"), then.monthly.get("news_items")
        if news is not None and earlier is not None:
            book.put(
                f"{lead}_news",
                "Tin, bài, kỳ so sánh",
                wording.count(earlier, padded(data)),
                offered=False,
            )
            book.put(
                f"{lead}_news_diff",
                "Tin, bài, chênh lệch",
                change_words(news - earlier, "tin, bài"),
                offered=False,
            )
    to_date = data.to_date or data.now
    book.put("year_from", "Lũy kế từ ngày", wording.short_date(to_date.start))
    book.put("year_to", "Lũy kế đến ngày", wording.short_date(to_date.end))
    for name in MEASURES:
        value = to_date.total[name]
        book.put(
            f"year_{name}",
            f"Lũy kế: {MEASURES[name].label}",
            wording.number(value),
            value is not None,
        )


def _having(people: tuple[Record, ...], name: str, value: str) -> list[Record]:
    return [person for person in people if person.text(name) == value]
