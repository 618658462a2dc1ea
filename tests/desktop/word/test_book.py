"""Placeholders in typed text: what names a figure, and what is only punctuation."""

from desktop.word.book import unknown_in


def test_the_editor_names_unknown_placeholders_by_the_rule_of_the_report() -> None:
    assert unknown_in("{to_handle} {tong_so} { và } {tong_so} {Hộ tịch}", {"to_handle"}) == [
        "tong_so"
    ]
