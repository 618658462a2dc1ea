"""The bound paragraphs of the report of several units."""

from collections.abc import Iterable

from desktop.reports.district import facts
from desktop.reports.district.facts import ALL, BELOW, count
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.tables import months_text
from desktop.reports.district.words import about, district_catalogue, sentence, text
from desktop.reports.ward.facts import office_name
from desktop.reports.ward.sections import bound_paragraphs
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import EQUIPMENT_TYPES
from models.periods import title
from models.rates import RATES

Paragraphs = list[str]

# Sentences of the ward's report about dossiers, each with the figure without which it is left out.
_SPLIT_CHANNELS = ("received_in_person", "received_postal")


def district_paragraphs(data: DistrictData, book: Book) -> dict[str, Paragraphs]:
    """Return the paragraphs that come from the store, by section: the own registers' and those over
    all units.
    """
    found = bound_paragraphs(data.own_report, book)
    found["I.2.c"] = [*found["I.2.c"], *_news(data, book)]
    found["I.2.d"] = _innovations(data, book)
    found["II.2"] = [
        *_coverage(data, book),
        *_resources(data, book),
        *_dossiers(data, book),
        *_comparisons(data, book),
        *_assessments(data, book),
    ]
    found["III.1"] = _range(data, book)
    found["III.2"] = _weaknesses(data, book)
    return found


def _say(data: DistrictData, book: Book, key: str, **words: str) -> str:
    return sentence(book, key, **{"word": data.word, "own": data.own_name, **words})


def _listed(names: Iterable[str]) -> str:
    return wording.clean(", ".join(names))


def _coverage(data: DistrictData, book: Book) -> Paragraphs:
    """Say whose figures these are, and whose are missing, incomplete, late, returned or not closed."""
    now = data.now
    found = [_say(data, book, "coverage" if now.counted else "coverage_none")]
    if now.own_is_missing:
        found.append(_say(data, book, "own_missing"))
    if now.missing:
        found.append(
            _say(data, book, "missing", names=_listed(line.line.name for line in now.missing))
        )
    if now.incomplete:
        named = (
            f"{line.line.name} ({text('lacking').format(months=months_text(line.blank_months))})"
            for line in now.incomplete
        )
        found.append(_say(data, book, "incomplete", names=_listed(named)))
    late = []
    for place, row in enumerate(data.board, start=1):
        if row.standing.is_late:
            days = book.put(
                f"late_days_{place}",
                f"{row.name}: trễ hạn",
                count(data, row.standing.late_days),
                offered=False,
            )
            late.append(f"{row.name} ({days} ngày)")
    if late:
        found.append(_say(data, book, "late", names=", ".join(late)))
    for name, rows in (
        ("returned", [row for row in data.board if row.standing.status == "returned"]),
        ("draft", [row for row in data.board if row.standing.draft]),
    ):
        if rows:
            found.append(_say(data, book, name, names=_listed(row.name for row in rows)))
    for line in now.counted:
        if line.line.merged:
            units = _listed(data.unit_names.get(unit, unit) for unit in line.line.merged)
            found.append(
                _say(data, book, "merged", name=wording.clean(line.line.name), units=units)
            )
    return found


def _resources(data: DistrictData, book: Book) -> Paragraphs:
    found = [_say(data, book, "procedures"), _say(data, book, "staff")]
    kinds = [
        kind
        for kind in EQUIPMENT_TYPES
        if any(stock.kind == kind for b in data.books for stock in b.equipment)
    ]
    if kinds:
        shared = [kind for kind in kinds if _is_shared(data, kind)]
        found.append(_say(data, book, "equipment"))
        found += [_equipment(data, book, place, kind) for place, kind in enumerate(shared, start=1)]
        found += [_say(data, book, "equipment_others")] if len(shared) < len(kinds) else []
    return [*found, _say(data, book, "feedback")]


def _is_shared(data: DistrictData, kind: str) -> bool:
    """Say whether a type is worth a line of text: the own unit has it, or several of the others."""
    holders = [
        each.line.code
        for each in data.books
        if any(s.kind == kind and s.have for s in each.equipment)
    ]
    return len(holders) > 1 or (data.own is not None and data.own.line.code in holders)


def _equipment(data: DistrictData, book: Book, place: int, kind: str) -> str:
    have = {
        each.line.name: sum(stock.have for stock in each.equipment if stock.kind == kind)
        for each in data.units
    }
    with_some = {name: number for name, number in have.items() if number}
    parts = []
    if data.own:
        own = sum(stock.have for stock in data.own.equipment if stock.kind == kind)
        if own:
            bound = book.put(
                f"all_kind_{place}_own", f"{kind}: {data.own_name}", count(data, own), offered=False
            )
            parts.append(f"{data.own_name} {bound}")
    if with_some:
        total = sum(with_some.values())
        bound = book.put(
            f"all_kind_{place}_below", f"{kind}: các {data.word}", count(data, total), offered=False
        )
        if len(with_some) == len(data.units) > 1 and len(set(with_some.values())) == 1:
            detail = facts.each_phrase(data, next(iter(with_some.values())))
        else:
            detail = ", ".join(
                f"{name} {count(data, number)}" for name, number in with_some.items()
            )
        alone = next(iter(with_some)) if len(with_some) == 1 else ""
        parts.append(f"{alone} {bound}" if alone else f"các {data.word} {bound} ({detail})")
    return _say(
        data,
        book,
        "equipment_kind",
        kind=kind,
        parts="; ".join(parts) or wording.lower_first(text("nothing")),
    )


