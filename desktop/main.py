"""The window's program: opens the store or asks the first questions, and runs the window."""

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop import messages
from desktop.commands.parser import Parser
from desktop.console import speak_utf8
from desktop.paths import default_store, user_data_dir
from desktop.store_place import CODES, require_local
from models.errors import OfficeError, Problem, Unusable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.backup import Chosen, Restored
    from desktop.context import Context
    from ui.faults import FaultHook
    from ui.main_window import MainWindow


class Next(NamedTuple):
    """What to do after a window was closed or a store could not be opened.

    Attributes:
        path: the store to open.
        copy: the copy to put in its place before.
        told: what to tell once it is open: words, what was restored, or why nothing was.
    """

    path: Path
    copy: "Chosen | None" = None
    told: "str | Restored | OfficeError" = ""


def main(arguments: list[str] | None = None) -> int:
    """Run the window; return the exit status (0 closed, 2 the store cannot be used)."""
    given = sys.argv[1:] if arguments is None else arguments
    speak_utf8()
    parser = _parser()
    try:
        options = parser.parse_args(given)
        if options.json and not options.selftest:
            parser.error("--json")
    except OfficeError as error:
        _complain(messages.sentences(error))
        return 2
    if options.selftest:
        from desktop.selftest import selftest

        return selftest(options.json)
    return run(options.store or default_store(), options.file)


def run(path: Path, file: Path | None = None) -> int:
    """Show the window on a store; where there is none yet, the first questions come before it."""
    with _keeping_everything():
        from ui.app import make_application
        from ui.faults import FaultHook

        application = make_application(sys.argv[:1])
        hook = FaultHook(user_data_dir() / "logs", application)
        hook.install()
    return work(path, application, file, hook)


def work(
    path: Path,
    application: "QApplication",
    file: Path | None = None,
    hook: "FaultHook | None" = None,
) -> int:
    """Open the store, again after each restoring, until the officer is done; return the status.

    `file` is one from another office to show; `hook` is told of the open store.
    """
    status = 0
    wanted: Next | None = Next(path)
    while wanted is not None:
        path = wanted.path
        try:
            if wanted.copy is not None:
                wanted = Next(path, told=_restore(path, wanted.copy))
            status, wanted = _show(wanted, application, file, hook)
        except OfficeError as error:
            if _calls_open_window(path, error, file):
                return 0
            status, wanted = 2, _what_now(path, error)
    return status


def _show(
    wanted: Next, application: "QApplication", file: Path | None, hook: "FaultHook | None"
) -> tuple[int, Next | None]:
    """Show the window until it is closed; return the status, and what is wanted then."""
    with _keeping_everything():
        opened = _open(wanted.path)
        if opened is None:
            return 0, None
        from ui.first_moments import FirstMoments
        from ui.main_window import MainWindow

        try:
            window = MainWindow(opened.context)
            window.show_fitting()
        except Exception as fault:
            _blame_store(opened.context, fault)
            raise
        moments = FirstMoments(window, opened.was_cut, _is_report)
    if hook is not None:
        hook.context = opened.context
    _tell(window, wanted.told, opened.restored, opened.words)
    if file is not None:
        moments.open_file(file)
    try:
        status = application.exec()
    finally:
        moments.stop()
        if hook is not None:
            hook.context = None
        opened.context.close()
    copy = window.restore_from
    return status, None if copy is None else Next(wanted.path, copy)


def _blame_store(context: "Context", fault: Exception) -> None:
    """Close a store that the window could not show; raise Unusable where the store is to blame."""
    from desktop.backup import DAMAGE, verify_store

    path = context.path
    context.close()
    problems = verify_store(path)
    if not problems:
        return
    if problems[0].code not in DAMAGE:
        problems = [Problem("store_damaged", values={"path": str(path)})]
    raise Unusable(problems) from fault


def _tell(window: "MainWindow", *told: "str | Restored | OfficeError | None") -> None:
    """Say what was done on the way, or why it was not, and what a move here asks for."""
    from ui.moved import tell_of_move

    for each in told:
        if not each:
            continue
        if isinstance(each, OfficeError):
            window.shell.show_problems(each)
        elif isinstance(each, str):
            window.shell.notify(each, tone="note")
        else:
            from desktop.backup import restored_words

            window.shell.notify(restored_words(each))
    tell_of_move(window.shell)


class _Opened(NamedTuple):
    """A store that was opened, what was restored before, and whether its last run was cut."""

    context: "Context"
    restored: "Restored | None"
    was_cut: bool
    words: str


def _open(path: Path) -> _Opened | None:
    """Open or make a store where it may lie; None where the officer leaves.

    Raises:
        OfficeError: the store is there and cannot be opened, or may not lie there.
    """
    require_local(path)
    was_cut, words = False, ""
    if path.exists():
        from models import store as stores

        was_cut = stores.was_cut(path)
        if stores.has_log(path) or stores.side_files(path)[2].exists():
            from ui.start_questions import settle_log

            settled = settle_log(path)
            if settled is None:
                return None
            # What was set aside is no sign of a cut.
            was_cut, words = was_cut and not settled, settled
    context, restored = open_or_make(path)
    return None if context is None else _Opened(context, restored, was_cut, words)


