"""Containers for tests, made without a store."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from desktop.handoff.container import pack
from desktop.handoff.data import AreaOfWork, Data, MonthState, Table, encode
from desktop.handoff.keys import SigningKey, new_key
from desktop.handoff.manifest import FORMAT, Manifest
from models.measures import MEASURES

KEY = new_key()


def figures_of(count: int = 3) -> Data:
    """Return the data of one month of a few fields of work, and of a week of the first."""
    names = [f"Lĩnh vực mẫu {number}" for number in range(1, count + 1)]
    values = tuple(range(len(MEASURES)))
    monthly = Table(("id", "year", "month", "surveys"), (("a", 2024, 6, 12),))
    return Data(
        "LEBINH",
        "2024-06",
        (MonthState("2024-06", "2024-05-05", "2024-06-20", True),),
        tuple(map(AreaOfWork, names)),
        tuple(MEASURES),
        tuple(("2024-06", name, False, values) for name in names),
        {"monthly": monthly},
        blocks=(("2024-W23", names[0], None, "2024-06-09", "Báo cáo nhanh", "Sổ", None, values),),
    )


def manifest_of(key: SigningKey = KEY, **changed: object) -> Manifest:
    """Return the manifest of a sample submission, some of it changed."""
    values: dict[str, object] = {
        "format": FORMAT,
        "kind": "submission",
        "unit": "LEBINH",
        "unit_name": "Phường Lê Bình",
        "period": "2024-06",
        "revision": 1,
        "sequence": 4,
        "draft": False,
        "created_at": datetime(2024, 6, 21, 8, tzinfo=UTC),
        "created_by": "Cán bộ mẫu 01",
        "program": "0.1.0",
        "form": "1",
        "public_key": key.public.hex(),
    }
    return Manifest(**{**values, **changed})  # type: ignore[arg-type]


def sample_package(key: SigningKey = KEY, **changed: object) -> bytes:
    """Return a sample submission with a report, some of its manifest changed."""
    content = {"data.json": encode(figures_of()), "report.docx": b"PK-sample-report" * 40}
    return pack(manifest_of(key, **changed), content, key.sign)


def entries_of(raw: bytes) -> dict[str, bytes]:
    """Return the entries of a container by name."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(entries: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP as any other program would make it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def resigned(parts: Mapping[str, bytes], key: SigningKey, **manifest: object) -> bytes:
    """Return a container whose manifest was changed by hand and signed with a key."""
    changed = {**json.loads(parts["manifest.json"]), "public_key": key.public.hex(), **manifest}
    written = json.dumps(changed).encode()
    signed = {"manifest.json": written, "signature": key.sign(written)}
    return zipped({**parts, **signed}, zipfile.ZIP_STORED)
