"""What a part of the programme counted."""

from collections import Counter

_EXAMPLES = 8


class Counts:
    """Numbers by name, and the faults: a run without any is good.

    Attributes:
        numbers: by name, in the order in which they came up.
        faults: what went wrong and where, in words.
    """

    def __init__(self, *names: str) -> None:
        self.numbers: Counter[str] = Counter(dict.fromkeys(names, 0))
        self.faults: list[str] = []

    def add(self, name: str, number: int = 1) -> None:
        """Count what may happen."""
        self.numbers[name] += number

    def fault(self, name: str, where: str) -> None:
        """Count what must not happen."""
        self.add(name)
        self.faults.append(f"{name}: {where}")

    def __str__(self) -> str:
        lines = [", ".join(f"{name} {number:,}" for name, number in self.numbers.items())]
        lines += self.faults[:_EXAMPLES]
        if len(self.faults) > _EXAMPLES:
            lines.append(f"… and {len(self.faults) - _EXAMPLES} more")
        return "\n  ".join(lines)