def _is_report(file: Path) -> bool:
    """Return whether a file is a report, or cannot be opened: the page then says why."""
    from desktop.handoff.container import Fault
    from desktop.handoff.incoming_files import read_file

    opened = read_file(file)
    return isinstance(opened, Fault) or opened.package.manifest.kind == "submission"


def _calls_open_window(path: Path, error: OfficeError, file: Path | None) -> bool:
    """Return whether a store is open in a window of this computer, which now comes to the front."""
    if error.problems[0].code != "store_busy":
        return False
    from desktop.doorbell import ring

    return ring(path, file)


def _restore(path: Path, chosen: "Chosen") -> "Restored | OfficeError":
    """Put a copy in the store's place; where that is refused and the store is there, it stays."""
    from desktop.backup import restore
    from desktop.context import now

    try:
        return restore(path, chosen.path, now(), password=chosen.password)
    except OfficeError as error:
        if not path.exists():
            raise
        return error


def _what_now(path: Path, error: OfficeError) -> Next | None:
    """Say why the store cannot be opened, and offer what helps."""
    code, said = error.problems[0].code, messages.sentences(error)
    if code in CODES.values():
        return _offer_to_copy_in(path, said)
    from desktop.backup import DAMAGE
    from desktop.backup_habit import copies_of

    # A file that never was a book is not to be replaced by one.
    is_ours = code != "not_a_store" or path == default_store() or copies_of(path)
    if code not in DAMAGE or not is_ours:
        from ui.dialogs.cannot_open import CannotOpenDialog

        CannotOpenDialog(path, said).exec()
        return None
    from ui.dialogs.restore import RestoreDialog

    words = [*said, "Chọn một bản sao lưu để làm việc tiếp; bản trên USB: bấm “Chọn tệp khác…”."]
    dialog = RestoreDialog(path, "Không mở được sổ.", words, "Đóng chương trình")
    dialog.exec()
    return None if dialog.chosen is None else Next(path, dialog.chosen)


def _offer_to_copy_in(path: Path, said: list[str]) -> Next | None:
    from ui.dialogs.cannot_open import CannotOpenDialog
    from ui.start_questions import ask_to_copy_in

    try:
        chosen = ask_to_copy_in(path, said)
    except OfficeError as error:
        CannotOpenDialog(path, messages.sentences(error)).exec()
        return None
    return None if chosen is None else Next(chosen[0], told=chosen[1])


def open_or_make(path: Path) -> "tuple[Context | None, Restored | None]":
    """Open the store, or ask the first questions and make it.

    Where the store is gone and copies of it lie there, they are offered before. Returns None for
    the store where the officer leaves, and what was restored on the way.

    Raises:
        OfficeError: the store is there and cannot be opened.
    """
    restored = None if path.exists() else _offer_copies(path)
    if path.exists():
        from desktop.context import open_context

        context = open_context(path)
        if context.unit:
            return context, restored
        # An older version was cut while it made this store: the questions are asked again.
        context.close()
    from ui.dialogs.first_run import FirstRun

    wizard = FirstRun(path)
    wizard.exec()
    return wizard.context, wizard.restored


def _offer_copies(path: Path) -> "Restored | None":
    """Restore the copy that the officer chooses for a store that is gone, if any."""
    # Nobody's first start shall wait for the modules of copies.
    if not path.parent.is_dir():
        return None
    from desktop.backup import restore
    from desktop.backup_habit import copies_of

    if not copies_of(path):
        return None
    from desktop.context import now
    from ui.dialogs.restore import RestoreDialog

    words = [f"Không thấy sổ {path}, nhưng còn các bản sao lưu của sổ đó."]
    dialog = RestoreDialog(path, "Sổ không còn ở chỗ cũ", words, "Tạo sổ mới")
    dialog.exec()
    if dialog.chosen is None:
        return None
    return restore(path, dialog.chosen.path, now(), password=dialog.chosen.password)


@contextmanager
def _keeping_everything() -> Iterator[None]:
    """Look for no garbage while the program starts, and leave out what it made from then on."""
    # Nearly all that is imported and built here stays: searching it again and again costs a
    # twelfth of the start and finds nothing.
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="somotcua", description="Sổ Một Cửa: cửa sổ làm việc.")
    parser.add_argument(
        "--store", type=Path, metavar="TỆP", help="mở sổ ở tệp này thay cho sổ thường dùng"
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="TỆP", help="mở tệp gửi (.smc) ở trang của tệp đó"
    )
    parser.add_argument("--selftest", action="store_true", help="tự kiểm tra bản cài đặt rồi thoát")
    told = "ghi thêm kết quả tự kiểm tra vào tệp này"
    parser.add_argument("--json", type=Path, metavar="TỆP", help=told)
    return parser


def _complain(sentences: list[str]) -> None:
    if sys.stderr is not None:
        print("\n".join(sentences), file=sys.stderr)  # noqa: T201
        return
    # A windowed program on Windows has no standard error.
    from ui.app import make_application
    from ui.dialogs.cannot_open import CannotOpenDialog

    application = make_application(sys.argv[:1])
    CannotOpenDialog(None, sentences, "Cách mở chương trình chưa đúng.").exec()
    application.quit()


if __name__ == "__main__":
    sys.exit(main())
