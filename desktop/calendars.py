"""Which days the months of each unit cover, and which months a period means to a unit."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from desktop.settings import all_settings
from models.errors import OfficeError
from models.periods import Month, Period, Window, last_day, parse_period
from models.queries.months import windows_by_unit
from models.windows import months_inside


class Calendars:
    """The windows of all units, read at once.

    Free dates mean the same months to a unit that has sent nothing as to those that have: where it
    has no window of its own, the month has the days that it has in this office, else with most
    units.

    Attributes:
        usual: these days, by month.
        start_day: the day on which a month begins that has no window at all.
    """

    def __init__(self, conn: sa.Connection) -> None:
        settings = all_settings(conn)
        self.start_day = int(settings["window_start_day"])
        self._by_unit = windows_by_unit(conn)
        self._office = settings["unit"]
        self.usual = {**_commonest(self._by_unit), **self._by_unit.get(self._office, {})}
        self._known: dict[tuple[str, str], tuple[Month, ...]] = {}

    def own(self, unit: str) -> Mapping[Month, Window]:
        """Return the windows that were set for months of a unit."""
        return self._by_unit.get(unit, {})

    def days(self, unit: str) -> Mapping[Month, Window]:
        """Return the windows of a unit's months, those of its own before the usual ones."""
        return {**self.usual, **self.own(unit)}

    def months(self, unit: str, period: Period) -> tuple[Month, ...]:
        """Return the months that a period means to a unit; one that straddles is left out."""
        key = (unit, period.name)
        if key not in self._known:
            self._known[key] = months_inside(period, self.days(unit), self.start_day)
        return self._known[key]

    def of_office(self, period: Period) -> tuple[Month, ...]:
        """Return the months that a period means to this office."""
        return self.months(self._office, period)

    def last_day(self, period: Period) -> date:
        """Return the last day by the calendar of the months that a period means to this office.

        Free dates that end in the middle of a month end with it: which units stand then does not
        hang on how the period is called.
        """
        months = self.of_office(period)
        return months[-1].last_day if months else last_day(period)

    def names_of(self, unit: str, period: Period, names: frozenset[str]) -> frozenset[str]:
        """Return those of some names of periods that mean the same months, its own one included.

        Names that are no period are passed over: people may write them freely.
        """
        months = self.months(unit, period)
        found = {period.name}
        for name in names:
            other = parsed_or_none(name)
            if other is not None and months and self.months(unit, other) == months:
                found.add(name)
        return frozenset(found)


def parsed_or_none(name: str) -> Period | None:
    """Return the period of a name, None where it is no period."""
    try:
        return parse_period(name)
    except OfficeError:
        return None


def _commonest(by_unit: Mapping[str, Mapping[Month, Window]]) -> dict[Month, Window]:
    counted: dict[Month, Counter[Window]] = {}
    for windows in by_unit.values():
        for month, window in windows.items():
            counted.setdefault(month, Counter())[window] += 1
    # Of equally common ones the earlier, so that the answer hangs on no order.
    return {
        month: min(found, key=lambda window: (-found[window], window))
        for month, found in counted.items()
    }
