"""What is asked before a book is opened: may it lie there, and whose is the log beside it."""

from collections.abc import Sequence
from pathlib import Path

from desktop.backup_habit import held_words
from desktop.context import now
from desktop.copying_in import copy_in
from desktop.paths import default_store
from desktop.side_files import Beside, State, keep_both, look, set_aside
from ui.dialogs.start_question import StartQuestion

COPY_IN, OPEN_HERE = "Chép về máy này", "Mở sổ đang có trên máy"
ALONE, MERGED = "Không dùng tệp phụ", "Dùng cả tệp phụ"


def ask_to_copy_in(store: Path, sentences: Sequence[str]) -> tuple[Path, str] | None:
    """Offer to bring a store onto this computer; return the store to open and what to tell.

    Raises OfficeError as `copy_in` does.
    """
    usual = default_store()
    answers = [COPY_IN]
    words = [*sentences, f"Bản chép nằm ở {usual.parent}; sổ ở chỗ cũ giữ nguyên."]
    if usual.exists():
        # Who copies at each start would lose sight of what was entered before.
        answers = [OPEN_HERE, COPY_IN]
        words.append(f"Máy này đã có sổ {usual}. Nếu đó là sổ đã chép lần trước, hãy mở sổ đó.")
    question = StartQuestion("Sổ cần nằm trên ổ đĩa của máy này", words, answers)
    question.exec()
    if question.chosen == OPEN_HERE:
        return usual, ""
    if question.chosen != COPY_IN:
        return None
    copied = copy_in(store)
    return copied, f"Đã chép sổ về {copied} và kiểm tra. Sổ ở {store} vẫn giữ nguyên."


def settle_log(store: Path) -> str | None:
    """Settle what lies beside a closed store; return what to tell, None where the officer leaves.

    Raises OfficeError where the folder cannot be written.
    """
    beside = look(store)
    if beside.owner == "own":
        return ""
    if beside.owner == "foreign":
        kept = set_aside(store, now())
        return f"Tệp phụ cạnh sổ là của một tệp khác nên không dùng; được giữ ở {kept}."
    question = StartQuestion(
        "Cạnh sổ có một tệp phụ không chắc là của sổ này",
        _two_states(store, beside),
        [ALONE, MERGED],
    )
    question.exec()
    if question.chosen is None:
        return None
    kept = keep_both(store, now())
    if question.chosen == ALONE:
        set_aside(store, now())
    return f"Sổ và tệp phụ trước khi mở được giữ ở {kept}."


def _two_states(store: Path, beside: Beside) -> list[str]:
    return [
        f"Tệp sổ {store} có thể đã được chép đè bằng tay, còn tệp phụ là của sổ trước đó.",
        "Hãy xem hai trạng thái dưới đây rồi chọn; cả hai tệp đều được giữ lại.",
        f"{ALONE}: {_held(beside.alone, beside.merged)}.",
        f"{MERGED}: {_held(beside.merged, beside.alone)}.",
    ]


def _held(state: State | None, other: State | None) -> str:
    if state is None:
        return "số liệu không khớp với lịch sử của sổ"
    words = f"{held_words(state.facts)}; {len(state.entries)} lần ghi"
    if other is None:
        return words
    return f"{words}, trong đó {len(state.entries - other.entries)} lần trạng thái kia không có"
