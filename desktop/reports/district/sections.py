"""The bound paragraphs of the report of several units."""

from collections import Counter
from collections.abc import Mapping

from desktop.consolidation.rollup import LineFigures, Rollup
from desktop.reports.district import facts
from desktop.reports.district.dossier_lines import dossier_lines
from desktop.reports.district.doubtful import doubt_paragraphs
from desktop.reports.district.facts import ALL, BELOW, count
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.innovations import innovations
from desktop.reports.district.judging import range_lines
from desktop.reports.district.names import (
    former_names,
    listed,
    names_in_sentences,
    own_office,
    these_units,
    unit_name,
    with_office,
)
from desktop.reports.district.partly import DistrictBook
from desktop.reports.district.rate_facts import rate_lines
from desktop.reports.district.text_tables import months_text
from desktop.reports.district.unit_facts import add_unit_facts
from desktop.reports.district.unit_offices import equipment, premises, services
from desktop.reports.district.unit_results import (
    in_time,
    in_time_by_unit,
    late_causes,
    satisfaction,
    targets,
)
from desktop.reports.district.words import district_catalogue, sentence, text
from desktop.reports.ward.dossier_lines import FEEDBACK
from desktop.reports.ward.phrases import is_none
from desktop.reports.ward.sections import bound_paragraphs
from desktop.word import wording
from desktop.word.book import plain
from models.catalogue import EQUIPMENT_TYPES
from models.periods import title

Paragraphs = list[str]

# Of more late senders than these the annex tells.
_NAMED_LATE = 5


def district_paragraphs(data: DistrictData, book: DistrictBook) -> dict[str, Paragraphs]:
    """Return the paragraphs that come from the store, by section.

    Those of the own registers, and those over all units.
    """
    found = bound_paragraphs(with_office(data), book, with_rates=False)
    found["I.2.c"] = [*found["I.2.c"], *_news(data, book)]
    found["I.2.d"] = innovations(data, book)
    found["II.2"] = [
        *_coverage(data, book),
        *premises(data, book),
        *_resources(data, book),
        *_dossiers(data, book),
        *in_time(data, book),
        *in_time_by_unit(data, book),
        *late_causes(data, book),
        *_comparisons(data, book),
        *satisfaction(data, book),
        *targets(data, book),
        *_assessments(data, book),
    ]
    for section in found:
        found[section] += rate_lines(data, book, section)
    add_unit_facts(found, data, book)
    found["III.1"] = range_lines(data, book, good=True)
    found["III.2"] = _weaknesses(data, book)
    return found


def annex_phrases(numbers: Mapping[str, str]) -> dict[str, str]:
    """Return how the sentences name the annexes: "Phụ lục VI", by "annex_" and their table.

    An annex that is left out is not named.
    """
    names = {}
    for table, number in numbers.items():
        names[f"annex_{table}"] = text("annex").format(number=number) if number else ""
    return names


def _say(data: DistrictData, book: DistrictBook, key: str, **words: str) -> str:
    return sentence(book, key, **{**names_in_sentences(data), **words})


def _coverage(data: DistrictData, book: DistrictBook) -> Paragraphs:
    """Say whose figures these are, and whose are missing, incomplete, late, returned or open."""
    found = [_say(data, book, "coverage" if data.now.counted else "coverage_none")]
    found += _gaps(data, book, data.now)
    found += _late(data, book)
    returned = [row.name for row in data.board if row.standing.status == "returned"]
    if returned:
        found.append(_say(data, book, "returned", names=listed(data, returned)))
    draft = [row.name for row in data.board if row.standing.draft]
    if draft:
        found.append(_say(data, book, "draft", names=listed(data, draft)))
    for line in data.now.counted:
        for said, codes in (
            ("merged", line.line.merged),
            ("split_into", line.line.split_into),
        ):
            if codes:
                units = listed(data, former_names(data, line.line.name, codes))
                found.append(
                    _say(data, book, said, name=wording.clean(line.line.name), units=units)
                )
    return found


def _gaps(data: DistrictData, book: DistrictBook, now: Rollup) -> Paragraphs:
    """Say whose figures are missing, and of whom some months are."""
    found = []
    if now.own_is_missing:
        found.append(_say(data, book, "own_missing"))
    if now.missing:
        names = listed(data, (line.line.name for line in now.missing))
        them = these_units(len(now.missing))
        found.append(_say(data, book, "missing", names=names, them=them))
    if now.incomplete:
        names = listed(data, (_with_blank_months(line) for line in now.incomplete))
        found.append(_say(data, book, "incomplete", names=names))
    return found


def _with_blank_months(line: LineFigures) -> str:
    lacking = text("lacking").format(months=months_text(line.blank_months))
    return f"{line.line.name} ({lacking})"


def _late(data: DistrictData, book: DistrictBook) -> Paragraphs:
    late = []
    for place, row in enumerate(data.board, start=1):
        if row.standing.is_late:
            label = f"{row.name}: trễ hạn"
            number = count(data, row.standing.late_days)
            days = book.put_unseen(f"late_days_{place}", label, number)
            late.append(f"{unit_name(data, row.name)} ({days} ngày)")
    if len(late) > _NAMED_LATE:
        return [_say(data, book, "late_many")]
    return [_say(data, book, "late", names=", ".join(late))] if late else []


