"""The tones of what arrives, and the words for what was decided about it."""

from collections.abc import Mapping

from desktop.handoff.arrivals import Arrival, Status
from models.measures import MEASURES

TONES: Mapping[Status, str] = {
    "new": "green",
    "newer": "green",
    "identical": "muted",
    "older": "amber",
    "conflict": "amber",
    "unknown_unit": "amber",
    "changed_key": "red",
    "sequence_jump": "red",
    "wrong_unit": "amber",
    "wrong_kind": "amber",
    "tampered": "red",
    "bad_signature": "red",
    "unreadable": "red",
    "newer_format": "amber",
}


def action_words(arrival: Arrival, left_out: bool, taken: bool) -> str:
    """Return what was done with a file, else what to do about it."""
    if arrival.applies and taken:
        return "Đã nhận"
    if arrival.applies and left_out:
        return "Để lại, chưa nhận"
    return arrival.action


def measure_words(measure: str) -> str:
    """Return the label of a measure."""
    return MEASURES[measure].label if measure in MEASURES else measure
