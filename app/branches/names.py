"""Names as they are compared and ordered."""

from __future__ import annotations


def bare(name: str) -> str:
    """A name without the spaces that two-character names get on paper (张　三)."""
    return "".join(name.split())


def sort_key(name: str) -> str:
    """Pinyin with tones: the same order on every database, since SQLite has no Chinese collation."""
    from pypinyin import Style, lazy_pinyin  # half a second of dictionary that few commands need

    return " ".join(lazy_pinyin(bare(name), style=Style.TONE3, neutral_tone_with_five=True))
