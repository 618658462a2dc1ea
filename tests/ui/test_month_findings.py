"""The findings of the working month: asked once per pause for everybody, and never late."""

import pytest
from pytestqt.qtbot import QtBot

from desktop import months
from desktop.context import Context
from desktop.findings import Evidence, judge
from models.findings import Finding
from models.measures import MEASURES
from models.periods import Month
from tests.helpers.office import JUNE, area_id, enter
from ui import month_findings
from ui.main_window import MainWindow
from ui.pages.month.page import MonthPage
from ui.pages.overview.page import OverviewPage

# Three dossiers are missing.
WRONG = {
    "carried_over": 1,
    "received_online": 6,
    "received_offline": 3,
    "resolved_in_time": 5,
    "resolved_late": 0,
    "withdrawn": 0,
    "returned": 0,
    "stopped": 0,
    "pending_in_time": 2,
    "pending_overdue": 0,
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Month]:
    """The months about which the rules were asked, in order."""
    seen: list[Month] = []

    def counted(evidence: Evidence) -> list[Finding]:
        seen.extend(evidence.months)
        return judge(evidence)

    monkeypatch.setattr(month_findings, "judge", counted)
    return seen


@pytest.fixture
def page(window: MainWindow) -> MonthPage:
    """The page Hồ sơ tháng on June, with nothing left to ask."""
    window.shell.set_month(JUNE)
    window.show_page("month")
    window.shell.findings.ask_now()
    page = window.page("month")
    assert isinstance(page, MonthPage)
    return page


def type_wrong(window: MainWindow, office: Context) -> None:
    key = area_id(office, "Hộ tịch")
    cells = {(key, measure): value for measure, value in WRONG.items()}
    window.shell.do(months.set_figures, office.unit, JUNE, cells)


def slow(window: MainWindow) -> None:
    """Let the rules have taken long the last time."""
    window.shell.findings._took_ms = month_findings.UNFELT_MS + 1


def warnings(page: MonthPage) -> int:
    return sum(finding.code == "balance" for finding in page.dossiers.panel.model.findings)


def test_the_status_line_and_the_page_take_one_answer(
    page: MonthPage, window: MainWindow, office: Context, asked: list[Month], qtbot: QtBot
) -> None:
    type_wrong(window, office)
    assert asked == []
    qtbot.waitUntil(lambda: warnings(page) == 1)
    assert window.status_line.texts[1] == "1 điểm cần xem"
    assert asked == [JUNE]


def test_several_changes_before_the_hands_rest_are_asked_about_once(
    page: MonthPage, window: MainWindow, office: Context, asked: list[Month], qtbot: QtBot
) -> None:
    key = area_id(office, "Hộ tịch")
    for value in (1, 2, 3):
        cells = {(key, "carried_over"): value}
        window.shell.do(months.set_figures, office.unit, JUNE, cells)
    qtbot.waitUntil(lambda: window.shell.findings.fresh)
    assert asked == [JUNE]


def test_going_to_a_page_asks_nothing_that_is_known(
    page: MonthPage, window: MainWindow, asked: list[Month]
) -> None:
    window.show_page("overview")
    window.show_page("month")
    window.show_page("overview")
    assert asked == []


def test_rules_that_take_long_work_off_the_windows_thread_and_the_status_line_says_so(
    page: MonthPage, window: MainWindow, office: Context, qtbot: QtBot
) -> None:
    slow(window)
    type_wrong(window, office)
    with qtbot.waitSignal(window.shell.findings.checking):
        pass
    assert window.shell.jobs.busy
    assert window.status_line.texts[1] == "đang kiểm tra…"
    qtbot.waitUntil(lambda: warnings(page) == 1)
    assert window.status_line.texts[1] == "1 điểm cần xem"


def test_an_answer_that_comes_after_the_next_change_is_dropped_and_asked_for_again(
    page: MonthPage, window: MainWindow, office: Context, asked: list[Month], qtbot: QtBot
) -> None:
    shown: list[int] = []
    window.shell.findings.shown.connect(lambda found: shown.append(len(found)))
    slow(window)
    type_wrong(window, office)
    window.shell.findings.ask()
    # While the job is on its way the missing dossiers are typed.
    key = area_id(office, "Hộ tịch")
    cells = {(key, "resolved_in_time"): 8}
    window.shell.do(months.set_figures, office.unit, JUNE, cells)
    qtbot.waitUntil(lambda: window.shell.findings.fresh)
    assert warnings(page) == 0
    assert len(shown) == 1
    assert asked == [JUNE, JUNE]


def test_an_answer_about_another_month_is_dropped(
    page: MonthPage, window: MainWindow, office: Context, qtbot: QtBot
) -> None:
    slow(window)
    type_wrong(window, office)
    window.shell.findings.ask()
    window.shell.set_month(JUNE.next())
    qtbot.waitUntil(lambda: window.shell.findings.fresh)
    assert {finding.month for finding in window.shell.findings.found} <= {str(JUNE.next()), None}
    assert window.shell.month == JUNE.next()


def test_closing_asks_afresh_and_waits_even_where_the_rules_take_long(
    page: MonthPage, window: MainWindow, office: Context, asked: list[Month]
) -> None:
    slow(window)
    type_wrong(window, office)
    page.dossiers.start_closing()
    assert asked == [JUNE]
    assert warnings(page) == 1
    assert "1 cảnh báo chưa có lý do" in page.dossiers.closing.text


def test_the_home_page_waits_for_rules_that_take_long(
    page: MonthPage, window: MainWindow, office: Context, qtbot: QtBot
) -> None:
    window.show_page("overview")
    home = window.current
    assert isinstance(home, OverviewPage)
    slow(window)
    type_wrong(window, office)
    assert "đang kiểm tra…" in home.steps[1].accessibleName()
    qtbot.waitUntil(lambda: "1 điểm cần xem" in home.steps[1].accessibleName())


def test_a_mark_stands_on_the_cell_that_a_warning_points_to(
    page: MonthPage, office: Context, window: MainWindow
) -> None:
    enter(office, JUNE, "Hộ tịch", **WRONG)
    page.presenter.load()
    [finding] = [f for f in window.shell.findings.ask_now() if f.code == "balance"]
    assert finding.measure in MEASURES
    marks = page.presenter.marks([finding])
    assert list(marks) == [(area_id(office, "Hộ tịch"), finding.measure)]
