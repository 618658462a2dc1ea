"""The shape of a finding: what the rules say about the figures of a unit."""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One contradiction or gap in the data.

    Arithmetic never blocks: a warning asks for a written reason.

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
        area_id: key of the field of work, `WHOLE_UNIT_ID` for the whole unit, or None. Reasons are
            kept under it: the name is only what is shown, and may change.
        record: id of the record that it speaks of (a task, a person), or None.
    """

    code: str
    severity: Severity
    unit: str
    month: str | None = None
    area: str | None = None
    measure: str | None = None
    difference: int | Decimal | None = None
    values: dict[str, object] = dataclasses.field(default_factory=dict, hash=False, compare=False)
    reason: str | None = dataclasses.field(default=None, compare=False)
    area_id: str | None = None
    record: str | None = None
