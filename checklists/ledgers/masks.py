"""How a sensitive value is shown to those who have not asked to see it; every mask has a star in it."""

from __future__ import annotations

from checklists.ledgers.form import Column, Mask

STARS = "****"


def masked(column: Column, value: object) -> object:
    """The value as a default export shows it; a blank stays blank."""
    if column.sensitive is None or value in (None, "", ()):
        return value
    if isinstance(value, tuple):
        return tuple(mask(column.sensitive, str(one)) for one in value)
    return mask(column.sensitive, str(value))


def mask(style: Mask, text: str) -> str:
    size = len(text)
    if style is Mask.NAME:
        return text[0] + "*" * max(size - 2, 1) + text[2:][-1:]
    if style is Mask.PHONE and size >= 11:
        return text[:3] + STARS + text[-4:]
    if style is Mask.IDENTITY and size >= 15:
        return text[:4] + "*" * (size - 8) + text[-4:]
    if style is Mask.ADDRESS and size > 10:
        return text[:6] + STARS
    return STARS
