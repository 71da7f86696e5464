"""The sealed fields of a household and its persons: put, opened, masked (R63, R65)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.crypto import sealer
from app.pairing.models import AssistedPerson, Household
from checklists.ledgers.form import MASKED, Mask
from checklists.ledgers.masks import mask

MASKS = {
    Household: {"members": Mask.ALL, "address": Mask.ADDRESS, "phone": Mask.PHONE},
    AssistedPerson: {"certificate": Mask.IDENTITY, "disability": Mask.ALL, "grade": Mask.ALL},
}
BLIND = ("phone", "certificate")  # found again by an exact index that tells nothing


def put(session: Session, record: Household | AssistedPerson, values: Mapping[str, Any]) -> list[str]:
    """Seal what was given; what is masked or the same stays. The names of the fields that changed."""
    seal, before = sealer(session), opened(session, record)
    changed = []
    for key in MASKS[type(record)]:
        if key not in values or values[key] is MASKED or (values[key] or "") == before[key]:
            continue
        text = str(values[key] or "")
        place = f"{record.__tablename__}.{key}"
        setattr(record, f"{key}_sealed", seal.seal(session, record.subject_key_id, place, text))
        if key in BLIND:
            setattr(record, f"{key}_blind", blind(session, place, text))
        changed.append(key)
    return changed


def opened(session: Session, record: Household | AssistedPerson) -> dict[str, str]:
    """The full values; only for one who asked with a reason, or for an export that masks them itself."""
    seal = sealer(session)
    return {
        key: seal.open(
            session, record.subject_key_id, f"{record.__tablename__}.{key}", getattr(record, f"{key}_sealed")
        )
        for key in MASKS[type(record)]
    }


def masked(session: Session, record: Household | AssistedPerson) -> dict[str, str]:
    """As every page shows them."""
    styles = MASKS[type(record)]
    return {key: mask(styles[key], text) if text else "" for key, text in opened(session, record).items()}


def blind(session: Session, place: str, text: str) -> str:
    """The index of a number, whatever spaces it was written with."""
    return sealer(session).blind(place, "".join(text.split())) if text else ""
