"""A .csv cell that a spreadsheet would run gets one ' in front, and loses it again when read."""

from __future__ import annotations

import re

# A text that itself begins with ' before such a sign gets one more, so that reading gives it back whole.
_DANGEROUS = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")


def quote(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) else text


def unquote(text: str) -> str:
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text, 1) else text


def is_dangerous(text: str) -> bool:
    return _DANGEROUS.match(text) is not None
