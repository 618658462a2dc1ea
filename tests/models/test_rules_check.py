"""All rules together."""

from datetime import date

from desktop.messages import finding_sentence
from models.figures import Row
from models.periods import Window
from models.rules.check import all_findings, check_month
from models.rules.context import ReportDue, Rotation, Task, UnitHistory
from tests.models.rule_units import JUNE, MAY, SOUND, june, row, said, unit, whole

TODAY = date(2024, 6, 14)


def troubled() -> UnitHistory:
    """Return a unit in which nearly everything is wrong."""
    may = {**SOUND, "pending": 9, "pending_in_time": 9}
    cells = {
        **SOUND,
        "received": 104,
        "resolved_late": 4,
        "awaiting_supplement": 20,
        "paid_online": 90,
        "digitised_results": 500,
        "delivered_postal": 200,
        "apologies": None,
    }
    online: dict[str, int | None] = {"received": 5, "received_online": 8}
    parts: dict[str, int | None] = {"closed_unresolved": 3, "withdrawn": 4}
    together: dict[str, int | None] = {
        "received": 10,
        "received_online_full": 6,
        "received_in_person": 7,
    }
    return unit(
        {
            MAY: [row("Hộ tịch", may), row("Thư viện")],
            JUNE: [
                row("Hộ tịch", cells),
                Row("Môi trường", "Môi trường", False, online),
                Row("Đất đai", "Đất đai", False, parts),
                Row("Gia đình", "Gia đình", False, together),
                Row("Trẻ em", "Trẻ em", True, {"pending": 1}),
                row("Văn hóa", closed_unresolved=None, withdrawn=None, returned=None, stopped=None),
                whole(delivered_postal=1),
            ],
        },
        windows={
            MAY: Window(date(2024, 5, 1), date(2024, 5, 29)),
            JUNE: Window(date(2024, 6, 1), date(2024, 6, 30)),
        },
        monthly={
            JUNE: {
                "feedback_carried": 0,
                "feedback_received": 3,
                "feedback_in_time": 1,
                "feedback_late": 0,
                "feedback_pending": 0,
                "surveys": 1,
                "surveys_satisfied": 2,
                "inspections": 2,
            }
        },
        counted={JUNE: {"inspections": 1}},
        closed_on={JUNE: TODAY},
        tasks=(Task("Tự kiểm tra", TODAY),),
        rotations=(Rotation("Cán bộ mẫu 01", TODAY),),
        reports=(ReportDue("Báo cáo tháng 6", TODAY),),
    )


def test_a_sound_unit_has_no_findings_at_all() -> None:
    first = {**SOUND, "pending": 10, "pending_in_time": 10, "to_handle": 108, "carried_over": 8}
    assert (
        all_findings(
            unit({MAY: [row("Hộ tịch", first)], JUNE: [row("Hộ tịch")]}), [MAY, JUNE], TODAY
        )
        == []
    )


def test_every_rule_is_asked() -> None:
    codes = {finding.code for finding in all_findings(troubled(), [MAY, JUNE], TODAY)}
    assert codes >= {
        "balance",
        "total_differs",
        "part_exceeds_total",
        "negative_remainder",
        "online_exceeds_received",
        "paid_exceeds_fee_bearing",
        "digitised_exceeds_total",
        "delivered_exceeds_resolved",
        "carry_over_broken",
        "feedback_balance",
        "survey_exceeds_responses",
        "blank",
        "window_gap",
        "closed_early",
        "late_without_apology",
        "late_without_reason",
        "register_differs",
        "field_missing",
        "task_due",
        "rotation_due",
        "report_due",
    }


def test_every_finding_is_a_whole_sentence_with_all_its_numbers() -> None:
    for finding in all_findings(troubled(), [MAY, JUNE], TODAY):
        sentence = finding_sentence(finding)
        assert "…" not in sentence, sentence
        assert "chưa làm được việc này" not in sentence, finding
        assert sentence.endswith("."), sentence


def test_the_balance_reads_in_plain_words() -> None:
    history = june(
        row(
            "Hộ tịch", {"to_handle": 2310, "resolved": 2200, "closed_unresolved": 7, "pending": 100}
        )
    )
    sentence = finding_sentence(check_month(history, JUNE)[0])
    assert sentence.startswith("Hộ tịch: thiếu 3 hồ sơ: 2.310 ≠ 2.307.")


def test_warnings_come_before_notes_within_a_month() -> None:
    severities = [finding.severity for finding in check_month(troubled(), JUNE)]
    assert severities == sorted(severities, reverse=True)


def test_deadlines_come_last_and_belong_to_no_month() -> None:
    found = all_findings(troubled(), [JUNE], TODAY)
    assert [finding.code for finding in found if finding.month is None] == [
        "task_due",
        "rotation_due",
        "report_due",
    ]
    assert found[-1].code == "report_due"


def test_the_same_data_give_the_same_findings() -> None:
    assert said(all_findings(troubled(), [MAY, JUNE], TODAY)) == said(
        all_findings(troubled(), [MAY, JUNE], TODAY)
    )


def test_no_finding_is_repeated() -> None:
    found = said(check_month(troubled(), JUNE))
    assert len(found) == len(set(found))
