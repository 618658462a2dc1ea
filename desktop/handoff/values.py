"""What single values in `data.json` may be, with their limits."""

from typing import Annotated

import msgspec

from models.values import LARGEST_WHOLE

MonthName = Annotated[str, msgspec.Meta(pattern=r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$")]
PeriodName = Annotated[str, msgspec.Meta(min_length=4, max_length=40)]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Text = Annotated[str, msgspec.Meta(max_length=32_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Figure = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_WHOLE)] | None
Whole = Annotated[int, msgspec.Meta(ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
Plain = Text | bool | Whole | tuple[Text, ...] | None
