"""What the tasks of the plans say: progress in I.1, and what is left to do in IV."""

from collections.abc import Iterator
from datetime import date

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.documents import plan_named
from desktop.reports.ward.phrases import counted, is_none, named, one_line, say
from desktop.reports.ward.register_facts import plans, tasks_of
from desktop.word import wording
from desktop.word.book import Book
from models.due import is_overdue, task_is_done, task_is_overdue
from models.registers import Record


def progress_lines(data: ReportData, book: Book) -> list[str]:
    """Return how many tasks of each plan are done, and which are late."""
    found = []
    for place, plan in enumerate(plans(data), start=1):
        found.append(_progress(place, plan, data, book))
        late = [task for task in tasks_of(data, plan) if task_is_overdue(task, data.tasks_as_of)]
        if late:
            names = "; ".join(_task(task) for task in late)
            overdue = book[f"plan_{place}_overdue"]
            found.append(say(book, "plan_overdue", overdue=overdue, list=names))
    return found


def _progress(place: int, plan: str, data: ReportData, book: Book) -> str:
    name = f"plan_{place}_rate"
    if is_none(book, f"plan_{place}_done"):
        named_plan, number = plan_named(plan, data, book), book[f"plan_{place}_all"]
        return say(book, "plan_progress_none", plan=named_plan, all=number)
    words = {
        "plan": plan_named(plan, data, book),
        "rate": f", đạt {book[name]}" if book.known(name) else "",
        "done": book[f"plan_{place}_done"],
        "all": book[f"plan_{place}_all"],
    }
    return say(book, "plan_progress", **words)


def open_task_lines(data: ReportData, book: Book) -> list[str]:
    """Return the tasks that are still open, plan by plan; what is overdue comes first."""
    found: list[str] = []
    for place, plan in enumerate(plans(data), start=1):
        left = [task for task in tasks_of(data, plan) if not task_is_done(task, data.tasks_as_of)]
        if not left:
            continue
        label = f"{plan}: chưa hoàn thành"
        number = book.put_unseen(f"plan_{place}_open", label, counted(data, len(left)))
        plan_name = plan_named(plan, data, book)
        untouched = len(left) == len(tasks_of(data, plan))
        sentence = "open_tasks_all" if untouched else "open_tasks"
        found.append(say(book, sentence, number=number, plan=plan_name))
        found += _by_deadline(left, data)
    return found


def _by_deadline(left: list[Record], data: ReportData) -> Iterator[str]:
    """Yield a line of the open tasks of each deadline; what is overdue comes first."""
    by_day: dict[date | None, list[str]] = {}
    for task in sorted(left, key=lambda task: _urgency(task, data.tasks_as_of)):
        by_day.setdefault(task.day("due"), []).append(_open_task(task, data))
    for day, tasks in by_day.items():
        yield f"+ {_deadline(day, data)}{'; '.join(tasks)}."


def _deadline(day: date | None, data: ReportData) -> str:
    """Return "Thời hạn 31/12/2024: ", and whether that is past; "" for tasks without one."""
    if day is None:
        return ""
    past = f" ({wording.label('overdue')})" if is_overdue(day, data.tasks_as_of) else ""
    return f"Thời hạn {wording.short_date(day)}{past}: "


def _urgency(task: Record, day: date) -> tuple[bool, date]:
    return not task_is_overdue(task, day), task.day("due") or date.max


def _open_task(task: Record, data: ReportData) -> str:
    """Return a task with who is in charge of it."""
    content = one_line(task.text("content"))
    if not task.text("lead"):
        return content
    lead = named(data, one_line(task.text("lead")))
    return f"{content} ({wording.label('lead')}: {lead})"


def _task(task: Record) -> str:
    due = task.day("due")
    content = one_line(task.text("content"))
    return f"{content} (thời hạn {wording.short_date(due)})" if due else content
