"""What officers typed is put in its place, or refused by name."""

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.reports.composing import compose
from desktop.reports.ward.gathering import gather
from models.errors import Refused
from tests.desktop.reports.documents import tell


def test_unknown_placeholders_are_refused_all_at_once_by_name_and_section(ward: Context) -> None:
    tell(ward, "II.2", "Đã nhận {tong_so} và {to_handle}.")
    tell(ward, "IV", "Phấn đấu {muc_tieu}.")
    with pytest.raises(Refused) as caught:
        compose(ward.ask(gather, ward.unit, "2024-06", "cchc"))
    told = [(p.values["name"], p.values["section"]) for p in caught.value.problems]
    assert told == [("tong_so", "II.2"), ("muc_tieu", "IV")]
    assert "{tong_so}" in sentence(caught.value.problems[0])
    assert "II.2" in sentence(caught.value.problems[0])


@pytest.mark.parametrize(
    "text",
    [
        "Dấu { để nguyên.",
        "Dấu } để nguyên.",
        "Tập { và } để nguyên.",
        "Mở {Hộ tịch, đất đai}.",
        "{}",
    ],
)
def test_a_brace_that_is_no_placeholder_stays(text: str, ward: Context) -> None:
    tell(ward, "II.5", text)
    assert compose(ward.ask(gather, ward.unit, "2024-06", "cchc")).tags["muc"]["II_5"] == [text]
