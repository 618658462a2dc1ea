"""Every tag that a template of a report may use, with the shape of its value."""

from typing import Any

from desktop.reports.ward.placeholders import placeholder_names
from desktop.word.templates import TEXT
from models.catalogue import NARRATIVE_SECTIONS
from models.measures import MEASURES
from models.rates import RATES

_FORM_ROW = {"tt": TEXT, "ten": TEXT, **{f"c{number}": TEXT for number in range(3, 14)}}
_ROW = {"tt": TEXT, "nhom": TEXT, "o": [TEXT]}
_REGISTER = {"tieu_de": TEXT, "cot": [TEXT], "dong": [_ROW]}
# The report of several units: rows are units, some of them sums.
_SUMMED = {"nhom": TEXT, "tong": TEXT}
_UNIT_FORM = {"tieu_de": TEXT, "dong": [{**_FORM_ROW, **_SUMMED}]}
_UNIT_GRID = {"tieu_de": TEXT, "cot": [TEXT], "dong": [{**_ROW, **_SUMMED, "ten": TEXT}]}
_PREFIXES = ("below_", "all_")


def known_tags() -> dict[str, Any]:
    """Return every tag that a template may use, with the shape of its value."""
    texts = (
        "co_quan_cap_tren", "ten_don_vi", "so_ky_hieu", "dia_danh_ngay", "trich_yeu", "ky", "ky_toi", "tu_ngay",
        "den_ngay", "mo_dau", "ghi_chu_mau", "ket_thuc", "nguoi_ky", "kem_theo", "tinh_den", "khoang_so_lieu",
        "tieu_de_ho_so", "ten_bang_chinh", "han_gui", "ghi_chu_bieu",
    )  # fmt: skip
    return {
        **dict.fromkeys(texts, TEXT),
        "co_quan": [TEXT],
        "noi_nhan": [TEXT],
        "chuc_vu": [TEXT],
        "kinh_gui": {"mot": TEXT, "nhieu": [TEXT]},
        "muc": {section.replace(".", "_"): [TEXT] for section in NARRATIVE_SECTIONS},
        "bieu": {"dong": [_FORM_ROW], "tong": _FORM_ROW, "ghi_chu": TEXT},
        "bang_chinh": {"cot": [TEXT], "dong": [{"ten": TEXT, "o": [TEXT]}]},
        "nhan_su": _UNIT_GRID,
        "thiet_bi": _REGISTER,
        "mo_hinh": _REGISTER,
        **dict.fromkeys(("ho_so_don_vi", "ho_so_linh_vuc"), _UNIT_FORM),
        **dict.fromkeys(("so_hoa_thanh_toan", "trang_thiet_bi"), _UNIT_GRID),
        **dict.fromkeys(("xep_loai", "kien_nghi", "tien_do"), _REGISTER),
        "so": dict.fromkeys(_figure_names(), TEXT),
    }


def _figure_names() -> frozenset[str]:

    figures = {*MEASURES, *RATES}
    return (
        placeholder_names()
        | figures
        | {f"{prefix}{name}" for prefix in _PREFIXES for name in figures}
    )
