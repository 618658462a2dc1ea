"""What is said about a fault nobody expected, and the package for whoever helps."""

from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QStandardPaths, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout

from desktop.context import Context
from desktop.diagnosis import FILE_NAME, store_facts, write_package
from desktop.messages import sentences
from models.errors import OfficeError
from ui.widgets.pieces import button, label, set_look, tighten

Standing = Literal["sound", "unsound", "unknown"]

_WORDS: Final[dict[Standing, str]] = {
    "sound": (
        "Đã kiểm tra: số liệu đã lưu vẫn còn nguyên; việc đang làm dở có thể chưa được ghi. "
        "Hãy xem lại việc vừa làm."
    ),
    "unsound": (
        "Đã kiểm tra: sổ có chỗ bị hỏng hoặc không khớp với lịch sử. "
        "Hãy đóng chương trình, rồi khôi phục từ bản sao lưu gần nhất."
    ),
    "unknown": (
        "Việc đang làm dở có thể chưa được ghi. "
        "Hãy đóng chương trình rồi mở lại: sổ được kiểm tra mỗi khi mở."
    ),
}
_HELP = "Nếu lỗi lặp lại, hãy lưu gói chẩn đoán và gửi cho người hỗ trợ."
_INSIDE = "Gói gồm nhật ký, phiên bản và số dòng của từng bảng; không có số liệu, không có tên ai."


class FaultDialog(QDialog):
    """Says that something went wrong, how the store is, and offers a package for whoever helps.

    Attributes:
        says: what became of the package.
    """

    def __init__(
        self, name: str, folder: Path, standing: Standing, context: Context | None = None
    ) -> None:
        super().__init__(QApplication.activeWindow())
        self._context = context
        self.setWindowTitle("Gặp lỗi")
        self.setFixedWidth(560)
        column = QVBoxLayout(self)
        tighten(column, 22, 20, 22, 16, 12)
        column.addWidget(label("Chương trình vừa gặp một lỗi ngoài dự kiến.", "heading"))
        column.addWidget(label(_WORDS[standing], wrap=True))
        column.addWidget(label(f"{_HELP} {_INSIDE}", wrap=True))
        place = f"Mã lỗi: {name}\nNhật ký: {folder / 'somotcua.log'}"
        self.says = label(place, "muted", wrap=True, selectable=True)
        column.addWidget(self.says)
        self.package_button = button("Lưu gói chẩn đoán…")
        self.package_button.clicked.connect(self._on_package)
        go_on = button("Tiếp tục làm việc", "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.package_button)
        row.addStretch(1)
        row.addWidget(go_on)
        column.addLayout(row)
        go_on.setFocus()

    def _on_package(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        out, _ = QFileDialog.getSaveFileName(
            self, "Lưu gói chẩn đoán", str(Path(usual) / FILE_NAME), "Gói chẩn đoán (*.zip)"
        )
        if not out:
            return
        try:
            write_package(Path(out), {"qt": qVersion(), **self._facts()})
        except OfficeError as error:
            self._say(" ".join(sentences(error)), "wrong")
        else:
            self._say(f"Đã lưu gói chẩn đoán: {out}", "muted")

    def _facts(self) -> dict[str, object]:
        if self._context is None or self._context.store.busy:
            return {"error": "store_busy"}
        try:
            return self._context.ask(store_facts)
        except Exception as fault:  # noqa: BLE001 - the logs are wanted all the more then
            return {"error": type(fault).__name__}

    def _say(self, words: str, look: str) -> None:
        self.says.setText(words)
        set_look(self.says, look)
