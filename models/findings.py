"""The shape of a finding: what the rules say about the figures of a unit."""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One contradiction or gap in the data; arithmetic never blocks, a warning asks for a written
    reason.

    Attributes:
        code: e.g. "balance" (contracts of the check command).
        severity: "warning" (closing needs a reason) or "note".
        unit: code of the unit.
        month: "2024-06", or None where it is not about one month.
        field: name of the field of work, "Chung toàn đơn vị" for the whole unit, or None.
        measure: name of the measure, or None.
        difference: signed, in the measure's unit; None where there is none.
        values: what the sentence needs (numbers, names), by name.
        reason: the written reason for this very finding, if given.
    """

    code: str
    severity: Severity
    unit: str
    month: str | None = None
    field: str | None = None
    measure: str | None = None
    difference: int | Decimal | None = None
    values: dict[str, object] = dataclasses.field(default_factory=dict, hash=False, compare=False)
    reason: str | None = dataclasses.field(default=None, compare=False)
