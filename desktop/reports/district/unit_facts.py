"""What the report says of the registers of the units below together, beside their dossiers."""

from collections import Counter
from collections.abc import Callable, Mapping

from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import unit_name
from desktop.reports.district.unit_indicators import indicator_lines_of_units
from desktop.reports.district.unit_offices import software
from desktop.reports.district.unit_phrases import Lines, numbers, partial, put, ratio, say, split
from desktop.reports.district.unit_results import inspections
from desktop.reports.district.words import text
from desktop.reports.kinds import FOOTNOTES
from desktop.reports.ward.documents import cited, in_footnotes, listed, listing
from desktop.reports.ward.indicator_lines import indicator_lines
from desktop.reports.ward.phrases import named, one_line
from desktop.word import wording
from desktop.word.book import Book
from models.due import task_is_done

# Topics of the units' documents that have a section of their own.
_TOPICS = {"Thể chế": "II.1", "Đào tạo": "II.4", "Chuyển đổi số": "II.6"}


def add_unit_facts(found: dict[str, Lines], data: DistrictData, book: Book) -> None:
    """Add to the paragraphs of each section what the registers of the units below say."""
    # The section on procedures is made anew for all units: the own indicators of it belong in it.
    own = indicator_lines(data.own_report, book).get("II.2", [])
    found["II.2"] = [*found["II.2"], *own]
    for section, lines_of in _SECTIONS:
        found[section] = [*found[section], *lines_of(data, book)]
    for topic, section in _TOPICS.items():
        found[section] = [*found[section], *_documents(data, book, topic, section)]
    for section, lines in indicator_lines_of_units(data, book).items():
        found[section] = [*found[section], *lines]


def _tasks(data: DistrictData, book: Book) -> Lines:
    """Say how many tasks of the units' plans are done: together, by plan, by who is in charge."""
    rows = [(unit, task) for unit in data.facts.values() for task in unit.of("tasks")]
    if not rows:
        return []
    day = data.own_report.tasks_as_of
    by_plan: dict[str, list[bool]] = {}
    by_lead: dict[str, list[bool]] = {}
    for unit, task in rows:
        done = task_is_done(task, day)
        words = {"plan": one_line(task.text("plan")), "unit": unit_name(data, unit.name)}
        plan = wording.clean(text("plan_of").format(**words))
        by_plan.setdefault(plan, []).append(done)
        if task.text("lead").strip():
            by_lead.setdefault(named(data.own_report, task.text("lead")), []).append(done)
    every = [done for states in by_plan.values() for done in states]
    said = ratio(data, book, "below_tasks", "Nhiệm vụ", sum(every), len(every), " nhiệm vụ")
    groups = {task.text("group").strip() for _, task in rows} - {""}
    topics = ""
    if groups:
        told = put(data, book, "below_task_groups", "Nội dung nhiệm vụ", len(groups))
        topics = f" thuộc {told} nội dung"
    known = tuple(code for code, unit in data.facts.items() if unit.of("tasks"))
    words = {"ratio": said, "topics": topics}
    words["partial"] = partial(data, book, "below_tasks", known)
    found = [say(data, book, "unit_tasks", **words)]
    for name, states in (("by_plan", by_plan), ("by_lead", by_lead)):
        if states:
            said = _done_of(data, book, f"below_tasks_{name}", states)
            found.append(say(data, book, f"unit_tasks_{name}", said=said))
    return found


def _done_of(data: DistrictData, book: Book, name: str, states: Mapping[str, list[bool]]) -> str:
    parts = []
    for place, (who, done) in enumerate(states.items(), start=1):
        said = ratio(data, book, f"{name}_{place}", who, sum(done), len(done))
        parts.append(f"{who} {said}")
    return "; ".join(parts)


def _staff(data: DistrictData, book: Book) -> Lines:
    people = [person for each in data.units for person in each.staff]
    known = tuple(each.line.code for each in data.units if each.keeps_staff)
    fields = ("status", "degree", "assignment")
    return split(data, book, "staff", people, fields, known, unit=" người")


def _models(data: DistrictData, book: Book) -> Lines:
    kinds = Counter(row.text("kind").lower() for each in data.keepers for row in each.innovations)
    if len(kinds) < 2:
        return []
    said = numbers(data, book, "all_models", kinds)
    return [say(data, book, "unit_models", said=said)]


def _documents(data: DistrictData, book: Book, topic: str, section: str) -> Lines:
    """Name the documents of the units on a topic that has a section of their own."""
    rows = [row for unit in data.facts.values() for row in unit.of("documents")]
    items = []
    for row in rows:
        topics = row["topics"]
        if isinstance(topics, tuple) and topic in topics:
            items.append(cited(row, data.own_report, book))
    if not items:
        return []
    about = wording.lower_first(topic)
    if listing(section, data.own_report) == FOOTNOTES:
        name = f"below_documents_{section.replace('.', '_').lower()}"
        number = put(data, book, name, f"Văn bản, mục {section}", len(items))
        sentence = say(data, book, "unit_documents_counted", topic=about, number=number)
        return in_footnotes(sentence, items)
    return [say(data, book, "unit_documents", topic=about), *listed(items)]


_SECTIONS: tuple[tuple[str, Callable[[DistrictData, Book], Lines]], ...] = (
    ("I.1", _tasks),
    ("I.2.b", inspections),
    ("I.2.d", _models),
    ("II.4", _staff),
    ("II.6", software),
)
