"""Sort the files that arrive before anything is written.

Says of each what it is, compared with the revision in force, and what a person should know of it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import sqlalchemy as sa

from desktop.context import now as clock
from desktop.handoff.areas import is_plain, names_are_sound
from desktop.handoff.arrivals import APPLIED, Arrival, Decisions, Status
from desktop.handoff.cell_changes import Comparison
from desktop.handoff.container import Fault
from desktop.handoff.counters import leaps
from desktop.handoff.data import unknown_names
from desktop.handoff.desk import Desk, clean_code
from desktop.handoff.docx_payload import changed_numbers
from desktop.handoff.incoming_files import Opened, read_file, walk
from desktop.handoff.keys import telephone_code
from desktop.handoff.manifest import Manifest
from desktop.handoff.report_differences import Difference
from desktop.messages import period_words
from desktop.progress import SILENT, Reporter
from models.errors import OfficeError, Place, Problem
from models.periods import parse_period
from models.queries.inbox import Accepted
from models.unit_codes import is_odd

# Clocks of two offices may differ by a time zone set wrongly; a day is more than that.
_DAY = timedelta(days=1)
# More differences than an officer would ask about one by one.
_TEXT_NOTES = 50
_SLIPS = ("request", "return", "receipt")

_Words = Mapping[str, object]
_Verdict = tuple[Status, Problem]


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
    comparing = Comparison(conn, desk) if compare else None
    paths, at = walk(sources), clock()
    found = []
    for place, path in enumerate(paths):
        reporter.step(place, len(paths), path.name)
        arrival, opened = look_at(desk, path, at)
        if opened is not None and arrival.applies:
            file = as_accepted(arrival, opened, "", "", at)
            if comparing is not None:
                arrival = comparing.told(arrival, file, opened)
            desk.let_in(file, opened.package.public_key)
        found.append(arrival)
    reporter.step(len(paths), len(paths), "")
    return found


def look_at(desk: Desk, path: Path, now: datetime) -> tuple[Arrival, Opened | None]:
    """Open one file and say what it is."""
    opened = read_file(path, desk.password)
    if isinstance(opened, Fault):
        return Arrival(path, opened.status, opened.problem), None
    manifest = opened.package.manifest
    unit = desk.known(manifest.unit)
    status, problem = _judge(desk, opened, unit)
    arrival = Arrival(
        path=path,
        status=status,
        problem=problem,
        unit=unit or clean_code(manifest.unit),
        unit_name=manifest.unit_name,
        period=parse_period(manifest.period).name,
        revision=manifest.revision,
        sequence=manifest.sequence,
        draft=manifest.draft,
        created_at=manifest.created_at,
        sent_as=manifest.unit,
        code=telephone_code(opened.package.public_key),
        file_hash=opened.file_hash,
        data_hash=opened.package.data_hash,
        notes=tuple(_notes(desk, path, opened, status, now)),
    )
    return arrival, opened


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


def _judge(desk: Desk, opened: Opened, unit: str | None) -> _Verdict:
    """Say what a sound file is; `unit` is its unit's code in the list, None where it has none.

    The order of the checks is part of the answer: a file that fails several of them is told by the
    first, and no later check may be reached by a file that an earlier one would turn away.
    """
    manifest = opened.package.manifest
    words = _words(manifest, opened.package.public_key)
    elsewhere = _not_for_here(desk, manifest, unit, words)
    if elsewhere is not None:
        return elsewhere
    if unit is None and is_plain(manifest.unit) and is_odd(manifest.unit):
        near = desk.looks_like(manifest.unit)
        return _verdict("unknown_unit", {**words, "near": near}, "near" if near else "odd")
    # Names go into lists and documents once a file is taken in. So this comes before anybody is
    # asked whether to take in its unit.
    if not _names_can_be_kept(opened):
        return "unreadable", Problem("package_content")
    if unit is None and not desk.takes_in(manifest.unit):
        close = desk.close_to(manifest.unit)
        return _verdict("unknown_unit", {**words, "near": close}, "close" if close else "plain")
    sender = manifest.unit if unit is None else unit
    # A signature only proves that the key named inside the file made it; that the key is the
    # unit's, only the pinned one can say. So it comes before the revision: a stranger who writes
    # a unit's code must neither replace its figures nor learn which revision is in force.
    pinned, public_key = desk.pinned(sender), opened.package.public_key
    confirmed = desk.key_is_confirmed(sender, manifest.unit)
    if pinned is not None and pinned != public_key and not confirmed:
        return _verdict("changed_key", {**words, "known": telephone_code(pinned)})
    return _compare(desk, opened, sender, words)


def _not_for_here(
    desk: Desk, manifest: Manifest, unit: str | None, words: _Words
) -> _Verdict | None:
    """Say why a file is none that this office receives, None where it is one."""
    if manifest.kind != "submission":
        variant = manifest.kind if manifest.kind in _SLIPS else "other"
        if desk.is_own(manifest.unit):
            variant = "ours"
        return _verdict("wrong_kind", words, variant)
    # Also by another code in the list: received figures would overwrite the office's own.
    if desk.is_own(manifest.unit) or unit == desk.own:
        return _verdict("wrong_unit", words, "own")
    if not desk.receives:
        return _verdict("wrong_unit", words, "ward")
    if manifest.to and not desk.is_own(manifest.to):
        return _verdict("wrong_unit", words, "other")
    # A report that was exported, never submitted: shown, but without a number it cannot count.
    if manifest.revision is None:
        return _verdict("wrong_kind", words, "unsent")
    return None


def _names_can_be_kept(opened: Opened) -> bool:
    manifest = opened.package.manifest
    # A code that is not clean would stand in the list beside the one that looks like it.
    if clean_code(manifest.unit) != manifest.unit:
        return False
    return is_plain(manifest.unit_name) and names_are_sound(opened.data)


def _compare(desk: Desk, opened: Opened, unit: str, words: _Words) -> _Verdict:
    """Compare a file with the revision in force of its unit and period."""
    manifest = opened.package.manifest
    assert manifest.revision is not None
    held = desk.held(unit).get(parse_period(manifest.period).name)
    if held is None:
        return _counting(desk, manifest, unit, "new", {**words, "held": 0})
    words = {**words, "held": held.revision}
    if manifest.revision > held.revision:
        return _counting(desk, manifest, unit, "newer", words)
    if manifest.revision < held.revision:
        return _verdict("older", words)
    # By the data, not by the file: the Word report of a submission carries the same data.
    if held.data_hash == opened.package.data_hash:
        return _verdict("identical", words)
    return _verdict("conflict", words)


def _counting(desk: Desk, manifest: Manifest, unit: str, status: Status, words: _Words) -> _Verdict:
    """Let a file count unless its sequence would outrank every honest file that comes later."""
    known, sequence = desk.last_sequence(unit), manifest.sequence
    assert sequence is not None
    if leaps(known, sequence) and not desk.sequence_is_confirmed(unit, manifest.unit):
        return _verdict("sequence_jump", {**words, "sequence": sequence, "known": known})
    return _verdict(status, words)


def _verdict(status: Status, words: _Words, variant: str | None = None) -> _Verdict:
    values = dict(words)
    if variant is not None:
        values["variant"] = variant
    return status, Problem(f"arrival_{status}", Place(), values)


def _words(manifest: Manifest, public_key: bytes) -> _Words:
    return {
        "name": manifest.unit_name,
        "sender": manifest.unit,
        "to": manifest.to_name or manifest.to,
        "period": manifest.period,
        "revision": manifest.revision or 0,
        "code": telephone_code(public_key),
    }


def _notes(desk: Desk, path: Path, opened: Opened, status: Status, now: datetime) -> list[Problem]:
    """Return what the officer should know of a file besides what it is."""
    manifest = opened.package.manifest
    notes = _content_notes(desk, opened) if status in APPLIED else []
    if _clock_is_off(manifest, now):
        notes.append(Problem("arrival_clock", values={"at": manifest.created_at.date()}))
    # The text of a file that does not count is nobody's concern, least of all a stranger's. One
    # with the data that are held may still be printed with other numbers than those.
    if status in (*APPLIED, "identical") and opened.carried is not None:
        notes += _text_notes(path, opened)
    return notes


def _content_notes(desk: Desk, opened: Opened) -> list[Problem]:
    notes = []
    if opened.package.manifest.draft:
        notes.append(Problem("arrival_draft"))
    if opened.left:
        names = [period_words(name) for name in opened.left]
        values = {"period": opened.package.manifest.period, "names": names}
        notes.append(Problem("arrival_months_left", values=values))
    unknown_areas = desk.areas.unknown(opened.data)
    if unknown_areas:
        notes.append(Problem("arrival_fields", values={"names": unknown_areas}))
    unknown = unknown_names(opened.data)
    if unknown:
        notes.append(Problem("arrival_unknown", values={"names": unknown}))
    return notes


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
    """Say whether the sender's clock cannot be right.

    It is ahead of ours, or stands before the period's last month began. That is only said, never
    acted on: what counts follows from the sequence, not from the clock.
    """
    if manifest.created_at > now + _DAY:
        return True
    if not manifest.windows:
        return False
    return manifest.created_at.date().isoformat() < manifest.windows[-1].start
