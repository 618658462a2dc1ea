"""The page of the equipment: its registers and the comparison with the norm."""

from PySide6.QtWidgets import QWidget

from ui.pages.equipment.comparison import ComparisonView
from ui.pages.register.page import RegisterPage
from ui.pages.register.view import RegisterView
from ui.shell import Shell

_TABS = ("equipment", "comparison", "norms", "software")
_LABELS = ("Danh sách", "Thiếu, hỏng theo loại", "Định mức", "Phần mềm")


class EquipmentPage(RegisterPage):
    """Four tabs; a row of the comparison leads to its pieces in the list."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "Trang thiết bị", _TABS, _LABELS)

    def make_view(self, name: str) -> QWidget:
        """Build the view of a tab."""
        if name != "comparison":
            return super().make_view(name)
        view = ComparisonView(self.shell)
        view.kind_requested.connect(self._show_kind)
        return view

    def _show_kind(self, kind: str) -> None:
        self.tabs.setCurrentIndex(0)
        view = self.view("equipment")
        if isinstance(view, RegisterView):
            view.presenter.filter_by("kind", kind)
            view.filters.show_state()
            view.take_focus()
