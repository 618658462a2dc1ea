"""Read the settings of the store."""

import sqlalchemy as sa

from models.tables import SETTING

# Asked before nearly everything else, so it is built once.
_STORED = sa.select(SETTING.c.name, SETTING.c.value)


def stored(conn: sa.Connection) -> dict[str, str]:
    """Return the settings that were set, by name; defaults are declared in `desktop.settings`."""
    return {row.name: row.value for row in conn.execute(_STORED).all()}
