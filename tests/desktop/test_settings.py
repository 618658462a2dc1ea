"""The settings: defaults, checks, and what they change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import history, settings
from desktop.context import Context
from models.errors import Refused
from models.queries.settings import stored
from tests.helpers.office import new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    context = new_office(tmp_path)
    yield context
    context.close()


def test_every_default_is_itself_acceptable() -> None:
    assert [
        name
        for name, setting in settings.SETTINGS.items()
        if setting.default and not setting.accepts(setting.default)
    ] == []


def test_a_setting_is_kept_and_can_be_taken_back(office: Context) -> None:
    outcome = office.do(settings.set_setting, "percent_rounding", "truncate")
    assert office.ask(settings.get, "percent_rounding") == "truncate"
    assert outcome.entry is not None
    office.do(history.undo, outcome.entry)
    assert office.ask(settings.get, "percent_rounding") == "half_up"


def test_what_was_not_set_is_not_set_after_taking_it_back(office: Context) -> None:
    unset = office.ask(stored)
    for name in [name for name in settings.SETTINGS if name not in unset]:
        other = other_value(office, name)
        entry = office.do(settings.set_setting, name, other).entry
        assert entry is not None
        undone = office.do(history.undo, entry).entry
        assert office.ask(stored) == unset, name
        # Taking that back in turn sets it again.
        assert undone is not None
        again = office.do(history.undo, undone).entry
        assert office.ask(stored) == {**unset, name: other}
        assert again is not None
        office.do(history.undo, again)
        assert office.ask(stored) == unset, name


def test_what_was_set_is_set_again_even_to_nothing(office: Context) -> None:
    office.do(settings.set_setting, settings.DEADLINE, "")
    entry = office.do(settings.set_setting, settings.DEADLINE, "25").entry
    assert entry is not None
    office.do(history.undo, entry)
    assert office.ask(stored)[settings.DEADLINE] == ""


def other_value(office: Context, name: str) -> str:
    """Return an acceptable value that a setting of a new store does not have."""
    setting = settings.SETTINGS[name]
    before = office.ask(settings.get, name)
    offered = setting.choices or ("7", "2024-06-20", "Giá trị khác")
    return next(value for value in offered if value != before and setting.accepts(value))


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("percent_decimals", "3", "setting_value"),
        ("percent_rounding", "up", "setting_value"),
        ("window_start_day", "29", "setting_value"),
        ("window_start_day", "²", "setting_value"),
        ("rate_basis.online_rate", "everything", "setting_value"),
        ("colour", "teal", "setting_unknown"),
    ],
)
def test_what_is_not_allowed_is_refused_and_changes_nothing(
    office: Context, name: str, value: str, code: str
) -> None:
    before = office.ask(settings.all_settings)
    with pytest.raises(Refused) as refused:
        office.do(settings.set_setting, name, value)
    assert refused.value.problems[0].code == code
    assert office.ask(settings.all_settings) == before


def test_the_officers_name_is_written_into_the_history(office: Context, tmp_path: Path) -> None:
    from desktop.context import open_context

    office.do(settings.set_setting, "officer", "Cán bộ mẫu 07")
    office.close()
    again = open_context(tmp_path / "ward.sqlite")
    again.do(settings.set_setting, "percent_decimals", "2")
    assert again.ask(history.latest, 1)[0].who == "Cán bộ mẫu 07"
    again.close()
