"""The screens of the first questions."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.seeds import seeded_fields
from models.catalogue import PROFILE
from models.registers import Field, Value
from ui.forms import FieldBox
from ui.widgets.inputs import ChoiceInput, LineInput
from ui.widgets.pieces import button, label, tighten


class Step(QWidget):
    """One screen.

    Attributes:
        title: its heading.
        text: one or two sentences below it.
    """

    title = ""
    text = ""

    def problem(self) -> str:
        """Return what is missing in one sentence, "" for nothing."""
        return ""

    def focus_first(self) -> None:
        """Put the cursor in the first input."""


class _Boxes(Step):
    """A screen of inputs."""

    def __init__(self, fields: tuple[Field, ...], columns: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        tighten(grid, 0, 0, 0, 0, 16)
        grid.setVerticalSpacing(10)
        self.boxes: dict[str, FieldBox] = {}
        for number, field in enumerate(fields):
            choices: list[tuple[Value, str]] = [(choice, choice) for choice in field.choices]
            made = ChoiceInput(choices) if field.choices else LineInput(field)
            box = FieldBox(field, made)
            self.boxes[field.name] = box
            grid.addWidget(box, number // columns, number % columns)
            grid.setColumnStretch(number % columns, 1)
        grid.setRowStretch(len(fields), 1)

    @property
    def values(self) -> dict[str, str]:
        """Return what was typed."""
        return {name: str(box.input.value() or "") for name, box in self.boxes.items()}

    def problem(self) -> str:
        """Return which required input is blank."""
        for name, box in self.boxes.items():
            if box.field.required and not self.values[name]:
                box.show_error(f"Chưa ghi {box.field.label.lower()}.")
                box.widget.setFocus()
                return f"Hãy ghi {box.field.label.lower()}."
            box.show_error("")
        return ""

    def focus_first(self) -> None:
        """Put the cursor in the first input."""
        next(iter(self.boxes.values())).widget.setFocus()


class OfficerStep(_Boxes):
    """Who types, and what the unit does with reports."""

    title = "Ai dùng sổ này?"
    text = (
        "Tên của bạn được ghi vào lịch sử của mỗi thay đổi. Sổ nằm trên máy này, không gửi đi đâu."
    )

    def __init__(self) -> None:
        super().__init__((Field("officer", "Họ và tên của bạn", required=True),), 1)
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        self._ward = QRadioButton(
            "Đơn vị lập báo cáo: phường, xã, đặc khu, trung tâm phục vụ hành chính công"
        )
        self._district = QRadioButton("Cơ quan nhận và tổng hợp báo cáo của các đơn vị")
        self._ward.setChecked(True)
        self._group = QButtonGroup(self)
        roles = QVBoxLayout()
        roles.setSpacing(8)
        caption = label("Đơn vị của bạn là", "strong")
        roles.addSpacing(6)
        roles.addWidget(caption)
        for choice in (self._ward, self._district):
            self._group.addButton(choice)
            roles.addWidget(choice)
        grid.addLayout(roles, 1, 0)
        grid.setRowStretch(1, 0)
        grid.setRowStretch(2, 1)

    @property
    def name(self) -> str:
        """Return the officer's name."""
        return self.values["officer"]

    @property
    def role(self) -> str:
        """Return "ward" or "district"."""
        return "district" if self._district.isChecked() else "ward"


class UnitStep(_Boxes):
    """The unit itself."""

    title = "Đơn vị của bạn"
    text = (
        "Dùng cho phần đầu báo cáo và tên tệp. Sửa lại được bất cứ lúc nào ở Danh mục, thẻ Đơn vị."
    )

    def __init__(self) -> None:
        wanted = ("name", "code", "superior", "place")
        examples = {
            "name": "Ví dụ: Phường Lê Bình.",
            "code": "Ngắn, không dấu, do cấp trên giao. Ví dụ: LEBINH.",
            "superior": "Ví dụ: Ủy ban nhân dân quận Cái Răng.",
            "place": "Ghi trước ngày tháng năm. Ví dụ: Lê Bình.",
        }
        fields = []
        for name in wanted:
            label, width = PROFILE.field(name).label, PROFILE.field(name).width
            fields.append(Field(name, label, required=True, help=examples[name], width=width))
        super().__init__(tuple(fields), 2)


