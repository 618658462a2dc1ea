"""What the report says of the registers of the units below together, beside their dossiers."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from desktop.consolidation.kinds import by_kind
from desktop.reports.district.facts import count
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.unit_records import UnitFacts
from desktop.reports.district.words import sentence, text
from desktop.reports.ward.indicator_lines import indicator_lines, manner_of, value_words
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import DISPOSED
from models.due import task_is_done
from models.indicators import Together, share
from models.rates import rate_of
from models.registers import Record
from models.values import format_number

# Topics of the units' documents that have a section of their own.
_TOPICS = {"Thể chế": "II.1", "Đào tạo": "II.4", "Chuyển đổi số": "II.6"}
_SERVICES = {"services_full": "Toàn trình", "services_partial": "Một phần"}

_Lines = list[str]


def add_unit_facts(found: dict[str, _Lines], data: DistrictData, book: Book) -> None:
    """Add to the paragraphs of each section what the registers of the units below say."""
    # The section on procedures is made anew for all units: the own indicators of it belong in it.
    own = indicator_lines(data.own_report, book).get("II.2", [])
    found["II.2"] = [*found["II.2"], *own]
    for section, lines_of in _SECTIONS:
        found[section] = [*found[section], *lines_of(data, book)]
    for topic, section in _TOPICS.items():
        found[section] = [*found[section], *_documents(data, book, topic)]
    for place, together in enumerate(data.indicators["below"], start=1):
        if together.total is not None:
            line = _indicator(data, book, place, together)
            section = together.first.section
            found[section] = [*found[section], line]


def _indicator(data: DistrictData, book: Book, place: int, found: Together) -> str:
    assert found.total is not None
    said = value_words(found.total, f"below_indicator_{place}", manner_of(data.own_report), book)
    partial = _partial(data, book, f"below_indicator_{place}", len(found.known))
    name = wording.clean(found.total.name)
    return _say(data, book, "unit_indicator", name=name, said=said, partial=partial)


def _partial(data: DistrictData, book: Book, name: str, known: int) -> str:
    """Return " (theo số liệu của 04/06 phường)", "" where all units know it."""
    of = len(data.units)
    if known == of:
        return ""
    told = book.put_unseen(f"{name}_from", "Số đơn vị có số liệu", f"{known:02d}/{of:02d}")
    return text("partial").format(known=told, word=data.word)


def _satisfaction(data: DistrictData, book: Book) -> _Lines:
    """Say how many of those who answered were satisfied, per unit and together."""
    parts, satisfied, surveys = [], 0, 0
    for place, unit in enumerate(data.facts.values(), start=1):
        top, bottom = unit.monthly["surveys_satisfied"], unit.monthly["surveys"]
        if top is None or not bottom:
            continue
        satisfied, surveys = satisfied + top, surveys + bottom
        ratio = _ratio(data, book, f"unit_surveys_{place}", unit.name, top, bottom)
        parts.append(f"{wording.clean(unit.name)} {ratio}")
    if not parts:
        return []
    together = _ratio(data, book, "below_satisfaction", "Hài lòng", satisfied, surveys, " phiếu")
    partial = _partial(data, book, "below_satisfaction", len(parts))
    words = {"ratio": together, "partial": partial, "by_unit": ", ".join(parts)}
    return [_say(data, book, "unit_surveys", **words)]


def _late_causes(data: DistrictData, book: Book) -> _Lines:
    """Say why dossiers were late, each cause with its units, the most frequent first."""
    by_cause: dict[str, Counter[str]] = {}
    for facts in data.facts.values():
        for row in facts.of("late_dossiers"):
            units = by_cause.setdefault(_cause(row), Counter())
            units[facts.name] += row.whole("dossiers") or 0
    found = []
    ordered = sorted(by_cause.items(), key=lambda item: -item[1].total())
    for place, (cause, units) in enumerate(ordered, start=1):
        name = f"below_cause_{place}"
        total = book.put_unseen(name, cause, wording.number(units.total()))
        parts = []
        for number, (unit, dossiers) in enumerate(units.items(), start=1):
            told = book.put_unseen(f"{name}_{number}", cause, wording.number(dossiers))
            parts.append(f"{wording.clean(unit)} {told}")
        words = {"cause": cause, "total": total, "by_unit": ", ".join(parts)}
        found.append(_say(data, book, "unit_cause", **words))
    return [_say(data, book, "unit_causes"), *found] if found else []


def _cause(row: Record) -> str:
    return wording.clean(" ".join(row.text("cause").split())).rstrip(".;")


def _inspections(data: DistrictData, book: Book) -> _Lines:
    """Say how many inspections the units had, who was at fault, and what is to be remedied."""
    number: Counter[str] = Counter()
    every: list[Record] = []
    remedies = []
    for unit in data.facts.values():
        rows = unit.of("inspections")
        if rows:
            number[unit.name] = len(rows)
            every += rows
        remedies += [_remedy(unit, row) for row in rows if row.text("recommendation").strip()]
    if not number:
        return []
    words = {
        "total": _put(data, book, "below_inspections", "Cuộc kiểm tra", number.total()),
        "by_unit": _numbers(data, book, "below_inspections", number),
        "fault": _faults(data, book, every),
    }
    return [_say(data, book, "unit_inspections", **words), *remedies]


def _faults(data: DistrictData, book: Book, rows: list[Record]) -> str:
    """Return who was at fault; nobody only where every inspection says so."""
    parts, sure = [], True
    for name in ("groups_at_fault", "persons_at_fault"):
        values = [row.whole(name) for row in rows]
        sure = sure and None not in values
        value = sum(each or 0 for each in values)
        if value:
            told = _put(data, book, f"below_{name}", text(name), value)
            parts.append(f"{told} {text(name)}")
    if parts:
        return text("at_fault").format(parts=", ".join(parts))
    return text("none_at_fault") if sure else ""


def _remedy(unit: UnitFacts, row: Record) -> str:
    """Return what an inspection recommends, by when, and when it was put right."""
    said = wording.clean(" ".join(row.text("recommendation").split())).rstrip(".;")
    due, done = row.day("remedy_due"), row.day("remedied")
    parts = [f"+ {wording.clean(unit.name)}: kiến nghị {wording.lower_first(said)}"]
    if due is not None:
        parts.append(f"hạn khắc phục {wording.short_date(due)}")
    if done is not None:
        parts.append(f"đã khắc phục ngày {wording.short_date(done)}")
    elif due is not None:
        parts.append("chưa ghi ngày khắc phục")
    return "; ".join(parts) + "."


def _tasks(data: DistrictData, book: Book) -> _Lines:
    """Say how many tasks of the units' plans are done: together, by plan, by who is in charge."""
    rows = [(unit, task) for unit in data.facts.values() for task in unit.of("tasks")]
    if not rows:
        return []
    day = data.own_report.tasks_as_of
    by_plan: dict[str, list[bool]] = {}
    by_lead: dict[str, list[bool]] = {}
    for unit, task in rows:
        done = task_is_done(task, day)
        plan = f"{wording.clean(unit.name)}, kế hoạch {wording.clean(task.text('plan'))}"
        by_plan.setdefault(plan, []).append(done)
        if task.text("lead").strip():
            by_lead.setdefault(wording.clean(task.text("lead").strip()), []).append(done)
    every = [done for states in by_plan.values() for done in states]
    ratio = _ratio(data, book, "below_tasks", "Nhiệm vụ", sum(every), len(every), " nhiệm vụ")
    groups = {task.text("group").strip() for _, task in rows} - {""}
    topics = ""
    if groups:
        told = _put(data, book, "below_task_groups", "Nội dung nhiệm vụ", len(groups))
        topics = f" thuộc {told} nội dung"
    found = [_say(data, book, "unit_tasks", ratio=ratio, topics=topics)]
    for name, states in (("by_plan", by_plan), ("by_lead", by_lead)):
        if states:
            said = _done_of(data, book, f"below_tasks_{name}", states)
            found.append(_say(data, book, f"unit_tasks_{name}", said=said))
    return found


