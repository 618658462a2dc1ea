"""The window's program: opens the store or asks the first questions, and runs the window."""

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import messages
from desktop.commands.parser import Parser
from desktop.paths import default_store, user_data_dir
from models.errors import OfficeError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.backup import Chosen, Restored
    from desktop.context import Context
    from ui.main_window import MainWindow


def main(arguments: list[str] | None = None) -> int:
    """Run the window; return the exit status (0 closed, 2 the store cannot be used)."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser().parse_args(given)
    except OfficeError as error:
        _complain(messages.sentences(error))
        return 2
    if options.selftest:
        from desktop.selftest import selftest

        return selftest()
    return run(options.store or default_store())


def run(path: Path) -> int:
    """Show the window on a store; where there is none yet, the first questions come before it."""
    with _keeping_everything():
        from ui.app import make_application
        from ui.faults import FaultHook

        application = make_application(sys.argv[:1])
        hook = FaultHook(user_data_dir() / "logs", application)
        hook.install()
    return work(path, application)


def work(path: Path, application: "QApplication") -> int:
    """Open the store, again after each restoring, until the officer is done; return the status."""
    status: int
    chosen: Chosen | None = None
    while True:
        try:
            told = _restore(path, chosen) if chosen is not None else None
            status, chosen = _show(path, application, told)
        except OfficeError as error:
            status, chosen = 2, _ask_for_a_copy(path, error)
        if chosen is None:
            return status


def _show(
    path: Path, application: "QApplication", told: "Restored | OfficeError | None"
) -> "tuple[int, Chosen | None]":
    """Show the window until it is closed; return the status, and the copy to restore then."""
    with _keeping_everything():
        context, restored = open_or_make(path)
        if context is None:
            return 0, None
        from ui.main_window import MainWindow

        window = MainWindow(context)
        window.show_fitting()
    _tell(window, told or restored)
    try:
        status = application.exec()
    finally:
        context.close()
    return status, window.restore_from


def _tell(window: "MainWindow", told: "Restored | OfficeError | None") -> None:
    """Say what restoring did, or why it did nothing, and what a move to this computer asks for."""
    from ui.moved import tell_of_move

    if isinstance(told, OfficeError):
        window.shell.show_problems(told)
    elif told is not None:
        from desktop.backup import restored_words

        window.shell.notify(restored_words(told))
    tell_of_move(window.shell)


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


def _ask_for_a_copy(path: Path, error: OfficeError) -> "Chosen | None":
    """Say why the store cannot be opened, and offer copies where one of them would help."""
    from desktop.backup import DAMAGE
    from desktop.backup_habit import copies_of

    said = messages.sentences(error)
    code = error.problems[0].code
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
    return dialog.chosen


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
    parser.add_argument("--selftest", action="store_true", help="tự kiểm tra bản cài đặt rồi thoát")
    return parser


def _complain(sentences: list[str]) -> None:
    # a windowed program on Windows has no standard error
    if sys.stderr is not None:
        print("\n".join(sentences), file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
