"""What the report of several units says of their dossiers, in the words of a unit's own report.

Zeros are told in words. What only some units know stands behind the rest, in one sentence for all
that is of the same units; parts that nobody knows are told as one total, or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop.reports.district.facts import ALL
from desktop.reports.district.partly import DistrictBook
from desktop.reports.district.words import about, district_catalogue
from desktop.reports.ward.dossier_lines import (
    CHANNELS,
    CLOSED,
    DOSSIERS,
    ONLINE,
    ONLINE_OTHER,
    PENDING,
    SPLIT_CHANNELS,
    SPLIT_TIMES,
    TIMES,
)
from desktop.reports.ward.phrases import is_none
from desktop.word import wording
from desktop.word.book import plain

# The electronic side by its sentences: the ratio of each.
_ELECTRONIC = {
    "digitised_results": "ratio_digitised_results_rate",
    "digitised_dossiers": "ratio_digitised_dossiers_rate",
    "digitised_inputs": "ratio_digitised_inputs_rate",
    "e_results": "ratio_e_results_rate",
    "reuse": "ratio_reuse_rate",
    "paid_online": "ratio_paid_online_rate",
}
# Those that are left out without their figure.
_WHERE_KNOWN = {
    "ratio_digitised_inputs_rate": "digitised_inputs",
    "ratio_e_results_rate": "e_results",
    "ratio_reuse_rate": "data_reused",
}
_EARLY_AND_ON_TIME = ("resolved_early", "resolved_on_time")
# Of these it is worth saying that some units have none; any other 0 of theirs is left out.
_TOLD_AS_NONE = (
    "to_handle",
    "carried_over",
    "received",
    "resolved",
    "resolved_late",
    "closed_unresolved",
    "pending",
    "pending_overdue",
    "delivered_postal",
)


def dossier_lines(book: DistrictBook, prefix: str) -> list[str]:
    """Return the sentences about the dossiers of the units whose figures have a prefix."""
    return list(_Said(book, prefix).lines())


class _Said:
    """The sentences about the dossiers of some units while they are put together."""

    def __init__(self, book: DistrictBook, prefix: str) -> None:
        self._book, self._prefix = book, prefix
        self._texts = wording.catalogue()["sentence"]
        self._clauses = district_catalogue()["clauses"]
        self._others = district_catalogue()["other_figures"]

    def lines(self) -> Iterator[str]:
        yield from self._flow()
        none = self._is_none("delivered_postal")
        yield from self._say("delivered_none" if none else "delivered", ["delivered_postal"])
        for key, ratio in _ELECTRONIC.items():
            figure = _WHERE_KNOWN.get(ratio)
            if figure is None or self._book.known(f"{self._prefix}{figure}"):
                yield from self._say(key, [ratio])
        others = [words for name, words in self._others.items() if self._tells([name])]
        if others:
            template = district_catalogue()["sentence"]["others"]
            yield self._fill(template.replace("{parts}", "; ".join(others)))
        yield from self._of_some()

    def _flow(self) -> Iterator[str]:
        all_new = self._is_none("carried_over") and not self._is_none("to_handle")
        heads = ["to_handle", "carried_over", "received"]
        yield from self._say("to_handle_new" if all_new else "to_handle", heads)
        yield from self._channels()
        online = ONLINE | {name: ONLINE_OTHER[name] for name in ONLINE_OTHER if self._tells([name])}
        if self._tells(online):
            yield self._fill(self._texts["online_kinds"].replace("{parts}", self._parts(online)))
        yield from self._resolved()
        if self._is_none("closed_unresolved"):
            yield from self._say("closed_none", [])
        else:
            said = f", gồm {self._parts(CLOSED, '; ')}" if self._tells(CLOSED) else ""
            yield from self._say("closed_said", ["closed_unresolved"], CLOSED, said)
        yield from self._pending()

    def _channels(self) -> Iterator[str]:
        parts = SPLIT_CHANNELS if self._splits_channels() else CHANNELS
        said = f"; {self._parts(parts)}" if self._tells(parts) else ""
        yield from self._say("channels_said", ["ratio_online_rate"], parts, said)

    def _resolved(self) -> Iterator[str]:
        if self._is_none("resolved"):
            yield from self._say("resolved_none", [])
            return
        parts = SPLIT_TIMES if self._splits_times() else TIMES
        said = f", trong đó {self._parts(parts)}" if self._tells(parts) else ""
        if self._is_none("resolved_late"):
            said += "; không có hồ sơ quá hạn"
        yield from self._say("resolved_said", ["resolved"], parts, said)
        yield from self._say("in_time", ["ratio_in_time_rate"])

    def _pending(self) -> Iterator[str]:
        if self._is_none("pending"):
            yield from self._say("pending_none", [])
            return
        said = f", {self._parts(PENDING)}" if self._tells(PENDING) else ""
        if self._is_none("pending_overdue"):
            said = ", không có hồ sơ quá hạn"
        yield from self._say("pending_said", ["pending"], PENDING, said)

    def _say(
        self, key: str, heads: Sequence[str], parts: Mapping[str, str] | None = None, said: str = ""
    ) -> Iterator[str]:
        """Yield a sentence with what it says of the parts of its figures.

        Where some units lack one of its figures there is only what all know of the others.
        """
        if not any(map(self._is_of_some, heads)):
            template = self._texts[key].replace("{ratio}", "{ratio_online_rate}")
            yield self._fill(template.replace("{parts}", said))
            return
        left = [name for name in (*heads, *(parts or {})) if self._tells([name])]
        if left:
            clauses = "; ".join(map(self._clause, left))
            yield self._fill(f"+ {clauses[0].upper()}{clauses[1:]}.")

    def _of_some(self) -> Iterator[str]:
        """Yield what only some units know: a sentence for all that is of the same units."""
        by_gap: dict[tuple[str, str], list[str]] = {}
        for name in (*self._clauses, *self._others):
            part = self._book.parts.get(f"{self._prefix}{name}")
            if part is None or name in self._told_otherwise():
                continue
            if plain(part.said) != "0":
                by_gap.setdefault(part.gap, []).append(self._clause(name))
            elif name in _TOLD_AS_NONE:
                by_gap.setdefault(part.gap, []).append(f"không có hồ sơ {self._clauses[name]}")
        for gap, clauses in by_gap.items():
            template = about("; ".join(clauses), self._prefix, self._book)
            yield self._book.fill_of_some(template, gap)

    def _told_otherwise(self) -> set[str]:
        """Return what some units know and another sentence says, of whole totals or of others."""
        found = set(CHANNELS if self._splits_channels() else SPLIT_CHANNELS)
        if not self._splits_times():
            found |= set(_EARLY_AND_ON_TIME)
        if self._is_of_some("ratio_in_time_rate"):
            found.add("resolved_in_time")
        if self._prefix == ALL:
            # Without the own unit the sum over all is that of the others, which stands above it.
            optional = {name: name for name in self._others} | _WHERE_KNOWN
            found |= {name for name in optional if not self._book.known(optional[name])}
        return found

    def _clause(self, name: str) -> str:
        """Return a figure with its words, as it stands among others; still to be filled in."""
        if name in self._others:
            return self._others[name]
        placeholder = name if name.startswith("ratio_") else f"{name}:{DOSSIERS}"
        return f"{self._clauses[name]} {{{placeholder}}}"

    def _fill(self, template: str) -> str:
        return self._book.fill(about(template, self._prefix, self._book))

    def _parts(self, parts: Mapping[str, str], mark: str = ", ") -> str:
        """Return the parts that are not zero, their figures to be filled in.

        Those that only some units know are told elsewhere.
        """
        said = []
        for name, words in parts.items():
            if not self._is_none(name) and not self._is_of_some(name):
                said.append(f"{words} {{{name}:{DOSSIERS}}}")
        return mark.join(said)

    def _tells(self, names: Iterable[str]) -> bool:
        """Say whether all units know one of some figures, and it is more than none."""
        known = [name for name in names if self._book.known(f"{self._prefix}{name}")]
        return not all(map(self._is_none, known))

    def _is_of_some(self, name: str) -> bool:
        return f"{self._prefix}{name}" in self._book.parts

    def _is_none(self, name: str) -> bool:
        return is_none(self._book, f"{self._prefix}{name}")

    def _splits_channels(self) -> bool:
        return self._are_apart(tuple(SPLIT_CHANNELS), "received_offline")

    def _splits_times(self) -> bool:
        return self._are_apart(_EARLY_AND_ON_TIME, "resolved_in_time")

    def _are_apart(self, parts: tuple[str, ...], total: str) -> bool:
        """Say whether the parts of a total are told, not it: some are known, of no fewer units."""
        book = self._book
        if any(book.known(f"{self._prefix}{name}") for name in parts):
            return True
        if book.known(f"{self._prefix}{total}"):
            return False
        whole = book.parts.get(f"{self._prefix}{total}")
        found = [book.parts.get(f"{self._prefix}{name}") for name in parts]
        return any(part and (whole is None or part.lacking == whole.lacking) for part in found)
