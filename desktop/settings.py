"""The settings: declared once with label, default and check; kept in the store."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from desktop.packs.known import added_kinds, deadline_in_force
from desktop.reports.kinds import (
    BULLETS,
    DOCUMENT_SECTIONS,
    FOOTNOTES,
    KINDS,
    PRINCIPAL,
    SENTENCE,
    ReportKind,
)
from models.catalogue import ROUNDING_CHOICES
from models.errors import Problem, Refused
from models.queries.settings import CAME_OVER, HANDED_OVER, stored
from models.rates import BASES, RATES
from models.rounding import ROUNDINGS, ZEROS, Style
from models.tables import SETTING
from models.text import nfc
from models.work import Change, Work

Check = Callable[[str], bool]

# A folder besides the one beside the store that copies go to: a stick, a share.
SECOND_PLACE = "second_backup_folder"


class Setting(NamedTuple):
    """One declared setting.

    Attributes:
        name: fixed name, as on the command line.
        label: Vietnamese label.
        group: heading on the page of settings.
        default: value where none was set.
        choices: allowed values with their labels; empty where any text that passes `check` will do.
        check: says whether a value is acceptable.
        help: one sentence beside the input.
        shown: offered on the page of settings.
        by_pack: while none was set, what the form pack in force says counts, not `default`.
    """

    name: str
    label: str
    group: str
    default: str = ""
    choices: Mapping[str, str] | None = None
    check: Check | None = None
    help: str = ""
    shown: bool = True
    by_pack: bool = False

    def accepts(self, value: str) -> bool:
        """Return whether the value is acceptable."""
        if self.choices is not None:
            return value in self.choices
        return self.check is None or self.check(value)


def _whole(low: int, high: int, blank: bool = False) -> Check:
    def check(value: str) -> bool:
        if not value:
            return blank
        return value.isascii() and value.isdigit() and low <= int(value) <= high

    return check


def _day(value: str) -> bool:
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


_YES_NO = {"yes": "Có", "no": "Không"}
PERSONAL_GROUP = "Thời hạn giữ dữ liệu cá nhân"
# How many years the data of a person are kept after leaving.
RETENTION = "staff_retention_years"
_WORK, _RATES, _REPORT, _OFFICE = "Kỳ số liệu", "Tỷ lệ phần trăm", "Báo cáo", "Đơn vị"
_ROLES = {"ward": "Đơn vị báo cáo", "district": "Cơ quan nhận báo cáo"}
_ROUNDING: dict[str, str] = dict(zip(ROUNDINGS, ROUNDING_CHOICES, strict=True))
_ZEROS: dict[str, str] = dict(zip(ZEROS, ("Bỏ: 46%", "Giữ: 46,0%"), strict=True))
_BASES = {name: words[0].upper() + words[1:] for name, words in BASES.items()}

# Settings of the kind of report that falls due each month.
DEADLINE = f"report.{PRINCIPAL.name}.deadline"


_AUTHORITIES = {
    "": "Theo thông tin đơn vị",
    "TM.": "TM.",
    "KT.": "KT.",
    "TL.": "TL.",
    "TUQ.": "TUQ.",
}

_LISTINGS = {
    BULLETS: "Gạch đầu dòng",
    SENTENCE: "Trong một câu",
    FOOTNOTES: "Chú thích cuối trang",
}
_CAPITALS = "Đơn vị đặt theo tên người, sự kiện, ví dụ Phường Điện Biên Phủ; mỗi tên một dòng."


def _office_settings() -> tuple[Setting, ...]:
    who = "Tên ghi trong lịch sử của mỗi thay đổi."
    return (
        Setting("unit", "Mã đơn vị", _OFFICE, shown=False),
        Setting("role", "Vai trò", _OFFICE, "ward", _ROLES, shown=False),
        Setting("officer", "Người nhập liệu", _OFFICE, help=who),
        Setting(SECOND_PLACE, "Nơi sao lưu thứ hai", _OFFICE, shown=False),
        Setting(
            RETENTION,
            "Xóa dữ liệu người đã nghỉ sau bao nhiêu năm",
            PERSONAL_GROUP,
            check=_whole(1, 70, blank=True),
            help="Tính từ cột Đến ngày của sổ Nhân sự; để trống thì không nhắc xóa.",
        ),
        Setting(HANDED_OVER, "Đã chuyển sang máy khác ngày", _OFFICE, check=_day, shown=False),
        Setting(CAME_OVER, "Chuyển từ máy khác đến ngày", _OFFICE, check=_day, shown=False),
    )


def _work_settings() -> tuple[Setting, ...]:
    days = "1: tháng theo lịch. 15: từ ngày 15 tháng trước đến ngày 14"
    return (
        Setting(
            "window_start_day",
            "Ngày bắt đầu kỳ số liệu của tháng",
            _WORK,
            "1",
            check=_whole(1, 28),
            help=f"{days} (Nghị định 09/2019/NĐ-CP, Điều 12).",
        ),
    )


def _rate_settings() -> tuple[Setting, ...]:
    decimals = {"0": "0", "1": "1", "2": "2"}
    found = [
        Setting("percent_rounding", "Cách làm tròn", _RATES, "half_up", _ROUNDING),
        Setting("percent_decimals", "Số chữ số thập phân", _RATES, "1", decimals),
        Setting("percent_zeros", "Số 0 ở cuối phần thập phân", _RATES, "drop", _ZEROS),
    ]
    for kind in RATES.values():
        label = f"{kind.label}: mẫu số"
        found.append(Setting(f"rate_basis.{kind.name}", label, _RATES, kind.basis, _BASES))
    return tuple(found)


def _wording_settings() -> tuple[Setting, ...]:
    pad = "Thêm số 0 trước số đếm dưới 10 trong lời văn"
    only_inside = "chỉ dùng khi thuộc kỳ báo cáo; để trống thì lấy ngày cuối kỳ."
    return (
        Setting("pad_counts", pad, _REPORT, "yes", _YES_NO),
        Setting(
            "report.registers_as_of",
            "Ngày tính sổ theo dõi",
            _REPORT,
            check=_day,
            help=f"Dạng 2024-06-20, {only_inside}",
        ),
        Setting(
            "report.tasks_as_of",
            "Ngày tính tiến độ nhiệm vụ",
            _REPORT,
            check=_day,
            help=f"Dạng 2024-05-31, {only_inside}",
        ),
        Setting("capital_names", "Tên giữ chữ hoa trong câu", _REPORT, help=_CAPITALS),
        *_document_settings(),
        Setting("sample_note", "Ghi chú số liệu minh họa", _REPORT, shown=False),
    )


def _document_settings() -> tuple[Setting, ...]:
    """Return how the documents of each section that has some are listed."""
    found = []
    for section in DOCUMENT_SECTIONS:
        label = f"Cách ghi văn bản ở mục {section}"
        name = f"report.documents.{section}"
        found.append(Setting(name, label, _REPORT, BULLETS, _LISTINGS))
    return tuple(found)


def _report_settings(kind: ReportKind) -> tuple[Setting, ...]:
    """Return the settings that each kind of report has for itself."""
    group, lead = f"{_REPORT}: {kind.label}", f"report.{kind.name}"
    addressee = "Mỗi nơi một dòng; để trống: theo đơn vị; ghi dấu “-” nếu không có phần Kính gửi."
    bases = "Mỗi căn cứ một dòng; in nghiêng ở đầu mọi báo cáo loại này."
    # A bare form has no opening paragraph for bases to lead.
    own = (Setting(f"{lead}.bases", "Căn cứ", group, help=bases),) if kind.sections else ()
    return (
        Setting(f"{lead}.addressee", "Kính gửi", group, help=addressee),
        Setting(
            f"{lead}.deadline",
            "Hạn gửi: ngày trong tháng cuối kỳ",
            group,
            kind.deadline,
            check=_whole(1, 31, blank=True),
            help="Để trống nếu không có hạn. Chưa đặt: theo bộ biểu mẫu, nếu bộ có hạn.",
            by_pack=True,
        ),
        Setting(f"{lead}.drafter", "Đơn vị soạn thảo", group),
        Setting(f"{lead}.authority", "Thẩm quyền ký", group, "", _AUTHORITIES),
        Setting(f"{lead}.signs_for", "Ký thay cho chức vụ", group),
        Setting(f"{lead}.signer_title", "Chức vụ người ký", group),
        Setting(f"{lead}.signer_name", "Họ tên người ký", group),
        Setting(f"{lead}.recipients", "Nơi nhận", group, help="Mỗi nơi một dòng."),
        *own,
    )


def _declared() -> dict[str, Setting]:
    """Return every setting by name, in the order of the page of settings."""
    found = [*_office_settings(), *_work_settings(), *_rate_settings(), *_wording_settings()]
    for kind in KINDS.values():
        found += _report_settings(kind)
    return {setting.name: setting for setting in found}


SETTINGS = _declared()


# Where no settings print what an old report printed.
NO_ROUNDING = "Không có cách làm tròn nào cho ra mọi tỷ lệ đã ghi."


def rounding_settings(style: Style) -> dict[str, str]:
    """Return the settings that round in a style, by name."""
    return {
        "percent_rounding": style.rounding,
        "percent_decimals": str(style.decimals),
        "percent_zeros": style.zeros,
    }


def rounding_words(style: Style) -> str:
    """Return "Làm tròn, 1 chữ số thập phân, bỏ số 0 ở cuối" of a style."""
    zeros = "bỏ" if style.zeros == "drop" else "giữ"
    rounding = _ROUNDING[style.rounding]
    return f"{rounding}, {style.decimals} chữ số thập phân, {zeros} số 0 ở cuối"


def declared_settings(conn: sa.Connection, day: date | None = None) -> dict[str, Setting]:
    """Return every setting of a store by name: also those of kinds that its form packs add.

    With a day, what the packs say is as on that day.
    """
    found = dict(SETTINGS)
    for kind in added_kinds(conn):
        found |= {setting.name: setting for setting in _report_settings(kind)}
    for name, setting in found.items():
        if setting.by_pack and day is not None:
            usual = deadline_in_force(conn, day, name.split(".")[1])
            found[name] = setting._replace(default=usual)
    return found


def all_settings(conn: sa.Connection, day: date | None = None) -> dict[str, str]:
    """Return every declared setting with its value or default; `day` as in `declared_settings`."""
    values = stored(conn)
    declared = declared_settings(conn, day)
    return {name: values.get(name, setting.default) for name, setting in declared.items()}


def get(conn: sa.Connection, name: str) -> str:
    """Return one setting; raises Refused `setting_unknown`."""
    found = SETTINGS.get(name) or declared_settings(conn).get(name)
    if found is None:
        raise Refused(Problem("setting_unknown", values={"name": name}))
    return stored(conn).get(name, found.default)


def check_all(values: Mapping[str, str]) -> None:
    """Raise Refused with one `setting_value` for each value that is not acceptable.

    They are those of a new store, which has no form packs of its own.
    """
    wrong = wrong_values(values, SETTINGS)
    if wrong:
        raise Refused(list(wrong.values()))


def wrong_values(values: Mapping[str, str], declared: Mapping[str, Setting]) -> dict[str, Problem]:
    """Return a `setting_value` for each value that is not acceptable, by name of the setting."""
    found = {}
    for name, value in values.items():
        if not declared[name].accepts(value):
            found[name] = _wrong(declared[name], value)
    return found


def _wrong(setting: Setting, value: str) -> Problem:
    allowed = ", ".join(setting.choices) if setting.choices else setting.help or "xem phần trợ giúp"
    values = {"name": setting.name, "value": value, "allowed": allowed}
    return Problem("setting_value", values=values)


def set_setting(work: Work, name: str, value: str) -> None:
    """Set one setting; raises Refused `setting_unknown`, `setting_value`."""
    counts = get(work.conn, name)
    value = nfc(value)
    setting = declared_settings(work.conn)[name]
    if not setting.accepts(value):
        raise Refused(_wrong(setting, value))
    # Set to what a form pack may say otherwise one day, it is the office's own from now on.
    own = not setting.by_pack or name in stored(work.conn)
    if value == counts and own:
        return
    _keep(work, name, value)


def put_back(work: Work, name: str, value: str | None) -> None:
    """Give a setting the value that it had before; with None it is no longer set at all.

    Raises Refused as `set_setting` does.
    """
    if value is not None:
        set_setting(work, name, value)
    elif name in stored(work.conn):
        _keep(work, name, None)


def _keep(work: Work, name: str, value: str | None) -> None:
    """Write a setting, None as not set: what was not set before is that in the history too."""
    before = stored(work.conn).get(name)
    work.conn.execute(sa.delete(SETTING).where(SETTING.c.name == name))
    if value is not None:
        work.conn.execute(sa.insert(SETTING), {"name": name, "value": value})
    work.changes.append(Change("setting", name, "", "edit", {"value": before}, {"value": value}))


def set_settings(work: Work, values: Mapping[str, str]) -> None:
    """Set several settings as one gesture; raises Refused as `set_setting` does."""
    for name, value in values.items():
        set_setting(work, name, value)
