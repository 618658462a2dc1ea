"""What the report says of how the units below were inspected, judged and asked to do."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from desktop.consolidation.kinds import by_kind
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.names import unit_name
from desktop.reports.district.unit_phrases import Lines, numbers, partial, put, ratio, say
from desktop.reports.district.unit_records import UnitFacts
from desktop.reports.district.words import text
from desktop.reports.ward.phrases import named, one_line
from desktop.word import wording
from desktop.word.book import Book
from models.rates import rate_of
from models.registers import Record

# Of more units than these the annexes tell.
_LISTED = 12
# Of more ratios than these only the best and the worst are told.
_RATIOS = 5
_AT_FAULT = ("groups_at_fault", "persons_at_fault")


def satisfaction(data: DistrictData, book: Book) -> Lines:
    """Say how many of those who answered were satisfied, per unit and together."""
    parts, names, known, shares, satisfied, surveys = [], [], [], [], 0, 0
    for place, (code, unit) in enumerate(data.facts.items(), start=1):
        top, bottom = unit.monthly["surveys_satisfied"], unit.monthly["surveys"]
        if top is None or not bottom:
            continue
        satisfied, surveys = satisfied + top, surveys + bottom
        said = ratio(data, book, f"unit_surveys_{place}", unit.name, top, bottom)
        known.append(code)
        names.append(unit_name(data, unit.name))
        parts.append(f"{names[-1]} {said}")
        shares.append(Fraction(top, bottom))
    if not parts:
        return []
    together = ratio(data, book, "below_satisfaction", "Hài lòng", satisfied, surveys, " phiếu")
    of_whom = partial(data, book, "below_satisfaction", tuple(known), named=True)
    by_unit = text("by_unit").format(parts=", ".join(parts))
    if len(parts) > _RATIOS:
        best, worst = (parts[shares.index(end(shares))] for end in (max, min))
        by_unit = text("best_and_worst").format(best=best, worst=worst)
    if len(names) == 1:
        by_unit = text("at_unit").format(unit=names[0])
    words = {"ratio": together, "partial": of_whom, "by_unit": by_unit}
    return [say(data, book, "unit_surveys", **words)]


def late_causes(data: DistrictData, book: Book) -> Lines:
    """Say why dossiers were late, each cause with its units, the most frequent first."""
    by_cause: dict[str, list[tuple[UnitFacts, Record]]] = {}
    for unit in data.facts.values():
        for row in unit.of("late_dossiers"):
            by_cause.setdefault(_cause(row), []).append((unit, row))
    ordered = sorted(by_cause.items(), key=lambda item: -_late(item[1]))
    of_whom = _who_tells_causes(data, book)
    found = []
    for place, (cause, rows) in enumerate(ordered, start=1):
        name = f"below_cause_{place}"
        units: Counter[str] = Counter()
        for unit, row in rows:
            units[unit_name(data, unit.name)] += row.whole("dossiers") or 0
        words = {
            "cause": cause,
            "total": book.put_unseen(name, cause, wording.number(units.total())),
            "by_unit": _dossiers_of(book, name, cause, units),
            "apologies": _apologies(data, book, name, [row for _, row in rows]),
            "remedies": _remedies([row for _, row in rows]),
        }
        found.append(say(data, book, "unit_cause", **words))
    return [say(data, book, "unit_causes", partial=of_whom), *found] if found else []


def _who_tells_causes(data: DistrictData, book: Book) -> str:
    """Return ", theo số liệu của 01/04 phường có hồ sơ quá hạn", "" where all those tell causes."""
    told = {code for code, unit in data.facts.items() if unit.of("late_dossiers")}
    late = {each.line.code for each in data.units if _has_late(each)}
    every = told | late
    if told == every:
        return ""
    numbers = f"{len(told):02d}/{len(every):02d}"
    bound = book.put_unseen("below_causes_from", "Số đơn vị đã ghi nguyên nhân", numbers)
    return text("part_of_late").format(known=bound, word=data.word)


def _has_late(unit: UnitBook) -> bool:
    assert unit.figures.figures is not None
    total = unit.figures.figures.total
    return bool(total["resolved_late"]) or bool(total["pending_overdue"])


def _late(rows: list[tuple[UnitFacts, Record]]) -> int:
    return sum(row.whole("dossiers") or 0 for _, row in rows)


def _dossiers_of(book: Book, name: str, cause: str, units: Mapping[str, int]) -> str:
    parts = []
    for number, (unit, dossiers) in enumerate(units.items(), start=1):
        told = book.put_unseen(f"{name}_{number}", cause, wording.number(dossiers))
        parts.append(f"{unit} {told}")
    return ", ".join(parts)


def _apologies(data: DistrictData, book: Book, name: str, rows: list[Record]) -> str:
    sent = sum(row.whole("apologies") or 0 for row in rows)
    if not sent:
        return ""
    number = put(data, book, f"{name}_apologies", "Văn bản xin lỗi", sent)
    return text("apologies_sent").format(number=number)


def _remedies(rows: list[Record]) -> str:
    """Return what the units do about a cause, each thing once."""
    said = [wording.lower_first(one_line(row.text("remedy"))) for row in rows]
    listed = "; ".join(dict.fromkeys(each for each in said if each))
    return text("remedies").format(said=listed) if listed else ""


def _cause(row: Record) -> str:
    return one_line(row.text("cause"))


def inspections(data: DistrictData, book: Book) -> Lines:
    """Say how many inspections the units had, who was at fault, and what is to be remedied."""
    number: dict[str, int] = {}
    known: list[str] = []
    every: list[Record] = []
    remedies: Lines = []
    for code, unit in data.facts.items():
        rows = unit.of("inspections")
        # Where the register is kept it counts; else the number that was entered for the months.
        held = len(rows) if unit.keeps("inspections") else unit.monthly["inspections"]
        if held is None:
            continue
        known.append(code)
        every += rows
        if held:
            number[unit_name(data, unit.name)] = held
        remedies += [_remedy(data, unit, row) for row in rows if row.text("recommendation").strip()]
    if not number:
        return (
            [say(data, book, "unit_inspections_none")] if len(known) == len(data.units) > 0 else []
        )
    named = len(number) == len(known)
    words = {
        "total": put(data, book, "below_inspections_held", "Cuộc kiểm tra", sum(number.values())),
        "partial": partial(data, book, "below_inspections_held", tuple(known), named=named),
        "by_unit": numbers(data, book, "below_inspections", number),
        "times": _times(data, book, every, sum(number.values())),
        "fault": _faults(data, book, every, sum(number.values())),
    }
    return [say(data, book, "unit_inspections", **words), *remedies]


def _times(data: DistrictData, book: Book, rows: list[Record], held: int) -> str:
    """Return "; 05 lượt" and how many of those held do not say; "" where none does."""
    times = [row.whole("times") for row in rows]
    known = [number for number in times if number is not None]
    if not known:
        return ""
    number = put(data, book, "below_times", "Số lượt kiểm tra", sum(known))
    said = text("times").format(number=number)
    return said + _unsaid(data, book, "times", held - len(known))


def _faults(data: DistrictData, book: Book, rows: list[Record], held: int) -> str:
    """Return who was at fault, and how many inspections do not say.

    Nobody was only where every inspection that was held says so: of some the number is all there
    is.
    """
    parts = []
    for name in _AT_FAULT:
        value = sum(row.whole(name) or 0 for row in rows)
        if value:
            told = put(data, book, f"below_{name}", text(name), value)
            parts.append(f"{told} {text(name)}")
    blanks = [_blanks(row) for row in rows]
    if parts:
        said = text("at_fault").format(parts=", ".join(parts))
        unsaid = held - len(rows) + blanks.count(len(_AT_FAULT))
        return said + _unsaid(data, book, "fault", unsaid)
    return text("none_at_fault") if blanks.count(0) == held else ""


def _blanks(inspection: Record) -> int:
    """Return how many of the columns on faults nobody filled in."""
    return sum(inspection[name] is None for name in _AT_FAULT)


def _unsaid(data: DistrictData, book: Book, what: str, inspections: int) -> str:
    """Return " (02 cuộc chưa ghi số lượt)", "" where all of them say it."""
    if not inspections:
        return ""
    number = put(data, book, f"below_{what}_unsaid", text(f"unsaid_{what}"), inspections)
    return f" ({number} {text(f'unsaid_{what}')})"


def _remedy(data: DistrictData, unit: UnitFacts, row: Record) -> str:
    """Return what an inspection recommends, by when, and when it was put right."""
    said = wording.lower_first(one_line(row.text("recommendation")))
    due, done = row.day("remedy_due"), row.day("remedied")
    parts = [f"+ {wording.clean(unit.name)}: {named(data.own_report, 'kiến nghị ' + said)}"]
    if due is not None:
        parts.append(f"hạn khắc phục {wording.short_date(due)}")
    if done is not None:
        parts.append(f"đã khắc phục ngày {wording.short_date(done)}")
    elif due is not None:
        parts.append("chưa ghi ngày khắc phục")
    return "; ".join(parts) + "."


def in_time_by_unit(data: DistrictData, book: Book) -> Lines:
    """Say how many in a hundred dossiers each unit resolved in time, where there are few units."""
    order = data.figures.ranking.get("in_time_rate", [])
    if not 1 < len(order) <= _LISTED:
        return []
    parts = []
    for place, unit in enumerate(order, start=1):
        label = f"{unit.name}: giải quyết trước và đúng hạn"
        printed = book.put_unseen(f"in_time_of_{place}", label, f"{unit.rate.percent}%")
        parts.append(f"{unit_name(data, unit.name)} {printed}")
    return [say(data, book, "unit_in_time", said=", ".join(parts))]


def in_time(data: DistrictData, book: Book) -> Lines:
    """Say how many dossiers were resolved in time by type of unit, where more than one occurs."""
    kinds = [sums for sums in by_kind(data.now) if sums.lines]
    parts = []
    for place, sums in enumerate(kinds, start=1):
        rate = rate_of("in_time_rate", sums.total, data.rates)
        kind = wording.lower_first(wording.clean(sums.kind)) or text("no_kind")
        said = wording.missing()
        if rate.numerator is not None and rate.denominator:
            name = f"kind_in_time_{place}"
            said = ratio(data, book, name, kind, rate.numerator, rate.denominator, " hồ sơ")
        parts.append(f"{kind} {said}")
    if len(parts) < 2:
        return []
    return [say(data, book, "unit_kinds", said="; ".join(parts))]


def targets(data: DistrictData, book: Book) -> Lines:
    """Say which targets were set for the units, of each level how many units have it."""
    units: dict[tuple[str, Decimal], int] = {}
    for unit in data.facts.values():
        for row in unit.of("targets"):
            level = row["level"]
            if isinstance(level, Decimal | int):
                key = (wording.lower_first(one_line(row.text("target"))), Decimal(level))
                units[key] = units.get(key, 0) + 1
    parts = []
    for place, ((name, level), number) in enumerate(units.items(), start=1):
        printed = book.put_unseen(f"below_target_{place}", name, f"{wording.number(level)}%")
        told = put(data, book, f"below_target_{place}_n", "Số đơn vị", number)
        parts.append(f"{name} {printed} ({told} {data.word})")
    return [say(data, book, "unit_targets", said="; ".join(parts))] if parts else []
