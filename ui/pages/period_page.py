"""What the pages over one period share: they follow the working month, and lead it."""

from models.periods import Month, last_day, month_of, parse_period
from ui.pages.base import Page
from ui.pages.report.export_panel import ExportPanel
from ui.shell import Shell
from ui.widgets.period_chooser import PeriodChooser


class PeriodPage(Page):
    """A page over one period.

    Attributes:
        period: chooses it, around the working month.
        export_panel: asks where an exported file goes.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.period = PeriodChooser(shell.month)
        self.export_panel = ExportPanel()
        shell.month_changed.connect(self._on_month)
        self.period.chosen.connect(self._on_period)
        self.period.refused.connect(shell.show_problems)

    def show_period(self, period: str) -> None:
        """Show a period; the whole window goes to its last month."""
        parsed = parse_period(period)
        if parsed.kind != "free":
            self.shell.set_month(month_of(last_day(parsed)))
        self.period.show_period(period)

    def _on_month(self, month: Month) -> None:
        self.period.show_month(month)

    def _on_period(self, period: str) -> None:
        raise NotImplementedError
