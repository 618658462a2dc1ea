"""What is declared of each kind of finding: how heavy it may be, where it is settled, its words."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from desktop.paths import resources
from models.findings import Finding


class FindingKind(NamedTuple):
    """One kind of finding, as the catalogue declares it.

    Attributes:
        code: e.g. "balance".
        severities: what its findings may be: "warning", "note".
        page, tab: where in the window it is settled; "" for the first tab.
        says: what is wrong, by variant; "" where there are none.
        advice: what to do about it, by variant; "" for all of them; may be empty.
        short: what it is called where findings of many units are told together, "" where it is not.
    """

    code: str
    severities: tuple[str, ...]
    page: str
    tab: str
    says: Mapping[str, str]
    advice: Mapping[str, str]
    short: str


@cache
def finding_kinds() -> Mapping[str, FindingKind]:
    """Return every declared kind of finding by its code, read once from the catalogue."""
    import tomllib

    with (resources() / "catalogues" / "findings.toml").open("rb") as file:
        declared = tomllib.load(file)
    kinds = {}
    for code, words in declared.items():
        page, _, tab = words["settled"].partition("/")
        says, advice = _by_variant(words["says"]), _by_variant(words.get("advice", {}))
        severities, short = tuple(words["severities"]), words.get("short", "")
        kinds[code] = FindingKind(code, severities, page, tab, says, advice, short)
    return kinds


def templates(finding: Finding) -> tuple[str, str]:
    """Return what a finding says and what it advises, with the names of its values in braces."""
    kind, variant = finding_kinds()[finding.code], str(finding.values.get("variant", ""))
    return kind.says[variant], kind.advice.get(variant) or kind.advice.get("", "")


def settled_at(finding: Finding) -> tuple[str, str]:
    """Return page and tab of the window where a finding is settled; ("month", "") is the grid."""
    kind = finding_kinds()[finding.code]
    return kind.page, kind.tab


def _by_variant(words: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"": words} if isinstance(words, str) else words
