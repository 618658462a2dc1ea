"""The words for what was published of a month beside the numbers of the book."""

from models.blocks import Published
from models.findings import Finding
from models.values import format_number


def published_words(published: Published, book: int | None) -> str:
    """Return what was published, by whom, how it differs from the book, and what is printed."""
    source = f" (nguồn {published.source})" if published.source else ""
    text = f"Đã công bố: {format_number(published.value)}{source}"
    if book is not None and book != published.value:
        text += f", sổ: {format_number(book)}, chênh {format_number(published.value - book)}"
    return f"{text} – đang in theo {published.printed}"


def block_of(finding: Finding) -> str:
    """Return the period of the block that a finding speaks of, "" for one of the month itself."""
    if finding.code == "published_differs":
        return str(finding.values["period"])
    return str(finding.values.get("block", ""))
