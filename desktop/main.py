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

    from desktop.context import Context


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
    try:
        return _run(path, application)
    except OfficeError as error:
        from ui.dialogs.cannot_open import CannotOpenDialog

        CannotOpenDialog(path, messages.sentences(error)).exec()
        return 2


def _run(path: Path, application: "QApplication") -> int:
    with _keeping_everything():
        context = open_or_make(path)
        if context is None:
            return 0
        from ui.main_window import MainWindow

        window = MainWindow(context)
        window.show_fitting()
    try:
        return application.exec()
    finally:
        context.close()


def open_or_make(path: Path) -> "Context | None":
    """Open the store, or ask the first questions and make it; None where the officer leaves them.

    Raises:
        OfficeError: the store is there and cannot be opened.
    """
    if path.exists():
        from desktop.context import open_context

        context = open_context(path)
        if context.unit:
            return context
        # An older version was cut while it made this store: the questions are asked again.
        context.close()
    from ui.dialogs.first_run import FirstRun

    wizard = FirstRun(path)
    wizard.exec()
    return wizard.context


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
