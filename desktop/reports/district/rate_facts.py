"""What the report of a receiving office says of the rates it has, over its units."""

from desktop.consolidation.judging import Compared, difference
from desktop.consolidation.rates import part_rate, part_rates
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import own_office
from desktop.reports.district.partly import DistrictBook
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.ward.phrases import change_words, counted, label_of
from desktop.reports.ward.rate_facts import against_target, kinds_told, put_rates, put_unused
from desktop.word import wording
from desktop.word.book import Book

# What the names of the other units' figures begin with, by the part of the figures.
PREFIXES = {"own": "", "below": "below_", "all": "all_"}
_SENTENCES = {"previous": "rate_change", "year_ago": "rate_change_year"}


def put_part_rates(book: Book, part: str, who: str, data: DistrictData) -> None:
    """Add the rates of the units below, or of all, computed from the sums of their numbers."""
    prefix = PREFIXES[part]
    put_rates(book, prefix, who, part_rates(data.now, part, data.rates), data.rates)
    total = data.now.below.total if part == "below" else data.now.all.total
    put_unused(book, prefix, total, data.rates)


def rate_lines(data: DistrictData, book: DistrictBook, section: str) -> list[str]:
    """Return the lines of a section: of the own unit, of the others, and of all of them."""
    parts = _parts(data)
    found = []
    for kind in kinds_told(section, data.rates):
        if parts and (kind.own or any(_says(book, part, kind.name) for part in parts)):
            found.append(_line(data, book, kind.name, parts))
    return found


def _says(book: DistrictBook, part: str, name: str) -> bool:
    """Say whether anything is known of a rate of a part, be it of some units only."""
    prefix = PREFIXES[part]
    return book.known(f"{prefix}{name}_of") or f"{prefix}ratio_{name}" in book.parts


def _parts(data: DistrictData) -> list[str]:
    """Return the parts that have figures; all of them only where there are two to add up."""
    parts = []
    if data.own:
        parts.append("own")
    if data.units:
        parts.append("below")
    return [*parts, "all"] if len(parts) > 1 else parts


def _line(data: DistrictData, book: DistrictBook, name: str, parts: list[str]) -> str:
    own = data.own_report
    names = {
        "own": own_office(data),
        "below": text("below").format(
            count=counted(data.own_report, len(data.units)), word=data.word
        ),
        "all": wording.lower_first(text("together")),
    }
    if f"{PREFIXES['below']}ratio_{name}" in book.parts:
        # Of whom the number is stands beside it.
        names["below"] = text("every_unit").format(word=data.word)
    said = [f"{wording.clean(names[part])} {{{PREFIXES[part]}ratio_{name}}}" for part in parts]
    # What is said of the target and of other periods is said of the last part, the widest one.
    widest = parts[-1]
    rate = part_rate(name, data.now, widest, data.rates)
    _, target = against_target(own, book, name, rate, PREFIXES[widest])
    changes = [change_since(data, book, name, widest, each) for each in data.compared]
    words = {
        "label": label_of(name, data.rates),
        "target": target,
        "changes": "".join(changes),
    }
    template = district_catalogue()["sentence"]["rate_line"].replace("{parts}", "; ".join(said))
    return book.fill(template, **words)


def change_since(data: DistrictData, book: Book, name: str, part: str, other: Compared) -> str:
    """Return the change of a rate since another period; "" where that may not be compared."""
    if other.sums(part) is None:
        return ""
    change = difference(data.now, other.then, part, name, data.rates)
    if change is None:
        return ""
    then = part_rate(name, other.then, part, data.rates)
    label = label_of(name, data.rates)
    lead = f"{PREFIXES[part]}{'p' if other.which == 'previous' else 'y'}_{name}"
    words = change_words(change, wording.label("points"))
    changed = book.put_unseen(f"{lead}_d", f"{label}, chênh lệch", words)
    before = book.put_unseen(lead, f"{label}, kỳ so sánh", f"{then.percent}%")
    template = wording.catalogue()["sentence"][_SENTENCES[other.which]]
    return book.fill(template, change=changed, before=before)
