"""What is locked can be installed on both systems without a compiler."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

from tests.architecture.source import ROOT

Package = dict[str, Any]

LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
PACKAGES: dict[str, Package] = {package["name"]: package for package in LOCK["package"]}
SYSTEMS = {
    "win32": {"platform_machine": "AMD64", "os_name": "nt", "platform_system": "Windows"},
    "linux": {"platform_machine": "x86_64", "os_name": "posix", "platform_system": "Linux"},
}
# Debian 12 has glibc 2.36.
PLATFORMS = {
    "win32": ["win_amd64"],
    "linux": [
        *(f"manylinux_2_{minor}_x86_64" for minor in range(36, 4, -1)),
        "manylinux2014_x86_64",
    ],
}


def asked(package: Package, system: str) -> Iterator[str]:
    """Yield the names of what a package needs on a system."""
    about = {"sys_platform": system, **SYSTEMS[system], "python_full_version": "3.11.7"}
    needs = list(package.get("dependencies", []))
    for group in package.get("dev-dependencies", {}).values():
        needs += group
    for need in needs:
        if "marker" not in need or Marker(need["marker"]).evaluate({**about, "extra": ""}):
            yield need["name"]


def installed(system: str) -> set[str]:
    found: set[str] = set()
    left = ["somotcua"]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += asked(PACKAGES[name], system)
    return found - {"somotcua"}


def tags(system: str) -> set[Tag]:
    places = PLATFORMS[system]
    made = cpython_tags((3, 11), platforms=places)
    return {*made, *compatible_tags((3, 11), "cp311", places)}


def fits(package: Package, allowed: set[Tag]) -> bool:
    for wheel in package.get("wheels", []):
        *_, found = parse_wheel_filename(wheel["url"].rpartition("/")[2])
        if found & allowed:
            return True
    return False


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_locked_package_has_a_wheel(system: str) -> None:
    names, allowed = installed(system), tags(system)
    assert {"pyside6-essentials", "cryptography", "lxml", "pyinstaller"} <= names
    assert [name for name in sorted(names) if not fits(PACKAGES[name], allowed)] == []


def test_the_key_ring_of_linux_is_not_installed_on_windows() -> None:
    ring = {"secretstorage", "jeepney"}
    assert ring <= installed("linux")
    assert not ring & installed("win32")
