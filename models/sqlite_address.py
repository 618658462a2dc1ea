"""The address under which SQLite opens a file in a given way (https://www.sqlite.org/uri.html)."""

from pathlib import PurePath
from urllib.parse import quote


def sqlite_address(path: PurePath, options: str) -> str:
    r"""Return the address of a whole path, such as "file:///C:/so.sqlite?mode=ro".

    SQLite takes no name of a computer after "file://", as `as_uri` writes it for a shared folder:
    `\\may-chu\chung` is "file:////may-chu/chung". A long path of Windows (`\\?\C:\…`) keeps its
    backslashes, which SQLite knows behind one slash.
    """
    text = str(path)
    if text.startswith("\\\\?\\"):
        return f"file:///{quote(text)}?{options}"
    # A path of Linux begins with the slash that a drive's letter needs before it.
    lead = "/" if path.drive[1:2] == ":" else ""
    return f"file://{lead}{quote(path.as_posix(), safe='/:')}?{options}"
