"""The source files of the house, parsed, and what each of them imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = ("models", "desktop", "ui")


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its module name, text and syntax tree."""

    path: str
    module: str
    text: str
    tree: ast.Module


@dataclass(frozen=True)
class Import:
    """One import statement's target, and whether it stands inside a function."""

    name: str
    line: int
    lazy: bool


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """Return every Python file under a folder of the root, in order of path."""
    return tuple(_source(path) for path in sorted((ROOT / folder).rglob("*.py")))


def imports(source: Source) -> Iterator[Import]:
    """Yield what a file imports, by its full name; type-checking blocks count as well."""
    lazy = {
        id(node)
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in lazy)
        elif isinstance(node, ast.ImportFrom):
            base = _base(source, node)
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, id(node) in lazy)


def below(name: str, *roots: str) -> bool:
    """Say whether a dotted name is one of the roots or lies under one."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def _source(path: Path) -> Source:
    parts = path.relative_to(ROOT).with_suffix("").parts
    module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), module, text, ast.parse(text))


def _base(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.module.split(".")
    if not source.path.endswith("__init__.py"):
        package = package[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, node.module] if node.module else package)
