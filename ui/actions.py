"""Every key of the window, declared once: what it does, where it works, and how it is written.

Shortcuts, hints of buttons and the lines that name keys are all made from here.
"""

from collections.abc import Callable
from enum import Enum, unique

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
# Of the modifiers only these make another key; the number pad is no key of its own.
_MODIFIERS = _CTRL | _ALT | _SHIFT | Qt.KeyboardModifier.MetaModifier

# As it stands on the keyboard; what is missing here is written as Qt writes it.
_WRITTEN = {
    "Return": "Enter",
    "Ins": "Insert",
    "PgUp": "PageUp",
    "PgDown": "PageDown",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
}


class Place(Enum):
    """Where an action works, in words for people."""

    WINDOW = "Mọi trang"
    SEARCH = "Ô tìm"
    NOTICES = "Danh sách thông báo"
    NOTICE = "Thông báo trong trang"
    MONTHS = "Bảng chọn tháng"
    FORM = "Biểu nhập"
    INPUT = "Ô nhập có danh sách hoặc lịch"
    REGISTER = "Sổ theo dõi"
    GRID = "Bảng số liệu của tháng"
    AREAS = "Lĩnh vực của tháng"
    REPORT = "Báo cáo"
    PLACEHOLDERS = "Danh sách số liệu để chèn"
    EQUIPMENT = "Định mức trang thiết bị"
    SUBMIT = "Gửi báo cáo"
    BOARD = "Nhận báo cáo, bảng theo dõi"
    REMARKS = "Phiếu trả lại"
    INTAKE = "Nhận báo cáo, tệp gửi đến"
    CONSOLIDATE = "Tổng hợp"


