"""What the tasks of the plans say: progress in I.1, and what is left to do in IV."""

from datetime import date

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.documents import listed, plan_named
from desktop.reports.ward.phrases import counted, named, one_line, say
from desktop.reports.ward.register_facts import plans, tasks_of
from desktop.word import wording
from desktop.word.book import Book
from models.due import task_is_done, task_is_overdue
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
        left.sort(key=lambda task: _urgency(task, data.tasks_as_of))
        label = f"{plan}: chưa hoàn thành"
        number = book.put_unseen(f"plan_{place}_open", label, counted(data, len(left)))
        plan_name = plan_named(plan, data, book)
        found.append(say(book, "open_tasks", number=number, plan=plan_name))
        found += listed(_open_task(task, data) for task in left)
    return found


def _urgency(task: Record, day: date) -> tuple[bool, date]:
    return not task_is_overdue(task, day), task.day("due") or date.max


def _open_task(task: Record, data: ReportData) -> str:
    """Return a task with its deadline, whether that is past, and who is in charge."""
    due = task.day("due")
    notes = [f"thời hạn {wording.short_date(due)}"] if due else []
    if task_is_overdue(task, data.tasks_as_of):
        notes.append(wording.label("overdue"))
    if task.text("lead"):
        notes.append(f"{wording.label('lead')}: {named(data, one_line(task.text('lead')))}")
    content = one_line(task.text("content"))
    return f"{content} ({'; '.join(notes)})" if notes else content


def _task(task: Record) -> str:
    due = task.day("due")
    content = one_line(task.text("content"))
    return f"{content} (thời hạn {wording.short_date(due)})" if due else content
