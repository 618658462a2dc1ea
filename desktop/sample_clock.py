"""Do what a sample did as if on a day of its own time."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Concatenate, ParamSpec, TypeVar

from desktop.context import Context, now
from models.work import Work

P = ParamSpec("P")
T = TypeVar("T")


def do_on(
    day: date,
    context: Context,
    verb: Callable[Concatenate[Work, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Do something as if on a day of the sample's own time.

    Files that come years late would make a poor example.
    """
    at = datetime.combine(day, time(9), now().tzinfo)
    with context.store.transaction() as conn:
        work = Work(conn, context.who, at)
        value = verb(work, *args, **kwargs)
        work.write_history(verb.__name__)
    return value
