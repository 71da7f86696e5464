"""Addresses that need no quoting: nearly all are such, and what is made of them is made without parsing."""

from __future__ import annotations

import re

_SHORT = 60  # characters: no header line of ours with it is ever folded
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def plain(address: str) -> bool:
    """Whether an address is of words and dots around one @, and short."""
    return len(address) <= _SHORT and _PLAIN.fullmatch(address) is not None
