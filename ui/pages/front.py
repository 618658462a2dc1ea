"""What the presenters of pages share: a page reads only while it is in front."""

from PySide6.QtCore import QObject

from models.periods import parse_period, title
from ui.shell import Shell


class FrontPresenter(QObject):
    """A presenter that rests in the background; `load` reads and puts `_stale` back to False."""

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._front = False
        self._stale = True

    def come_to_front(self) -> None:
        """Read what changed while another page was on show."""
        self._front = True
        if self._stale:
            self.load()

    def go_back(self) -> None:
        """Rest while another page is on show."""
        self._front = False

    def load(self) -> None:
        """Read what the page shows."""
        raise NotImplementedError

    def _load_or_wait(self) -> None:
        """Read at once in front, else when the page comes there."""
        self._stale = True
        if self._front:
            self.load()


class PeriodPresenter(FrontPresenter):
    """A presenter of one period.

    Attributes:
        period: its name, "" while it is not complete.
    """

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.period = str(shell.month)

    @property
    def title(self) -> str:
        """Return the period in words."""
        return title(parse_period(self.period)) if self.period else ""
