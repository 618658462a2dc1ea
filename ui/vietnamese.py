"""Vietnamese words for the texts that Qt itself puts on the screen: it brings none."""

from typing import Final

from PySide6.QtCore import QObject, QTranslator

# By Qt's source text, without its "&" and trailing dots; what a context says differently is keyed
# "context|text".
WORDS: Final = {
    "Undo": "Hoàn tác",
    "Redo": "Làm lại",
    "Cut": "Cắt",
    "Copy": "Sao chép",
    "Paste": "Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "Clear": "Xóa hết",
    "Step up": "Tăng",
    "Step down": "Giảm",
    "Copy Link Location": "Sao chép địa chỉ liên kết",
    "Open": "Mở",
    "Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Save As": "Lưu thành tệp khác",
    "OK": "Đồng ý",
    "Ok": "Đồng ý",
    "Cancel": "Bỏ qua",
    "Close": "Đóng",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về mặc định",
    "Discard": "Bỏ thay đổi",
    "Don't Save": "Không lưu",
    "Yes": "Có",
    "No": "Không",
    "Yes to All": "Có cho tất cả",
    "No to All": "Không cho tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua lỗi",
    "Help": "Trợ giúp",
    "Choose": "Chọn",
    "New Folder": "Thư mục mới",
    "Create New Folder": "Tạo thư mục mới",
    "Create a New Folder": "Tạo thư mục mới",
    "Back": "Quay lại",
    "Forward": "Đi tới",
    "Go back": "Quay lại",
    "Go forward": "Đi tới",
    "Parent Directory": "Thư mục cha",
    "Go to the parent directory": "Lên thư mục cha",
    "List View": "Dạng danh sách",
    "Detail View": "Dạng chi tiết",
    "Change to list view mode": "Xem dạng danh sách",
    "Change to detail view mode": "Xem dạng chi tiết",
    "Look in:": "Tìm trong:",
    "File name:": "Tên tệp:",
    "File &name:": "Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Directory:": "Thư mục:",
    "Directory": "Thư mục",
    "File": "Tệp",
    "Folder": "Thư mục",
    "Name": "Tên",
    "Size": "Kích thước",
    "Type": "Loại",
    "Kind": "Loại",
    "Date Modified": "Ngày sửa",
    "Computer": "Máy tính này",
    "My Computer": "Máy tính này",
    "Drive": "Ổ đĩa",
    "File Folder": "Thư mục",
    "All Files (*)": "Mọi tệp (*)",
    "Find Directory": "Tìm thư mục",
    "Rename": "Đổi tên",
    "Show hidden files": "Hiện tệp ẩn",
    "Show &hidden files": "Hiện tệp ẩn",
    "Remove": "Gỡ bỏ",
    "Sidebar": "Thanh bên",
    "List of places and bookmarks": "Nơi hay dùng",
    "Files": "Các tệp",
    "Recent Places": "Mới dùng",
    "Warning": "Lưu ý",
    "Unknown": "Không rõ",
    "Show Details": "Xem chi tiết",
    "Hide Details": "Ẩn chi tiết",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có. Thay bằng tệp mới?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": "%1\nKhông tìm thấy tệp này. Kiểm tra lại tên tệp.",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": "%1\nKhông tìm thấy thư mục này. Kiểm tra lại tên thư mục.",
    "'%1' is write protected.\nDo you want to delete it anyway?": "“%1” đang được chống ghi. Vẫn xóa?",
    "Are you sure you want to delete '%1'?": "Xóa “%1”?",
    "Could not delete directory.": "Không xóa được thư mục này.",
    "%1 bytes": "%1 byte",
    "%1 byte(s)": "%1 byte",
    "%1 KB": "%1 KB",
    "%1 MB": "%1 MB",
    "%1 GB": "%1 GB",
    "Scroll here": "Cuộn đến đây",
    "Top": "Đầu",
    "Bottom": "Cuối",
    "Page up": "Lên một trang",
    "Page down": "Xuống một trang",
    "Scroll up": "Cuộn lên",
    "Scroll down": "Cuộn xuống",
    "Left edge": "Mép trái",
    "Right edge": "Mép phải",
    "Page left": "Sang trái một trang",
    "Page right": "Sang phải một trang",
    "Scroll left": "Cuộn trái",
    "Scroll right": "Cuộn phải",
    "Restore": "Khôi phục",
    "Minimize": "Thu nhỏ",
    "Maximize": "Phóng to",
    "Move": "Di chuyển",
    "Restore Down": "Khôi phục",
    "Menu": "Trình đơn",
    "Press": "Nhấn",
    "More": "Thêm",
    "QShortcut|Space": "Dấu cách",
    "QShortcut|Left": "Trái",
    "QShortcut|Right": "Phải",
    "QShortcut|Up": "Lên",
    "QShortcut|Down": "Xuống",
}


class VietnameseTexts(QTranslator):
    """Gives Qt our words for its own texts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def translate(  # type: ignore[override]
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return words_for(context, source)

    def isEmpty(self) -> bool:
        return False


def words_for(context: str, source: str) -> str | None:
    """Return our words for a text of Qt, None where Qt's own may stay."""
    plain = source if source in WORDS else source.replace("&", "").rstrip(".…")
    return WORDS.get(f"{context}|{plain}") or WORDS.get(source) or WORDS.get(plain)
