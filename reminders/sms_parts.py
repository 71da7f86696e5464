"""How many SMS a text is charged as."""

from __future__ import annotations

_WHOLE, _EACH = 70, 67  # one alone, and each part of a longer one, which carries its place in the row


def parts(text: str, sign: str = "") -> int:
    """Every character counts, the 【signature】 and its brackets too; an emoji is two."""
    whole = f"【{sign}】{text}" if sign else text
    length = len(whole.encode("utf-16-le")) // 2
    return 1 if length <= _WHOLE else -(-length // _EACH)