def _dossiers(data: DistrictData, book: Book) -> Paragraphs:
    own = bool(data.own)
    units = count(data, len(data.units))
    found = []
    if own:
        found += [
            _say(data, book, "dossiers_own", office=office_name(data.own_report)),
            *_lines("", data, book),
        ]
    if data.units:
        found += [_say(data, book, "dossiers_below", count=units), *_lines(BELOW, data, book)]
    if own and data.units:
        found += [_say(data, book, "dossiers_all", count=units), *_lines(ALL, data, book)]
    return found


def _lines(prefix: str, data: DistrictData, book: Book) -> Paragraphs:
    """Return the ward report's sentences about dossiers, speaking of the units with this prefix."""
    texts = wording.catalogue()["sentence"]
    split = any(book.known(f"{prefix}{name}") for name in _SPLIT_CHANNELS)
    timed = any(book.known(f"{prefix}{name}") for name in ("resolved_early", "resolved_on_time"))
    names = [
        "to_handle",
        "channels" if split else "channels_together",
        "resolved" if timed else "resolved_together",
        "in_time",
        "closed_together",
        "pending",
        "delivered",
        "digitised_results",
        "digitised_dossiers",
        *(name for name in ("digitised_inputs", "e_results") if book.known(f"{prefix}{name}")),
        *(["reuse"] if book.known(f"{prefix}data_reused") else []),
        "paid_online",
    ]
    return [book.fill(about(texts[name], prefix, book)) for name in names]


def _comparisons(data: DistrictData, book: Book) -> Paragraphs:
    found = []
    for compared in data.compared:
        which = wording.label(compared.which)
        parts = facts.comparison_parts(book, data, compared.which)
        if parts is not None and parts[1]:
            found.append(
                _say(data, book, "compared", which=which, title=parts[0], parts="; ".join(parts[1]))
            )
        elif not compared.same_units:
            words = {
                "which": which,
                "title": title(compared.then.period),
                "names": _listed(compared.changed),
            }
            found.append(_say(data, book, "not_compared", **words))
    return found


def _assessments(data: DistrictData, book: Book) -> Paragraphs:
    kinds = dict.fromkeys(row.text("kind") for each in data.units for row in each.assessments)
    found = [_assessment(data, book, place, kind) for place, kind in enumerate(kinds, start=1)]
    return [_say(data, book, "assessments"), *found] if found else []


def _assessment(data: DistrictData, book: Book, place: int, kind: str) -> str:
    """Say how many units have which grade, the usual one last; scores are never added."""
    texts = district_catalogue()["sentence"]
    grades: dict[str, int] = {}
    for each in data.units:
        grade = next(
            (row.text("grade").strip() for row in each.assessments if row.text("kind") == kind), ""
        )
        grades[grade] = grades.get(grade, 0) + 1
    ungraded = grades.pop("", 0) + len(data.now.missing)
    ordered = sorted(grades.items(), key=lambda item: item[1])

    def part(name: str, number: int, key: str, grade: str = "") -> str:
        bound = book.put(
            f"grade_{place}_{key}",
            f"{kind}: {grade or text('no_grade')}",
            count(data, number),
            offered=False,
        )
        return str(texts[name]).format(
            count=bound, word=data.word, grade=wording.clean(wording.lower_first(grade))
        )

    some = [
        part("assessment_some", number, str(key), grade)
        for key, (grade, number) in enumerate(ordered)
    ]
    if ungraded:
        said = ", ".join([*some, part("assessment_none", ungraded, "none")])
    elif len(ordered) == 1:
        said = part("assessment_all", ordered[0][1], "0", ordered[0][0])
    else:
        last = wording.clean(wording.lower_first(ordered[-1][0]))
        said = str(texts["assessment_rest"]).format(parts=", ".join(some[:-1]), grade=last)
    return _say(data, book, "assessment", kind=wording.clean(kind), grades=said)


def _news(data: DistrictData, book: Book) -> Paragraphs:
    return [_say(data, book, "news_below")] if book.known("below_news_items") else []


def _innovations(data: DistrictData, book: Book) -> Paragraphs:
    parts = []
    for place, each in enumerate(data.books):
        if each.innovations or each is data.own:
            number = count(data, len(each.innovations))
            bound = book.put(
                f"innovations_of_{place}", f"{each.line.name}: mô hình", number, offered=False
            )
            parts.append(f"{wording.clean(each.line.name)} {bound}")
    if not any(each.innovations for each in data.books):
        return []
    return [_say(data, book, "innovations", by_unit=f" ({', '.join(parts)})")]


def _range(data: DistrictData, book: Book) -> Paragraphs:
    """Return, for each rate, that of the units together and the units with the best and the worst
    one.
    """
    found = []
    for name, order in data.figures.ranking.items():
        if len(order) < 2 or not book.known(f"{BELOW}{name}"):
            continue
        label = RATES[name].label
        best, worst = (
            book.put(f"{key}_{name}", f"{label}, {words}", f"{placed.rate.percent}%", offered=False)
            for key, words, placed in (
                ("best", "cao nhất", order[0]),
                ("worst", "thấp nhất", order[-1]),
            )
        )
        words = {
            "label": label,
            "ratio": book.phrases[f"{BELOW}ratio_{name}"],
            "best": wording.clean(order[0].name),
            "worst": wording.clean(order[-1].name),
            "best_rate": best,
            "worst_rate": worst,
        }
        found.append(_say(data, book, "rate_range", **words))
    return found


def _weaknesses(data: DistrictData, book: Book) -> Paragraphs:
    total = data.now.all.total
    found = [_say(data, book, "late_fact")] if total["resolved_late"] else []
    found += [_say(data, book, "overdue_fact")] if total["pending_overdue"] else []
    if any(row.standing.is_late for row in data.board):
        found.append(_say(data, book, "late_senders"))
    if any(
        each.narratives.get(section, "").strip()
        for each in data.units
        for section in ("III.2", "V")
    ):
        found.append(_say(data, book, "proposals"))
    return found
