"""Words for a console, a pipe or a file: Vietnamese whatever the code page of Windows."""

import errno
import io
import sys

# A reader of a pipe who had seen enough; on Windows the second.
_LEFT = (errno.EPIPE, errno.EINVAL)


def speak_utf8() -> None:
    """Write UTF-8 from now on: cp1252 and cp1258 know no "ổ", and a letter ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def has_reader_left(error: OSError) -> bool:
    """Return whether a pipe that was written to has no reader any more."""
    return error.errno in _LEFT
