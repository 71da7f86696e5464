"""Make equal what people write differently: width, spaces, brackets, stars."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones: （１２）： → (12):"""
    return unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """Only the letters, digits and Chinese characters: 活动（会议）名称 * → 活动会议名称."""
    return _NOT_WORD.sub("", half_width(text)).lower()


def fold_bare(text: str) -> str:
    """As `fold`, without what stands in brackets: 慰问金（元） → 慰问金."""
    return fold(_BRACKETED.sub("", half_width(text)))
