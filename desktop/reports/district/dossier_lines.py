"""What the report of several units says of their dossiers, in the words of a unit's own report.

Zeros are told in words. A number that only some units know says of whom it is; parts that nobody
knows are told as one total, or not at all.
"""

from collections.abc import Iterator, Mapping

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

# Sentences that are left out without their figure.
_WHERE_KNOWN = {
    "digitised_inputs": "digitised_inputs",
    "e_results": "e_results",
    "reuse": "data_reused",
}
_EARLY_AND_ON_TIME = ("resolved_early", "resolved_on_time")


def dossier_lines(book: DistrictBook, prefix: str) -> list[str]:
    """Return the sentences about the dossiers of the units whose figures have a prefix."""
    return list(_Said(book, prefix).lines())


class _Said:
    """The sentences about the dossiers of some units while they are put together."""

    def __init__(self, book: DistrictBook, prefix: str) -> None:
        self._book, self._prefix = book, prefix
        self._texts = wording.catalogue()["sentence"]

    def lines(self) -> Iterator[str]:
        yield from self._flow()
        none = self._is_none("delivered_postal")
        yield self._say("delivered_none" if none else "delivered")
        yield from self._electronic()
        yield from self._others()

    def _flow(self) -> Iterator[str]:
        all_new = self._is_none("carried_over") and not self._is_none("to_handle")
        yield self._say("to_handle_new" if all_new else "to_handle")
        yield self._channels()
        online = {**ONLINE, **self._entered(ONLINE_OTHER)}
        if self._tells(online):
            yield self._say("online_kinds", self._parts(online))
        yield from self._resolved()
        yield self._closed()
        yield self._pending()

    def _others(self) -> Iterator[str]:
        """Yield what stands outside the flow in one sentence, so that a gap is named once."""
        words = district_catalogue()["other_figures"]
        names = [name for name in words if self._is_told(name) and not self._is_told_below(name)]
        if names:
            said = "; ".join(words[name] for name in names)
            yield self._fill(district_catalogue()["sentence"]["others"].replace("{parts}", said))

    def _channels(self) -> str:
        split = self._are_apart(tuple(SPLIT_CHANNELS), "received_offline")
        parts = SPLIT_CHANNELS if split else CHANNELS
        said = f"; {self._parts(parts)}" if self._tells(parts) else ""
        template = self._texts["channels_said"].replace("{ratio}", "{ratio_online_rate}")
        return self._fill(template.replace("{parts}", said))

    def _resolved(self) -> Iterator[str]:
        if self._is_none("resolved"):
            yield self._say("resolved_none")
            return
        split = self._are_apart(_EARLY_AND_ON_TIME, "resolved_in_time")
        parts = SPLIT_TIMES if split else TIMES
        said = f", trong đó {self._parts(parts)}" if self._tells(parts) else ""
        if self._is_none("resolved_late"):
            said += "; không có hồ sơ quá hạn"
        yield self._say("resolved_said", said)
        yield self._say("in_time")

    def _closed(self) -> str:
        if self._is_none("closed_unresolved"):
            return self._say("closed_none")
        said = f", gồm {self._parts(CLOSED, '; ')}" if self._tells(CLOSED) else ""
        return self._say("closed_said", said)

    def _pending(self) -> str:
        if self._is_none("pending"):
            return self._say("pending_none")
        said = f", {self._parts(PENDING)}" if self._tells(PENDING) else ""
        if self._is_none("pending_overdue"):
            said = ", không có hồ sơ quá hạn"
        return self._say("pending_said", said)

    def _electronic(self) -> Iterator[str]:
        yield self._say("digitised_results")
        yield self._say("digitised_dossiers")
        for name, figure in _WHERE_KNOWN.items():
            says = self._book.says(f"{self._prefix}{figure}")
            if says and not self._is_told_below(figure):
                yield self._say(name)
        yield self._say("paid_online")

    def _is_told_below(self, name: str) -> bool:
        """Say whether the sum over all units is that of the others, which stands above it."""
        return self._prefix == ALL and not self._book.known(name)

    def _say(self, name: str, parts: str = "") -> str:
        return self._fill(self._texts[name].replace("{parts}", parts))

    def _fill(self, template: str) -> str:
        return self._book.fill(about(template, self._prefix, self._book))

    def _parts(self, parts: Mapping[str, str], mark: str = ", ") -> str:
        """Return the parts of a sentence that are not zero, their figures still to be filled in."""
        said = []
        for name, words in parts.items():
            if not self._is_none(name):
                said.append(f"{words} {{{name}:{DOSSIERS}}}")
        return mark.join(said)

    def _entered(self, parts: Mapping[str, str]) -> dict[str, str]:
        return {name: words for name, words in parts.items() if self._is_told(name)}

    def _tells(self, parts: Mapping[str, str]) -> bool:
        return any(self._is_told(name) for name in parts)

    def _is_told(self, name: str) -> bool:
        """Say whether a figure is known, of all units or of some, and more than none."""
        return self._book.says(f"{self._prefix}{name}") and not self._is_none(name)

    def _is_none(self, name: str) -> bool:
        return is_none(self._book, f"{self._prefix}{name}")

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
