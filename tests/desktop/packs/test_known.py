"""What settings and deadlines know of form packs without reading one."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop.packs.adding import add_pack
from desktop.packs.known import added_kinds, deadline_in_force
from desktop.packs.shelf import built_in_packs, kinds_of
from desktop.reports.kinds import KINDS, PRINCIPAL
from tests.desktop.packs.parts import write_pack
from tests.helpers.office import new_office

# Opens a store and asks what the home page asks of packs; says which of their readers it loaded.
_ASKING = """
import sys
from datetime import date
from pathlib import Path
from desktop.context import open_context
from desktop.packs.known import deadline_in_force
from desktop.settings import all_settings
with open_context(Path(sys.argv[1])) as context:
    context.ask(all_settings)
    context.ask(deadline_in_force, date(2024, 6, 30))
print(*sorted({"desktop.packs.shelf", "desktop.reports.annexes", "tomllib"} & set(sys.modules)))
"""


@pytest.mark.parametrize("pack", built_in_packs(), ids=lambda pack: pack.id)
def test_a_pack_of_the_program_says_nothing_that_is_not_known_unread(pack) -> None:  # type: ignore
    assert set(pack.kinds) <= set(KINDS)
    assert kinds_of(pack)[PRINCIPAL.name].deadline == PRINCIPAL.deadline
