"""Habits of the house that a tool can see."""

import ast
import re
import tomllib

from desktop import PUBLISHED, VERSION
from tests.architecture.source import LAYERS, ROOT, Source, below, imports, sources

CLIENT_TOP_LEVEL = {
    "desktop",
    "ui",
    "models",
    "resources",
    "installer",
    "tests",
    "pyproject.toml",
    "README.md",
}
OTHER_TOP_LEVEL = {"LICENSE", "uv.lock"}
MADE_HERE = {"build", "dist", "sample"}  # never committed
FORBIDDEN_NAMES = {"utils", "util", "common", "misc", "manager", "helper", "helpers"}

# Each of these costs the start of the window 50 to 250 ms, so it is imported where it is used.
HEAVY = (
    "openpyxl",
    "xlsxwriter",
    "docx",
    "docxtpl",
    "lxml",
    "alembic",
    "jinja2",
    "cryptography",
    "defusedxml",
    "secretstorage",
    "jeepney",
)
# Run by Alembic itself, never at start.
HEAVY_AT_TOP = re.compile(r"^models/migrations/")


def _house() -> list[Source]:
    return [source for layer in LAYERS for source in sources(layer)]


def test_the_top_level_is_the_one_the_client_fixed() -> None:
    top = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert top - MADE_HERE - OTHER_TOP_LEVEL == CLIENT_TOP_LEVEL


def test_the_version_is_stated_once_and_told_first_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["hatch"]["version"]["path"] == "desktop/__init__.py"
    changelog = (ROOT / "resources" / "changelog.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ – \d\d/\d\d/\d{4}", heading) for heading in headings)
    assert headings[0] == f"{VERSION} – {PUBLISHED:%d/%m/%Y}"


def test_resources_hold_data_only() -> None:
    assert not sources("resources")


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    wrong = [
        f"{source.path}:{found.line} {found.name}"
        for source in _house()
        if not HEAVY_AT_TOP.match(source.path)
        for found in imports(source)
        if below(found.name, *HEAVY) and not found.lazy and not _for_types_only(source, found.line)
    ]
    assert not wrong, "\n".join(wrong)


def test_inside_functions_only_libraries_are_imported_and_rooms_where_they_are_joined() -> None:
    libraries = (*HEAVY, "platformdirs", "PySide6", "msgspec", "sqlalchemy")
    stray = []
    for source in _house():
        rooms = LAYERS if source.path in PUT_TOGETHER else ()
        for found in imports(source):
            allowed = below(found.name, *libraries, *rooms)
            if found.lazy and not allowed and found.name.split(".")[0] not in LAZY_STANDARD:
                stray.append(f"{source.path}:{found.line} {found.name}")
    assert not stray, "\n".join(stray)


# The window's program, which may end before there is a window; the self-test, which runs in a
# broken one; the store, which needs its migrations only to upgrade; the window, which loads pages
# when they are first shown; the rules of rates, which ask the reports for the names they use only
# where an office gives a rate a code of its own; what is known of form packs, which are read only
# where an office added some; copies with a password, which few have; the check of a whole store,
# which reads the files of other offices where there are any; the dialog of a fault, which most
# starts never need.
PUT_TOGETHER = (
    "desktop/main.py",
    "desktop/packs/known.py",
    "desktop/rate_rules.py",
    "desktop/sealed_copy.py",
    "desktop/selftest.py",
    "desktop/wholeness.py",
    "models/store.py",
    "ui/faults.py",
    "ui/main_window.py",
)
LAZY_STANDARD = {
    "ctypes",
    "zipfile",
    "xml",
    "hashlib",
    "html",
    "shutil",
    "tempfile",
    "subprocess",
    "argparse",
    "csv",
    "tomllib",
    "json",
}


def test_word_tables_are_never_walked_cell_by_cell() -> None:
    # python-docx rebuilds the whole grid at each table.cell(): 500 rows of 8 take minutes.
    wrong = [
        f"{source.path}:{node.lineno}"
        for source in [*_house(), *sources("tests")]
        if any(below(found.name, "docx", "docxtpl") for found in imports(source))
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "cell"
        if not any(keyword.arg in {"row", "column"} for keyword in node.keywords)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_zip_is_read_in_one_place_only() -> None:
    # Bounds that hold whatever a ZIP says of itself are easily forgotten in a second place.
    wrong = [
        f"{source.path}:{node.lineno}"
        for source in _house()
        if source.path != "desktop/archives.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("ZipFile")
        if [ast.unparse(mode) for mode in node.args[1:2]] != ["'w'"]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_test_types_vietnamese_through_key_clicks() -> None:
    # QTest.keyClicks aborts the whole process at the first letter outside ASCII.
    wrong = [
        f"{source.path}:{node.lineno}"
        for source in sources("tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "keyClicks"
        for argument in node.args
        if isinstance(argument, ast.Constant) and not str(argument.value).isascii()
    ]
    assert not wrong, "\n".join(wrong)


def test_no_room_is_named_a_drawer() -> None:
    wrong = [
        source.path
        for source in [*_house(), *sources("installer")]
        if FORBIDDEN_NAMES & set(re.split(r"[._]", source.module))
    ]
    assert not wrong


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        source.path
        for source in _house()
        if source.text.strip() and not ast.get_docstring(source.tree)
    ]
    assert not silent


def test_every_test_asserts_something() -> None:
    empty = [
        f"{source.path}:{function.lineno} {function.name}"
        for source in sources("tests")
        if source.path.rsplit("/", 1)[-1].startswith("test_")
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
        if not any(_asserts(node) for node in ast.walk(function))
    ]
    assert not empty, "\n".join(empty)


def test_no_test_waits_on_the_clock() -> None:
    wrong = [
        f"{source.path}:{node.lineno}"
        for source in sources("tests")
        if "/benchmarks/" not in source.path
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and (node.attr in {"qWait", "qSleep"} or ast.unparse(node) == "time.sleep")
    ]
    assert not wrong, "\n".join(wrong)


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    # a named check counts: pytest.raises(…), assert_balanced(…), qtbot.waitUntil(…),
    # archrule(…).check(…)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {
        "raises",
        "check",
        "waitUntil",
        "waitSignal",
        "assertNotEmitted",
    } or name.startswith("assert_")


def _for_types_only(source: Source, line: int) -> bool:
    return any(
        isinstance(node, ast.If)
        and ast.unparse(node.test) == "TYPE_CHECKING"
        and node.lineno < line <= (node.end_lineno or 0)
        for node in ast.walk(source.tree)
    )


def test_no_label_or_hint_may_read_tags_in_what_it_shows() -> None:
    wrong = []
    for source in sources("ui"):
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            is_label = name == "QLabel" and source.module != "ui.widgets.pieces"
            is_hint = name in ("setToolTip", "showText") and not _is_plain(node.args[-1])
            if is_label or is_hint:
                wrong.append(f"{source.path}:{node.lineno} {name}")
        if "ToolTipRole" in source.text and "import tip" not in source.text:
            wrong.append(f"{source.path}: ToolTipRole without tip")
    assert not wrong, "\n".join(wrong)


def _is_plain(node: ast.expr) -> bool:
    """Say whether a hint is fixed text or was made plain by `ui.plain.tip`."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") == "tip"
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())
