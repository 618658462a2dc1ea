"""Who may import whom: ui → desktop → models, and nothing back."""

import sys

import pytest
from pytest_archon import archrule

from tests.architecture.source import LAYERS, below, imports, sources

THIRD_PARTY = {
    "models": {"sqlalchemy", "alembic", "secretstorage", "jeepney"},
    "desktop": {
        "alembic", "cryptography", "defusedxml", "docx", "docxtpl", "jinja2", "lxml",
        "msgspec", "openpyxl", "platformdirs", "sqlalchemy", "xlsxwriter",
    },
    "ui": {"PySide6", "shiboken6"},
}  # fmt: skip

# What a screen may know of the models: plain declarations and values, never rows of the store.
PURE_MODELS = (
    "models.values", "models.errors", "models.text", "models.registers",
    "models.kinds", "models.catalogue", "models.measures", "models.numbers", "models.figures",
    "models.fields_below",
    "models.periods", "models.windows", "models.blocks", "models.due", "models.rounding",
    "models.rates", "models.findings", "models.rules", "models.partial", "models.partial_rates",
    "models.authority", "models.files", "models.file_names", "models.file_faults",
)  # fmt: skip


def test_models_know_nothing_above_them() -> None:
    archrule("models stand alone").match("models*").should_not_import(
        "desktop", "desktop.*", "ui", "ui.*", "PySide6*"
    ).check("models", only_direct_imports=True)


def test_desktop_knows_no_screen_except_where_the_window_is_put_together() -> None:
    archrule("desktop has no screen").match("desktop*").exclude(
        "desktop.main", "desktop.selftest"
    ).should_not_import("ui", "ui.*", "PySide6*").check("desktop", only_direct_imports=True)


def test_ui_reaches_neither_the_store_nor_documents() -> None:
    archrule("ui has no store").match("ui*").should_not_import(
        "sqlalchemy*", "alembic*", "openpyxl*", "xlsxwriter*", "docx*", "docxtpl*", "lxml*"
    ).check("ui", only_direct_imports=True)


def test_ui_takes_only_plain_declarations_from_models() -> None:
    wrong = [
        f"{source.path}:{found.line} {found.name}"
        for source in sources("ui")
        for found in imports(source)
        if below(found.name, "models") and not below(found.name, *PURE_MODELS)
    ]
    assert not wrong, "\n".join(wrong)


def test_plain_declarations_stay_free_of_the_database() -> None:
    wrong = [
        f"{source.path}:{found.line} {found.name}"
        for source in sources("models")
        if below(source.module, *PURE_MODELS)
        for found in imports(source)
        if below(found.name, "sqlalchemy", "alembic")
        or (below(found.name, "models") and not below(found.name, *PURE_MODELS))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_uses_only_the_libraries_it_was_given(layer: str) -> None:
    allowed = THIRD_PARTY[layer] | set(LAYERS) | set(sys.stdlib_module_names)
    wrong = [
        f"{source.path}:{found.line} {found.name}"
        for source in sources(layer)
        if source.module not in {"desktop.main", "desktop.selftest"}
        for found in imports(source)
        if found.name.split(".")[0] not in allowed
    ]
    assert not wrong, "\n".join(wrong)


def test_a_migration_knows_nothing_that_may_change_after_it() -> None:
    # It is run for years to come, on what the tables were when it was written.
    wrong = [
        f"{source.path}:{found.line} {found.name}"
        for source in sources("models/migrations/versions")
        for found in imports(source)
        if below(found.name, *LAYERS)
    ]
    assert sources("models/migrations/versions")
    assert not wrong, "\n".join(wrong)
