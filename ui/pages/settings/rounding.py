"""Find how an office rounds from the percentages that its last report printed."""

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop import settings
from desktop.settings import NO_ROUNDING, rounding_words
from models.errors import Refused
from models.rounding import PrintedShare, Style, find_rounding, read_share
from ui.shell import Shell
from ui.widgets.pieces import button, label, set_state, tighten

_ROWS = 4
_EXAMPLES = (("1970", "2181", "90,3"), ("1552", "2181", "71,1"))
_HEADINGS = ("Tử số", "Mẫu số", "Tỷ lệ đã in (%)")


class RoundingPanel(QFrame):
    """A few rows to copy from an old report, and the setting that prints them as they stood.

    Attributes:
        rows: the inputs of each row: numerator, denominator, percentage.
        use_button: takes the proposed setting.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shell = shell
        self._found: Style | None = None
        column = QVBoxLayout(self)
        tighten(column, 16, 12, 16, 14, 8)
        column.addWidget(label("Tìm cách làm tròn từ báo cáo cũ", "heading"))
        words = "Chép vài tỷ lệ từ báo cáo năm trước; càng nhiều dòng càng chắc."
        column.addWidget(label(words, "muted", wrap=True))
        self.rows: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        column.addLayout(self._grid())
        self._said = label("", "muted", wrap=True)
        column.addWidget(self._said)
        self.use_button = button("Dùng cách này", icon="check")
        self.use_button.clicked.connect(self._on_use)
        foot = QHBoxLayout()
        foot.addWidget(self.use_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self._look()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, heading in enumerate(_HEADINGS):
            grid.addWidget(label(heading, "strong"), 0, place)
        for number in range(_ROWS):
            row = (QLineEdit(), QLineEdit(), QLineEdit())
            for place, cell in enumerate(row):
                cell.setAccessibleName(f"{_HEADINGS[place]}, dòng {number + 1}")
                cell.textEdited.connect(self._look)
                if number < len(_EXAMPLES):
                    cell.setPlaceholderText(f"ví dụ {_EXAMPLES[number][place]}")
                grid.addWidget(cell, number + 1, place)
            self.rows.append(row)
        return grid

    def _look(self) -> None:
        """Say which setting prints the rows that are filled in."""
        shares, unread = self._shares()
        found = find_rounding(shares)
        self._found = found.fits[0] if found.fits and not unread else None
        said = _words(found.fits, len(shares))
        said += [f"Dòng {number} chưa đọc được; hãy xem lại." for number in unread]
        said += [f"Không cách nào cho ra {row.text}; hãy xem lại số." for row in found.misfits]
        self._said.setText(" ".join(said))
        set_state(self._said, "amber" if unread or found.misfits else "")
        self.use_button.setEnabled(self._found is not None)

    def _shares(self) -> tuple[list[PrintedShare], list[int]]:
        """Return the rows that are filled in, and the numbers of those that cannot be read."""
        shares, unread = [], []
        for number, row in enumerate(self.rows, start=1):
            top, bottom, printed = (cell.text().strip() for cell in row)
            if not top or not bottom or not printed:
                continue
            share = read_share(f"{top}/{bottom}={printed}")
            if share is None:
                unread.append(number)
            else:
                shares.append(share)
        return shares, unread

    def _on_use(self) -> None:
        if self._found is None:
            return
        values = settings.rounding_settings(self._found)
        try:
            outcome = self._shell.perform(settings.set_settings, values)
        except Refused as refused:
            self._shell.show_problems(refused)
            return
        self._shell.notify_undo("Đã đặt cách làm tròn theo báo cáo cũ.", outcome.entry)


def _words(fits: tuple[Style, ...], count: int) -> list[str]:
    if not count:
        return []
    if not fits:
        return [NO_ROUNDING]
    said = [f"Khớp {count} dòng: {rounding_words(fits[0])}."]
    if len(fits) > 1:
        others = "; ".join(rounding_words(style) for style in fits[1:3])
        said.append(f"Cũng khớp: {others}. Thêm vài dòng để phân biệt.")
    return said
