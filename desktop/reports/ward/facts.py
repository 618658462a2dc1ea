"""Fill the book of figures from the data of a report: every number that a sentence may print."""

from desktop.reports.ward.data import ReportData, Span
from desktop.reports.ward.phrases import (
    change_words,
    counted,
    difference,
    figure_text,
    label_of,
    measured,
    named,
    padded,
    put_share,
    rates_of_now,
    unit_of_change,
)
from desktop.reports.ward.rate_facts import put_rates, put_unused
from desktop.reports.ward.register_facts import put_equipment, put_others, put_staff, put_tasks
from desktop.word import wording
from desktop.word.book import Book
from models.measures import MEASURES
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


def fill_book(data: ReportData) -> Book:
    """Return the book of figures of a report; a bare form has only dates and dossiers."""
    book = Book()
    _put_dates(book, data)
    _put_dossiers(book, data)
    if data.kind.sections:
        _put_monthly(book, data)
        put_staff(book, data)
        put_equipment(book, data)
        put_tasks(book, data)
        put_others(book, data)
        _put_comparisons(book, data)
        _put_year(book, data)
    return book


def _put_dates(book: Book, data: ReportData) -> None:
    book.put("from", "Ngày đầu kỳ số liệu", wording.short_date(data.now.start))
    book.put("to", "Ngày cuối kỳ số liệu", wording.short_date(data.now.end))
    registers_day = f"ngày {wording.short_date(data.registers_as_of)}"
    tasks_day = f"ngày {wording.short_date(data.tasks_as_of)}"
    book.put("registers_day", "Ngày tính sổ theo dõi", registers_day)
    book.put("tasks_day", "Ngày tính tiến độ nhiệm vụ", tasks_day)


def _put_dossiers(book: Book, data: ReportData) -> None:
    for name, measure in MEASURES.items():
        value = data.now.total[name]
        book.put(name, measure.label, measured(data, name, value), value is not None)
    put_rates(book, "", "", rates_of_now(data), data.rates)
    put_unused(book, "", data.now.total, data.rates)


def _put_monthly(book: Book, data: ReportData) -> None:
    values = monthly_values(data)
    for name, label in MONTHLY_LABELS.items():
        value = values.get(name)
        book.put(name, label, counted(data, value), value is not None)
    satisfied, surveys = values.get("surveys_satisfied"), values.get("surveys")
    put_share(book, "satisfaction_rate", "Tỷ lệ hài lòng", satisfied, surveys, data)
    _put_services(book, data, values)
    said = book["surveys_satisfied"]
    if book.known("satisfaction_rate"):
        said += f"/{book['surveys']} phiếu ({book['satisfaction_rate']})"
    book.phrases["ratio_satisfaction"] = said


def monthly_values(data: ReportData) -> dict[str, int | None]:
    """Return the other figures of the period; what a kept register counts stands for them."""
    values = dict(data.now.monthly)
    if data.inspections_kept:
        values["inspections"] = len(data.records("inspections"))
    if data.procedures_kept:
        online = [row.text("online") for row in data.records("procedures")]
        values["procedures_total"] = len(online)
        values["services_full"] = online.count("Toàn trình")
        values["services_partial"] = online.count("Một phần")
    return values


def _put_services(book: Book, data: ReportData, values: dict[str, int | None]) -> None:
    full, partial = values.get("services_full"), values.get("services_partial")
    online = None if full is None or partial is None else full + partial
    label = "Dịch vụ công trực tuyến"
    book.put("services_online", label, counted(data, online), online is not None)
    label = "Tỷ lệ thủ tục có dịch vụ công trực tuyến"
    put_share(book, "services_rate", label, online, values.get("procedures_total"), data)


def _put_comparisons(book: Book, data: ReportData) -> None:
    for lead, then in (("prev", data.before), ("last", data.year_ago)):
        if then is not None:
            _put_comparison(book, data, lead, then)


def _put_comparison(book: Book, data: ReportData, lead: str, then: Span) -> None:
    """Add what the figures were in another period, and their change since."""
    for name in data.rates.in_use(COMPARED):
        text = figure_text(then, name, data)
        change = difference(data.now, then, name, data)
        if text is None or change is None:
            continue
        label = label_of(name, data.rates)
        words = change_words(change, unit_of_change(name, data.rates))
        book.put_unseen(f"{lead}_{name}", f"{label}, kỳ so sánh", text)
        book.put_unseen(f"{lead}_{name}_diff", f"{label}, chênh lệch", words)
    news, earlier = data.now.monthly.get("news_items"), then.monthly.get("news_items")
    if news is not None and earlier is not None:
        words = change_words(news - earlier, "tin, bài", padded(data))
        book.put_unseen(f"{lead}_news", "Tin, bài, kỳ so sánh", counted(data, earlier))
        book.put_unseen(f"{lead}_news_diff", "Tin, bài, chênh lệch", words)


def _put_year(book: Book, data: ReportData) -> None:
    """Add the figures since the start of the year; the period itself where it begins there."""
    to_date = data.to_date or data.now
    book.put("year_from", "Lũy kế từ ngày", wording.short_date(to_date.start))
    book.put("year_to", "Lũy kế đến ngày", wording.short_date(to_date.end))
    days = f"từ ngày {book['year_from']} đến ngày {book['year_to']}"
    since = f"{days} ({_birth(data)})" if data.born else f"từ đầu năm ({days})"
    book.phrases["year_since"] = since
    for name, measure in MEASURES.items():
        value = to_date.total[name]
        label = f"Lũy kế: {measure.label}"
        book.put(f"year_{name}", label, wording.number(value), value is not None)


def _birth(data: ReportData) -> str:
    """Say when the unit was established, and from which others."""
    words = f"thành lập ngày {wording.short_date(data.life.start)}" if data.life.start else ""
    before = data.profile.text("predecessors").splitlines()
    names = ", ".join(_former(name, data) for name in before if name.strip())
    return f"{words} trên cơ sở {names}" if names else words


def _former(name: str, data: ReportData) -> str:
    """Return a former unit inside a sentence; one of the same name as the unit is the old one."""
    is_namesake = match_key(name) == match_key(data.profile.text("name"))
    return f"{named(data, name)}{' (cũ)' if is_namesake else ''}"
