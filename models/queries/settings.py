"""Read the settings of the store."""

import sqlalchemy as sa

# When the store was put back from a copy, until its next file is sent or an answer comes: files may
# have been sent since the copy was made.
RESTORED = "restored_at"
# The day on which a book went to another computer, in the book that stays and signs no more; and
# in the one that came, until the officer has done what is to be done there.
HANDED_OVER, CAME_OVER = "handed_over", "came_over"


def stored(conn: sa.Connection) -> dict[str, str]:
    """Return the settings that were set, by name; defaults are declared in `desktop.settings`."""
    # Asked before nearly everything else, so it is written out.
    found = conn.exec_driver_sql("SELECT name, value FROM setting")
    return {row.name: row.value for row in found}
