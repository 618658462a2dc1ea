"""What a file between offices is: the manifest, and the entries that it may list."""

from datetime import datetime
from typing import Annotated

import msgspec

FORMAT = "somotcua/1"
MANIFEST = "manifest.json"
DATA = "data.json"
REPORT = "report.docx"
SCAN = "report.pdf"
SIGNATURE = "signature"
# In the order in which they lie in the file.
NAMES = (MANIFEST, DATA, REPORT, SCAN, SIGNATURE)

# Bytes of all that comes out of a file, and how many entries it may have.
MAXIMUM_OUT = 50 * 2**20
ENTRIES_AT_MOST = 16
# Bytes of a JSON entry, and how many values it may have.
LARGEST_JSON = 12 * 2**20
VALUES_AT_MOST = 1_000_000
# Rows of one register, as many as a sheet of the workbook may have, and of all together.
ROWS_AT_MOST, ALL_ROWS_AT_MOST = 20_000, 60_000

_Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Counter = Annotated[int, msgspec.Meta(ge=1, le=10**9)]
_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Entry(msgspec.Struct, frozen=True):
    """Hash and size in bytes of one entry."""

    sha256: _Hash
    size: Annotated[int, msgspec.Meta(ge=0, le=MAXIMUM_OUT)]


class MonthWindow(msgspec.Struct, frozen=True):
    """The first and last day, as YYYY-MM-DD, that the figures of a month ("2024-06") cover."""

    month: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}$")]
    start: _Day = msgspec.field(name="from")
    end: _Day = msgspec.field(name="to")


class Document(msgspec.Struct, frozen=True):
    """The signed paper: its number and symbol, date, and the number of the paper it replaces."""

    number: _Name
    signed_on: _Day | None = None
    replaces: str | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is.

    Attributes:
        format: "somotcua/1".
        kind: submission, request, return or receipt; others are for the receiver to judge.
        unit, unit_name: the office that wrote it.
        to, to_name: code and name of the office it is for; code "" where the writer does not know
            it.
        period: name of the period.
        windows: the days of each month in the data.
        revision: per unit and period 1, 2, …; None for a report that was never submitted, and for
            slips without one.
        sequence: counts every file the office ever wrote; None only where revision is None.
        replaces: the revision before, None for the first.
        draft: a month of the period is open.
        created_at: with the offset from UTC.
        created_by: name of the officer.
        program, form: versions of the program and of the report form.
        document: number and date of the signed paper, None where it is not signed off.
        public_key: Ed25519 public key of the office, 32 bytes as hexadecimal.
        printed: hash of the numbers that a Word report carrying this manifest prints; None in a
            container.
        entries: hash and size of every entry but manifest and signature.
    """

    format: str
    kind: Annotated[str, msgspec.Meta(max_length=40)]
    unit: _Name
    unit_name: _Name
    to: Annotated[str, msgspec.Meta(max_length=200)] = ""
    to_name: Annotated[str, msgspec.Meta(max_length=400)] = ""
    period: Annotated[str, msgspec.Meta(max_length=40)]
    windows: Annotated[tuple[MonthWindow, ...], msgspec.Meta(max_length=600)] = ()
    revision: Counter | None
    sequence: Counter | None
    replaces: Counter | None = None
    draft: bool
    created_at: Annotated[datetime, msgspec.Meta(tz=True)]
    created_by: Annotated[str, msgspec.Meta(max_length=200)]
    program: Annotated[str, msgspec.Meta(max_length=80)]
    form: Annotated[str, msgspec.Meta(max_length=80)]
    document: Document | None = None
    public_key: _Hash
    printed: _Hash | None = None
    entries: Annotated[dict[str, Entry], msgspec.Meta(max_length=ENTRIES_AT_MOST)] = {}