def _done_of(data: DistrictData, book: Book, name: str, states: Mapping[str, list[bool]]) -> str:
    parts = []
    for place, (who, done) in enumerate(states.items(), start=1):
        ratio = _ratio(data, book, f"{name}_{place}", who, sum(done), len(done))
        parts.append(f"{who} {ratio}")
    return "; ".join(parts)


def _software(data: DistrictData, book: Book) -> _Lines:
    users: Counter[str] = Counter()
    for unit in data.facts.values():
        users.update({row.text("name").strip() for row in unit.of("software")})
    if not users:
        return []
    said = _numbers(data, book, "below_software", users, f" {data.word}")
    return [_say(data, book, "unit_software", said=said)]


def _staff(data: DistrictData, book: Book) -> _Lines:
    people = [person for each in data.units for person in each.staff]
    return _split(data, book, "staff", people, ("status", "degree", "assignment"))


def _equipment(data: DistrictData, book: Book) -> _Lines:
    rows: list[Record] = []
    for unit in data.facts.values():
        rows += [row for row in unit.of("equipment") if row.text("condition") != DISPOSED]
    return _split(data, book, "equipment", rows, ("used_by", "origin"), "quantity")


def _split(
    data: DistrictData,
    book: Book,
    name: str,
    rows: list[Record],
    fields: Iterable[str],
    amount: str = "",
) -> _Lines:
    """Return a line for each field by which records are told apart; blanks are told as such."""
    found = []
    for field in fields:
        numbers: Counter[str] = Counter()
        for row in rows:
            value = wording.lower_first(row.text(field).strip()) or text("not_said")
            numbers[value] += (row.whole(amount) or 0) if amount else 1
        if numbers and set(numbers) != {text("not_said")}:
            said = _numbers(data, book, f"below_{name}_{field}", numbers)
            found.append(_say(data, book, f"unit_{name}_{field}", said=said))
    return found