class SignerStep(_Boxes):
    """Who signs the reports."""

    title = "Người ký báo cáo"
    text = "Chưa rõ thì để trống và ghi sau ở Danh mục, thẻ Đơn vị."

    def __init__(self) -> None:
        names = ("authority", "signer_title", "signer_name", "signs_for", "office_name", "hotline")
        super().__init__(tuple(PROFILE.field(name) for name in names), 2)

    @property
    def values(self) -> dict[str, str]:
        """Return what was typed, without blanks."""
        return {name: value for name, value in super().values.items() if value}


class FieldsStep(Step):
    """The fields of work the unit receives."""

    title = "Các lĩnh vực tiếp nhận"
    text = (
        "Bỏ dấu ở lĩnh vực đơn vị không tiếp nhận. "
        "Thêm, đổi tên hoặc dùng lại được ở Danh mục, thẻ Lĩnh vực."
    )

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        tighten(column, spacing=6)
        row = QHBoxLayout()
        everything, nothing = button("Chọn tất cả", "link"), button("Bỏ chọn tất cả", "link")
        for part in (everything, nothing):
            part.setAutoDefault(False)
            row.addWidget(part)
        row.addStretch(1)
        everything.clicked.connect(self._tick_all)
        nothing.clicked.connect(self._tick_none)
        column.addLayout(row)
        area = QScrollArea()
        area.setWidgetResizable(True)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setVerticalSpacing(6)
        self.boxes = [QCheckBox(str(values["name"])) for values in seeded_fields()]
        rows = (len(self.boxes) + 1) // 2
        for number, box in enumerate(self.boxes):
            box.setChecked(True)
            grid.addWidget(box, number % rows, number // rows)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(area, 1)

    @property
    def left_out(self) -> set[str]:
        """Return the names of the fields that were unticked."""
        return {box.text() for box in self.boxes if not box.isChecked()}

    def problem(self) -> str:
        """Return that nothing is ticked."""
        if any(box.isChecked() for box in self.boxes):
            return ""
        return "Hãy chọn ít nhất một lĩnh vực."

    def focus_first(self) -> None:
        """Put the cursor in the first box."""
        self.boxes[0].setFocus()

    def _tick_all(self) -> None:
        for box in self.boxes:
            box.setChecked(True)

    def _tick_none(self) -> None:
        for box in self.boxes:
            box.setChecked(False)


class WindowStep(Step):
    """Which days make a month."""

    title = "Số liệu của một tháng tính từ ngày nào?"
    text = "Từng tháng vẫn ghi ngày riêng được ở Hồ sơ tháng, thẻ Chỉ tiêu tháng."

    RULES: Mapping[str, str] = {
        "1": "Theo tháng của lịch: từ ngày 1 đến ngày cuối tháng",
        "15": "Từ ngày 15 tháng trước đến ngày 14 (Nghị định 09/2019/NĐ-CP, Điều 12)",
    }

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        tighten(column, spacing=10)
        self.choices = {day: QRadioButton(text) for day, text in self.RULES.items()}
        self._group = QButtonGroup(self)
        for choice in self.choices.values():
            self._group.addButton(choice)
            column.addWidget(choice)
        self._other = QRadioButton("Từ một ngày khác của tháng trước (2 đến 28):")
        self._group.addButton(self._other)
        self._day = LineInput(Field("day", "Ngày bắt đầu", "whole"))
        self._day.setFixedWidth(70)
        self._day.setAccessibleName("Ngày bắt đầu")
        self._day.edited.connect(self._on_day)
        row = QHBoxLayout()
        row.addWidget(self._other)
        row.addWidget(self._day)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.choices["1"].setChecked(True)

    @property
    def start_day(self) -> str:
        """Return the first day of the window as the setting takes it."""
        if self._other.isChecked():
            return self._day.text().strip()
        return next(day for day, choice in self.choices.items() if choice.isChecked())

    def problem(self) -> str:
        """Return that the other day is none."""
        day = self.start_day
        good = day.isascii() and day.isdigit() and 1 <= int(day) <= 28
        return "" if good else "Ngày bắt đầu là một số từ 2 đến 28."

    def focus_first(self) -> None:
        """Put the cursor on the rule in force."""
        for choice in (*self.choices.values(), self._other):
            if choice.isChecked():
                choice.setFocus()

    def _on_day(self) -> None:
        self._other.setChecked(True)
