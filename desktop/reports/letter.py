"""The parts of a paper that Nghị định 30/2020/NĐ-CP prescribes: issuer, symbol, addressees,
signature, recipients.
"""

from dataclasses import dataclass

from desktop.reports.ward.data import ReportData
from desktop.word import wording

_COMMITTEE_UPPER = "ỦY BAN NHÂN DÂN"
_CHAIR = "CHỦ TỊCH"


@dataclass(frozen=True)
class Letter:
    """The frame of one paper.

    Attributes:
        superior: line above the issuer, "" for a people's committee.
        issuer_lines: the issuer in capitals, over one or two lines.
        issuer: the issuer inside a sentence.
        symbol: e.g. "/BC-UBND", after the blank for the number.
        place: where it is signed.
        addressees: whom it is sent to.
        signature: lines above the blank for the signature.
        signer: name of the signer, "" where it is not known.
        recipients: the list of recipients, ready with dashes and closing marks.
    """

    superior: str
    issuer_lines: tuple[str, ...]
    issuer: str
    symbol: str
    place: str
    addressees: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]


def compose_letter(data: ReportData) -> Letter:
    """Return the frame of a report; each kind may have its own addressees, drafter, signer and
    recipients.
    """
    name = wording.clean(_value(data, "name")) or data.unit
    committee = wording.is_committee(name)
    superior = wording.clean(_value(data, "superior"))
    return Letter(
        superior="" if committee or not superior else _shortened(superior).upper(),
        issuer_lines=_issuer_lines(name, committee=committee),
        issuer=wording.full_name(name),
        symbol=f"/BC-{'UBND' if committee else wording.initials(name)}",
        place=wording.clean(_value(data, "place")) or wording.proper_name(name),
        addressees=_addressees(data, superior),
        signature=signature_lines(
            _value(data, "authority"),
            _value(data, "signer_title"),
            _value(data, "signs_for"),
            committee=committee,
        ),
        signer=wording.clean(_value(data, "signer_name")),
        recipients=_recipients(data),
    )


def signature_lines(
    authority: str, title: str, signs_for: str, *, committee: bool
) -> tuple[str, ...]:
    """Return the lines of authority and office of the signer, in capitals (annex I, II.7).

    A people's committee is a collective, so its head signs TM. and a deputy on three lines, TM. /
    KT. / own office.
    """
    own, other = wording.clean(title).upper().strip(), wording.clean(signs_for).upper().strip()
    own = own or (_CHAIR if committee and authority in ("", "TM.") and not other else "")
    collective = (f"TM. {_COMMITTEE_UPPER}",) if committee else ()
    if authority in ("TL.", "TUQ."):
        return tuple(
            line
            for line in (f"{authority} {other or (_CHAIR if committee else '')}".strip(), own)
            if line
        )
    deputy = authority == "KT." or bool(other and other != own)
    if deputy:
        other = other or own.removeprefix("PHÓ ").strip() or _CHAIR
        return tuple(line for line in (*collective, f"KT. {other}", own or f"PHÓ {other}") if line)
    return tuple(line for line in (*collective, own) if line)


def _value(data: ReportData, name: str) -> str:
    """Return a setting of this kind of report, else what the unit's profile says."""
    return (data.settings.get(f"report.{data.kind.name}.{name}") or data.profile.text(name)).strip()


def _issuer_lines(name: str, *, committee: bool) -> tuple[str, ...]:
    if committee:
        return _COMMITTEE_UPPER, wording.committee_place(name).upper()
    return (name.upper(),)


def _shortened(superior: str) -> str:
    """Return a superior body with the usual abbreviation, as the header of an office writes it."""
    return (
        f"UBND {wording.committee_place(superior)}" if wording.is_committee(superior) else superior
    )


def _addressees(data: ReportData, superior: str) -> tuple[str, ...]:
    typed = wording.lines(wording.clean(_value(data, "addressee")))
    if typed:
        return typed
    return (wording.full_name(superior) if superior else wording.label("superior"),)


def _recipients(data: ReportData) -> tuple[str, ...]:
    """Return the list: "Như trên" first, the filing line with the drafter last (a report to a
    higher body, II.9).
    """
    above, filing = wording.label("as_above"), wording.label("filing")
    own = [
        line
        for line in wording.lines(wording.clean(_value(data, "recipients")))
        if line.lower() != above.lower() and not line.lower().startswith("lưu:")
    ]
    drafter = wording.clean(_value(data, "drafter"))
    last = f"{filing}, {drafter}" if drafter else filing
    return (*(f"- {line};" for line in (above, *own)), f"- {last}.")
