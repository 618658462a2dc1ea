"""What a book knows of its move from one computer to another, and what the officer is to do."""

from datetime import date

import sqlalchemy as sa

from desktop.settings import put_back, set_setting
from models.queries.settings import CAME_OVER, HANDED_OVER, stored
from models.work import Work

OLD_STEPS = (
    "Cất tệp chuyển máy vào USB; trong tệp có cả khóa ký của đơn vị nên giữ như giữ con dấu.",
    "Chép riêng sang máy mới các mẫu Word, bảng tính nằm ngoài sổ, nếu có.",
    "Ở máy mới: cài chương trình, mở lên, ở câu hỏi đầu bấm “Mở tệp chuyển máy, bản sao lưu…”.",
    "Không nhập, không gửi từ sổ ở máy này nữa: sổ đã được đánh dấu, không ký tệp.",
    "Khi máy mới đã gửi được báo cáo đầu tiên: xóa tệp chuyển máy; thanh lý máy này thì xóa cả sổ.",
)
NEW_STEPS = (
    "Xem số tháng có số liệu và lần ghi cuối ở trang Tổng quan có đúng như ở máy cũ không.",
    "Vào Cài đặt, chọn lại nơi sao lưu thứ hai (tên ổ USB có thể khác), bấm “Sao lưu ngay”.",
    "Chép sang máy này các mẫu Word, bảng tính nằm ngoài sổ, nếu có.",
    "Gửi báo cáo như thường: số thứ tự nối tiếp, khóa ký như cũ, cấp trên không phải làm gì.",
    "Ở máy cũ không nhập, không gửi nữa; gửi được báo cáo đầu tiên thì xóa tệp chuyển máy.",
)


def mark_handed_over(work: Work, day: date) -> None:
    """Note that the office works on another computer from a day on."""
    set_setting(work, HANDED_OVER, str(day))


def use_again(work: Work) -> None:
    """Use the book on this computer again, where the move did not come about."""
    put_back(work, HANDED_OVER, None)


def settle(work: Work) -> None:
    """Note that what is to be done on the new computer is done."""
    put_back(work, CAME_OVER, None)


def handed_over(conn: sa.Connection) -> date | None:
    """Return the day on which the book went to another computer, None where it did not."""
    return _day(conn, HANDED_OVER)


def came_over(conn: sa.Connection) -> date | None:
    """Return the day on which the book left its old computer, None once all is settled."""
    return _day(conn, CAME_OVER)


def _day(conn: sa.Connection, name: str) -> date | None:
    day = stored(conn).get(name)
    return date.fromisoformat(day) if day else None
