"""The page Gửi báo cáo: sign-off and submission at the left, what came back and what was sent at
the right.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.consolidation.board import Standing
from desktop.handoff.outbox import Sent
from desktop.handoff.received_slips import OpenedSlip, OpenRemark, settle
from desktop.messages import sentence
from desktop.reports.export import Exported
from models.periods import Month, parse_period
from ui.actions import Action
from ui.pages.base import Page
from ui.pages.report.export_panel import ExportPanel
from ui.pages.submit.outbox_panel import OutboxPanel
from ui.pages.submit.presenter import SubmitPresenter, Written
from ui.pages.submit.remarks_panel import RemarksPanel, page_and_place, place_words
from ui.pages.submit.send_card import SendCard
from ui.pages.submit.sign_off_card import SignOffCard
from ui.shell import Shell
from ui.widgets.period_chooser import PeriodChooser
from ui.widgets.pieces import button, label, set_state, tighten

_TONES = {"not_sent": "", "sent": "green", "received": "green", "returned": "red"}


class SubmitPage(Page):
    """Sign off, send, complete.

    Attributes:
        presenter: what the page knows and does.
        sign_off: the card of the sign-off.
        send: the card of the submission.
        remarks: what came back.
        outbox: what was sent.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAcceptDrops(True)
        self.presenter = SubmitPresenter(shell, self)
        self.period = PeriodChooser(shell.month)
        self.export_panel = ExportPanel()
        self.sign_off = SignOffCard(self.presenter)
        self.send = SendCard(self.presenter)
        self.remarks = RemarksPanel()
        self.outbox = OutboxPanel()
        self._build()
        self._connect()

    def show_place(self, **where: object) -> None:
        if where.get("period"):
            self.show_period(str(where["period"]))
        if where.get("remarks"):
            self.remarks.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_period(self, period: str) -> None:
        """Show a period, and its last month in the whole window."""
        months = parse_period(period).months
        if months:
            self.shell.set_month(months[-1])
        self.period.show_period(period)

    def entered(self) -> None:
        self.send.folder.look_for_sticks()
        self.presenter.come_to_front()
        place = self.remarks.table if self.presenter.remarks else self.send.send_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self.presenter.go_back()

    def open_slip(self, path: Path) -> None:
        """Open a request, a return slip or a receipt."""
        self.presenter.open_slip(path)

    def _build(self) -> None:
        self.badge = label("", "badge")
        self.days = label("", "muted")
        self.open_button = button(
            "Mở tệp…",
            icon="folder",
            action=Action.OPEN_FROM_ABOVE,
        )
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(label("Gửi báo cáo", "title"))
        head.addSpacing(8)
        for widget in (self.period, self.badge, self.days):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.open_button)
        inner = QWidget()
        cards = QVBoxLayout(inner)
        tighten(cards, 0, 0, 6, 0, 12)
        cards.addWidget(self.export_panel)
        cards.addWidget(self.sign_off)
        cards.addWidget(self.send)
        cards.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        side = QWidget()
        side.setFixedWidth(330)
        right = QVBoxLayout(side)
        tighten(right, spacing=12)
        right.addWidget(self.remarks, 3)
        right.addWidget(self.outbox, 2)
        middle = QHBoxLayout()
        tighten(middle, spacing=10)
        middle.addWidget(scroll, 1)
        middle.addWidget(side)
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 10)
        column.addLayout(head)
        column.addLayout(middle, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self.shell.month_changed.connect(self._on_month)
        self.period.chosen.connect(self._on_period)
        self.period.refused.connect(self.shell.show_problems)
        presenter.shown.connect(self._show)
        presenter.exported.connect(self._on_exported)
        presenter.written.connect(self._on_written)
        presenter.opened.connect(self._on_opened)
        self.sign_off.export_requested.connect(self._on_export)
        self.export_panel.confirmed.connect(presenter.export)
        self.export_panel.put_off.connect(self.sign_off.export_button.setFocus)
        self.send.send_requested.connect(presenter.submit)
        self.send.month_requested.connect(self._on_month_wanted)
        self.outbox.again_requested.connect(self._on_again)
        self.remarks.go_requested.connect(self._go_to)
        self.remarks.settled.connect(self._settle)
        self.open_button.clicked.connect(self._on_open)

    def _show(self) -> None:
        presenter = self.presenter
        standing = presenter.standing
        self.badge.setText(_words(standing))
        set_state(
            self.badge,
            "amber"
            if standing.draft and standing.status != "returned"
            else _TONES[standing.status],
        )
        due = f", hạn gửi {presenter.deadline:%d/%m/%Y}" if presenter.deadline else ""
        self.days.setText(f"{presenter.title}{due}")
        self.sign_off.show_state()
        self.send.show_state()
        self.remarks.show_remarks(presenter.remarks)
        self.outbox.show_sent(presenter.sent)

    def _on_month(self, month: Month) -> None:
        self.period.show_month(month)

    def _on_period(self, period: str) -> None:
        self.export_panel.hide()
        self.send.forget_written()
        self.presenter.choose(period)

    def _on_month_wanted(self) -> None:
        self.shell.go("month", register="dossiers")

    def _on_export(self) -> None:
        self.export_panel.ask(self.presenter.file_name())

    def _on_exported(self, exported: Exported) -> None:
        text = f"Đã xuất {exported.path.name}. Sửa trong Word xong thì đưa tệp về đây."
        warnings = [sentence(warning) for warning in exported.warnings]
        self.shell.notify_written(text, exported.path, warnings)

    def _on_written(self, written: Written) -> None:
        self.send.show_written(written)
        # Only once it has its place below the sheet.
        QTimer.singleShot(0, self._scroll_to_result)

    def _scroll_to_result(self) -> None:
        self._scroll.ensureWidgetVisible(self.send.result)

    def _on_again(self, sent: Sent) -> None:
        folder = self.send.folder.folder()
        if folder is None:
            self.send.folder.edit.setFocus()
            return
        password = self.send.password.text() if self.send.locked.isChecked() else None
        self.presenter.write_again(sent, folder, password)

    def _on_open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Mở yêu cầu, phiếu trả lại hoặc biên nhận", "", "Tệp của Sổ Một Cửa (*.smc *.zip)"
        )
        if chosen:
            self.open_slip(Path(chosen))

    def _on_opened(self, opened: OpenedSlip) -> None:
        self.show_period(opened.slip.period)
        words = self.presenter.describe(opened)
        if opened.kind == "return" and self.presenter.remarks:
            self.remarks.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.shell.ask_person(
                words, ("Đến góp ý đầu tiên", self._go_to_first), ("Để sau", self.setFocus)
            )
        else:
            self.shell.notify(words, tone="note")

    def _go_to_first(self) -> None:
        if self.presenter.remarks:
            self._go_to(self.presenter.remarks[0])
        else:
            self.shell.go("submit")

    def _go_to(self, item: OpenRemark) -> None:
        """Lead to the place of a remark; the remark stays in sight above it, with the way on."""
        page, place = page_and_place(item)
        months = parse_period(item.period).months
        if page == "report" and months:
            self.shell.set_month(months[-1])
        self.shell.go(page, **place)
        number = self.presenter.remarks.index(item) + 1 if item in self.presenter.remarks else 1
        words = f"Góp ý {number}/{len(self.presenter.remarks)} – {place_words(item.remark)}: {item.remark.text}"
        self.shell.ask_person(
            words,
            ("Đã sửa, góp ý tiếp theo", partial(self._settle_and_go_on, item)),
            ("Về trang Gửi báo cáo", partial(self.shell.go, "submit", remarks=True)),
        )

    def _settle_and_go_on(self, item: OpenRemark) -> None:
        if self.shell.do(settle, item.slip, item.number) is None:
            return
        self.presenter.load()
        if self.presenter.remarks:
            self._go_to_first()
        else:
            self._all_settled(item)

    def _settle(self, item: OpenRemark) -> None:
        if self.shell.do(settle, item.slip, item.number) is not None and not self.presenter.remarks:
            self._all_settled(item)

    def _all_settled(self, item: OpenRemark) -> None:
        self.shell.go("submit", period=item.period)
        self.shell.notify("Đã xem hết các góp ý. Kiểm tra số liệu rồi ghi tệp gửi lần tiếp theo.")
        self.send.send_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() == ".docx":
            self.sign_off.take_back(path)
        elif path.suffix.lower() == ".pdf":
            self.sign_off.scan.setText(str(path))
        else:
            self.open_slip(path)


def _words(standing: Standing) -> str:
    parts = [standing.word]
    if standing.revision is not None:
        parts.append(f"lần {standing.revision}")
    if standing.draft:
        parts.append("chưa chốt")
    return ", ".join(parts)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
