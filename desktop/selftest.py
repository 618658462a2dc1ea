"""The built program tries itself: books, files, reports, copies and every page, without a screen.

It works in a folder of its own and touches nothing of the officer's.
"""

import io
import json
import os
import platform
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from desktop import VERSION
from desktop.context import create_store, open_context, today
from desktop.old_schemas import count_rows, earlier_schemas, make_old
from desktop.paths import program_root, resources
from desktop.reports.kinds import UNIT_KINDS
from desktop.sample import DISTRICT_FILE, WARD_FILE
from desktop.sample_commune import COMMUNE_FILE
from models.errors import OfficeError
from models.files import write_whole

PERIOD, MONTH = "2024-H1", "2024-06"
UNIT = "LEBINH"
REMARK = f"{MONTH}/Hộ tịch/pending: Đề nghị rà soát"
OLDEST_SQLITE = (3, 40)
LONGEST_FAULT = 1000  # letters
NETWORK_MODULES = ("_ssl", "PySide6.QtNetwork")
NETWORK_FILES = ("Qt6Network", "libssl", "_ssl")
ASKS_NETWORK = ("socket.getaddrinfo", "socket.gethostby", "urllib.")
# Only the platform without a screen says this, on Windows, where Qt brings no fonts of its own.
WITHOUT_SCREEN = "QFontDatabase: Cannot find font directory"


class Unfit(Exception):
    """A part of the program does not work in this build; says how."""


class Part(NamedTuple):
    """What came of one part.

    Attributes:
        name: its fixed name.
        fault: what is wrong, "" where it works.
        seconds: how long it took.
    """

    name: str
    fault: str
    seconds: float

    def shape(self) -> dict[str, object]:
        """Return it as the answer tells it."""
        found = {"name": self.name, "ok": not self.fault, "seconds": round(self.seconds, 2)}
        return {**found, "fault": self.fault} if self.fault else found


def selftest(out: Path | None = None) -> int:
    """Try every part; return 0, or 1 where one does not work.

    One line of JSON goes to standard output, where there is one, and into `out`.
    """
    # The key of a sample has no place in the officer's key ring.
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    calls = _watch_network()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="somotcua-", ignore_cleanup_errors=True) as name:
        parts = [_try(title, step, Path(name)) for title, step in PARTS]
    parts.append(_try("no_network", lambda _: _require_silence(calls), Path()))
    parts += _write_answer(out, parts, started)
    _say(_answer(parts, started))
    return 1 if any(part.fault for part in parts) else 0


def _try(title: str, step: Callable[[Path], None], folder: Path) -> Part:
    started = time.monotonic()
    fault = ""
    try:
        step(folder)
    except Unfit as error:
        fault = str(error)[:LONGEST_FAULT]
    except Exception as error:  # noqa: BLE001 - whatever it is, the parts after it are tried too
        fault = f"{type(error).__name__}: {error}"
    return Part(title, fault, time.monotonic() - started)


def _versions(folder: Path) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise Unfit(f"SQLite {sqlite3.sqlite_version} < 3.40")
    if sys.platform == "linux" and find_spec("secretstorage") is None:
        raise Unfit("secretstorage")


def _sample(folder: Path) -> None:
    _command("sample", str(folder))
    _command("--store", str(folder / WARD_FILE), "verify")


def _migrate(folder: Path) -> None:
    """Bring a book of each earlier schema, with the rows of the sample, to the newest."""
    for revision in earlier_schemas():
        old = folder / f"schema-{revision}.sqlite"
        rows = make_old(old, revision, folder / WARD_FILE)
        open_context(old).close()
        _require(
            count_rows(old, list(rows)) == rows, f"{revision}: số dòng khác trước khi nâng cấp"
        )
        kept = old.with_name(f"{old.stem}-truoc-nang-cap-{revision}.sqlite")
        _require(kept.is_file(), f"{revision}: không giữ bản trước khi nâng cấp")


def _workbook_out(folder: Path) -> None:
    _ward(folder, "workbook", str(folder / "so.xlsx"), "--filled")


