"""The frame that Nghị định 30/2020/NĐ-CP prescribes for a paper: issuer to recipients."""

from dataclasses import dataclass

from desktop.reports.ward.data import ReportData
from desktop.word import wording

_COMMITTEE_UPPER = "ỦY BAN NHÂN DÂN"
_CHAIR = "CHỦ TỊCH"
_NOBODY = ("-", "–")


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
    """Return the frame of a report, by the settings of its kind, else by the unit's profile."""
    name = wording.clean(_value(data, "name")) or data.unit
    committee = wording.is_committee(name)
    superior = wording.clean(_value(data, "superior"))
    return Letter(
        superior="" if committee or not superior else _shortened(superior).upper(),
        issuer_lines=_issuer_lines(name, committee=committee),
        issuer=wording.full_name(name, data.capital_names),
        symbol=_symbol(data, name, committee=committee),
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
    own = wording.clean(title).upper().strip()
    other = wording.clean(signs_for).upper().strip()
    if not own and not other and committee and authority in ("", "TM."):
        own = _CHAIR
    collective = f"TM. {_COMMITTEE_UPPER}" if committee else ""
    lines: tuple[str, ...]
    if authority in ("TL.", "TUQ."):
        head = other or (_CHAIR if committee else "")
        lines = (f"{authority} {head}".strip(), own)
    elif authority == "KT." or (other and other != own):
        other = other or own.removeprefix("PHÓ ").strip() or _CHAIR
        lines = (collective, f"KT. {other}", own or f"PHÓ {other}")
    else:
        lines = (collective, own)
    return tuple(line for line in lines if line)


def _symbol(data: ReportData, name: str, *, committee: bool) -> str:
    """Return what stands after the blank for the number: as the office writes it, else built."""
    typed = wording.clean(_value(data, "symbol")).lstrip("/ ")
    if typed:
        return f"/{typed}"
    return "/BC-UBND" if committee else f"/BC-{wording.initials(name)}"


def _value(data: ReportData, name: str) -> str:
    """Return a setting of this kind of report, else what the unit's profile says."""
    own = data.settings.get(f"report.{data.kind.name}.{name}")
    return (own or data.profile.text(name)).strip()


def _issuer_lines(name: str, *, committee: bool) -> tuple[str, ...]:
    if committee:
        return _COMMITTEE_UPPER, wording.committee_place(name).upper()
    return (name.upper(),)


def _shortened(superior: str) -> str:
    """Return a superior body with the usual abbreviation, as the header of an office writes it."""
    if wording.is_committee(superior):
        return f"UBND {wording.committee_place(superior)}"
    return superior


def goes_to_nobody(data: ReportData) -> bool:
    """Say whether a report has no addressee by the office's choice, as one to a council has none.

    A dash in the place of the addressee says so.
    """
    return _value(data, "addressee") in _NOBODY


def _addressees(data: ReportData, superior: str) -> tuple[str, ...]:
    if goes_to_nobody(data):
        return ()
    typed = wording.lines(wording.clean(_value(data, "addressee")))
    if typed:
        return tuple(wording.in_sentence(line, data.capital_names) for line in typed)
    if not superior:
        return (wording.label("superior"),)
    return (wording.full_name(superior, data.capital_names),)


def bases(data: ReportData) -> tuple[str, ...]:
    """Return the legal bases of a kind of report, one a line, as the decree ends them."""
    typed = wording.lines(wording.clean(data.setting("bases")))
    ended = [f"{line};" for line in typed[:-1]]
    return (*ended, *(f"{line}." for line in typed[-1:]))


def _recipients(data: ReportData) -> tuple[str, ...]:
    """Return the list of a report to a higher body (annex I, II.9).

    "Như trên" comes first where there is an addressee above, the filing line with the drafter
    last, whatever the office typed.
    """
    above, filing = wording.label("as_above"), wording.label("filing")
    found = [] if goes_to_nobody(data) else [f"- {above};"]
    for line in wording.lines(wording.clean(_value(data, "recipients"))):
        folded = line.lower()
        if folded != above.lower() and not folded.startswith("lưu:"):
            found.append(f"- {line};")
    drafter = wording.clean(_value(data, "drafter"))
    last = f"{filing}, {drafter}" if drafter else filing
    return (*found, f"- {last}.")
