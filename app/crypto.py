"""Sealed fields: one data key a person or household, wrapped by the field key; and signed values."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import BigInteger, Integer, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base

AES_GCM = b"\x01"  # the algorithm id, first byte of every sealed value; SM4-GCM will be \x02
WRAP = b"subject_keys|wrapped"
SAMPLE = 3  # data keys tried: one alone may be damaged


class Unopened(InvalidTag):
    """A sealed value that is damaged, stands in another place, or was sealed with another key."""


class SubjectKey(Base):
    """The wrapped data key of one subject; deleting the row makes all its sealed fields unreadable."""

    __tablename__ = "subject_keys"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


def derive(secret: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose from a configured secret."""
    return HKDF(SHA256(), 32, None, purpose.encode()).derive(secret.encode())


def sign(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\x00".join(parts).encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Sealer:
    """Seals text for a subject. A sealed value moved to another row, column or table does not open."""

    field_key: bytes
    blind_key: bytes

    @classmethod
    def of(cls, secret: str) -> Sealer:
        return cls(derive(secret, "fields"), derive(secret, "blind index"))

    def new_subject(self, session: Session) -> int:
        """The id of a fresh data key; its row is inserted before whatever it will seal."""
        row = SubjectKey(wrapped=_encrypt(self.field_key, os.urandom(32), WRAP))
        session.add(row)
        session.flush()
        return row.id

    def seal(self, session: Session, subject: int, place: str, text: str | None) -> bytes | None:
        """`place` is "table.column". None and "" stay empty."""
        if not text:
            return None
        return _encrypt(self._data_key(session, subject), text.encode(), f"{place}|{subject}".encode())

    def open(self, session: Session, subject: int, place: str, sealed: bytes | None) -> str:
        if sealed is None:
            return ""
        return _decrypt(self._data_key(session, subject), sealed, f"{place}|{subject}".encode()).decode()

    def blind(self, place: str, text: str) -> str:
        """The exact blind index by which a sealed field is searched."""
        return sign(self.blind_key, place, text.strip().upper())

    def fits(self, session: Session) -> bool:
        """Whether the field key is the one this database was begun with, or nothing is sealed yet."""
        wrapped = list(session.scalars(select(SubjectKey.wrapped).order_by(SubjectKey.id).limit(SAMPLE)))
        return not wrapped or any(self._unwraps(each) for each in wrapped)

    def _unwraps(self, wrapped: bytes) -> bool:
        try:
            return bool(_decrypt(self.field_key, wrapped, WRAP))
        except Unopened:
            return False

    def _data_key(self, session: Session, subject: int) -> bytes:
        row = session.get(SubjectKey, subject)
        if row is None:
            raise Unopened
        return _decrypt(self.field_key, row.wrapped, WRAP)


def sealer(session: Session) -> Sealer:
    """The sealer wired into this session's database."""
    found = session.info["sealer"]
    assert isinstance(found, Sealer)
    return found


def _encrypt(key: bytes, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(12)
    return AES_GCM + nonce + AESGCM(key).encrypt(nonce, plain, place)


def _decrypt(key: bytes, sealed: bytes, place: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], place)
    except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce, or a data key of a wrong length
        raise Unopened from error