def _load(folder: Path) -> None:
    """Load the ward's workbook into a new book, which then has the same figures."""
    new = folder / "moi.sqlite"
    create_store(new, "ward", UNIT, "Phường mẫu", "Quận mẫu", "Cái Răng").close()
    _command("--store", str(new), "load", str(folder / "so.xlsx"))
    asked = ("figures", "--period", PERIOD, "--json")
    before, after = _ward(folder, *asked), _command("--store", str(new), *asked)
    same = json.loads(before)["total"]["measures"] == json.loads(after)["total"]["measures"]
    _require(same, "số liệu nạp vào khác số liệu của bảng tính")


def _close(folder: Path) -> None:
    _ward(folder, "close", "--month", MONTH)


def _report(folder: Path, kind: str, longest: int) -> None:
    store, period = WARD_FILE, PERIOD
    if longest:
        # A short report is about a week: the sample commune has the figures of the last one.
        store, period = COMMUNE_FILE, _last_week()
    what = ("report", "--period", period, "--kind", kind)
    _command("--store", str(folder / store), *what, "--out", str(folder / f"{kind}.docx"))


def _reports(folder: Path) -> None:
    for kind in UNIT_KINDS:
        _report(folder, kind.name, kind.longest)


def _last_week() -> str:
    year, week, _ = (today() - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02d}"


def _submit(folder: Path) -> None:
    _stick(folder).mkdir()
    _ward(folder, "submit", "--period", MONTH, "--out", str(_stick(folder)))


def _receive(folder: Path) -> None:
    _district(folder, "receive", str(_stick(folder)))


def _return(folder: Path) -> None:
    """Return the report; the ward reads the slip, and its second revision is taken in."""
    where = ("--period", MONTH, "--out", str(_stick(folder)))
    _district(folder, "return", "--unit", UNIT, "--remark", REMARK, *where)
    for slip in _stick(folder).glob("*tra-lai*.smc"):
        _ward(folder, "open", str(slip))
    _ward(folder, "submit", *where)
    [second] = _stick(folder).glob("*_r2.smc")
    _district(folder, "receive", str(second))
    board = json.loads(_district(folder, "board", "--period", MONTH, "--json"))
    revisions = [row["revision"] for row in board["units"] if row["code"] == UNIT]
    _require(revisions == [2], "cơ quan nhận không có lần gửi 2")


def _consolidate(folder: Path) -> None:
    out = ("--docx", str(folder / "tong-hop.docx"), "--xlsx", str(folder / "tong-hop.xlsx"))
    _district(folder, "consolidate", "--period", PERIOD, *out)


def _backup(folder: Path) -> None:
    _ward(folder, "backup", str(_copies(folder)))


def _damage(folder: Path) -> None:
    """Flip the bytes of one page in a copy of the book; it must be noticed, and nothing thrown."""
    content = bytearray((folder / WARD_FILE).read_bytes())
    for place in range(4096, 8192):
        content[place] ^= 0xFF
    _damaged(folder).write_bytes(content)
    status, said = _run("--store", str(_damaged(folder)), "verify", "--json")
    codes = [problem["code"] for problem in json.loads(said)["problems"]]
    _require(status == 1 and codes == ["store_damaged"], f"sổ hỏng không bị phát hiện: {said}")


def _restore(folder: Path) -> None:
    [copy] = _copies(folder).glob("*.sqlite")
    _command("--store", str(_damaged(folder)), "restore", str(copy))
    _command("--store", str(_damaged(folder)), "verify")


def _help(folder: Path) -> None:
    pages = sorted((resources() / "help").glob("*.md"))
    _require(bool(pages), "không có trang trợ giúp nào")
    for page in pages:
        _require(page.read_text(encoding="utf-8").startswith("# "), page.name)


def _pages(folder: Path) -> None:
    from PySide6.QtCore import qInstallMessageHandler

    from ui.app import make_application

    complaints: list[str] = []
    hook = sys.excepthook
    sys.excepthook = lambda kind, error, trace: complaints.append(f"{kind.__name__}: {error}")
    application = make_application([sys.argv[0], "-platform", "offscreen"])
    qInstallMessageHandler(lambda kind, where, text: _note(complaints, text))
    try:
        for store in (WARD_FILE, DISTRICT_FILE, COMMUNE_FILE):
            complaints += _visit(folder / store, application.processEvents)
    finally:
        qInstallMessageHandler(None)
        sys.excepthook = hook
    _require(not complaints, "; ".join(complaints))


def _note(complaints: list[str], text: str) -> None:
    """Keep what Qt complains of, but not that without a screen it has no fonts but ours."""
    if not text.startswith(WITHOUT_SCREEN):
        complaints.append(text)


