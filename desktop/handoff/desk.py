"""What arriving files are judged by: the list of units, their keys, and what is in force."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from desktop.findings import unit_successors
from desktop.handoff.areas import AreasOfWork
from desktop.handoff.arrivals import Decisions
from models.errors import Problem, Refused
from models.queries.inbox import Accepted, accepted, pinned_keys
from models.queries.records import records
from models.queries.settings import stored
from models.text import nfc
from models.unit_codes import close_code, near_code


class Desk:
    """The lists that files are compared with; it follows what it lets in.

    So each file of a batch is judged as if those before it had been received, also in a preview,
    which writes nothing.

    Attributes:
        own: code of this office.
        receives: this store is a receiving office's.
        areas: its list of fields of work.
        successors: that of each unit in its list by code, "" for none.
        password: for files that open with one only.
    """

    def __init__(self, conn: sa.Connection, decisions: Decisions) -> None:
        settings = stored(conn)
        self.own = settings.get("unit", "")
        self.receives = settings.get("role") == "district"
        self.areas = AreasOfWork(conn)
        self.successors = unit_successors(conn)
        self.password = decisions.password
        self._accept_new = decisions.accept_new
        self._new_units = _code_keys(decisions.new_units)
        self._accept_keys = _code_keys(decisions.accept_keys)
        self._accept_sequences = _code_keys(decisions.accept_sequences)
        self._codes = _codes_in_list(conn)
        self._aliases = self._read_aliases(decisions.aliases)
        self._keys = pinned_keys(conn)
        self._held: dict[str, dict[str, Accepted]] = {}
        self._sequences: dict[str, int] = {}
        for file in accepted(conn):
            self.let_in(file)

    def let_in(self, file: Accepted, public_key: bytes | None = None) -> None:
        """Take note of a file that was accepted, and of its unit and key."""
        held = self._held.setdefault(file.unit, {})
        self._sequences[file.unit] = max(self.last_sequence(file.unit), file.sequence)
        # A lower revision no longer counts, whenever it came.
        before = held.get(file.period)
        if before is None or before.revision < file.revision:
            held[file.period] = file
        if public_key is not None:
            # From the first file on: a second one of the batch may not bring another key.
            self._keys[file.unit] = public_key
            self._codes.setdefault(code_key(file.unit), file.unit)

    def held(self, unit: str) -> Mapping[str, Accepted]:
        """Return the files of a unit that are in force, by period."""
        return self._held.get(unit, {})

    def last_sequence(self, unit: str) -> int:
        """Return the highest sequence of a unit's files, 0 without any."""
        return self._sequences.get(unit, 0)

    def sequence_is_confirmed(self, *codes: str) -> bool:
        """Return whether a person confirmed a unit's sequence, by any of its codes."""
        return not self._accept_sequences.isdisjoint(_code_keys(codes))

    def known(self, code: str) -> str | None:
        """Return the code in the list for a code in a file, None where the list has none."""
        key = code_key(code)
        return self._aliases.get(key) or self._codes.get(key)

    def listed(self, code: str) -> bool:
        """Return whether the list itself has a code, as a unit's own or another of it."""
        return code_key(code) in self._codes

    def looks_like(self, code: str) -> str | None:
        """Return the code of the list that a strange one looks like, None without one."""
        return near_code(code, (self.own, *self._codes.values()))

    def close_to(self, code: str) -> str | None:
        """Return the code of the list that a strange one may be mistaken for, None without one."""
        return close_code(code, (self.own, *self._codes.values()))

    def takes_in(self, code: str) -> bool:
        """Return whether a person decided to take in this unit, which the list does not have."""
        return self._accept_new or code_key(code) in self._new_units

    def is_own(self, code: str) -> bool:
        """Return whether a code is this office's."""
        return code_key(code) == code_key(self.own)

    def pinned(self, unit: str) -> bytes | None:
        """Return the key that was accepted for a unit."""
        return self._keys.get(unit)

    def key_is_confirmed(self, *codes: str) -> bool:
        """Return whether a person confirmed the changed key of a unit, by any of its codes."""
        return not self._accept_keys.isdisjoint(_code_keys(codes))

    def _read_aliases(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the code in the list by the codes of each pair, whichever was given first.

        Raises Refused `alias_not_listed`, or `alias_both_listed` where two units of the list would
        become one.
        """
        found = {}
        for left, right in given.items():
            keys = [code_key(left), code_key(right)]
            listed = {self._codes[key] for key in keys if key in self._codes}
            if len(listed) != 1:
                code = "alias_both_listed" if listed else "alias_not_listed"
                raise Refused(Problem(code, values={"left": left, "right": right}))
            found.update(dict.fromkeys(keys, listed.pop()))
        return found


def code_key(code: str) -> str:
    """Return what two ways of writing the same code have in common."""
    return clean_code(code).casefold()


def clean_code(code: str) -> str:
    """Return a code with single spaces and composed letters, as the list has it."""
    return " ".join(nfc(code).split())


def _code_keys(codes: Collection[str]) -> set[str]:
    return {code_key(code) for code in codes}


def _codes_in_list(conn: sa.Connection) -> dict[str, str]:
    """Return the code of each unit by its own code and by its other ones."""
    units = records(conn, "units", "")
    found: dict[str, str] = {}
    for unit in units:
        for alias in unit.text("aliases").splitlines():
            found.setdefault(code_key(alias), unit.text("code"))
    # Own codes come last: what a unit calls itself goes before what another was once called.
    for unit in units:
        found[code_key(unit.text("code"))] = unit.text("code")
    return found
