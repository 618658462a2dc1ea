"""Works out the formulas of a workbook as a spreadsheet does: with binary, inexact numbers."""

import math
import re
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

Value = float | str | None
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?)
        |(?P<text>"[^"]*")
        |(?P<ref>(?:'[^']+'!)?[A-Z]+\d+(?::[A-Z]+\d+)?)
        |(?P<name>[A-Z]+)(?=\()
        |(?P<sign>[-+*/=<>(),])
    )""",
    re.VERBOSE,
)


class Sheets:
    """The cells of a workbook, formulas worked out when asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Value] = {}

    def value(self, sheet: str, cell: str) -> Value:
        """Return a cell's value."""
        if (sheet, cell) not in self._known:
            found = self._book[sheet][cell]
            value = found.value
            if found.data_type == "f":
                value = _Formula(self, sheet, str(value)[1:]).result()
            self._known[sheet, cell] = value
        return self._known[sheet, cell]


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, sheets: Sheets, sheet: str, text: str) -> None:
        self._sheets, self._sheet = sheets, sheet
        self._tokens = []
        place = 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            assert found is not None, text[place:]
            self._tokens.append((found.lastgroup, found[0].strip()))
            place = found.end()

    def result(self) -> Value:
        [value] = self._comparison()
        assert not self._tokens
        return value

    def _take(self) -> tuple[str | None, str]:
        return self._tokens.pop(0)

    def _next(self, *signs: str) -> str:
        if not self._tokens:
            return ""
        kind, text = self._tokens[0]
        if kind == "sign" and text in signs:
            return self._take()[1]
        return ""

    def _comparison(self) -> list[Value]:
        left = self._sum()
        if sign := self._next("=", ">", "<"):
            right = self._sum()
            here, there = left[0], right[0]
            if sign == "=":
                return [float(here == there)]
            if sign == ">":
                return [float(here > there)]  # type: ignore[operator]
            return [float(here < there)]  # type: ignore[operator]
        return left

    def _sum(self) -> list[Value]:
        value = self._product()
        while sign := self._next("+", "-"):
            other = self._product()
            result = value[0] + other[0] if sign == "+" else value[0] - other[0]  # type: ignore[operator]
            value = [result]
        return value

    def _product(self) -> list[Value]:
        value = self._one()
        while sign := self._next("*", "/"):
            other = self._one()
            result = value[0] * other[0] if sign == "*" else value[0] / other[0]  # type: ignore[operator]
            value = [result]
        return value

    def _one(self) -> list[Value]:
        kind, text = self._take()
        if kind == "number":
            return [float(text)]
        if kind == "text":
            return [text[1:-1]]
        if kind == "ref":
            return self._cells(text)
        if kind == "name":
            return [self._call(text)]
        assert text == "("
        value = self._comparison()
        assert self._next(")")
        return value

    def _cells(self, text: str) -> list[Value]:
        sheet, _, cells = text.rpartition("!")
        name = sheet.strip("'") or self._sheet
        left, top, right, bottom = range_boundaries(cells)
        book = self._sheets._book[name]
        found = book.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
        return [self._sheets.value(name, cell.coordinate) for row in found for cell in row]

    def _call(self, name: str) -> Value:
        assert self._next("(")
        if name == "IF":
            return self._choose()
        if name == "SUMIF":
            return self._sum_if()
        given = list(self._comparison())
        while self._next(","):
            given += self._comparison()
        assert self._next(")")
        numbers = [float(value) for value in given if isinstance(value, int | float)]
        functions: dict[str, Callable[[], float]] = {
            "SUM": lambda: sum(numbers),
            "COUNT": lambda: float(len(numbers)),
            "INT": lambda: float(math.floor(numbers[0])),
            "ROUND": lambda: round(numbers[0], int(numbers[1])),
        }
        return functions[name]()

    def _sum_if(self) -> float:
        """Return the sum of the numbers beside those that are not negative: all there are."""
        asked = self._comparison()
        assert self._next(",")
        assert self._comparison() == [">=0"]
        assert self._next(",")
        added = self._comparison()
        assert self._next(")")
        total = 0.0
        for beside, value in zip(asked, added, strict=True):
            if isinstance(beside, int | float) and isinstance(value, int | float):
                total += value
        return total

    def _choose(self) -> Value:
        """Return one of two values; as in a spreadsheet, the other is not worked out."""
        [condition] = self._comparison()
        assert self._next(",")
        parts = self._arguments()
        chosen = parts[0] if condition else parts[1]
        formula = _Formula(self._sheets, self._sheet, "")
        formula._tokens = chosen
        return formula.result()

    def _arguments(self) -> list[list[tuple[str | None, str]]]:
        parts: list[list[tuple[str | None, str]]] = [[]]
        depth = 0
        while True:
            token = self._take()
            if token == ("sign", ")") and not depth:
                return parts
            if token == ("sign", ",") and not depth:
                parts.append([])
                continue
            depth += {"(": 1, ")": -1}.get(token[1], 0) if token[0] == "sign" else 0
            parts[-1].append(token)
