"""Every tag that a template of a report may use, with the shape of its value."""

from collections.abc import Iterable

from desktop.reports.ward.placeholders import placeholder_names
from desktop.word.templates import TEXT, Shape
from models.catalogue import NARRATIVE_SECTIONS
from models.measures import MEASURES
from models.rates import RATES

_TEXTS = (
    "co_quan_cap_tren",
    "ten_don_vi",
    "so_ky_hieu",
    "dia_danh_ngay",
    "trich_yeu",
    "ky",
    "ky_toi",
    "tu_ngay",
    "den_ngay",
    "mo_dau",
    "ghi_chu_mau",
    "ket_thuc",
    "nguoi_ky",
    "kem_theo",
    "tinh_den",
    "khoang_so_lieu",
    "tieu_de_ho_so",
    "ten_bang_chinh",
    "han_gui",
    "ghi_chu_bieu",
)

_PARAGRAPHS: Shape = [TEXT]
_Parts = dict[str, Shape]
_FORM_ROW: _Parts = {"tt": TEXT, "ten": TEXT, **{f"c{number}": TEXT for number in range(3, 14)}}
_ROW: _Parts = {"tt": TEXT, "nhom": TEXT, "o": [TEXT]}
# An annex has the number that falls to it, none where it is left out.
_ANNEX: _Parts = {"so_phu_luc": TEXT, "tieu_de": TEXT, "cot": [TEXT], "dong": [_ROW]}
# The report of several units: rows are units, some of them sums.
_UNIT_ROW: _Parts = {**_ROW, "tong": TEXT, "ten": TEXT}
_UNIT_FORM_ROW: _Parts = {**_FORM_ROW, "nhom": TEXT, "tong": TEXT}
_UNIT_FORM: _Parts = {"so_phu_luc": TEXT, "tieu_de": TEXT, "dong": [_UNIT_FORM_ROW]}
_UNIT_GRID: _Parts = {"so_phu_luc": TEXT, "tieu_de": TEXT, "cot": [TEXT], "dong": [_UNIT_ROW]}
_TABLE: _Parts = {"cot": [TEXT], "dong": [_UNIT_ROW]}
PREFIXES = ("", "below_", "all_")


def known_tags(own: Iterable[str] = ()) -> dict[str, Shape]:
    """Return every tag that a template may use, with the shape of its value.

    `own` are names of figures that only this office has: those of its own rates.
    """
    sections = [section.replace(".", "_") for section in NARRATIVE_SECTIONS]
    return {
        **dict.fromkeys(_TEXTS, TEXT),
        "co_quan": [TEXT],
        "can_cu": [TEXT],
        "noi_nhan": [TEXT],
        "chuc_vu": [TEXT],
        "kinh_gui": {"mot": TEXT, "nhieu": [TEXT]},
        "muc": dict.fromkeys(sections, _PARAGRAPHS),
        "de_cuong": [{"cap": TEXT, "tieu_de": TEXT, "doan": _PARAGRAPHS, "bang": TEXT}],
        "bieu": {
            "cot": [TEXT],
            "dong": [{**_FORM_ROW, "o": [TEXT], "tong": TEXT}],
            "tong": {**_FORM_ROW, "o": [TEXT]},
            "ghi_chu": TEXT,
        },
        "bang_nhanh": {"cot": [TEXT], "dong": [{"ten": TEXT, "o": [TEXT]}]},
        "bang_chinh": {"cot": [TEXT], "dong": [{"ten": TEXT, "o": [TEXT]}]},
        # By both kinds of reports: the staff of one unit, or unit by unit.
        "nhan_su": {**_ANNEX, "dong": [_UNIT_ROW]},
        "thiet_bi": _ANNEX,
        "mo_hinh": _ANNEX,
        "ho_so_don_vi": _UNIT_FORM,
        "ho_so_linh_vuc": _UNIT_FORM,
        "so_hoa_thanh_toan": _UNIT_GRID,
        "trang_thiet_bi": _UNIT_GRID,
        "ho_so_khac": _UNIT_GRID,
        "so_hoa_khac": _UNIT_GRID,
        "chi_tieu_khac": {"so_phu_luc": TEXT, "tieu_de": TEXT, "bang": [_TABLE]},
        "xep_loai": _ANNEX,
        "kien_nghi": _ANNEX,
        "tien_do": _ANNEX,
        "so": dict.fromkeys(_figure_names(own), TEXT),
    }


def _figure_names(own: Iterable[str]) -> list[str]:
    names = {*placeholder_names(), *own}
    for prefix in PREFIXES:
        names.update(f"{prefix}{name}" for name in (*MEASURES, *RATES))
    return sorted(names)
