"""Read the parts of a form pack; whatever is wrong with one is named with its place."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeGuard

from desktop.packs.columns import COLUMNS, HEADINGS, wrong_columns
from desktop.packs.kind_words import is_taken, kind_texts, own_words
from desktop.packs.pack import DECLARATION, DISTRICT_TEXTS, REPORT_TEXTS, TEMPLATES, Pack
from desktop.packs.proposals import row_problem, row_word
from desktop.reports.annexes import TABLES
from desktop.reports.kinds import BRIEF_TABLE, KINDS, ReportKind
from desktop.word import wording
from models.catalogue import NARRATIVE_SECTIONS, RATES, TARGETS
from models.errors import Place, Problem, Refused
from models.kinds import parse
from models.measures import MEASURES
from models.registers import Register, Values
from models.text import nfc, printable

# A value as TOML holds it.
Toml = str | int | float | bool | date | list["Toml"] | dict[str, "Toml"]
_Table = Mapping[str, Toml]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{2,59}", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9_-]{1,29}", re.ASCII)
_TEMPLATE = re.compile(r"[\w-]{1,60}\.docx")
_TAG = re.compile(r"\{(\w*)(?::[^{}]*)?\}")
_KNOWN = {"id", "name", "valid_from", "valid_to", "kind", "rate", "target"}
_KIND_WORDS = {"name", "label", "file_name", "title", "opening", "closing", "deadline", "template"}
_KIND_LISTS = {"sections", "tables", "measures", COLUMNS, HEADINGS}
_BY_AUTHORITY = "by_authority"
_LONGEST = 4000
# What the templates of the program have room for: the tables, the first of which a report must
# have, and the sections.
_FORM = "so_lieu_ho_so"
_LONG = (_FORM, *(name for name in TABLES if name not in (_FORM, BRIEF_TABLE)))
_ROOM: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cchc": (_LONG, NARRATIVE_SECTIONS),
    "ii06a": ((_FORM,), ()),
    "nhanh": ((BRIEF_TABLE,), ("III.2",)),
}
_NEW_KIND = ReportKind("", "", "", template="cchc")
# A kind of report may have a title and an opening sentence of its own name.
_BY_KIND = {"title": "cchc", "opening": "report"}


def read_pack(parts: Mapping[str, bytes], content_hash: str = "") -> Pack:
    """Return the pack that some parts make, by their names in its file.

    Raises Refused with everything that is wrong: `pack_part_missing`, `pack_part_unknown`,
    `pack_toml`, `pack_value`, `pack_word`, `pack_text`, `pack_text_tag`, `pack_template_missing`.
    """
    reader = _Reader(parts)
    pack = reader.pack(content_hash)
    if reader.problems:
        raise Refused(reader.problems)
    return pack


class _Reader:
    """Reads one pack and gathers what is wrong with it."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.problems: list[Problem] = []
        self.says_authority: set[str] = set()

    def pack(self, content_hash: str) -> Pack:
        """Return the pack; it is sound only where no problem was found."""
        self._check_names()
        declared = self._toml(DECLARATION)
        if self.problems and not declared:
            # Of what cannot be read, nothing else is worth saying.
            raise Refused(self.problems)
        for word in declared:
            if word not in _KNOWN:
                self._wrong("pack_word", DECLARATION, word)
        kinds, titles = self._kinds(declared)
        texts = self._texts(REPORT_TEXTS, "report", kinds)
        first, last = self._day(declared, "valid_from"), self._day(declared, "valid_to")
        if first and last and last < first:
            self._wrong("pack_value", DECLARATION, "valid_to")
        return Pack(
            id=self._matching(declared, "id", _ID),
            name=self._text(declared, DECLARATION, "name"),
            hash=content_hash,
            valid_from=first,
            valid_to=last,
            kinds=kinds,
            says_authority=frozenset(self.says_authority),
            texts=_with(texts, titles),
            district_texts=self._texts(DISTRICT_TEXTS, "district", {}),
            templates=self._templates(),
            rates=tuple(self._rows(declared, "rate", RATES)),
            targets=tuple(self._rows(declared, "target", TARGETS)),
        )

    def _wrong(self, code: str, part: str, heading: str, **values: object) -> None:
        place = Place(file=part, heading=heading)
        self.problems.append(Problem(code, place, values))

    def _check_names(self) -> None:
        if DECLARATION not in self.parts:
            self._wrong("pack_part_missing", DECLARATION, DECLARATION)
        for name in self.parts:
            template = name.removeprefix(TEMPLATES)
            is_template = name.startswith(TEMPLATES) and _TEMPLATE.fullmatch(template)
            if name not in (DECLARATION, REPORT_TEXTS, DISTRICT_TEXTS) and not is_template:
                self._wrong("pack_part_unknown", name, name)

    def _toml(self, part: str) -> dict[str, Toml]:
        try:
            return tomllib.loads(nfc(self.parts.get(part, b"").decode("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            place = Place(file=part)
            self.problems.append(Problem("pack_toml", place, {"detail": str(error)}))
            return {}

    def _text(self, table: _Table, part: str, word: str) -> str:
        value = table.get(word)
        if isinstance(value, str) and value.strip() and _is_fit(value):
            return " ".join(value.split())
        self._wrong("pack_value", part, word)
        return ""

    def _matching(self, table: _Table, word: str, pattern: re.Pattern[str]) -> str:
        value = table.get(word)
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        self._wrong("pack_value", DECLARATION, word)
        return ""

    def _day(self, table: _Table, word: str) -> date | None:
        value = table.get(word)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._wrong("pack_value", DECLARATION, word)
        return None

    def _tables(self, declared: _Table, word: str) -> Iterator[dict[str, Toml]]:
        """Yield the tables of a list such as [[kind]]."""
        value = declared.get(word, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self._wrong("pack_value", DECLARATION, word)
            return
        for row in value:
            assert isinstance(row, dict)
            yield row

    def _kinds(self, declared: _Table) -> tuple[dict[str, ReportKind], dict[str, dict[str, str]]]:
        """Return the kinds of reports by name, and their titles and openings."""
        kinds: dict[str, ReportKind] = {}
        texts: dict[str, dict[str, str]] = {"title": {}, "opening": {}}
        for row in self._tables(declared, "kind"):
            name = self._matching(row, "name", _KIND)
            if name in kinds:
                self._wrong("pack_value", DECLARATION, f"kind {name}")
            kinds[name] = self._kind(name, row)
            self._require_room(kinds[name])
            self._require_columns(kinds[name])
            for word, table, key in kind_texts(name):
                if word in row:
                    texts[table][key] = self._text(row, DECLARATION, word)
            if name not in KINDS and "title" not in row:
                self._wrong("pack_value", DECLARATION, f"kind {name}: title")
        for table, found in texts.items():
            self._check_tags(DECLARATION, table, found, "report")
        return kinds, texts

    def _kind(self, name: str, row: dict[str, Toml]) -> ReportKind:
        kind = KINDS.get(name) or self._new_kind(name)
        for word in row:
            if word not in _KIND_WORDS | _KIND_LISTS | {_BY_AUTHORITY}:
                self._wrong("pack_word", DECLARATION, f"kind {name}: {word}")
        if name not in KINDS or "label" in row:
            kind = kind._replace(label=self._text(row, DECLARATION, "label"))
        if name not in KINDS or "file_name" in row:
            kind = kind._replace(file_name=self._text(row, DECLARATION, "file_name"))
        if "template" in row:
            kind = kind._replace(template=self._template_of(name, row))
        if "deadline" in row:
            kind = kind._replace(deadline=self._deadline(name, row))
        if _BY_AUTHORITY in row:
            kind = kind._replace(by_authority=self._by_authority(name, row))
        sections = self._names(name, row, "sections", NARRATIVE_SECTIONS)
        tables = self._names(name, row, "tables", TABLES)
        measures = self._names(name, row, "measures", MEASURES)
        return kind._replace(
            sections=kind.sections if sections is None else sections,
            tables=kind.tables if tables is None else tables,
            measures=kind.measures if measures is None else measures,
            columns=self._columns(name, row),
            headings=self._headings(name, row),
        )

    def _new_kind(self, name: str) -> ReportKind:
        if is_taken(name):
            self._wrong("pack_kind_taken", DECLARATION, f"kind {name}")
        return _NEW_KIND._replace(name=name)

    def _columns(self, kind: str, row: _Table) -> dict[str, tuple[str, ...]]:
        """Return the columns of tables that a kind names; whether they are known is asked later."""
        found = {}
        for table, names in self._by_table(kind, row, COLUMNS).items():
            if _is_list_of_texts(names):
                found[table] = tuple(names)
            else:
                self._wrong("pack_value", DECLARATION, f"kind {kind}: {COLUMNS}.{table}")
        return found

    def _headings(self, kind: str, row: _Table) -> dict[str, dict[str, str]]:
        """Return the headings of columns that a kind names."""
        found: dict[str, dict[str, str]] = {}
        for table, words in self._by_table(kind, row, HEADINGS).items():
            found[table] = {}
            for name, text in words.items() if isinstance(words, dict) else ():
                if isinstance(text, str) and text.strip() and _is_fit(text):
                    found[table][name] = " ".join(text.split())
                else:
                    self._wrong(
                        "pack_value", DECLARATION, f"kind {kind}: {HEADINGS}.{table}: {name}"
                    )
            if not found[table]:
                self._wrong("pack_value", DECLARATION, f"kind {kind}: {HEADINGS}.{table}")
        return found

    def _by_table(self, kind: str, row: _Table, word: str) -> dict[str, Toml]:
        value = row.get(word, {})
        if isinstance(value, dict):
            return value
        self._wrong("pack_value", DECLARATION, f"kind {kind}: {word}")
        return {}

    def _require_columns(self, kind: ReportKind) -> None:
        """Refuse columns that a template does not print."""
        own = kind.template in self._templates()
        for wrong in wrong_columns(kind, own_template=own):
            self._wrong("pack_value", DECLARATION, f"kind {kind.name}: {wrong}")

    def _require_room(self, kind: ReportKind) -> None:
        """Refuse what a template of the program does not print, or prints and would miss."""
        if kind.template not in _ROOM:
            return
        tables, sections = _ROOM[kind.template]
        if kind.tables[:1] != tables[:1] or not set(kind.tables) <= set(tables):
            self._wrong("pack_value", DECLARATION, f"kind {kind.name}: tables")
        if not set(kind.sections) <= set(sections):
            self._wrong("pack_value", DECLARATION, f"kind {kind.name}: sections")

    def _by_authority(self, kind: str, row: _Table) -> bool:
        value = row[_BY_AUTHORITY]
        if not isinstance(value, bool):
            self._wrong("pack_value", DECLARATION, f"kind {kind}: {_BY_AUTHORITY}")
        self.says_authority.add(kind)
        return value is True

    def _names(
        self, kind: str, row: _Table, word: str, known: Iterable[str]
    ) -> tuple[str, ...] | None:
        """Return a list of known names, each once; None where the kind says nothing of it."""
        if word not in row:
            return None
        value = row[word]
        if _is_list_of_texts(value) and len(set(value)) == len(value) and set(value) <= set(known):
            return tuple(value)
        self._wrong("pack_value", DECLARATION, f"kind {kind}: {word}")
        return ()

    def _template_of(self, kind: str, row: _Table) -> str:
        """Return the name of a template: one of the program's, or a file of the pack."""
        value = row["template"]
        built_in = {kind.template for kind in KINDS.values()}
        if isinstance(value, str) and (value in built_in or TEMPLATES + value in self.parts):
            return value
        self._wrong("pack_template_missing", DECLARATION, f"kind {kind}: template")
        return _NEW_KIND.template

    def _deadline(self, kind: str, row: _Table) -> str:
        """Return the day of the last month by which a report is to be sent, "" for none."""
        value = row["deadline"]
        if type(value) is int and 0 <= value <= 31:
            return str(value or "")
        self._wrong("pack_value", DECLARATION, f"kind {kind}: deadline")
        return ""

    def _templates(self) -> dict[str, bytes]:
        found = {}
        for name, content in self.parts.items():
            if name.startswith(TEMPLATES):
                found[name.removeprefix(TEMPLATES)] = content
        return found

    def _texts(
        self, part: str, name: str, kinds: Mapping[str, ReportKind]
    ) -> dict[str, dict[str, str]]:
        """Return the words that a pack changes; each must be one that the program knows."""
        found: dict[str, dict[str, str]] = {}
        if part not in self.parts:
            return found
        base = wording.standard(name)
        for table, texts in self._toml(part).items():
            if table not in base or not isinstance(texts, dict):
                self._wrong("pack_text", part, table)
                continue
            found[table] = {}
            for word, text in texts.items():
                known = word in base[table] or word in own_words(table, kinds)
                if not known or not isinstance(text, str) or not _is_fit(text):
                    self._wrong("pack_text", part, f"{table}.{word}")
                else:
                    found[table][word] = text
            self._check_tags(part, table, found[table], name)
        return found

    def _check_tags(self, part: str, table: str, texts: Mapping[str, str], name: str) -> None:
        """Refuse a text with a tag that the text in its place does not have."""
        base = wording.standard(name)[table]
        for word, text in texts.items():
            standing = base.get(word) or base[_BY_KIND[table]]
            allowed = set(_TAG.findall(standing))
            rest = _TAG.sub("", text)
            unknown = set(_TAG.findall(text)) - allowed
            if unknown or "{" in rest or "}" in rest:
                tags = ", ".join(sorted(unknown)) or "{ }"
                self._wrong("pack_text_tag", part, f"{table}.{word}", tags=tags)

    def _rows(self, declared: _Table, word: str, register: Register) -> Iterator[Values]:
        """Yield the rows of a register, each value checked as one that is typed."""
        names = {field.name for field in register.fields}
        for number, row in enumerate(self._tables(declared, word), start=1):
            named = row_word(word, row, number)
            for unknown in set(row) - names:
                self._wrong("pack_word", DECLARATION, f"{named}: {unknown}")
            values = {}
            for field in register.fields:
                try:
                    values[field.name] = parse(field, _typed(row.get(field.name)))
                except Refused as refused:
                    problems = refused.problems
                    self.problems += [row_problem(named, problem) for problem in problems]
                if field.required and values.get(field.name) is None:
                    self._wrong("pack_value", DECLARATION, f"{named}: {field.name}")
            yield values


def _with(
    texts: Mapping[str, dict[str, str]], titles: Mapping[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    """Return the texts with the titles and openings of the kinds among them."""
    found = {table: dict(words) for table, words in texts.items()}
    for table, words in titles.items():
        if words:
            found[table] = {**found.get(table, {}), **words}
    return found


def _is_fit(text: str) -> bool:
    return len(text) <= _LONGEST and printable(text) and wording.clean(text) == text


def _is_list_of_texts(value: Toml) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _typed(value: Toml | None) -> str:
    """Return a value as a person would type it into a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
