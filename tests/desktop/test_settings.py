"""The settings: defaults, checks, and what they change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import history, settings
from desktop.context import Context
from models.errors import Refused
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
