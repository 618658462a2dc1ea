"""What an independent validator of the schemas of Office 2016 finds in a file."""

from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator


def schema_faults(path: Path) -> list[str]:
    """Return what Word or Excel might repair or refuse: part and fault, warnings included."""
    return [
        f"{fault.part_uri}: {fault.description}" for fault in _validator().validate(path).errors
    ]


@cache
def _validator() -> OpenXmlValidator:
    # It reads its schemas once; a file is then looked at in a fifth of a second.
    return OpenXmlValidator(file_format=FileFormat.OFFICE_2016, max_errors=1000)
