"""The page of formats says what the declarations say."""

import re

from models.catalogue import REGISTERS
from models.measures import MEASURES
from tests.architecture.source import ROOT

PAGE = (ROOT / ".github" / "formats.md").read_text(encoding="utf-8")


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
    rows = {match[1]: match[2] for match in re.finditer(r"^\| `([^`]+)` \| (.*) \|$", PAGE, re.MULTILINE)}
    missing = []
    for register in REGISTERS.values():
        keys = {name for key in register.keys for name in key}
        for field in register.fields:
            label = (f"**{field.label}**" if field.name in keys else field.label) + ("*" if field.required else "")
            own_table = field.name == "note" or (register.name == "dossiers" and field.name in MEASURES)
            if not own_table and not re.search(rf"(^|, ){re.escape(label)}(, | \(|$)", rows[register.sheet]):
                missing.append(f"{register.sheet}: {label}")
    assert not missing
