"""Long work runs off the window's thread, tells how far it is, can be stopped, and never outlives
its page badly.
"""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import registers
from desktop.progress import Reporter
from models.errors import Problem, Unusable
from ui import jobs
from ui.jobs import Job, JobRunner
from ui.main_window import MainWindow
from ui.notice_cards import Notice
from ui.shell import Shell


class Page(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.thread_of_work: int | None = None

    def work(self, reporter: Reporter) -> str:
        reporter.step(1, 2, "Một nửa")
        self.thread_of_work = threading.get_ident()
        return "xong"

    def take(self, result: object) -> None:
        self.results.append(result)


def test_work_runs_elsewhere_and_its_result_comes_back_here(shell: Shell, qtbot: QtBot) -> None:
    page = Page()
    with qtbot.waitSignal(shell.jobs.done):
        shell.run_job("Đang làm", page.work, page.take)
    assert page.results == ["xong"]
    assert page.thread_of_work != threading.get_ident()


def test_jobs_run_one_after_the_other(shell: Shell, qtbot: QtBot) -> None:
    page = Page()
    order: list[str] = []
    shell.run_job("Một", lambda reporter: order.append("một"), page.take)
    shell.run_job("Hai", lambda reporter: order.append("hai"), page.take)
    qtbot.waitUntil(lambda: len(page.results) == 2)
    assert order == ["một", "hai"]


def test_a_job_shows_itself_after_a_moment_and_stops_when_told(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PATIENCE_MS", 1)
    runner = JobRunner(shell)
    started = threading.Event()

    def endless(reporter: Reporter) -> None:
        started.set()
        while True:
            reporter.step(0, 0, "")

    with qtbot.waitSignal(runner.progress_shown):
        runner.run(Job("Đang xuất báo cáo", endless, None))
    with qtbot.waitSignal(runner.cancelled) as stopped:
        runner.cancel()
    assert stopped.args == ["Đang xuất báo cáo"]
    assert not runner.busy
    runner.shut_down()


def test_a_refusal_in_a_job_is_said_in_words(shell: Shell, qtbot: QtBot) -> None:
    said: list[Notice] = []
    shell.notice_requested.connect(said.append)

    def refuse(reporter: Reporter) -> None:
        raise Unusable(Problem("folder_missing", values={"path": "D:/bao-cao"}))

    with qtbot.waitSignal(shell.notice_requested):
        shell.run_job("Đang xuất", refuse)
    assert said[0].tone == "problem"
    assert "D:/bao-cao" in said[0].text


def test_a_fault_in_a_job_surfaces_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    def fail(reporter: Reporter) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(window.shell.jobs.crashed):
        window.shell.run_job("Đang làm", fail)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not window.shell.jobs.busy


def test_a_page_may_die_before_its_job_is_done(shell: Shell, qtbot: QtBot) -> None:
    page = Page()
    go_on = threading.Event()
    finished: list[object] = []
    shell.jobs.done.connect(finished.append)
    shell.run_job("Đang làm", lambda reporter: go_on.wait(5), page.take)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    go_on.set()
    qtbot.waitUntil(lambda: len(finished) == 1)
    assert not shell.jobs.busy


def test_what_a_job_wrote_is_told_to_every_page(shell: Shell, qtbot: QtBot) -> None:
    values = {"name": "Phần mềm mẫu"}
    with qtbot.waitSignal(shell.changes.changed) as told:
        shell.run_job(
            "Đang ghi",
            lambda reporter: shell.context.do(registers.save, "software", shell.unit, values, None),
        )
    assert told.args is not None
    assert told.args[0][0].register == "software"
    assert shell.saved_at is not None
