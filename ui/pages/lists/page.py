"""The page of the lists that the other pages draw on."""

from PySide6.QtWidgets import QWidget

from models.catalogue import RATES
from ui.pages.lists.rates_view import RatesView
from ui.pages.register.page import RegisterPage
from ui.pages.register.single import SingleRecordView
from ui.shell import Shell

_TABS = ("fields", "procedures", "rates", "targets", "profile")
_LABELS = ("Lĩnh vực", "Thủ tục hành chính", "Tỷ lệ", "Chỉ tiêu giao", "Đơn vị")


class ListsPage(RegisterPage):
    """Tabs for each list; a receiving office also keeps its units."""

    def __init__(self, shell: Shell) -> None:
        receiving = shell.context.role == "district"
        tabs = (*_TABS, "units") if receiving else _TABS
        labels = (*_LABELS, "Đơn vị gửi báo cáo") if receiving else _LABELS
        super().__init__(shell, "Danh mục", tabs, labels)

    def make_view(self, name: str) -> QWidget:
        """Build the view of a tab."""
        if name == RATES.name:
            return self.prepared(RatesView(self.shell))
        if name != "profile":
            return super().make_view(name)
        words = "Thông tin này dùng cho phần đầu, phần ký và nơi nhận của mọi báo cáo."
        return SingleRecordView(self.shell, "profile", heading=words)
