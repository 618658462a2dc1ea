"""In whose name a command works."""

from desktop import history
from desktop.context import open_context
from tests.desktop.commands.console import Console


def test_the_officer_who_did_it_stands_in_the_history(cli: Console) -> None:
    cli("--who", "Cán bộ mẫu 07", "settings", "percent_decimals", "2")
    cli("settings", "officer", "Cán bộ mẫu 08", "--who", "Cán bộ mẫu 08")
    cli("settings", "percent_decimals", "0")
    office = open_context(cli.store)
    assert [entry.who for entry in office.ask(history.latest, 3)] == [
        "Cán bộ mẫu 08",
        "Cán bộ mẫu 08",
        "Cán bộ mẫu 07",
    ]
    office.close()
