"""Mutants of files between offices: none stops the program, none passes for what it is not.

SOMOTCUA_MUTANTS sets how many are tried here; `python -m tests.benchmarks.fuzz` tries as many as it
is told.
"""

import os
import sys
import zipfile
import zlib

from desktop.handoff.container import Fault, Package, decode_entry
from desktop.handoff.manifest import DATA, MANIFEST, REPORT, Manifest
from models.errors import Problem
from tests.helpers.mutants import sample_mutants
from tests.helpers.packages import entries_of

COUNT = int(os.environ.get("SOMOTCUA_MUTANTS", "20000"))
UNREADABLE = Fault("unreadable", Problem("package_unreadable"))


def test_no_mutant_stops_the_program_or_is_accepted_with_changed_content() -> None:
    tally = sample_mutants().run(COUNT)
    tried = sum(tally.outcomes.values())
    sys.stdout.write(f"{tried} mutants: {dict(tally.outcomes.most_common())}\n")
    assert tally.problems == []
    assert tried == COUNT
    faults = {"unreadable", "tampered", "bad_signature", "newer_format"}
    assert {*faults, "sound and signed"} <= tally.outcomes.keys()


def test_the_run_would_notice_a_reader_that_checks_no_signature() -> None:
    def careless(raw: bytes) -> Package | Fault:
        try:
            entries = entries_of(raw)
            manifest = decode_entry(entries[MANIFEST], Manifest)
            parts = {name: entries[name] for name in (DATA, REPORT)}
        except (
            zipfile.BadZipFile,
            KeyError,
            ValueError,
            OSError,
            RuntimeError,
            NotImplementedError,
            zlib.error,
        ):
            return UNREADABLE
        return manifest if isinstance(manifest, Fault) else Package(manifest, parts)

    problems = sample_mutants(careless).run(500).problems
    assert any("accepted with changed content" in problem for problem in problems)
