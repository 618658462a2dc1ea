"""What is said of several units: whose figures, separately then together."""

from datetime import date
from pathlib import Path

from desktop.context import Context
from desktop.reports.district.export import export_district
from models.registers import Value
from tests.desktop.reports.documents import HALF_YEAR, district_report, paragraphs, rows_of, section
from tests.helpers.decree30 import faults
from tests.helpers.sums import new_district, plain_month


def test_own_unit_and_wards_are_given_separately_then_together(
    district: Context, tmp_path: Path
) -> None:
    path = district_report(district, tmp_path)
    texts = section(path, "2. Cải cách thủ tục hành chính", "Bảng số liệu chính")
    own = next(i for i, t in enumerate(texts) if t.startswith("- Kết quả tại Bộ phận"))
    below = texts.index("- Kết quả tại 07 phường:")
    both = texts.index("- Kết quả chung của Bộ phận Một cửa của quận và 07 phường:")
    assert own < below < both
    said = "\n".join(texts)
    for words in (
        "1.970/2.181 hồ sơ phải giải quyết (90,3%)", "11.214/16.037 hồ sơ phải giải quyết (69,9%)",
        "1.552/2.181 hồ sơ phải giải quyết (71,1%)", "11.060/16.037 hồ sơ phải giải quyết (68,9%)",
        "1.246/2.181 hồ sơ phải giải quyết (57,1%)", "10.863/16.037 hồ sơ phải giải quyết (67,7%)",
        "575/1.357 hồ sơ có nghĩa vụ tài chính (42,3%)",
        "6.504/14.128 hồ sơ có nghĩa vụ tài chính (46%)",
        "tại Bộ phận Một cửa của quận 281 thủ tục; tại các phường 144 thủ tục (danh mục chung)",
        "58 người, gồm Bộ phận Một cửa của quận 09 người và các phường 49 người",
        "tiếp nhận trong kỳ 02, đã xử lý đúng hạn 02", "02 phường đạt loại khá, còn lại loại tốt",
        "Máy lấy số tự động: Bộ phận Một cửa của quận 01; phường Phú Thứ 01",
        "Camera: Bộ phận Một cửa của quận 03; các phường 21 (mỗi phường 03)",
    ):  # fmt: skip
        assert words in said
    assert "đã hoàn thành 21/28 nhiệm vụ của kế hoạch, đạt 75%." in "\n".join(paragraphs(path))
    innovations = section(path, "d) Mô hình", "II. ")
    assert "07 mô hình" in innovations[0]
    assert "phường Lê Bình 01, phường Thường Thạnh 03" in innovations[0]


def test_an_own_unit_without_figures_is_named_and_not_summed_in_silence(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={})
    plain_month(context, "A", "2024-01", 0, 5, 0)
    plain_month(context, "DIST", "2024-02", 0, 5, 0)
    done = export_district(context, "2024-01", tmp_path / "o.docx")
    said = "- Chưa có số liệu hồ sơ của Bộ phận Một cửa của quận trong kỳ; "
    assert f"{said}số liệu hồ sơ chung không gồm đơn vị này." in paragraphs(done.path)
    assert done.warnings[0].code == "consolidation_own_missing"


def test_a_merged_unit_says_whose_months_it_holds(tmp_path: Path) -> None:
    last = date(2024, 3, 31)
    merged: dict[str, Value] = {"valid_until": last, "successor": "C"}
    context = new_district(tmp_path, A=merged, B=merged, C={"valid_from": date(2024, 4, 1)})
    for unit in ("A", "B"):
        for month in ("2024-01", "2024-02", "2024-03"):
            plain_month(context, unit, month, 0, 10, 0)
    for month in ("2024-04", "2024-05", "2024-06"):
        plain_month(context, "C", month, 0, 30, 0)
    path = district_report(context, tmp_path)
    assert faults(path) == []
    texts = paragraphs(path)
    assert "- Phường C gồm cả số liệu trước khi sắp xếp của phường A, phường B." in texts
    assert any(text.startswith("- Báo cáo tổng hợp số liệu của 01/01 phường") for text in texts)
    assert rows_of(path, "(13)")[4][1:3] == ["Phường C", "150"]


def test_a_district_that_has_received_nothing_still_says_so(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    done = export_district(context, HALF_YEAR, tmp_path / "h.docx")
    texts = paragraphs(done.path)
    assert "- Chưa nhận được số liệu của phường nào trong kỳ." in texts
    assert faults(done.path) == []
