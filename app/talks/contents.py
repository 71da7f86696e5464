"""What was said: sealed with the talk's own key, and opened for those who were there to say it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.access import User
from app.crypto import sealer
from app.talks.models import Talk
from app.talks.rules import CONTENTS

PLACE = "talks.content_sealed"
OWN_BRANCH = ("secretary", "committee", "discipline")


def may_open(user: User, talk: Talk) -> bool:
    """The side that talked, and the secretary who wrote it down; everybody else sees day and pair."""
    talking = {row.person_id for row in talk.people if row.side == "talker" and row.person_id is not None}
    if user.person_id in talking:
        return True
    return talk.created_by == user.account_id and user.has("secretary", talk.branch_id)


def sees_reminders(user: User, branch: int | None) -> bool:
    """A 提醒谈话 is the branch's own affair: no roll-up shows that there was one."""
    return branch is not None and any(user.has(role, branch) for role in OWN_BRANCH)


def seal(session: Session, talk: Talk, values: Mapping[str, Any]) -> None:
    """Keep the fields of the talk's kind; an empty one is left out."""
    said = {key: _text(values.get(key)) for key in CONTENTS[talk.kind]}
    said = {key: text for key, text in said.items() if text}
    plain = json.dumps(said, ensure_ascii=False) if said else ""
    talk.content_sealed = sealer(session).seal(session, talk.subject_key_id, PLACE, plain)


def opened(session: Session, talk: Talk) -> dict[str, str]:
    """Every field of the talk's kind; what was not written is empty."""
    text = sealer(session).open(session, talk.subject_key_id, PLACE, talk.content_sealed)
    said: dict[str, str] = json.loads(text) if text else {}
    return {key: said.get(key, "") for key in CONTENTS[talk.kind]}


def day_of(text: str) -> date | None:
    """A day that was sealed as text."""
    return date.fromisoformat(text) if text else None


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()