def _resources(data: DistrictData, book: DistrictBook) -> Paragraphs:
    return [
        _say(data, book, "procedures"),
        *services(data, book),
        *_staff(data, book),
        *_equipment(data, book),
        *equipment(data, book),
        *_feedback(data, book),
    ]


def _staff(data: DistrictData, book: DistrictBook) -> Paragraphs:
    """Say how many people work there: at the own unit and the others, as far as both are known."""
    annex = _in_brackets(book.phrases["annex_nhan_su"])
    if book.known("own_staff") or not book.says("below_staff"):
        return [_say(data, book, "staff", annex=annex)]
    found = [_say(data, book, "staff_below", annex=annex)]
    return [*found, _say(data, book, "staff_own_missing")] if data.own else found


def _feedback(data: DistrictData, book: DistrictBook) -> Paragraphs:
    """Say what citizens reported and proposed; numbers that are zero are not told one by one.

    Numbers of the same units stand in one sentence.
    """
    by_gap: dict[tuple[str, str] | None, list[str]] = {}
    for name, words in FEEDBACK.items():
        part = book.parts.get(f"{ALL}{name}")
        told = by_gap.setdefault(part.gap if part else None, [])
        none = plain(part.said) == "0" if part else is_none(book, f"{ALL}{name}")
        if not none:
            told.append(f"{words} {{{ALL}{name}}}")
    names = names_in_sentences(data)
    texts = district_catalogue()["sentence"]
    found = []
    for gap, told in by_gap.items():
        if told:
            found.append(book.fill(texts["feedback"].replace("{parts}", ", ".join(told)), **names))
        elif gap is None:
            found.append(book.fill(texts["feedback_none"], **names))
    return found


def _in_brackets(annex: str) -> str:
    return f" ({annex})" if annex else ""


def _equipment(data: DistrictData, book: DistrictBook) -> Paragraphs:
    """Say who has how much of each type; types of little interest are told in one sentence."""
    held = {stock.kind for each in data.keepers for stock in each.equipment}
    kinds = [kind for kind in EQUIPMENT_TYPES if kind in held]
    if not kinds:
        return []
    shared = [kind for kind in kinds if _is_shared(data, kind)]
    if not shared:
        return [_say(data, book, "equipment_only")]
    found = [_say(data, book, "equipment")]
    for place, kind in enumerate(shared, start=1):
        found.append(_equipment_kind(data, book, place, kind))
    if len(shared) < len(kinds):
        found.append(_say(data, book, "equipment_others"))
    return found


def _is_shared(data: DistrictData, kind: str) -> bool:
    """Say whether a type is worth a line: the own unit has it, or several of the others."""
    holders = [each for each in data.keepers if _number_of(each, kind)]
    return len(holders) > 1 or data.own_book in holders


def _number_of(book: UnitBook, kind: str) -> int:
    return sum(stock.have for stock in book.equipment if stock.kind == kind)


def _equipment_kind(data: DistrictData, book: DistrictBook, place: int, kind: str) -> str:
    parts = []
    own = _number_of(data.own_book, kind) if data.own_book else 0
    if own:
        label = f"{wording.spelled(kind)}: {data.own_name}"
        bound = book.put_unseen(f"all_kind_{place}_own", label, count(data, own))
        parts.append(f"{own_office(data)} {bound}")
    have: dict[str, int] = {}
    for each in data.units:
        number = _number_of(each, kind)
        if number:
            have[each.line.name] = number
    if have:
        label = f"{wording.spelled(kind)}: các {data.word}"
        bound = book.put_unseen(f"all_kind_{place}_below", label, count(data, sum(have.values())))
        parts.append(_who_has(data, have, bound))
    said = "; ".join(parts) or wording.lower_first(text("nothing"))
    return _say(data, book, "equipment_kind", kind=wording.spelled(kind), parts=said)


def _who_has(data: DistrictData, have: dict[str, int], bound: str) -> str:
    """Return "các phường 21 (mỗi phường 03)", or unit by unit where they differ."""
    numbers = list(have.values())
    if len(have) == 1:
        return f"{unit_name(data, next(iter(have)))} {bound}"
    if len(have) == len(data.units) and len(set(numbers)) == 1:
        detail = facts.each_phrase(data, numbers[0])
    else:
        told = [f"{unit_name(data, name)} {count(data, n)}" for name, n in have.items()]
        detail = ", ".join(told)
    return f"các {data.word} {bound} ({detail})"


def _dossiers(data: DistrictData, book: DistrictBook) -> Paragraphs:
    """Give the figures of the own unit, of the others, and of all, one after the other."""
    units = count(data, len(data.units))
    found = []
    if data.own:
        found += [_say(data, book, "dossiers_own")]
        found += dossier_lines(book, "")
    if data.units:
        found += [_say(data, book, "dossiers_below", count=units)]
        found += dossier_lines(book, BELOW)
    if data.own and data.units:
        found += [_say(data, book, "dossiers_all", count=units)]
        found += dossier_lines(book, ALL)
    return found


