"""What the registers of a unit say in numbers: staff, equipment, tasks, documents."""

from collections import Counter
from collections.abc import Callable

from desktop.equipment import EquipmentType, by_type
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.documents import is_own, is_plan, own_and_others
from desktop.reports.ward.phrases import counted, one_line, put_share
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

# Degrees, the highest first; offices write them as they like.
_LEVELS = tuple(
    map(match_key, ("Tiến sĩ", "Thạc sĩ", "Đại học", "Cao đẳng", "Trung cấp", "Sơ cấp"))
)
# The columns of the staff register that are answered with yes or no, with their figures.
_ANSWERED = {
    "trained": ("staff_trained", "Đã tập huấn chuyển đổi số", "Tỷ lệ tập huấn chuyển đổi số"),
    "digital_signature": ("staff_signature", "Có chữ ký số", "Tỷ lệ có chữ ký số"),
}


def put_staff(book: Book, data: ReportData) -> None:
    """Add the one-stop staff: how many, by form of assignment and status, trained, signing."""
    people = data.records("staff")
    # Nobody on duty is zero only where the register is kept at all.
    kept = "staff" in data.kept

    def put(name: str, label: str, number: int) -> None:
        book.put(name, label, counted(data, number if kept else None), kept)

    put("staff_total", "Người làm việc tại Một cửa", len(people))
    for assignment, name in _ASSIGNMENTS.items():
        number = _having(people, "assignment", assignment)
        put(name, f"Nhân sự {assignment.lower()}", number)
    for column, (name, label, rate) in _ANSWERED.items():
        _put_answers(book, data, column, name, (label, rate))
    untrained = sum(person["trained"] is False for person in people)
    answered = any(person["trained"] is not None for person in people)
    text = counted(data, untrained if answered else None)
    book.put("staff_untrained", "Chưa tập huấn chuyển đổi số", text, answered)
    put("staff_joined", "Bố trí thêm trong kỳ", data.staff_joined)
    put("staff_left", "Thôi bố trí trong kỳ", data.staff_left)


def _put_answers(
    book: Book, data: ReportData, column: str, name: str, labels: tuple[str, str]
) -> None:
    """Add how many people have a yes in a column, how many have nothing there, and the share.

    A column left blank is not a no: the share of all is known only where everybody has an answer.
    """
    people, (label, rate) = data.records("staff"), labels
    yes = sum(person[column] is True for person in people)
    blank = sum(person[column] is None for person in people)
    known = blank < len(people)
    book.put(name, label, counted(data, yes if known else None), known)
    share_of = yes if not blank else None
    put_share(book, f"{name}_rate", rate, share_of, len(people), data)
    book.phrases[f"said_{name}"] = wording.missing()
    if not known:
        return
    said = f"{book[name]}/{book['staff_total']} người"
    if not yes:
        none = "chưa ghi nhận" if blank else "chưa có"
        said = f"{none} người nào trong {book['staff_total']} người"
    if blank:
        bound = book.put_unseen(f"{name}_blank", f"{label}: chưa ghi", counted(data, blank))
        said += f"; {bound} người chưa có thông tin"
    book.phrases[f"said_{name}"] = said


def put_shares_of_staff(book: Book, data: ReportData, column: str) -> str:
    """Return "công chức 06 người, cán bộ 01 người", and how many have nothing in the column.

    "" where there is nobody; that it is not known where the column is blank for all.
    """
    people = data.records("staff")
    if not people:
        return ""
    parts = []
    found = Counter(person.text(column) for person in people)
    order = _LEVELS if column == "degree" else ()
    for place, value in enumerate(sorted(found, key=lambda value: _rank(value, order)), start=1):
        if value:
            label = f"Nhân sự: {value}"
            number = counted(data, found[value])
            bound = book.put_unseen(f"staff_{column}_{place}", label, number)
            parts.append(f"{wording.lower_first(one_line(value))} {bound} người")
    if not parts:
        return wording.missing()
    blank = sum(not person.text(column) for person in people)
    if not blank:
        return ", ".join(parts)
    label = wording.label(f"no_{column}")
    bound = book.put_unseen(f"staff_{column}_blank", label, counted(data, blank))
    return f"{', '.join(parts)}; {bound} người {label}"


def _rank(value: str, order: tuple[str, ...]) -> int:
    """Return the place of a value in an order; what is not in it comes last, as it was found."""
    key = match_key(value)
    ranks = [rank for rank, each in enumerate(order) if key.startswith(each)]
    return ranks[0] if ranks else len(order)


def _having(people: tuple[Record, ...], name: str, value: str) -> int:
    return sum(person.text(name) == value for person in people)


def stocks(data: ReportData) -> list[EquipmentType]:
    """Return the equipment by type."""
    return by_type(data.records("equipment"), data.records("norms"))


def put_equipment(book: Book, data: ReportData) -> None:
    """Add the equipment: how much there is, works, is broken and is missing; then type by type."""
    # A norm says what there should be, nothing of what there is.
    kept = "equipment" in data.kept
    found = stocks(data) if kept else []

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
    tasks = [task for plan in plans(data) for task in tasks_of(data, plan)]
    done = sum(task_is_done(task, day) for task in tasks)
    overdue = sum(task_is_overdue(task, day) for task in tasks)
    kept = "tasks" in data.kept

    def put(name: str, label: str, number: int) -> None:
        book.put(name, label, counted(data, number if kept else None), kept)

    put("tasks_total", "Nhiệm vụ của các kế hoạch", len(tasks))
    put("tasks_done", "Nhiệm vụ đã hoàn thành", done)
    put("tasks_open", "Nhiệm vụ chưa hoàn thành", len(tasks) - done)
    put("tasks_overdue", "Nhiệm vụ quá thời hạn", overdue)
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
    """Return the plans that have tasks, in the register's order, without those to come."""
    found = dict.fromkeys(task.text("plan") for task in data.records("tasks"))
    return [plan for plan in found if not _is_to_come(data, plan)]


def _is_to_come(data: ReportData, plan: str) -> bool:
    """Say whether a plan was issued only after the day on which tasks are counted."""
    wanted = match_key(plan)
    known = [row for row in data.records("plans") if match_key(row.text("symbol")) == wanted]
    # Others may have a plan of the same symbol.
    own = [row for row in known if is_own(row, data)] or known
    days = [row.day("issued") for row in own]
    return bool(days) and all(day is not None and day > data.tasks_as_of for day in days)


def tasks_of(data: ReportData, plan: str) -> list[Record]:
    """Return the tasks of a plan."""
    return [task for task in data.records("tasks") if task.text("plan") == plan]


def put_others(book: Book, data: ReportData) -> None:
    """Add how many innovations, programs, documents and plans there are."""

    def put(register: str, name: str, label: str, number: int) -> None:
        kept = register in data.kept
        book.put(name, label, counted(data, number if kept else None), kept)

    innovations, software = data.records("innovations"), data.records("software")
    issued, _ = own_and_others(data.records("documents"), data)
    plans_issued = sum(is_plan(row) for row in issued)
    label = "Mô hình, sáng kiến, giải pháp"
    put("innovations", "innovations_total", label, len(innovations))
    put("software", "software_total", "Phần mềm đang sử dụng", len(software))
    put("documents", "documents_issued", "Văn bản của đơn vị trong kỳ", len(issued))
    put("documents", "plans_issued", "Kế hoạch của đơn vị trong kỳ", plans_issued)
