#!/usr/bin/env bash
# Set everything up on a Debian machine, then do one thing:
#   installer/setup.sh          open the window on sample data; without a display, write the sample ward's report
#   installer/setup.sh test     check style and types, run the tests
#   installer/setup.sh build    build the one-folder program under installer/dist
#   installer/setup.sh deb      build it and pack it into a Debian package there
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
task=${1:-run}

say() { printf '\n== %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Qt opens these by name when a window is made: library, then the Debian package that brings it.
libraries="
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
"

find_python() {
    local candidate
    for candidate in python3.11 python3; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

missing_packages() {
    local known library package
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    while read -r library package; do
        [ -z "$library" ] || grep -qF "$library " <<<"$known" || echo "$package"
    done <<<"$libraries"
    local python
    python=$(find_python)
    [ -n "$python" ] || echo python3
    { [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; } || echo python3-venv
    [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
    case "$task" in
    build | deb) command -v objdump >/dev/null || echo binutils ;;
    esac
    # Part of the tests is a small library between the program and the disk.
    if [ "$task" = test ]; then
        command -v cc >/dev/null || echo gcc
        [ -e /usr/include/stdio.h ] || echo libc6-dev
    fi
}

install_system_packages() {
    local wanted root=()
    mapfile -t wanted < <(missing_packages)
    [ ${#wanted[@]} -gt 0 ] || return 0
    say "System packages: ${wanted[*]}"
    command -v apt-get >/dev/null || fail "This machine has no apt-get. Install by hand what answers to: ${wanted[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Run once as root: apt-get install ${wanted[*]}"
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"
}

# The rest is the same on every system.
tasks() {
    local python
    python=$(find_python)
    [ -n "$python" ] || fail "Python 3.11, 3.12 or 3.13 is needed."
    "$python" installer/tasks.py "$@"
}

case "$task" in run | test | build | deb) ;; *) fail "Usage: installer/setup.sh [run|test|build|deb]" ;; esac
install_system_packages
say "Python packages, as locked"
case "$task" in
run)
    tasks setup-to-run
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        say "The window, on the sample commune"
        tasks run
    else
        say "No display: the sample ward's report for the first half of 2024"
        tasks report
    fi
    ;;
test)
    tasks setup
    say "Style, types and tests"
    tasks test
    ;;
build)
    tasks setup
    tasks build
    ;;
deb)
    tasks setup
    tasks build
    tasks deb
    ;;
esac