def _visit(store: Path, breathe: Callable[[], None]) -> list[str]:
    """Open the window and each of its pages in turn; return the pages that stayed empty."""
    from ui.main_window import MainWindow
    from ui.pages.table_of_contents import entries_for

    empty = []
    context = open_context(store)
    try:
        window = MainWindow(context)
        window.show()
        for entry in entries_for(context.role):
            window.show_page(entry.name)
            breathe()
            if window.grab().isNull():
                empty.append(entry.label)
        window.close()
        breathe()
    finally:
        context.close()
    return empty


def _bundle(folder: Path) -> None:
    """Look for a network part inside; a checkout has all of Python and Qt beside it."""
    if not _frozen():
        return
    found = [name for name in NETWORK_MODULES if find_spec(name) is not None]
    for path in program_root().rglob("*"):
        if any(part in path.name for part in NETWORK_FILES):
            found.append(path.name)
    _require(not found, f"có phần mạng: {', '.join(found)}")


PARTS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("versions", _versions),
    ("bundle", _bundle),
    ("sample", _sample),
    ("migrate", _migrate),
    ("workbook", _workbook_out),
    ("load", _load),
    ("close", _close),
    ("reports", _reports),
    ("submit", _submit),
    ("receive", _receive),
    ("return", _return),
    ("consolidate", _consolidate),
    ("backup", _backup),
    ("damage", _damage),
    ("restore", _restore),
    ("help", _help),
    ("pages", _pages),
)


def _watch_network() -> list[str]:
    """Note every socket of the internet that is asked for from now on; it cannot be taken back."""
    internet = {int(socket.AF_INET), int(socket.AF_INET6)}
    calls: list[str] = []

    def notice(event: str, words: tuple[Any, ...]) -> None:
        opens = event == "socket.__new__" and int(words[1]) in internet
        if opens or event.startswith(ASKS_NETWORK):
            calls.append(event)

    sys.addaudithook(notice)
    return calls


def _require_silence(calls: list[str]) -> None:
    _require(not calls, ", ".join(calls))


def _answer(parts: list[Part], started: float) -> str:
    from PySide6.QtCore import qVersion

    return json.dumps(
        {
            "ok": not any(part.fault for part in parts),
            "program": VERSION,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "qt": qVersion(),
            "system": platform.platform(),
            "frozen": _frozen(),
            "seconds": round(time.monotonic() - started, 2),
            "parts": [part.shape() for part in parts],
        },
        ensure_ascii=False,
    )


def _write_answer(out: Path | None, parts: list[Part], started: float) -> list[Part]:
    """Write the answer into its file; return what is wrong with that, as a part of its own."""
    if out is None:
        return []
    line = _answer(parts, started) + "\n"
    try:
        write_whole(out, lambda draft: _write(draft, line))
    except OfficeError as error:
        return [Part("json", f"{error.problems[0].code}: {out}", 0.0)]
    return []


def _write(draft: Path, line: str) -> None:
    draft.write_bytes(line.encode("utf-8"))


def _ward(folder: Path, *words: str) -> str:
    return _command("--store", str(folder / WARD_FILE), *words)


def _district(folder: Path, *words: str) -> str:
    return _command("--store", str(folder / DISTRICT_FILE), *words)


def _command(*words: str) -> str:
    """Run a command, return what it said; raises Unfit with that where it did not end well."""
    status, said = _run(*words)
    _require(status == 0, f"{' '.join(words)} → {status}: {said.strip()}")
    return said


def _run(*words: str) -> tuple[int, str]:
    """Run a command; return its status and what it printed, warnings only where it failed."""
    from desktop.commands.run import main

    out, warnings = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(warnings):
        status = main(list(words))
    return status, out.getvalue() or warnings.getvalue()


def _require(holds: bool, fault: str) -> None:
    if not holds:
        raise Unfit(fault)


def _frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _stick(folder: Path) -> Path:
    return folder / "usb"


def _copies(folder: Path) -> Path:
    return folder / "ban-sao"


def _damaged(folder: Path) -> Path:
    return folder / "hong.sqlite"


def _say(line: str) -> None:
    # a windowed program on Windows has no standard output
    if sys.stdout is None:
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(line)  # noqa: T201
