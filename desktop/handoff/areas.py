"""The fields of work that a file names, and which of this office's list they are."""

from functools import lru_cache

import sqlalchemy as sa

from desktop.handoff.data import NAMING, AreaOfWork, Data
from desktop.registers import save_many
from models.catalogue import FIELDS
from models.queries.records import area_names, field_index
from models.registers import Values
from models.text import match_key, nfc
from models.work import Work

_AUTHORITIES = FIELDS.field("authority").choices


def area_names_in(data: Data) -> list[str]:
    """Return the names of the fields of work that a file uses, each once, in its order."""
    names = dict.fromkeys(area.name for area in data.areas)
    names.update(dict.fromkeys(row[1] for row in data.figures))
    names.update(dict.fromkeys(line[1] for line in data.blocks))
    for register, column in NAMING:
        table = data.registers.get(register.name)
        if table is None or column not in table.columns:
            continue
        place = table.columns.index(column)
        given = [row[place] for row in table.rows]
        names.update(dict.fromkeys(str(name) for name in given if name is not None))
    return list(names)


def names_are_sound(data: Data) -> bool:
    """Say whether the fields of work of a file can be told apart and found again."""
    keys = [_key(name) for name in area_names_in(data)]
    if not all(keys) or len(set(keys)) != len(keys):
        return False
    texts: list[str] = []
    for area in data.areas:
        texts += (area.name, area.group, area.authority)
    return all(map(is_plain, texts))


def is_plain(text: str) -> bool:
    """Say whether a text is one line without control characters, which no document could hold."""
    return all(char >= " " for char in text)


class AreasOfWork:
    """The list of fields of work of this office, to find those of a file in.

    A field of work is found by its name and by its other names.
    """

    def __init__(self, conn: sa.Connection) -> None:
        self._index = field_index(conn)
        self._names = area_names(conn)

    def unknown(self, data: Data) -> list[str]:
        """Return the names of a file that this office's list does not have."""
        return [name for name in area_names_in(data) if _key(name) not in self._index]

    def name_here(self, name: str) -> str:
        """Return how this office calls a field of work of a file; unknown ones keep their name."""
        found = self._index.get(_key(name))
        return name if found is None else self._names[found]

    def ids(self, work: Work, data: Data) -> dict[str, str]:
        """Return the ids by the names of a file; an unknown field comes in under its own name."""
        names = area_names_in(data)
        ids = self._known_ids(names)
        declared = {area.name: area for area in data.areas}
        new = [name for name in names if name not in ids]
        if not new:
            return ids
        rows = [(None, _new_area(name, declared.get(name))) for name in new]
        made = save_many(work, FIELDS.name, "", rows)
        for name, made_id in zip(new, made, strict=True):
            ids[name] = made_id
            self._index[_key(name)] = made_id
            self._names[made_id] = nfc(name)
        return ids

    def _known_ids(self, names: list[str]) -> dict[str, str]:
        """Return the ids of the names that the list has, no id twice.

        Where two names of one file are one field here, by another name of it, only one of them is
        taken for it: their figures are never added up unseen.
        """
        found = {name: self._index[_key(name)] for name in names if _key(name) in self._index}
        # The field's own name goes before another name of it.
        by_own_name_first = sorted(found, key=lambda name: not self._is_own_name(name))
        ids: dict[str, str] = {}
        for name in by_own_name_first:
            if found[name] not in ids.values():
                ids[name] = found[name]
        return ids

    def _is_own_name(self, name: str) -> bool:
        return _key(name) == _key(self._names[self._index[_key(name)]])


def _new_area(name: str, declared: AreaOfWork | None) -> Values:
    group, authority = "", ""
    if declared is not None:
        group, authority = declared.group, declared.authority
    return {
        "name": nfc(name),
        "group": group or None,
        # The list refuses any other word; the field of work comes in without one.
        "authority": authority if authority in _AUTHORITIES else None,
        "in_use": True,
    }


# Every file names the same fields of work, several times over.
@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return match_key(name)
