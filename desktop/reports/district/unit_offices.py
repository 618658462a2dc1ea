"""What the report says of the one-stop units below: premises, procedures, programs, equipment."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from desktop.reports.district.facts import count
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import unit_name
from desktop.reports.district.unit_phrases import (
    Lines,
    Units,
    partial,
    partials,
    put,
    say,
    split,
)
from desktop.reports.district.unit_records import UnitFacts
from desktop.reports.district.words import text
from desktop.reports.ward.office_lines import PROCEDURE_ANSWERS
from desktop.reports.ward.phrases import named, one_line
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import DISPOSED
from models.figures import add
from models.registers import Record

SERVICES = {"services_full": "Toàn trình", "services_partial": "Một phần"}
# What the profiles of units count, with its words.
_PREMISES = {
    "area": "diện tích {n} m²",
    "waiting_area": "khu vực chờ {n} m²",
    "counters": "{n} quầy tiếp nhận",
    "quarters": "{n} khu vực",
    "population": "dân số {n} người",
}
_MEASURED = ("area", "waiting_area")
# What is said of the one-stop units themselves; the rest is of the places that they serve.
_OF_OFFICES = ("area", "waiting_area", "counters")


def premises(data: DistrictData, book: Book) -> Lines:
    """Say how large the one-stop units are and whom they serve, as far as the units write it."""
    said = []
    what: dict[str, None] = {}
    for name, words in _PREMISES.items():
        known: dict[str, int | Decimal] = {}
        for code, unit in data.facts.items():
            value = unit.profile[name]
            if isinstance(value, int | Decimal):
                known[code] = value
        if known:
            total = _amount(data, name, sum(known.values()))
            bound = book.put_unseen(f"below_{name}", words, total)
            said.append((words.format(n=bound), tuple(known)))
            what[text("premises_office" if name in _OF_OFFICES else "premises_place")] = None
    if not said:
        return []
    told = partials(data, book, "below_room", said, ", ")
    return [say(data, book, "unit_premises", what=wording.upper_first(", ".join(what)), **told)]


def _amount(data: DistrictData, name: str, value: int | Decimal) -> str:
    """Return a number of the profiles: square metres as measured, all else as things counted."""
    if isinstance(value, int) and name not in _MEASURED:
        return count(data, value)
    return wording.number(value)


def services(data: DistrictData, book: Book) -> Lines:
    """Say how many procedures the units offer online; what they have in common is never added."""
    said = []
    for name, kind in SERVICES.items():
        each = {code: online(unit, name, kind) for code, unit in data.facts.items()}
        bounds, known = _bounds(book, name, kind, each)
        if known:
            said.append((f"{kind.lower()} {bounds}", known))
    found = []
    if said:
        found.append(_offered(data, book, said))
    for name, words in PROCEDURE_ANSWERS.items():
        each = {code: answered(unit, name) for code, unit in data.facts.items()}
        bounds, known = _bounds(book, name, words, each)
        if known:
            of_whom = partial(data, book, f"below_{name}", known, named=len(known) == 1)
            words_of = {"what": words, "said": bounds, "partial": of_whom}
            found.append(_at_each(data, book, "unit_procedures_with", known, words_of))
    return [*found, *_own_and_common(data, book)]


def _offered(data: DistrictData, book: Book, said: Sequence[tuple[str, Units]]) -> str:
    """Say how many procedures each unit offers online, or the only unit that knows it."""
    name, known = "below_services", said[0][1]
    if len(known) == 1 and all(units == known for _, units in said):
        words = {"said": "; ".join(words for words, _ in said)}
        words["partial"] = partial(data, book, name, known, named=True)
    else:
        words, known = partials(data, book, name, said, "; "), ()
    return _at_each(data, book, "unit_services", known, words)


def _at_each(
    data: DistrictData, book: Book, key: str, known: Units, words: Mapping[str, str]
) -> str:
    """Return a sentence about each of the units; where only one knows it, about that one."""
    if len(known) != 1:
        return say(data, book, key, **words)
    unit = unit_name(data, data.facts[known[0]].name)
    return say(data, book, f"{key}_at", unit=unit, **words)


def _bounds(book: Book, name: str, label: str, each: Mapping[str, int | None]) -> tuple[str, Units]:
    """Return "54" where all units have as many, else "40–54"; and which units know it."""
    known = {code: value for code, value in each.items() if value is not None}
    if not known:
        return "", ()
    bounds = dict.fromkeys((min(known.values()), max(known.values())))
    told = "–".join(wording.number(value) for value in bounds)
    return book.put_unseen(f"below_{name}_each", label, told), tuple(known)


def online(unit: UnitFacts, name: str, kind: str) -> int | None:
    """Return how many procedures are offered so: by the list where one is kept, else as entered."""
    rows = unit.of("procedures")
    if rows:
        return sum(row.text("online") == kind for row in rows)
    return unit.shared[name]


def answered(unit: UnitFacts, column: str) -> int | None:
    """Return how many procedures have a yes in a column, None where it is blank for all."""
    rows = unit.of("procedures")
    if all(row[column] is None for row in rows):
        return None
    return sum(row[column] is True for row in rows)


def _own_and_common(data: DistrictData, book: Book) -> Lines:
    own, common = data.procedures.own, data.procedures.common
    if own is None or common is None:
        return []
    words = {
        "total": book.put_unseen("all_procedures", "Tổng số thủ tục", wording.number(own + common)),
        "own_number": wording.number(own),
        "common": wording.number(common),
    }
    return [say(data, book, "unit_procedures", **words)]


def software(data: DistrictData, book: Book) -> Lines:
    """Say how many units use each program, and with how many accounts."""
    users: dict[str, list[int | None]] = {}
    for unit in data.facts.values():
        of_unit: dict[str, list[int | None]] = {}
        for row in unit.of("software"):
            of_unit.setdefault(one_line(row.text("name")), []).append(row.whole("accounts"))
        for name, numbers in of_unit.items():
            users.setdefault(name, []).append(add(numbers))
    parts = []
    for place, (name, units) in enumerate(users.items(), start=1):
        told = put(data, book, f"below_software_{place}", name, len(units))
        accounts = _accounts(data, book, f"below_accounts_{place}", units)
        parts.append(f"{named(data.own_report, name)} {told} {data.word}{accounts}")
    if not parts:
        return []
    known = tuple(code for code, unit in data.facts.items() if unit.keeps("software"))
    of_whom = partial(data, book, "below_software", known)
    return [say(data, book, "unit_software", said="; ".join(parts), partial=of_whom)]


def _accounts(data: DistrictData, book: Book, name: str, units: Sequence[int | None]) -> str:
    """Return " (12 tài khoản)", with how many units do not say; "" where none does."""
    known = [number for number in units if number is not None]
    if not known:
        return ""
    bound = put(data, book, name, text("account_label"), sum(known))
    blank = len(units) - len(known)
    if not blank:
        return text("accounts").format(number=bound)
    left = put(data, book, f"{name}_blank", text("account_label"), blank)
    return text("accounts_of_some").format(number=bound, blank=left, word=data.word)


def equipment(data: DistrictData, book: Book) -> Lines:
    """Say who uses the equipment of the units, where it comes from, and what it cost."""
    rows: list[Record] = []
    for unit in data.facts.values():
        rows += [row for row in unit.of("equipment") if row.text("condition") != DISPOSED]
    keepers = tuple(code for code, unit in data.facts.items() if unit.keeps("equipment"))
    found = split(data, book, "equipment", rows, ("used_by", "origin"), keepers, "quantity")
    costs = [row.whole("cost") for row in rows]
    known = [cost for cost in costs if cost is not None]
    if known:
        total = book.put_unseen("below_cost", "Nguyên giá", wording.number(sum(known)))
        found.append(say(data, book, "unit_equipment_cost", total=total))
    return found