def _comparisons(data: DistrictData, book: DistrictBook) -> Paragraphs:
    found = []
    for compared in data.compared:
        which = wording.label(compared.which)
        parts = facts.comparison_parts(book, data, compared.which)
        if parts is not None and parts[1]:
            words = {"which": which, "title": parts[0], "parts": "; ".join(parts[1])}
            found.append(_say(data, book, "compared", **words))
        elif not compared.same_units:
            then, names = title(compared.then.period), listed(data, compared.changed)
            words = {"which": which, "title": then, "names": names}
            found.append(_say(data, book, "not_compared", **words))
    return found


def _assessments(data: DistrictData, book: DistrictBook) -> Paragraphs:
    kinds: dict[str, None] = {}
    for each in data.units:
        kinds.update(dict.fromkeys(row.text("kind") for row in each.assessments))
    found = []
    for place, kind in enumerate(kinds, start=1):
        found.append(_assessment(data, book, place, kind))
    return [_say(data, book, "assessments"), *found] if found else []


def _assessment(data: DistrictData, book: DistrictBook, place: int, kind: str) -> str:
    """Say how many units have which grade, the usual one last; scores are never added."""
    grades = Counter(_grade(each, kind) for each in data.units)
    ungraded = grades.pop("", 0) + len(data.now.missing)
    kind = wording.spelled(kind)
    # The rarest first; of equally rare ones the first that was met.
    ordered = sorted(grades.items(), key=lambda item: item[1])
    parts = []
    for key, (grade, number) in enumerate(ordered):
        bound = _put_grade(data, book, f"grade_{place}_{key}", f"{kind}: {grade}", number)
        parts.append(_graded(data, "assessment_some", bound, grade))
    if ungraded:
        label = f"{kind}: {text('no_grade')}"
        bound = _put_grade(data, book, f"grade_{place}_none", label, ungraded)
        said = ", ".join([*parts, _graded(data, "assessment_none", bound)])
    elif len(ordered) == 1:
        grade, number = ordered[0]
        bound = _put_grade(data, book, f"grade_{place}_0", f"{kind}: {grade}", number)
        said = _graded(data, "assessment_all", bound, grade)
    else:
        rest = district_catalogue()["sentence"]["assessment_rest"]
        said = rest.format(parts=", ".join(parts[:-1]), grade=_in_sentence(ordered[-1][0]))
    return _say(data, book, "assessment", kind=kind, grades=said)


def _grade(book: UnitBook, kind: str) -> str:
    """Return the grade of a unit in an assessment, "" without one."""
    for row in book.assessments:
        if row.text("kind") == kind:
            return row.text("grade").strip()
    return ""


def _put_grade(data: DistrictData, book: DistrictBook, name: str, label: str, number: int) -> str:
    return book.put_unseen(name, label, count(data, number))


def _graded(data: DistrictData, name: str, bound: str, grade: str = "") -> str:
    template = district_catalogue()["sentence"][name]
    return template.format(count=bound, word=data.word, grade=_in_sentence(grade))


def _in_sentence(grade: str) -> str:
    return wording.clean(wording.lower_first(grade))


def _news(data: DistrictData, book: DistrictBook) -> Paragraphs:
    return [_say(data, book, "news_below")] if book.says("below_news_items") else []


def _weaknesses(data: DistrictData, book: DistrictBook) -> Paragraphs:
    found = range_lines(data, book, good=False)
    if _some(data, "resolved_late"):
        found.append(_late_fact(data, book))
    if _some(data, "pending_overdue"):
        part = "all_pending_overdue" in book.parts
        found.append(_say(data, book, "overdue_fact_part" if part else "overdue_fact"))
    if any(row.standing.is_late for row in data.board):
        found.append(_say(data, book, "late_senders"))
    if any(_has_proposals(each) for each in data.units):
        found.append(_say(data, book, "proposals"))
    return [*found, *doubt_paragraphs(data, book)]


def _late_fact(data: DistrictData, book: DistrictBook) -> str:
    """Say how many dossiers are late: at the own unit, at the others, and together."""
    if "all_resolved_late" not in book.parts:
        return _say(data, book, "late_fact" if data.own else "late_fact_below")
    split, below = "", book.parts.get("below_resolved_late")
    if data.own and book.known("resolved_late"):
        number = below.said if below else book["below_resolved_late"]
        words = {"own": own_office(data), "number": book["resolved_late"], "word": data.word}
        split = text("part_split").format(below=number, **words)
    return _say(data, book, "late_fact_part", split=split)


def _some(data: DistrictData, name: str) -> bool:
    """Say whether there are any, as far as units know."""
    together = data.now.all
    partial = together.partial.get(name)
    return bool(partial.value if partial else together.total[name])


def _has_proposals(book: UnitBook) -> bool:
    """Say whether a unit wrote of difficulties or proposals, which an annex lists."""
    said = (book.narratives.get("III.2", ""), book.narratives.get("V", ""))
    return any(text.strip() for text in said)
