"""The page Gửi báo cáo: sign off and send at the left, what came back and was sent at the right."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.consolidation.board import Standing, Status
from desktop.handoff.offered_packs import offer_sentence
from desktop.handoff.outbox import Sent
from desktop.handoff.received_slips import OpenedSlip, OpenRemark, settle, slip_sentence
from desktop.messages import sentence
from desktop.reports.export import Exported
from models.periods import parse_period
from ui.actions import Action
from ui.pages.period_page import PeriodPage
from ui.pages.submit.outbox_panel import OutboxPanel
from ui.pages.submit.presenter import SubmitPresenter, Written
from ui.pages.submit.remarks_panel import RemarksPanel, page_and_place, place_words
from ui.pages.submit.send_card import SendCard
from ui.pages.submit.sign_off_card import SignOffCard
from ui.shell import Shell
from ui.widgets.pieces import button, label, set_state, tighten
from ui.widgets.scrolling import scrolled

_TONES: Mapping[Status, str] = {
    "not_sent": "",
    "sent": "green",
    "received": "green",
    "returned": "red",
}
_OPEN = "Mở yêu cầu, phiếu trả lại hoặc biên nhận"
_OURS = "Tệp của Sổ Một Cửa (*.smc *.zip)"
_ALL_SEEN = "Đã xem hết các góp ý. Kiểm tra số liệu rồi ghi tệp gửi lần tiếp theo."


class SubmitPage(PeriodPage):
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
        if where.get("file"):
            self.open_slip(Path(str(where["file"])))

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
        middle = QHBoxLayout()
        tighten(middle, spacing=10)
        middle.addWidget(self._cards(), 1)
        middle.addWidget(self._side())
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 10)
        column.addLayout(self._head())
        column.addLayout(middle, 1)

    def _head(self) -> QHBoxLayout:
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
        return head

    def _cards(self) -> QScrollArea:
        inner = QWidget()
        cards = QVBoxLayout(inner)
        tighten(cards, 0, 0, 6, 0, 12)
        cards.addWidget(self.export_panel)
        cards.addWidget(self.sign_off)
        cards.addWidget(self.send)
        cards.addStretch(1)
        self._scroll = scrolled(inner)
        return self._scroll

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(330)
        right = QVBoxLayout(side)
        tighten(right, spacing=12)
        right.addWidget(self.remarks, 3)
        right.addWidget(self.outbox, 2)
        return side

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.exported.connect(self._on_exported)
        presenter.written.connect(self._on_written)
        presenter.opened.connect(self._on_opened)
        self.sign_off.export_requested.connect(self._on_export)
        self.export_panel.confirmed.connect(presenter.export)
        self.export_panel.put_off.connect(self.sign_off.export_button.setFocus)
        self.send.send_requested.connect(self._on_send)
        self.send.month_requested.connect(self._on_month_wanted)
        self.outbox.again_requested.connect(self._on_again)
        self.remarks.go_requested.connect(self._go_to)
        self.remarks.settled.connect(self._settle)
        self.open_button.clicked.connect(self._on_open)

    def _show(self) -> None:
        presenter = self.presenter
        self.badge.setText(presenter.standing.words)
        set_state(self.badge, _tone(presenter.standing))
        due = f", hạn gửi {presenter.deadline:%d/%m/%Y}" if presenter.deadline else ""
        self.days.setText(f"{presenter.title}{due}")
        self.sign_off.show_state()
        self.send.show_state()
        self.remarks.show_remarks(presenter.remarks)
        self.outbox.show_sent(presenter.sent)

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

    def _on_send(self, folder: Path) -> None:
        self.presenter.submit(folder, self.send.chosen_password)

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
        self.presenter.write_again(sent, folder, self.send.chosen_password)

    def _on_open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, _OPEN, "", _OURS)
        if chosen:
            self.open_slip(Path(chosen))

    def _on_opened(self, opened: OpenedSlip) -> None:
        self.show_period(opened.slip.period)
        words = slip_sentence(opened)
        offered = self.presenter.offered(opened)
        if offered is not None:
            words = f"{words}\n{offer_sentence(offered)}"
            if offered.can_be_added:
                add = ("Thêm bộ biểu mẫu", partial(self.presenter.add_offered, opened))
                self.shell.ask_person(words, add, ("Không thêm", self.setFocus))
                return
        if opened.kind != "return" or not self.presenter.remarks:
            self.shell.notify(words, tone="note")
            return
        self.remarks.table.setFocus(Qt.FocusReason.OtherFocusReason)
        first = ("Đến góp ý đầu tiên", self._go_to_first)
        self.shell.ask_person(words, first, ("Để sau", self.setFocus))

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
        remarks = self.presenter.remarks
        number = remarks.index(item) + 1 if item in remarks else 1
        where = place_words(item.remark)
        self.shell.ask_person(
            f"Góp ý {number}/{len(remarks)} – {where}: {item.remark.text}",
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
        settled = self.shell.do(settle, item.slip, item.number) is not None
        if settled and not self.presenter.remarks:
            self._all_settled(item)

    def _all_settled(self, item: OpenRemark) -> None:
        self.shell.go("submit", period=item.period)
        self.shell.notify(_ALL_SEEN)
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


def _tone(standing: Standing) -> str:
    if standing.draft and standing.status != "returned":
        return "amber"
    return _TONES[standing.status]


def _dropped(event: QDropEvent) -> Path | None:
    """Return the file that is dropped, None for several or for what is no file here."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
