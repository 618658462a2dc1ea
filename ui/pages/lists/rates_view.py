"""The list of rates: beside the form stands what the rate says of the working month."""

from desktop.rate_preview import rate_preview
from models.catalogue import RATES
from models.errors import Refused
from ui.pages.register.view import RegisterView
from ui.shell import Shell
from ui.widgets.pieces import label


class RatesView(RegisterView):
    """A register whose form works out what is typed."""

    def __init__(self, shell: Shell) -> None:
        self.preview = label("", "strong", wrap=True)
        super().__init__(shell, RATES.name)

    def _build(self, shell: Shell) -> None:
        super()._build(shell)
        self.panel.show_below(self.preview)

    def _show_mode(self) -> None:
        super()._show_mode()
        try:
            draft = self.panel.form.draft()
        except Refused:
            self.preview.setText("")
            return
        shell = self._shell
        self.preview.setText(shell.ask(rate_preview, shell.unit, shell.month, draft))
