"""Numbers of the packs as a branch sets them otherwise, from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Override(NamedTuple):
    """A pack's parameter as a branch sets it from a day, with its written basis; a later one takes its place."""

    name: str
    value: int
    since: date
    basis: str = ""


def numbers(overrides: Iterable[Override], day: date) -> dict[str, int]:
    """The numbers a branch sets otherwise than the packs do, as they hold on the day."""
    holding = (one for one in overrides if one.since <= day)
    return {one.name: one.value for one in sorted(holding, key=lambda one: one.since)}
