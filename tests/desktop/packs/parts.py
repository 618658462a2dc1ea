"""Parts of form packs for tests: a sound one, and the same with one thing changed."""

from pathlib import Path

from desktop.context import Context, now
from desktop.handoff.keys import new_key, own_key
from desktop.packs.envelope import seal_pack

DECLARED = """
id = "mau-tinh"
name = "Đề cương mẫu của tỉnh"
valid_from = 2024-01-01
valid_to = 2024-12-31

[[kind]]
name = "cchc"
label = "Báo cáo mẫu"
sections = ["I.1", "II.2", "IV"]
title = "Tình hình thực hiện nhiệm vụ {period}"
deadline = 12

[[kind]]
name = "nhanh"
label = "Báo cáo nhanh mẫu"
file_name = "Bao-cao-nhanh"
title = "Báo cáo nhanh {period}"
tables = ["so_lieu_ho_so"]
sections = ["II.2"]

[[rate]]
code = "ty_le_mau"
name = "Tỷ lệ mẫu"
numerator = "received_online"
denominator = "received"

[[target]]
year = 2024
target = "Tỷ lệ hồ sơ trực tuyến"
level = 70.5
"""
TEXTS = """
[section]
"II.2" = "Kết quả giải quyết hồ sơ"

[sentence]
delivered = "+ Gửi kết quả qua bưu chính: {delivered_postal:hồ sơ}."
in_time = "+ Giải quyết đúng hẹn: {ratio_in_time_rate}."
"""


def sound_parts() -> dict[str, bytes]:
    return {"pack.toml": DECLARED.encode(), "report.toml": TEXTS.encode()}


def parts_with(part: str, old: str, new: str) -> dict[str, bytes]:
    """Return the parts with a text replaced in one of them."""
    parts = sound_parts()
    before = parts[part].decode()
    assert old in before
    return {**parts, part: before.replace(old, new).encode()}


def write_pack(
    path: Path, parts: dict[str, bytes] | None = None, signer: Context | None = None
) -> Path:
    """Write the file of a pack, signed by an office, by a stranger where none is given."""
    key = signer.do(own_key).value if signer else new_key()
    path.write_bytes(seal_pack(parts or sound_parts(), key, "Sở Mẫu", now()))
    return path
