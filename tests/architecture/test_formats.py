"""The page of formats says what the declarations say."""

import re

from desktop.commands.table import COMMANDS
from desktop.finding_kinds import finding_kinds
from desktop.reports.kinds import UNIT_KINDS
from models.catalogue import REGISTERS
from models.measures import MEASURES
from models.rates import BASES, RATES
from tests.architecture.source import ROOT

PAGE = (ROOT / ".github" / "formats.md").read_text(encoding="utf-8")
SECTION_5 = PAGE[PAGE.index("\n## 5. ") : PAGE.index("\n## 6. ")]


def test_every_measure_stands_on_the_page_with_its_label_and_parts() -> None:
    rows = {match[1]: match[0] for match in re.finditer(r"^\| `(\w+)` \|.*$", PAGE, re.MULTILINE)}
    missing = [
        measure.name
        for measure in MEASURES.values()
        if f"| {measure.label} |" not in rows[measure.name]
        or not all(f"`{part}`" in rows[measure.name] for part in measure.parts)
        or (measure.column is not None and f"| {measure.column} |" not in rows[measure.name])
    ]
    assert not missing


def test_every_register_stands_on_the_page_with_all_its_columns() -> None:
    rows = {
        match[1]: match[2]
        for match in re.finditer(r"^\| `([^`]+)` \| (.*) \|$", PAGE, re.MULTILINE)
    }
    missing = []
    for register in REGISTERS.values():
        keys = {name for key in register.keys for name in key}
        for field in register.fields:
            label = (f"**{field.label}**" if field.name in keys else field.label) + (
                "*" if field.required else ""
            )
            own_table = field.name == "note" or (
                register.name in ("dossiers", "blocks") and field.name in MEASURES
            )
            if not own_table and not re.search(
                rf"(^|, ){re.escape(label)}(, | \(|$)", rows[register.sheet]
            ):
                missing.append(f"{register.sheet}: {label}")
    assert not missing


def test_every_rate_stands_on_the_page_with_what_it_divides() -> None:
    missing = [
        kind.name
        for kind in RATES.values()
        if f"| `{kind.name}` | `{kind.numerator}` | `{kind.basis}` |" not in PAGE
    ]
    assert not missing
    assert not [basis for basis in BASES if f"`{basis}`" not in PAGE]


def test_every_command_stands_on_the_page() -> None:
    assert COMMANDS
    assert not [name for name in COMMANDS if not re.search(rf"`{name}\b", PAGE)]


def test_every_kind_of_finding_stands_on_the_page_with_its_severities() -> None:
    told: dict[str, set[str]] = {}
    for match in re.finditer(r"^\| ((?:`\w+`(?:, )?)+) \| ([^|]*) \|", SECTION_5, re.MULTILINE):
        severities = set(re.findall(r"\b(warning|note)\b", match[2]))
        told.update(dict.fromkeys(re.findall(r"`(\w+)`", match[1]), severities))
    assert told == {code: set(kind.severities) for code, kind in finding_kinds().items()}


def test_every_kind_of_report_stands_on_the_page() -> None:
    told = re.search(r"`report --period P --kind (\S+) ", PAGE)
    assert told is not None
    assert told[1].split("\\|") == [kind.name for kind in UNIT_KINDS]
