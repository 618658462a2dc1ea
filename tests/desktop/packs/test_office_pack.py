"""One office's own pack from its folder to a signed report that is printed again years later."""

import shutil
from datetime import date
from pathlib import Path

from desktop.context import Context, now
from desktop.handoff.keys import own_key
from desktop.handoff.sign_off import current, sign_off, take_back
from desktop.packs.adding import add_pack
from desktop.packs.envelope import seal_pack
from desktop.packs.shelf import pack_on, parts_of
from tests.desktop.reports.documents import exported, paragraphs, verified
from tests.helpers.decree30 import faults

FOLDER = Path(__file__).parent.parent.parent / "samples" / "pack-office"
REPLACES = "Báo cáo này thay thế Báo cáo số 15/BC-UBND ngày 21/6/2024. "


def added(ward: Context, folder: Path, name: str) -> None:
    """Make a pack of a folder, sign it as the office and add it."""
    raw = seal_pack(parts_of(folder), ward.do(own_key).value, ward.unit_name, now())
    path = folder.parent / name
    path.write_bytes(raw)
    ward.do(add_pack, path)


def test_a_signed_report_is_printed_again_as_it_was_signed(ward: Context, tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    shutil.copytree(FOLDER, folder)
    added(ward, folder, "1.smb")

    first = exported(ward, tmp_path)
    before = paragraphs(first.path)
    assert "Bảng 1. So sánh với các kỳ" in before
    assert "Tình hình cải cách hành chính tháng 6 năm 2024" in before
    wanted = (
        "I. GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH VÀ CHUYỂN ĐỔI SỐ",
        "1. Tiếp nhận, giải quyết hồ sơ",
        "2. Xây dựng, phát triển chính quyền điện tử, chính quyền số",
        "II. CHỈ ĐẠO, ĐIỀU HÀNH",
        "1. Kế hoạch cải cách hành chính",
        "2. Tổ chức chỉ đạo, điều hành",
        "a) Công tác chỉ đạo, điều hành",
        "III. NHẬN XÉT, ĐÁNH GIÁ",
        "1. Ưu điểm",
        "2. Tồn tại, hạn chế và nguyên nhân",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 7 NĂM 2024",
    )
    assert [text for text in before if text in wanted] == list(wanted)
    assert faults(first.path) == []

    taken = ward.do(take_back, ward.unit, "2024-06", "cchc", first.path).value
    assert taken.differences == ()
    ward.do(sign_off, taken.id, "15/BC-UBND", date(2024, 6, 21))

    # A newer issue says everything otherwise.
    declared = folder / "pack.toml"
    text = declared.read_text(encoding="utf-8").replace("Tình hình", "Kết quả mới về")
    declared.write_text(text.replace('"II.2", "II.6", "I.1"', '"I.1", "II.2"'), encoding="utf-8")
    added(ward, folder, "2.smb")
    newest = ward.ask(pack_on, date(2024, 6, 30))
    assert newest.texts["title"]["cchc"].startswith("Kết quả mới")

    (tmp_path / "again").mkdir()
    second = exported(ward, tmp_path / "again")
    again = [text.replace(REPLACES, "") for text in paragraphs(second.path)]
    assert again == before
    assert second.numbers == first.numbers
    assert verified(ward, second.path).numbers == first.numbers
    kept = ward.ask(current, ward.unit, "2024-06", "cchc")
    assert kept is not None
    assert kept.docx == first.path.read_bytes()

    other = paragraphs(exported(ward, tmp_path, period="2024-05").path)
    assert "Kết quả mới về cải cách hành chính tháng 5 năm 2024" in other
