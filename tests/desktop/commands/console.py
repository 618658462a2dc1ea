"""The command line as a test runs it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.commands.run import main


@dataclass
class Console:
    """Runs the command line on one store and keeps what it said."""

    store: Path
    capture: pytest.CaptureFixture[str]
    error: str = ""

    def __call__(self, *words: object, status: int = 0) -> str:
        self.capture.readouterr()
        ended = main(["--store", str(self.store), *(str(word) for word in words)])
        said = self.capture.readouterr()
        self.error = said.err
        assert ended == status, said
        return said.out

    def json(self, *words: object, status: int = 0) -> Any:
        return json.loads(self(*words, "--json", status=status))

    def refusal(self, *words: object, status: int) -> str:
        """Run a command that must fail and return the code of its error."""
        return str(self.json(*words, status=status)["error"]["code"])
