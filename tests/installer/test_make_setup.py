"""The setup of Windows: its script is given all that it asks for, and is never made of nothing."""

import re
from pathlib import Path

import pytest

from desktop import VERSION
from desktop.paths import APP_NAME
from installer import make_setup

SCRIPT = make_setup.SCRIPT.read_text(encoding="utf-8")


def test_the_script_is_given_every_word_that_it_does_not_define_itself() -> None:
    words = make_setup.command(Path("/built"), "sign")
    given = dict(re.findall(r"^-D(\w+)=(.*)$", "\n".join(words), re.MULTILINE))
    for name in ("VERSION", "SOURCE", "ICON", "OUT", "SIGN"):
        assert "${" + name + "}" in SCRIPT
    assert set(given) == {"VERSION", "SOURCE", "ICON", "OUT", "SIGN"}
    assert given["VERSION"] == VERSION
    assert not any("SIGN" in word for word in make_setup.command(Path("/built"), None))


def test_the_book_lies_where_the_program_looks_for_it_and_outlives_the_program() -> None:
    assert f'!define APP "{APP_NAME}"' in SCRIPT
    assert r'!define DATA "$LOCALAPPDATA\${APP}"' in SCRIPT
    assert r'InstallDir "$LOCALAPPDATA\Programs\${APP}"' in SCRIPT
    asked, _, erased = SCRIPT.partition('"$(ERASE)" /SD IDNO IDNO keep')
    assert 'RMDir /r "${DATA}"' in erased
    assert 'RMDir /r "${DATA}"' not in asked


def test_a_folder_without_a_program_of_windows_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make_setup.main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
