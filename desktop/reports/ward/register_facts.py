"""What the registers of a unit say in numbers: staff, equipment, tasks, documents."""

from collections.abc import Callable

from desktop.equipment import EquipmentType, by_type
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import counted, put_share
from desktop.word import wording
from desktop.word.book import Book
from models.due import task_is_done, task_is_overdue
from models.registers import Record
from models.text import match_key

# Forms of assignment to the one-stop unit, with the names of their figures.
_ASSIGNMENTS = {
    "Chính thức": "staff_official",
    "Kiêm nhiệm": "staff_concurrent",
    "Dự phòng": "staff_reserve",
    "Hỗ trợ": "staff_support",
}
# Parts of the stock of one type of equipment that the text may name.
_STOCK: dict[str, Callable[[EquipmentType], int | None]] = {
    "have": lambda stock: stock.have,
    "broken": lambda stock: stock.broken,
    "missing": lambda stock: stock.missing,
    "norm": lambda stock: stock.norm,
}


def put_staff(book: Book, data: ReportData) -> None:
    """Add the one-stop staff: how many, by form of assignment and status, trained, signing."""
    people = data.records("staff")
    # Nobody on duty is zero only where the register is kept at all.
    kept = bool(data.records("all_staff"))

    def put(name: str, label: str, number: int) -> None:
        book.put(name, label, counted(data, number if kept else None), kept)

    put("staff_total", "Người làm việc tại Một cửa", len(people))
    for assignment, name in _ASSIGNMENTS.items():
        number = _having(people, "assignment", assignment)
        put(name, f"Nhân sự {assignment.lower()}", number)
    for status in statuses(data):
        number = _having(people, "status", status)
        name = f"staff_status_{match_key(status)}"
        book.put_unseen(name, f"Nhân sự: {status}", counted(data, number))
    trained = sum(person["trained"] is True for person in people)
    signing = sum(person["digital_signature"] is True for person in people)
    put("staff_trained", "Đã tập huấn chuyển đổi số", trained)
    put("staff_signature", "Có chữ ký số", signing)
    put("staff_untrained", "Chưa tập huấn chuyển đổi số", len(people) - trained)
    book.put("staff_joined", "Bố trí thêm trong kỳ", counted(data, data.staff_joined))
    book.put("staff_left", "Thôi bố trí trong kỳ", counted(data, data.staff_left))
    share_trained = "Tỷ lệ tập huấn chuyển đổi số"
    put_share(book, "staff_trained_rate", share_trained, trained, len(people), data)
    put_share(book, "staff_signature_rate", "Tỷ lệ có chữ ký số", signing, len(people), data)


def statuses(data: ReportData) -> list[str]:
    """Return the legal statuses that the one-stop staff have, each once."""
    found = [person.text("status") for person in data.records("staff")]
    return list(dict.fromkeys(status for status in found if status))


def _having(people: tuple[Record, ...], name: str, value: str) -> int:
    return sum(person.text(name) == value for person in people)


def stocks(data: ReportData) -> list[EquipmentType]:
    """Return the equipment by type."""
    return by_type(data.records("equipment"), data.records("norms"))


def put_equipment(book: Book, data: ReportData) -> None:
    """Add the equipment: how much there is, works, is broken and is missing; then type by type."""
    found = stocks(data)
    kept = bool(found) or bool(data.records("equipment"))

    def put(name: str, label: str, number: int) -> None:
        book.put(name, label, counted(data, number if kept else None), kept)

    put("equipment_total", "Trang thiết bị hiện có", sum(stock.have for stock in found))
    put("equipment_usable", "Thiết bị hoạt động tốt", sum(stock.usable for stock in found))
    put("equipment_broken", "Thiết bị hỏng", sum(stock.broken for stock in found))
    _put_missing(book, data, found, kept=kept)
    for place, stock in enumerate(found, start=1):
        for part, amount_of in _STOCK.items():
            amount = amount_of(stock)
            if amount is not None:
                name = f"kind_{place}_{part}"
                book.put_unseen(name, f"{stock.kind}: {part}", counted(data, amount))


def _put_missing(book: Book, data: ReportData, found: list[EquipmentType], *, kept: bool) -> None:
    """Add what is missing; without any norm nobody can say, which is not the same as nothing."""
    short = [stock.missing for stock in found if stock.missing is not None]
    missing = sum(short) if short else None
    text = counted(data, missing)
    if missing is None and kept:
        text = wording.label("no_norm")
    label = "Thiết bị thiếu so với định mức"
    book.put("equipment_missing", label, text, missing is not None)


def put_tasks(book: Book, data: ReportData) -> None:
    """Add the tasks of the plans, together and plan by plan, as of the day of tasks."""
    day = data.tasks_as_of
    tasks = data.records("tasks")
    done = sum(task_is_done(task, day) for task in tasks)
    overdue = sum(task_is_overdue(task, day) for task in tasks)
    book.put("tasks_total", "Nhiệm vụ của các kế hoạch", counted(data, len(tasks)))
    book.put("tasks_done", "Nhiệm vụ đã hoàn thành", counted(data, done))
    book.put("tasks_open", "Nhiệm vụ chưa hoàn thành", counted(data, len(tasks) - done))
    book.put("tasks_overdue", "Nhiệm vụ quá thời hạn", counted(data, overdue))
    put_share(book, "tasks_rate", "Tỷ lệ nhiệm vụ hoàn thành", done, len(tasks), data)
    for place, plan in enumerate(plans(data), start=1):
        _put_plan(book, data, f"plan_{place}", plan)


def _put_plan(book: Book, data: ReportData, name: str, plan: str) -> None:
    day = data.tasks_as_of
    tasks = tasks_of(data, plan)
    done = sum(task_is_done(task, day) for task in tasks)
    late = sum(task_is_overdue(task, day) for task in tasks)
    book.put_unseen(f"{name}_all", f"{plan}: nhiệm vụ", counted(data, len(tasks)))
    book.put_unseen(f"{name}_done", f"{plan}: đã hoàn thành", counted(data, done))
    put_share(book, f"{name}_rate", f"{plan}: tỷ lệ", done, len(tasks), data, offered=False)
    book.put_unseen(f"{name}_overdue", f"{plan}: quá thời hạn", counted(data, late))


def plans(data: ReportData) -> list[str]:
    """Return the plans that have tasks, in the register's order."""
    return list(dict.fromkeys(task.text("plan") for task in data.records("tasks")))


def tasks_of(data: ReportData, plan: str) -> list[Record]:
    """Return the tasks of a plan."""
    return [task for task in data.records("tasks") if task.text("plan") == plan]


def put_others(book: Book, data: ReportData) -> None:
    """Add how many innovations, programs, documents and plans there are."""
    innovations = len(data.records("innovations"))
    software = len(data.records("software"))
    issued = data.records("documents")
    own_plans = sum(is_plan(row) for row in issued)
    book.put("innovations_total", "Mô hình, sáng kiến, giải pháp", counted(data, innovations))
    book.put("software_total", "Phần mềm đang sử dụng", counted(data, software))
    book.put("documents_issued", "Văn bản trong kỳ", counted(data, len(issued)))
    book.put("plans_issued", "Kế hoạch ban hành trong kỳ", counted(data, own_plans))


def is_plan(document: Record) -> bool:
    """Say whether a document is a plan, by its kind or its symbol."""
    if document.text("kind").strip().lower() == "kế hoạch":
        return True
    return "/KH-" in document.text("symbol").upper()
