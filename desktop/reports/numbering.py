"""The numbers of a report's annexes: those that have something to say, one after the other."""

from collections.abc import Iterable

from desktop.word.content import Table

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# What the number of an annex that is left out is: a template asks for it.
LEFT_OUT = ""


def annex_numbers(tables: Iterable[Table]) -> dict[str, str]:
    """Return the Roman numeral of each annex by the name of its table, `LEFT_OUT` for an empty one.

    The first is form II.06a, which a report has whatever it says.
    """
    numbers: dict[str, str] = {}
    numerals = iter(ROMAN)
    for table in tables:
        has_number = not table.is_empty or not numbers
        numbers[table.name] = next(numerals) if has_number else LEFT_OUT
    return numbers
