"""Sort the files that arrive before anything is written: what each is, compared with the revision
in force.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import sqlalchemy as sa

from desktop.context import now as clock
from desktop.handoff.applying import AreasOfWork, is_plain, names_are_sound
from desktop.handoff.arrivals import APPLIED, Arrival, CellChange, Decisions, Status
from desktop.handoff.container import Fault, Manifest
from desktop.handoff.data import unknown_names
from desktop.handoff.docx_payload import changed_numbers
from desktop.handoff.incoming_files import Opened, read_file, walk
from desktop.handoff.keys import short_code
from desktop.handoff.report_differences import Difference
from desktop.progress import SILENT, Reporter
from models.errors import OfficeError, Place, Problem, Refused
from models.measures import MEASURES
from models.periods import Month, parse_month, parse_period
from models.queries.inbox import Accepted, accepted, month_sources, pinned_keys
from models.queries.months import year_figures
from models.queries.records import profile, records
from models.queries.settings import stored
from models.text import nfc

_DAY = timedelta(days=1)
# More differences than an officer would ask about one by one.
_TEXT_NOTES = 50


class Desk:
    """What files are compared with: the list of units, their keys and what is in force; follows
    what it lets in.

    Attributes:
        own: code of this office.
        receives: this store is a receiving office's.
        fields: its list of fields of work.
    """

    def __init__(self, conn: sa.Connection, decisions: Decisions) -> None:
        settings = stored(conn)
        self.own = settings.get("unit", "")
        self.receives = settings.get("role") == "district"
        self.fields = AreasOfWork(conn)
        self._decisions = decisions
        self._codes: dict[str, str] = {}
        for unit in records(conn, "units", ""):
            for alias in unit.text("aliases").splitlines():
                self._codes.setdefault(_key(alias), unit.text("code"))
        self._codes.update(
            {_key(unit.text("code")): unit.text("code") for unit in records(conn, "units", "")}
        )
        self._aliases = self._read_aliases(decisions.aliases)
        self._keys = pinned_keys(conn)
        self._held: dict[str, dict[str, Accepted]] = {}
        for file in accepted(conn):
            self.let_in(file)

    def let_in(self, file: Accepted, public_key: bytes | None = None) -> None:
        """Take note of a file that was accepted, and of its unit and key."""
        held = self._held.setdefault(file.unit, {})
        before = held.get(file.period)
        if before is None or before.revision < file.revision:
            held[file.period] = file
        if public_key is not None:
            self._keys[file.unit] = public_key
            self._codes.setdefault(_key(file.unit), file.unit)

    def held(self, unit: str) -> Mapping[str, Accepted]:
        """Return the files of a unit that are in force, by period."""
        return self._held.get(unit, {})

    def known(self, code: str) -> str | None:
        """Return the code in the list for a code in a file, None where the list does not have it."""
        return self._aliases.get(_key(code)) or self._codes.get(_key(code))

    def listed(self, code: str) -> bool:
        """Return whether the list itself has a code, as a unit's own or another of it."""
        return _key(code) in self._codes

    def pinned(self, unit: str) -> bytes | None:
        """Return the key that was accepted for a unit."""
        return self._keys.get(unit)

    def look_at(self, path: Path, now: datetime) -> tuple[Arrival, Opened | None]:
        """Open one file and say what it is."""
        opened = read_file(path, self._decisions.password)
        if isinstance(opened, Fault):
            return Arrival(path, opened.status, opened.problem), None
        manifest = opened.package.manifest
        unit = self.known(manifest.unit)
        status, problem = self._judge(opened, unit)
        arrival = Arrival(
            path=path,
            status=status,
            problem=problem,
            unit=unit or _clean(manifest.unit),
            unit_name=manifest.unit_name,
            period=parse_period(manifest.period).name,
            revision=manifest.revision,
            sequence=manifest.sequence,
            draft=manifest.draft,
            created_at=manifest.created_at,
            sent_as=manifest.unit,
            code=short_code(opened.package.public_key),
            file_hash=opened.file_hash,
            data_hash=opened.package.data_hash,
            notes=self._notes(path, opened, status, now),
        )
        return arrival, opened

    def _judge(self, opened: Opened, unit: str | None) -> tuple[Status, Problem]:
        manifest = opened.package.manifest
        words = _words(manifest, opened.package.public_key)
        if manifest.kind != "submission":
            ours = _key(manifest.unit) == _key(self.own)
            return "wrong_kind", _words_for(
                "wrong_kind", words, variant="ours" if ours else _variant(manifest.kind)
            )
        if _key(manifest.unit) == _key(self.own) or unit == self.own:
            return "wrong_unit", _words_for("wrong_unit", words, variant="own")
        if not self.receives:
            return "wrong_unit", _words_for("wrong_unit", words, variant="ward")
        if manifest.to and _key(manifest.to) != _key(self.own):
            return "wrong_unit", _words_for("wrong_unit", words, variant="other")
        if manifest.revision is None:
            return "wrong_kind", _words_for("wrong_kind", words, variant="unsent")
        plain = is_plain(manifest.unit_name) and _clean(manifest.unit) == manifest.unit
        if not plain or not names_are_sound(opened.data):
            return "unreadable", Problem("package_content")
        if unit is None:
            wanted = {_key(code) for code in self._decisions.new_units}
            if not self._decisions.accept_new and _key(manifest.unit) not in wanted:
                return "unknown_unit", _words_for("unknown_unit", words)
            unit = manifest.unit
        pinned = self._keys.get(unit)
        confirmed = {_key(code) for code in self._decisions.accept_keys}
        if pinned not in (None, opened.package.public_key) and not confirmed & {
            _key(unit),
            _key(manifest.unit),
        }:
            assert pinned is not None
            return "changed_key", _words_for("changed_key", {**words, "known": short_code(pinned)})
        return self._compare(opened, manifest.revision, unit, words)

    def _compare(
        self, opened: Opened, revision: int, unit: str, words: Mapping[str, object]
    ) -> tuple[Status, Problem]:
        period = parse_period(opened.package.manifest.period).name
        held = self._held.get(unit, {}).get(period)
        status: Status
        if held is None:
            status = "new"
        elif revision > held.revision:
            status = "newer"
        elif revision < held.revision:
            status = "older"
        else:
            status = "identical" if held.data_hash == opened.package.data_hash else "conflict"
        return status, _words_for(status, {**words, "held": held.revision if held else 0})

    def _notes(
        self, path: Path, opened: Opened, status: Status, now: datetime
    ) -> tuple[Problem, ...]:
        manifest, notes = opened.package.manifest, []
        if status in APPLIED and manifest.draft:
            notes.append(Problem("arrival_draft"))
        if status in APPLIED and (unknown := self.fields.unknown(opened.data)):
            notes.append(Problem("arrival_fields", values={"names": unknown}))
        if status in APPLIED and (others := unknown_names(opened.data)):
            notes.append(Problem("arrival_unknown", values={"names": others}))
        if _clock_is_off(manifest, now):
            notes.append(Problem("arrival_clock", values={"at": manifest.created_at.date()}))
        # The text of a file that does not count is nobody's concern, least of all a stranger's.
        if status in APPLIED and opened.carried is not None:
            notes += _text_notes(path, opened)
        return tuple(notes)

    def _read_aliases(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the codes in files with the code in the list, whichever side was given first.

        Raises Refused `alias_not_listed`, or `alias_both_listed` where two units of the list would
        become one.
        """
        found = {}
        for pair in given.items():
            listed = [self._codes[_key(code)] for code in pair if _key(code) in self._codes]
            if not listed or len(set(listed)) > 1:
                code = "alias_both_listed" if listed else "alias_not_listed"
                raise Refused(Problem(code, values={"left": pair[0], "right": pair[1]}))
            found.update({_key(code): listed[0] for code in pair})
        return found


def triage(
    conn: sa.Connection,
    sources: Iterable[Path],
    decisions: Decisions | None = None,
    reporter: Reporter = SILENT,
    *,
    compare: bool = True,
) -> list[Arrival]:
    """Say of every file what it is and what it would change; nothing is written.

    The files are looked at in the order given, those of a folder in the order of their names, each
    as if those before it had been received. `compare` lists the figures that would change.

    Raises Refused `alias_not_listed`, `alias_both_listed`.
    """
    desk = Desk(conn, decisions or Decisions())
    paths, at = walk(sources), clock()
    found = []
    for place, path in enumerate(paths):
        reporter.step(place, len(paths), path.name)
        arrival, opened = desk.look_at(path, at)
        if opened is not None and arrival.applies:
            if compare:
                arrival = dataclasses.replace(
                    arrival, changes=tuple(_changes(conn, desk, arrival, opened))
                )
            desk.let_in(as_accepted(arrival, opened, "", "", at), opened.package.public_key)
        found.append(arrival)
    reporter.step(len(paths), len(paths), "")
    return found


def as_accepted(arrival: Arrival, opened: Opened, key: str, batch: str, at: datetime) -> Accepted:
    """Return an arrival that applies as the row it becomes."""
    manifest = opened.package.manifest
    assert arrival.unit is not None
    assert arrival.period is not None
    assert manifest.revision is not None
    assert manifest.sequence is not None
    return Accepted(
        id=key,
        batch=batch,
        unit=arrival.unit,
        period=arrival.period,
        revision=manifest.revision,
        sequence=manifest.sequence,
        draft=manifest.draft,
        data_hash=arrival.data_hash,
        file_name=arrival.path.name,
        file_hash=arrival.file_hash,
        created_at=manifest.created_at,
        received_at=at,
    )


def _changes(
    conn: sa.Connection, desk: Desk, arrival: Arrival, opened: Opened
) -> Iterable[CellChange]:
    """Yield the figures that differ from those that hold, of months that are already here and would
    be replaced.
    """
    assert arrival.unit is not None
    rank = (opened.package.manifest.sequence or 0, arrival.data_hash)
    replaced = desk.held(arrival.unit).get(arrival.period or "")
    ranks = {
        file.id: file.rank for file in desk.held(arrival.unit).values() if file is not replaced
    }
    sources = month_sources(conn, arrival.unit)
    named = {state.month: parse_month(state.month) for state in opened.data.months}
    won = [
        month
        for month in named.values()
        if month in sources and ranks.get(sources[month], (0, "")) < rank
    ]
    present = year_figures(conn, arrival.unit, won)
    names = {
        month: {row.area: row.entered for row in found.rows} for month, found in present.items()
    }
    given: dict[Month, dict[str, dict[str, int | None]]] = {}
    for name, field, _, values in opened.data.figures:
        entered = dict(zip(opened.data.measures, values, strict=True))
        given.setdefault(named[name], {})[desk.fields.name_here(field)] = entered
    for month in won:
        before, after = names.get(month, {}), given.get(month, {})
        for field in dict.fromkeys((*before, *after)):
            for measure in MEASURES:
                old, new = before.get(field, {}).get(measure), after.get(field, {}).get(measure)
                if old != new:
                    yield CellChange(arrival.unit, str(month), field, measure, old, new)


def unit_name(conn: sa.Connection, unit: str) -> str:
    """Return the name of a unit: of the list, else of its profile, else its code."""
    listed = records(conn, "units", "", where={"code": unit})
    return (listed[0].text("name") if listed else profile(conn, unit).text("name")) or unit


def _text_notes(path: Path, opened: Opened) -> list[Problem]:
    """Say which numbers in the text of a Word report are not those of the data that it carries."""
    assert opened.carried is not None
    try:
        found = changed_numbers(path, opened.carried)
    except OfficeError as error:
        return list(error.problems)
    notes = [_text_note(difference) for difference in found[:_TEXT_NOTES]]
    rest = len(found) - len(notes)
    if rest:
        values = {"variant": "more", "count": rest}
        notes.append(Problem("arrival_text_differs", values=values))
    return notes


def _text_note(difference: Difference) -> Problem:
    variant = "gone" if difference.printed is None else "other"
    values = {**msgspec.structs.asdict(difference), "variant": variant}
    return Problem("arrival_text_differs", values=values)


def _clock_is_off(manifest: Manifest, now: datetime) -> bool:
    """Say whether the sender's clock cannot be right: ahead of ours, or before the period's last
    month began.
    """
    if manifest.created_at > now + _DAY:
        return True
    return (
        bool(manifest.windows)
        and manifest.created_at.date().isoformat() < manifest.windows[-1].start
    )


def _words(manifest: Manifest, public_key: bytes) -> dict[str, object]:
    return {
        "name": manifest.unit_name,
        "sender": manifest.unit,
        "to": manifest.to_name or manifest.to,
        "period": manifest.period,
        "revision": manifest.revision or 0,
        "code": short_code(public_key),
    }


def _variant(kind: str) -> str:
    return kind if kind in ("request", "return", "receipt") else "other"


def _words_for(status: Status, words: Mapping[str, object], variant: str | None = None) -> Problem:
    return Problem(
        f"arrival_{status}", Place(), {**words, **({"variant": variant} if variant else {})}
    )


def _key(code: str) -> str:
    return _clean(code).casefold()


def _clean(code: str) -> str:
    return " ".join(nfc(code).split())
