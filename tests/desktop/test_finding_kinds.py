"""Every kind of finding is declared once: what a rule finds has words, a weight and a place."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from desktop.finding_kinds import FindingKind, finding_kinds, settled_at
from desktop.findings import fold_blanks
from desktop.messages import finding_fact, finding_sentence
from models.blocks import Block, BlockRow
from models.catalogue import BOOK, PUBLISHED
from models.figures import Row
from models.findings import Finding
from models.periods import Window, month_period
from models.rules.check import all_findings
from models.rules.context import ReportDue, Rotation, Task, UnitHistory
from tests.architecture.source import sources
from tests.models.rule_units import JUNE, MAY, SOUND, june, row, unit, whole
from tests.models.test_rules_check import troubled

TODAY = date(2024, 6, 14)
# What every sentence may use, whatever the rule gives; the field is named, or "toàn đơn vị".
ALWAYS = {"field", "measure", "month", "unit", "difference", "abs"}


@dataclass(frozen=True)
class Made:
    """A call by which a rule makes a finding: where it stands, and what is written out there.

    `code` is "" where it is not written out; a value spread from a dictionary has the name "None".
    """

    place: str
    code: str
    severity: str
    values: frozenset[str]


def made_by_rules() -> Iterator[Made]:
    """Yield every call that makes a finding."""
    for source in sources("models"):
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in {"warning", "note"}:
                continue
            first = node.args[0]
            code = str(first.value) if isinstance(first, ast.Constant) else ""
            values = frozenset(str(word.arg) for word in node.keywords)
            yield Made(f"{source.path}:{node.lineno}", code, node.func.attr, values)


def names_in(kind: FindingKind) -> set[str]:
    """Return the names that the sentences of a kind take their values from."""
    names = set()
    for template in (*kind.says.values(), *kind.advice.values()):
        names |= {name for _, name, _, _ in string.Formatter().parse(template) if name}
    return names


def test_a_rule_writes_out_a_declared_code_with_a_declared_severity() -> None:
    wrong = []
    for made in made_by_rules():
        kind = finding_kinds().get(made.code)
        if kind is None or made.severity not in kind.severities:
            wrong.append(made)
    assert not wrong


def test_every_declared_kind_and_severity_is_made_by_a_rule() -> None:
    made = {(made.code, made.severity) for made in made_by_rules()}
    kinds = finding_kinds().values()
    assert {(kind.code, severity) for kind in kinds for severity in kind.severities} == made


def test_a_rule_gives_its_sentences_no_value_in_vain_and_leaves_none_out() -> None:
    given: dict[str, set[str]] = {}
    for made in made_by_rules():
        given.setdefault(made.code, set()).update(made.values)
    given["blank"] |= {"count", "measures"}  # several notes told as one
    wrong = {}
    for code, kind in finding_kinds().items():
        if names_in(kind) - ALWAYS != given[code] - {"variant"}:
            wrong[code] = names_in(kind) ^ given[code]
    assert not wrong


@pytest.mark.parametrize("kind", finding_kinds().values(), ids=lambda kind: str(kind.code))
def test_what_is_wrong_and_what_to_do_are_whole_sentences_apart(kind: FindingKind) -> None:
    assert kind.says
    assert set(kind.advice) <= {*kind.says, ""}
    for words in (*kind.says.values(), *kind.advice.values()):
        assert words.endswith("."), words
    for words in kind.says.values():
        # A condition ("Nếu …") belongs to what is wrong: where it does not hold, nothing is.
        assert "; hãy" not in words, words
        assert not re.search(r"(^|[.)] )Hãy ", words), words
    for words in kind.advice.values():
        assert words.startswith("Hãy "), words


# --- one scene or more for every variant


def due(day: date) -> UnitHistory:
    """Return a unit for which a task, a change of position and a report fall due on a day."""
    return unit(
        {},
        tasks=(Task("Tự kiểm tra", day),),
        rotations=(Rotation("Cán bộ mẫu 01", day),),
        reports=(ReportDue("Báo cáo tháng 6", day),),
    )


def registers() -> UnitHistory:
    """Return a unit whose registers all count something else than was entered."""
    names = ("inspections", "procedures_total", "services_full", "services_partial")
    return june(
        row("Hộ tịch", apologies=1),
        monthly={JUNE: dict.fromkeys(names, 1)},
        counted={JUNE: dict.fromkeys((*names, "apologies"), 2)},
    )


def feedback(pending: int) -> UnitHistory:
    """Return a unit with five complaints, of which three were seen to."""
    names = ("feedback_carried", "feedback_received", "feedback_in_time", "feedback_late")
    figures = dict(zip(names, (0, 5, 3, 0), strict=True))
    return june(monthly={JUNE: {**figures, "feedback_pending": pending}})


def figures_apart() -> UnitHistory:
    """Return a unit whose own row disagrees with its fields in two ways."""
    return june(
        Row("A", "A", False, {"received": 10, "pending": 12}),
        Row("B", "B", False, {"received": 2}),
        whole(received_online=4, received_offline=5, pending=10),
    )


def balances() -> UnitHistory:
    """Return a unit with an excess and a shortfall."""
    unexplained = dict.fromkeys(("closed_unresolved", "withdrawn", "returned", "stopped"))
    return june(
        row("Hộ tịch", to_handle=112, carried_over=12),
        row("Đất đai", pending=20, pending_in_time=20),
        Row("Trẻ em", "Trẻ em", False, {**SOUND, **unexplained, "to_handle": 112}),
    )


def spike() -> UnitHistory:
    """Return a unit whose figure of June is far from the twelve months before."""
    months = {JUNE.plus(-back): [row("Hộ tịch")] for back in range(1, 13)}
    return unit({**months, JUNE: [row("Hộ tịch", data_reused=4000)]})


def overlap() -> UnitHistory:
    """Return a unit whose June begins before its May is over."""
    may, june_days = (date(2024, 5, 1), date(2024, 6, 3)), (date(2024, 6, 1), date(2024, 6, 30))
    windows = {MAY: Window(*may), JUNE: Window(*june_days)}
    return unit({MAY: [row("Hộ tịch")], JUNE: [row("Hộ tịch")]}, windows=windows)


def split() -> UnitHistory:
    """Return a new unit that, with another, took over from one that was split."""
    old = UnitHistory("LB", {MAY: (row("Hộ tịch"),)})
    other = UnitHistory("HP", {JUNE: (row("Hộ tịch"),)})
    return june(row("Hộ tịch"), predecessors=(old,), heirs=(other,))


def published() -> UnitHistory:
    """Return a unit with two numbers published otherwise than its months add up to."""
    areas = [row("Hộ tịch"), row("Đất đai")]
    rows = []
    for area, printed in zip(areas, (BOOK, PUBLISHED), strict=True):
        told = area._replace(entered={"received": 1})
        rows.append(BlockRow(f"id-{area.area}", told, printed=printed))
    return june(*areas, blocks=(Block(month_period(JUNE), tuple(rows)),))


SCENES = (
    split(),
    published(),
    troubled(),
    *(due(TODAY + timedelta(days=days)) for days in (-1, 0, 1)),
    registers(),
    feedback(0),
    feedback(9),
    figures_apart(),
    balances(),
    spike(),
    overlap(),
    unit({}),
)


def found() -> list[Finding]:
    """Return what the rules find in all scenes, the blank notes also told as one."""
    findings = []
    for scene in SCENES:
        those = all_findings(scene, [MAY, JUNE], TODAY)
        findings += those + fold_blanks(those)
    return findings


def test_every_declared_variant_is_said_with_all_its_values() -> None:
    told = set()
    for finding in found():
        sentence = finding_sentence(finding)
        assert "…" not in sentence, sentence
        assert "{" not in sentence, sentence
        assert sentence.startswith(finding_fact(finding)), sentence
        assert settled_at(finding)[0]
        told.add((finding.code, str(finding.values.get("variant", ""))))
    kinds = finding_kinds().values()
    assert told == {(kind.code, variant) for kind in kinds for variant in kind.says}
