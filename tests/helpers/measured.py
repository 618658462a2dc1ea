"""Run the command line in processes of its own and say what each run cost."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Forked from one process that has read the program: each run has its own peak, none pays the start.
_DRIVER = """if True:
    import contextlib, io, json, os, resource, sys, time
    from pathlib import Path
    from desktop.commands.run import main

    def peak():
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

    def run(words):
        said, started = io.StringIO(), time.process_time()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            status = main(words)
        cost = {"seconds": time.process_time() - started, "megabytes": peak()}
        return {"status": status, "said": said.getvalue(), **cost}

    for words in json.load(sys.stdin):
        ends = os.pipe()
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
            with os.fdopen(ends[1], "w") as answer:
                json.dump(run(words), answer)
            os._exit(0)
        os.close(ends[1])
        with os.fdopen(ends[0]) as answer:
            print(answer.read() or "null", flush=True)
        os.waitpid(child, 0)
"""


@dataclass(frozen=True)
class Run:
    """One run of the command line: exit status, its document, seconds of CPU, peak megabytes."""

    status: int
    document: dict[str, Any]
    seconds: float
    megabytes: float


def run_measured(commands: Sequence[Sequence[object]], home: Path) -> list[Run]:
    """Run commands one after the other, each in a fresh process; `--json` is added to each."""
    words = [[*map(str, command), "--json"] for command in commands]
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER],
        input=json.dumps(words),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": ".", "HOME": str(home)},
    )
    found = []
    for line in done.stdout.splitlines():
        run = json.loads(line)
        assert run is not None, "a run was killed"
        document = json.loads(run["said"])
        found.append(Run(run["status"], document, run["seconds"], run["megabytes"]))
    return found
