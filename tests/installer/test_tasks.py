"""The tasks of a checkout: the same words on every system, told where a person looks for them."""

import re
import subprocess
import sys

import pytest

from installer import tasks
from tests.architecture.source import ROOT


def test_every_task_stands_in_the_help_and_every_word_of_the_help_is_a_task() -> None:
    told = re.findall(r"tasks\.py (\S+)", tasks.__doc__ or "")
    assert set(told) == set(tasks.TASKS) - {"setup-to-run"}


def test_the_script_for_debian_asks_for_tasks_that_there_are() -> None:
    script = (ROOT / "installer" / "setup.sh").read_text(encoding="utf-8")
    asked = re.findall(r"^\s+tasks (\S+)$", script, re.MULTILINE)
    assert len(asked) >= 6
    assert set(asked) <= set(tasks.TASKS)


@pytest.mark.parametrize("words", [[], ["tets"], ["check", "tets"]])
def test_a_word_that_is_no_task_does_nothing_and_says_what_there_is(words: list[str]) -> None:
    script = str(ROOT / "installer" / "tasks.py")
    done = subprocess.run([sys.executable, script, *words], capture_output=True, text=True)
    assert done.returncode == 2
    assert "tasks.py test" in done.stderr
    assert done.stdout == ""
