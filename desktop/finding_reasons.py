"""The reasons that an office writes for its findings, and what they are kept under."""

from datetime import date

import sqlalchemy as sa

from desktop.messages import sentence
from models.errors import Place, Problem, Refused
from models.findings import Finding
from models.periods import Period
from models.queries.blocks import blocks
from models.tables import REASON
from models.work import Change, Work

# In letters, single spaces included: "x" explains nothing to the office above.
SHORTEST_REASON = 10

# What identifies a finding within its unit, in the order of `_KEY_NAMES`; "" where it has none.
Key = tuple[str, str, str, str, str, str]
_KEY_NAMES = ("code", "month", "field", "record", "measure", "difference")


def key_of(finding: Finding) -> Key:
    """Return what a reason is kept under: it no longer holds when the difference changes.

    Where the difference counts the days that are left, it is the day itself: a reason does not
    lapse overnight.
    """
    due = finding.values.get("due")
    said = due if isinstance(due, date) else finding.difference
    return (
        finding.code,
        finding.month or "",
        finding.area_id or "",
        finding.record or "",
        finding.measure or "",
        "" if said is None else str(said),
    )


def place_of(finding: Finding) -> Place:
    """Return the place a finding points to."""
    return Place(unit=finding.unit, month=finding.month, area=finding.area, measure=finding.measure)


def is_too_short(reason: str) -> bool:
    """Say whether a reason has fewer letters than it takes to say something."""
    return len(" ".join(reason.split())) < SHORTEST_REASON


def too_short_words(reason: str) -> str:
    """Return what to say of a reason that is too short, "" for one that is not."""
    problem = Problem("reason_too_short", values={"least": SHORTEST_REASON})
    return sentence(problem) if is_too_short(reason) else ""


def give_reason(work: Work, finding: Finding, text: str) -> None:
    """Write the reason for a finding in place of an earlier one.

    Raises Refused `reason_missing`, `reason_too_short`. Shorter ones of earlier releases still
    count.
    """
    text = " ".join(text.split())
    if not text:
        raise Refused(Problem("reason_missing", place_of(finding)))
    if is_too_short(text):
        raise Refused(Problem("reason_too_short", place_of(finding), {"least": SHORTEST_REASON}))
    before = reasons_by_key(work.conn, finding.unit).get(key_of(finding))
    key = dict(zip(_KEY_NAMES, key_of(finding), strict=True))
    row = {"unit": finding.unit, **key, "text": text, "at": work.at, "who": work.who}
    work.conn.execute(sa.insert(REASON).prefix_with("OR REPLACE"), row)
    change = Change(
        "reason", _in_words(finding), finding.unit, "edit", {"text": before}, {"text": text}
    )
    work.changes.append(change)


def _in_words(finding: Finding) -> str:
    """Return what the history calls a finding: by the name of its field, for people read it."""
    parts = (finding.code, finding.month, finding.area, finding.measure, finding.difference)
    return "|".join("" if part is None else str(part) for part in parts)


def reasons_by_key(conn: sa.Connection, unit: str) -> dict[Key, str]:
    """Return the reasons of a unit by what identifies their findings."""
    reasons: dict[Key, str] = {}
    for row in conn.exec_driver_sql("SELECT * FROM reason WHERE unit = ?", (unit,)):
        key = (row.code, row.month, row.field, row.record, row.measure, row.difference)
        reasons[key] = row.text
    return reasons


def reasons_of_published(
    conn: sa.Connection, unit: str, period: Period
) -> dict[tuple[str, int], str]:
    """Return why the block of a period says otherwise of the whole unit than its months do.

    They are reasons for findings, by measure and difference: one that has changed has none.
    """
    block = blocks(conn, unit, [period]).get(period)
    rows = {each.id for each in block.rows if each.row.is_whole} if block else set()
    found = {}
    for (code, _, _, record, measure, difference), text in reasons_by_key(conn, unit).items():
        if code == "published_differs" and record in rows:
            found[measure, int(difference)] = text
    return found
