"""Do a thing for all at once; if that fails, one by one, so that a bad one holds up no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
log = logging.getLogger(__name__)
SAME = 80  # characters of an error's words by which two are of one trouble


def together_or_apart(
    items: Sequence[T], work: Callable[[Sequence[T]], R], go_on: Callable[[], bool] = lambda: True
) -> tuple[list[R], list[tuple[T, Exception]]]:
    """The results, and the items that fail even alone. What fails is logged, and what fails alike once:
    without its database everything does. Items not come to when `go_on` says no are in neither."""
    if len(items) != 1:
        try:
            return ([work(items)] if items else []), []
        except Exception:
            log.exception("failed for %d together; trying each alone", len(items))
    done: list[R] = []
    failed: list[tuple[T, Exception]] = []
    told: set[str] = set()
    for item in items:
        if not go_on():
            log.warning("no time for %d more", len(items) - len(done) - len(failed))
            break
        try:
            done.append(work([item]))
        except Exception as error:
            trouble = f"{type(error).__name__}: {error}"[:SAME]
            if trouble not in told:
                log.exception("failed alone; left out")
            told.add(trouble)
            failed.append((item, error))
    if len(failed) > len(told):
        log.warning("%d failed alone, of %d troubles", len(failed), len(told))
    return done, failed
