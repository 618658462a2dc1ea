"""Whether what an office is about to send is not more than a receiver takes."""

from desktop.handoff.container import Fault, decode_entry
from desktop.handoff.data import Data, crowding, encode
from models.errors import Problem, Refused


def require_receivable(data: Data) -> None:
    """Say here what a receiver would refuse only once the file is there.

    Raises Refused `submission_rows`, `submission_too_much`.
    """
    problem = crowding(data)
    if problem is not None and problem.code == "package_rows":
        raise Refused(Problem("submission_rows", values=problem.values))
    if problem is not None or isinstance(decode_entry(encode(data), Data), Fault):
        raise Refused(Problem("submission_too_much"))
