"""The dictionary beside an office's book: every fact that must be in the store.

A gesture is known by the facts it changed, which is all that taking it back needs.
"""

from desktop import months
from desktop.context import Context
from models.periods import Month
from models.queries.months import month_figures
from models.queries.records import area_names, records

# Leaves of the measure tree whose neighbours stay blank: nothing follows from them.
NAMES = ("received_online_full", "received_in_person", "resolved_early")
AREAS = ("Hộ tịch", "Chứng thực", "Đất đai")
MONTHS = (Month(2024, 4), Month(2024, 5), Month(2024, 6))
SENT = ("2024-04", "2024-05", "2024-06", "2024-Q2")

Fact = tuple[object, ...]
Facts = dict[Fact, object]
# The facts of one gesture before and after it, None where there was or is none.
Diff = dict[Fact, tuple[object, object]]


class Book:
    """The facts of one office, and what the office above holds of it.

    Attributes:
        facts: what is in the store. A row of figures and a person bear a number of their own, under
            which their facts stand.
        closed: its closed months.
        held: what the office above received and did not take back, by the number of the file: the
            batch, the period, and the facts of each month that the file speaks of.
    """

    def __init__(self) -> None:
        self.facts: Facts = {}
        self.closed: set[Month] = set()
        self.held: dict[int, tuple[str, str, dict[Month, Facts]]] = {}
        self._tokens = 0

    def token(self) -> int:
        self._tokens += 1
        return self._tokens

    def new_row(self, facts: Facts, month: Month, area: str) -> int:
        token = self.token()
        facts["row", token] = (month, area)
        return token

    def person(self, name: str) -> int | None:
        """Return the number of a person."""
        for fact, value in self.facts.items():
            if fact[0] == "person" and value == name:
                assert isinstance(fact[1], int)
                return fact[1]
        return None

    def take_back(self, batch: str) -> None:
        """Forget the files of a batch."""
        self.held = {number: held for number, held in self.held.items() if held[0] != batch}

    def row(self, month: Month, area: str) -> int | None:
        for fact, value in self.facts.items():
            if value == (month, area):
                assert isinstance(fact[1], int)
                return fact[1]
        return None

    def rows(self, month: Month) -> list[int]:
        found = (self.row(month, area) for area in AREAS)
        return [token for token in found if token is not None]

    def is_nil(self, month: Month, area: str) -> bool:
        return ("nil", self.row(month, area)) in self.facts

    def with_figures(
        self, facts: Facts, month: Month, cells: dict[tuple[str, str], int | None]
    ) -> Facts:
        made: dict[str, int] = {}
        for (area, name), value in cells.items():
            token = self.row(month, area) or made.get(area)
            if token is None:
                token = made[area] = self.new_row(facts, month, area)
            facts.pop(("cell", token, name), None)
            if value is not None:
                facts["cell", token, name] = value
                facts.pop(("nil", token), None)
        return facts

    def sum(self, month: Month, name: str) -> int | None:
        total = 0
        for token in self.rows(month):
            value = 0 if ("nil", token) in self.facts else self.facts.get(("cell", token, name))
            if value is None:
                return None
            assert isinstance(value, int)
            total += value
        return total if self.rows(month) else None

    def figures_of(self, month: Month) -> Facts:
        found: Facts = {}
        for area in AREAS:
            token = self.row(month, area)
            if token is None:
                continue
            found[area, "nil"] = ("nil", token) in self.facts
            for name in NAMES:
                found[area, name] = self.facts.get(("cell", token, name))
        return found

    def months_of(self, period: str) -> list[Month]:
        return [month for month in MONTHS if period in (str(month), "2024-Q2")]

    def told(self) -> Facts:
        told: Facts = {}
        for month in MONTHS:
            told.update({(month, *key): value for key, value in self.figures_of(month).items()})
        for fact, value in self.facts.items():
            if fact[0] == "person":
                told["person", value] = self.facts.get(("note", fact[1]))
        told["closed",] = sorted(self.closed)
        return told

    def held_figures(self) -> Facts:
        """Return a month's figures from the file written last, of each period's last revision."""
        in_force: dict[str, int] = {}
        for number, (_, period, _) in self.held.items():
            in_force[period] = max(number, in_force.get(period, 0))
        told: Facts = {}
        for number in sorted(in_force.values()):
            for month, facts in self.held[number][2].items():
                told = {key: value for key, value in told.items() if key[0] != month}
                told.update({(month, *key): value for key, value in facts.items()})
        return told

    def before(self, diff: Diff) -> Facts | None:
        """Return the facts without a gesture, None where something came to stand on it."""
        after = dict(self.facts)
        for fact, (old, new) in diff.items():
            if self.facts.get(fact) != new:
                return None
            after.pop(fact, None)
            if old is not None:
                after[fact] = old
        return after if self._may_stand(diff, after) else None

    def _may_stand(self, diff: Diff, after: Facts) -> bool:
        """Say whether no closed month, lost row or second row of a key forbids it."""
        for fact in {(kind, fact[1]) for fact in diff for kind in ("row", "person")}:
            place = after.get(fact, self.facts.get(fact))
            if isinstance(place, tuple) and place[0] in self.closed:
                return False
        whole = {fact[1] for fact in after if fact[0] in ("row", "person")}
        if not {fact[1] for fact in after} <= whole:
            return False  # a fact of a row that is gone
        gone = {fact[1] for fact, (_, new) in diff.items() if new is None}
        alive = {fact[1] for fact in self.facts if fact[0] in ("row", "person")}
        back = {fact[1] for fact in diff if fact[0] in ("row", "person")}
        if not gone - back <= alive:
            return False
        keys = [value for fact, value in after.items() if fact[0] in ("row", "person")]
        return len(keys) == len(set(map(str, keys)))


def in_store(office: Context) -> Facts:
    told: Facts = {}
    names = office.ask(area_names)
    for month in MONTHS:
        for row in office.ask(month_figures, office.unit, month).rows:
            told.update(_row_facts(month, names[row.area_id], row.nil, row.entered))
    for person in office.ask(records, "staff", office.unit):
        told["person", person.text("name")] = person["note"]
    told["closed",] = sorted(office.ask(months.closed_months, office.unit))
    return told


def figures_above(district: Context) -> Facts:
    told: Facts = {}
    names = district.ask(area_names)
    for month in MONTHS:
        for row in district.ask(month_figures, "LEBINH", month).rows:
            told.update(_row_facts(month, names[row.area_id], row.nil, row.entered))
    return told


def _row_facts(month: Month, area: str, nil: bool, entered: object) -> Facts:
    assert hasattr(entered, "get")
    cells: Facts = {(month, area, name): entered.get(name) for name in NAMES}
    return {(month, area, "nil"): nil, **cells}
