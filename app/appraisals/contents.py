"""Grade, opinion and votes of one person: sealed with the person's key, opened for those who may see them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.appraisals.models import VOTES, Appraisal
from app.crypto import sealer

PLACE = "appraisals.content_sealed"
FIELDS = ("result", "opinion", *(f"votes_{code}" for code in VOTES))
BLOCK = 64  # sealed text is as long as what it hides: filled up, 优秀 looks like 基本合格


def seal(session: Session, appraisal: Appraisal, values: Mapping[str, Any]) -> None:
    """Keep what was found; an empty field is left out."""
    said = {key: values[key] for key in FIELDS if values.get(key) not in (None, "")}
    plain = json.dumps(said)
    plain += " " * (-len(plain) % BLOCK)
    sealed = sealer(session).seal(session, appraisal.subject_key_id, PLACE, plain)
    assert sealed is not None
    appraisal.content_sealed = sealed


def opened(session: Session, appraisal: Appraisal) -> dict[str, Any]:
    """Every field; what was not written is empty, a number of votes None."""
    said = json.loads(sealer(session).open(session, appraisal.subject_key_id, PLACE, appraisal.content_sealed))
    return {key: said.get(key, None if key.startswith("votes_") else "") for key in FIELDS}


def results(session: Session, appraisals: Iterable[Appraisal]) -> dict[int, str]:
    """appraisal id → grade."""
    return {one.id: str(opened(session, one)["result"]) for one in appraisals}
