"""Do a thing for all at once; if that fails, one by one, so that a bad one holds up no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
log = logging.getLogger(__name__)


def together_or_apart(
    items: Sequence[T], work: Callable[[Sequence[T]], R]
) -> tuple[list[R], list[tuple[T, Exception]]]:
    """The results, and the items that fail even alone. Everything that fails is logged."""
    if len(items) != 1:
        try:
            return ([work(items)] if items else []), []
        except Exception:
            log.exception("failed for %d together; trying each alone", len(items))
    done: list[R] = []
    failed: list[tuple[T, Exception]] = []
    for item in items:
        try:
            done.append(work([item]))
        except Exception as error:
            log.exception("failed alone; left out")
            failed.append((item, error))
    return done, failed