def _services(data: DistrictData, book: Book) -> _Lines:
    """Say how many procedures the units offer online; what they have in common is never added."""
    parts = []
    for name, kind in _SERVICES.items():
        each = [_services_of(unit, kind) for unit in data.facts.values()]
        known = [value for value in each if value is not None]
        if known:
            bounds = dict.fromkeys((min(known), max(known)))
            told = "–".join(wording.number(value) for value in bounds)
            said = book.put_unseen(f"below_{name}", kind, told)
            partial = _partial(data, book, f"below_{name}", len(known))
            parts.append(f"{kind.lower()} {said}{partial}")
    found = [_say(data, book, "unit_services", said="; ".join(parts))] if parts else []
    own, common = data.procedures.own, data.procedures.common
    if own is not None and common is not None:
        total = book.put_unseen("all_procedures", "Tổng số thủ tục", wording.number(own + common))
        numbers = {"own_number": wording.number(own), "common": wording.number(common)}
        found.append(_say(data, book, "unit_procedures", total=total, **numbers))
    return found


def _services_of(unit: UnitFacts, kind: str) -> int | None:
    rows = unit.of("procedures")
    # A kept list counts; without one nobody says it here.
    return sum(row.text("online") == kind for row in rows) if rows else None


def _models(data: DistrictData, book: Book) -> _Lines:
    kinds = Counter(row.text("kind").lower() for each in data.books for row in each.innovations)
    if len(kinds) < 2:
        return []
    said = _numbers(data, book, "all_models", kinds)
    return [_say(data, book, "unit_models", said=said)]


def _in_time(data: DistrictData, book: Book) -> _Lines:
    """Say how many dossiers were resolved in time by type of unit, where more than one occurs."""
    kinds = [sums for sums in by_kind(data.now) if sums.lines]
    parts = []
    for place, sums in enumerate(kinds, start=1):
        rate = rate_of("in_time_rate", sums.total, data.rates, sums.units)
        kind = wording.clean(sums.kind) or text("no_kind")
        said = wording.missing()
        if rate.numerator is not None and rate.denominator:
            name = f"kind_in_time_{place}"
            said = _ratio(data, book, name, kind, rate.numerator, rate.denominator, " hồ sơ")
        parts.append(f"{kind} {said}")
    if len(parts) < 2:
        return []
    return [_say(data, book, "unit_kinds", said="; ".join(parts))]


def _documents(data: DistrictData, book: Book, topic: str) -> _Lines:
    """Name the documents of the units on a topic that has a section of its own."""
    found = []
    for unit in data.facts.values():
        for row in unit.of("documents"):
            topics = row["topics"]
            if isinstance(topics, tuple) and topic in topics:
                cells = (row.text("kind") or "Văn bản", row.text("symbol"), row.text("subject"))
                said = " ".join(" ".join(cells).split()).rstrip(".;")
                found.append(f"+ {wording.clean(f'{unit.name}: {said}')}.")
    if not found:
        return []
    return [_say(data, book, "unit_documents", topic=wording.lower_first(topic)), *found]


def _ratio(
    data: DistrictData, book: Book, name: str, label: str, top: int, bottom: int, unit: str = ""
) -> str:
    """Return "12/15 phiếu (80%)" with its numbers bound."""
    numbers = [
        book.put_unseen(f"{name}_of", label, wording.number(top)),
        book.put_unseen(f"{name}_base", label, wording.number(bottom)),
    ]
    percent = share(Decimal(top), Decimal(bottom), data.rates)
    if percent is None:
        return "/".join(numbers) + unit
    rate = book.put_unseen(f"{name}_rate", label, f"{format_number(percent)}%")
    return f"{'/'.join(numbers)}{unit} ({rate})"


def _numbers(
    data: DistrictData, book: Book, name: str, numbers: Mapping[str, int], unit: str = ""
) -> str:
    """Return "công chức 10, viên chức 02"."""
    parts = []
    for place, (words, number) in enumerate(numbers.items(), start=1):
        told = _put(data, book, f"{name}_{place}", words, number)
        parts.append(f"{wording.clean(words)} {told}{unit}")
    return ", ".join(parts)


def _put(data: DistrictData, book: Book, name: str, label: str, number: int) -> str:
    return book.put_unseen(name, label, count(data, number))


def _say(data: DistrictData, book: Book, key: str, **words: str) -> str:
    return sentence(book, key, **{"word": data.word, "own": data.own_name, **words})


_SECTIONS: tuple[tuple[str, Callable[[DistrictData, Book], _Lines]], ...] = (
    ("I.1", _tasks),
    ("I.2.b", _inspections),
    ("I.2.d", _models),
    ("II.2", _services),
    ("II.2", _equipment),
    ("II.2", _in_time),
    ("II.2", _late_causes),
    ("II.2", _satisfaction),
    ("II.4", _staff),
    ("II.6", _software),
)
