"""What the officer is told when the book went to another computer, or came from one."""

from collections.abc import Sequence
from functools import partial

from desktop.moving import (
    NEW_STEPS,
    OLD_STEPS,
    came_over,
    handed_over,
    settle,
    use_again,
)
from ui.dialogs.steps import StepsDialog
from ui.shell import Shell

_OLD = "Sổ đã chuyển sang máy mới: việc cần làm"
_NEW = "Sổ đã chuyển đến máy này: việc cần làm"


def tell_of_move(shell: Shell) -> None:
    """Say at the start that the book here rests, or what is still to be done for it."""
    gone, come = shell.ask(handed_over), shell.ask(came_over)
    if gone is not None:
        shell.ask_person(
            f"Sổ này đã chuyển sang máy khác ngày {gone:%d/%m/%Y}: ở đây chỉ để xem, không ký, "
            "gửi tệp. Số nhập thêm ở đây không có ở máy mới.",
            ("Xem việc cần làm", show_old_steps),
            ("Dùng lại sổ ở máy này", partial(take_back, shell)),
        )
    elif come is not None:
        shell.ask_person(
            f"Sổ này chuyển từ máy khác đến ngày {come:%d/%m/%Y}. Còn vài việc cần làm ở máy này.",
            ("Xem việc cần làm", show_new_steps),
            ("Đã làm xong", partial(shell.do, settle)),
        )


def show_old_steps() -> None:
    """Show what is to be done after the file for the new computer was written."""
    _show(_OLD, OLD_STEPS)


def show_new_steps() -> None:
    """Show what is to be done on the new computer."""
    _show(_NEW, NEW_STEPS)


def take_back(shell: Shell) -> None:
    """Use the book on this computer again."""
    done = shell.do(use_again)
    if done is not None:
        shell.notify_undo("Sổ ở máy này dùng lại được: ký và gửi tệp như trước.", done.entry)


def _show(heading: str, steps: Sequence[str]) -> None:
    StepsDialog(heading, steps).exec()
