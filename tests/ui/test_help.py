"""The help pages call buttons, tabs and states by the words that stand in the window."""

import ast
import re

from desktop.paths import resources
from tests.architecture.source import ROOT


def test_every_quoted_word_of_the_help_pages_stands_in_the_window() -> None:
    shown = _texts()
    missing = [
        f"{page.name}: {quoted}"
        for page in sorted((resources() / "help").glob("*.md"))
        for quoted in re.findall("“([^”]+)”", page.read_text(encoding="utf-8"))
        # The page on templates quotes styles of Word.
        if page.name != "mau-bao-cao.md" and not any(quoted.rstrip(" …") in text for text in shown)
    ]
    assert not missing


def _texts() -> set[str]:
    """Return every text in the programs that a person may see, and the titles of the help pages."""
    found = {
        page.read_text(encoding="utf-8").splitlines()[0]
        for page in (resources() / "help").glob("*.md")
    }
    for package in ("ui", "desktop", "models"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found
