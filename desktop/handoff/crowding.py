"""How many rows the data of one office may have: far more than one keeps, far less than chokes."""

from collections.abc import Mapping, Sized

from desktop.handoff.manifest import ALL_ROWS_AT_MOST, ROWS_AT_MOST
from models.catalogue import REGISTERS
from models.errors import Problem


def crowded(known: Mapping[str, int], tables: Mapping[str, int], *others: Sized) -> Problem | None:
    """Return what to say of data with more rows than an office can have, None otherwise.

    `known` are rows by the name of their sheet, `tables` those of every register by its own name,
    `others` what comes in no sheet.
    """
    unknown = {name: rows for name, rows in tables.items() if name not in REGISTERS}
    lengths = {**known, **unknown}
    for sheet, rows in lengths.items():
        if rows > ROWS_AT_MOST:
            values = {"sheet": sheet[:60], "rows": rows, "limit": ROWS_AT_MOST}
            return Problem("package_rows", values=values)
    if sum(lengths.values()) + sum(map(len, others)) > ALL_ROWS_AT_MOST:
        return Problem("package_too_much")
    return None