@unique
class Action(Enum):
    """One thing that the officer does by keyboard.

    Attributes:
        place: where it works.
        words: what it does, as a hint says it.
        keys: its keys as Qt names them; each of them does it. `OPEN_PAGE` has one for each page.
    """

    FIND = Place.WINDOW, "Tìm trong trang", "Ctrl+F"
    NOTICES = Place.WINDOW, "Đọc lại các thông báo", "Alt+B"
    CHOOSE_MONTH = Place.WINDOW, "Chọn tháng làm việc", "Alt+T"
    MONTH_BEFORE = Place.WINDOW, "Tháng trước", "Alt+PgUp"
    MONTH_AFTER = Place.WINDOW, "Tháng sau", "Alt+PgDown"
    OPEN_PAGE = (
        Place.WINDOW,
        "Mở một trang theo thứ tự",
        *("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"),
        *("Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9", "Ctrl+0"),
    )
    PAGE_BEFORE = Place.WINDOW, "Trang phía trên", "Ctrl+PgUp"
    PAGE_AFTER = Place.WINDOW, "Trang phía dưới", "Ctrl+PgDown"

    END_SEARCH = Place.SEARCH, "Thôi tìm", "Esc"

    CLOSE_NOTICES = Place.NOTICES, "Đóng danh sách", "Esc"
    CLOSE_NOTICE = Place.NOTICE, "Đóng thông báo", "Esc"

    YEAR_BEFORE = Place.MONTHS, "Năm trước", "PgUp"
    YEAR_AFTER = Place.MONTHS, "Năm sau", "PgDown"

    SAVE = Place.FORM, "Lưu thay đổi", "Ctrl+S"
    DISCARD = Place.FORM, "Trả lại như đã lưu", "Esc"
    OPEN_CHOICES = Place.INPUT, "Mở danh sách hoặc lịch", "Alt+Down"

    NEW_RECORD = Place.REGISTER, "Thêm", "Ins"
    HISTORY = Place.REGISTER, "Lịch sử thay đổi", "Ctrl+H"

    DOWN = Place.GRID, "Xuống", "Return"
    RIGHT = Place.GRID, "Sang phải", "Tab"
    EDIT = Place.GRID, "Sửa", "F2"
    CLEAR = Place.GRID, "Xóa", "Del"
    COPY_DOWN = Place.GRID, "Chép ô trên", "Ctrl+D"
    COPY = Place.GRID, "Sao chép các ô đang chọn", "Ctrl+C", "Ctrl+Ins"
    UNDO = Place.GRID, "Hoàn tác", "Ctrl+Z", "Alt+Backspace"
    NIL = Place.GRID, "Không phát sinh", "F7"
    SHOW_FINDINGS = Place.GRID, "Điểm cần xem", "F9"
    CARRY_OVER = Place.GRID, "Lấy “Kỳ trước chuyển sang” từ tháng trước", "F6"
    CHOOSE_AREAS = Place.GRID, "Thêm, bỏ lĩnh vực của tháng", "F8"
    FOLD = Place.GRID, "Thu gọn nhóm cột", "Alt+Shift+Left"
    UNFOLD = Place.GRID, "Mở nhóm cột", "Alt+Shift+Right"
    TO_PANEL = Place.GRID, "Sang các điểm cần xem", "Ctrl+Tab"
    TO_BUTTONS = Place.GRID, "Lên các nút", "Ctrl+Shift+Tab"

    TICK_AREA = Place.AREAS, "Đánh dấu lĩnh vực có số liệu", "Space"
    LEAVE_AREAS = Place.AREAS, "Trở lại bảng số liệu", "Esc"

    EXPORT_REPORT = Place.REPORT, "Ghi báo cáo ra tệp Word", "Ctrl+E"
    INSERT_FIGURE = Place.REPORT, "Chèn số liệu sống vào chỗ con trỏ", "Ctrl+Space"
    TAKE_FIGURE = Place.PLACEHOLDERS, "Chèn vào chỗ con trỏ", "Return"

    SHOW_KIND = Place.EQUIPMENT, "Xem danh sách của loại đó", "Return"

    EXPORT_TO_SIGN = Place.SUBMIT, "Xuất Word", "Ctrl+E"
    WRITE_SUBMISSION = Place.SUBMIT, "Ghi tệp gửi", "Ctrl+Return"
    OPEN_FROM_ABOVE = (
        Place.SUBMIT,
        "Mở yêu cầu, phiếu trả lại hoặc biên nhận của cấp trên",
        "Ctrl+O",
    )
    GO_TO_REMARK = Place.SUBMIT, "Mở chỗ cần sửa", "F6"

    REMIND = Place.BOARD, "Danh sách nhắc", "Ctrl+N"
    RETURN = Place.BOARD, "Trả lại để hoàn chỉnh", "Ctrl+R"
    ADD_REMARK = Place.REMARKS, "Thêm góp ý", "Return"
    DROP_REMARK = Place.REMARKS, "Bỏ góp ý đang chọn", "Del"

    CHOOSE_FILES = Place.INTAKE, "Chọn tệp", "Ctrl+O"
    CHOOSE_FOLDER = Place.INTAKE, "Chọn thư mục, USB", "Ctrl+Shift+O"
    RECEIVE = Place.INTAKE, "Nhận", "Ctrl+Return"

    EXPORT_CONSOLIDATED = Place.CONSOLIDATE, "Xuất Word", "Ctrl+E"
    EXPORT_WORKBOOK = Place.CONSOLIDATE, "Xuất Excel", "Ctrl+Shift+E"
    TRACE = Place.CONSOLIDATE, "Xem số từ đâu ra", "Return"

    def __init__(self, place: Place, words: str, *keys: str) -> None:
        self.place = place
        self.words = words
        self.keys = keys

    @property
    def written(self) -> str:
        """Return its first keys as they stand on the keyboard."""
        return written(self.keys[0])

    @property
    def hint(self) -> str:
        """Return what it does with its keys in brackets, for the hint of a button."""
        return f"{self.words} ({self.written})"

    def is_meant_by(self, event: QKeyEvent) -> bool:
        """Say whether a key that was pressed asks for this."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & _MODIFIERS
        # Qt calls Shift+Tab by a name of its own.
        if key == Qt.Key.Key_Backtab:
            key = Qt.Key.Key_Tab
        pressed = QKeySequence(QKeyCombination(modifiers, key))
        return any(QKeySequence(keys) == pressed for keys in self.keys)


def written(keys: str) -> str:
    """Return keys that Qt names as they stand on the keyboard."""
    if keys == "Space":
        return "phím cách"
    return "+".join(_WRITTEN.get(key, key) for key in keys.split("+"))


def hint_line(*actions: Action) -> str:
    """Return one line that names keys and what they do: "Enter xuống · Tab sang phải"."""
    parts = []
    for action in actions:
        words = action.words[0].lower() + action.words[1:]
        parts.append(f"{action.written} {words}")
    return " · ".join(parts)


def page_keys(number: int) -> str:
    """Return the keys that open the page at a place of the navigation, counted from 1.

    The pages after those with a digit have none ("") and are reached with `PAGE_AFTER`.
    """
    keys = Action.OPEN_PAGE.keys
    return keys[number - 1] if number <= len(keys) else ""


def with_modifier(event: QKeyEvent) -> bool:
    """Say whether Ctrl or Alt was held, so that the key types nothing."""
    return bool(event.modifiers() & (_CTRL | _ALT))


def on_keys(
    action: Action,
    parent: QObject,
    slot: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> None:
    """Do something whenever the keys of an action are pressed where the parent lets them."""
    for keys in action.keys:
        _shortcut(keys, parent, slot, context)


def on_keys_inside(action: Action, parent: QWidget, slot: Callable[[], object]) -> None:
    """Do something whenever the keys are pressed in a widget or anywhere inside it."""
    on_keys(action, parent, slot, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def on_page_keys(number: int, parent: QObject, slot: Callable[[], object]) -> None:
    """Open the page at a place of the navigation by its keys, where it has some."""
    keys = page_keys(number)
    if keys:
        _shortcut(keys, parent, slot, Qt.ShortcutContext.WindowShortcut)


def _shortcut(
    keys: str, parent: QObject, slot: Callable[[], object], context: Qt.ShortcutContext
) -> None:
    made = QShortcut(QKeySequence(keys), parent, slot)
    made.setContext(context)
