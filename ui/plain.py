"""Texts of people and of other offices are shown as they are, never as the tags they may hold.

Qt takes a hint under the mouse for rich text where it looks like that, and rich text reads the
files that it names. Labels are made plain by `ui.widgets.pieces.label`.
"""

from PySide6.QtGui import Qt


def tip(text: str) -> str:
    """Return a hint that Qt shows letter by letter; one without tags is the text itself."""
    if not Qt.mightBeRichText(text):
        return text
    # Hardly any text is one, and its tables of signs take a while to load.
    from html import escape

    return f"<span>{escape(text)}</span>".replace("\n", "<br>")
