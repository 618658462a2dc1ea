"""The pages of the navigation: each names a class that is there."""

import pytest

from ui.pages.base import Page
from ui.pages.table_of_contents import ENTRIES, HOME, Entry, entries_for


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_every_entry_names_a_page_that_exists(entry: Entry) -> None:
    assert issubclass(entry.page_class(), Page)


def test_every_page_has_a_name_of_its_own_and_a_receiving_office_has_them_all() -> None:
    names = [entry.name for entry in ENTRIES]
    assert len(set(names)) == len(names)
    assert names[0] == HOME
    assert entries_for("district") == ENTRIES


def test_a_reporting_unit_has_no_page_for_receiving() -> None:
    names = {entry.name for entry in entries_for("ward")}
    assert names.isdisjoint({"receive", "consolidate"})
