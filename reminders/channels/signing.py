"""Signatures of the three gateways. Pure: the time, the nonce and every header signed are given."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

ACS3 = "ACS3-HMAC-SHA256"
TC3 = "TC3-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Key:
    """Who signs, and with what."""

    id: str
    secret: str = field(repr=False)


def query_of(parameters: Mapping[str, str]) -> str:
    """Sorted and escaped as the signature wants it; what goes over the wire is the same string."""
    return "&".join(f"{quote(name, safe='')}={quote(parameters[name], safe='')}" for name in sorted(parameters))


def acs3(key: Key, query: str, headers: Mapping[str, str]) -> str:
    """Aliyun's Authorization over all headers given, of which x-acs-content-sha256 stands for the body."""
    plain = {name.lower(): value.strip() for name, value in headers.items()}
    names = sorted(plain)
    signed = ";".join(names)
    lines = "".join(f"{name}:{plain[name]}\n" for name in names)
    request = f"POST\n/\n{query}\n{lines}\n{signed}\n{plain['x-acs-content-sha256']}"
    signature = _mac(key.secret.encode(), f"{ACS3}\n{sha256(request.encode())}").hex()
    return f"{ACS3} Credential={key.id},SignedHeaders={signed},Signature={signature}"


def tc3(key: Key, host: str, kind: str, body: bytes, timestamp: int) -> str:
    """Tencent's Authorization over the content type, the host and the body."""
    day = datetime.fromtimestamp(timestamp, UTC).date().isoformat()
    signed = "content-type;host"
    request = f"POST\n/\n\ncontent-type:{kind}\nhost:{host}\n\n{signed}\n{sha256(body)}"
    scope = f"{day}/sms/tc3_request"
    secret = f"TC3{key.secret}".encode()
    for step in (day, "sms", "tc3_request"):
        secret = _mac(secret, step)
    signature = _mac(secret, f"{TC3}\n{timestamp}\n{scope}\n{sha256(request.encode())}").hex()
    return f"{TC3} Credential={key.id}/{scope}, SignedHeaders={signed}, Signature={signature}"


def plain(secret: str, timestamp: str, path: str, body: bytes) -> str:
    """The signature of our own design (docs/sms.md): time, path and body, a line each."""
    return hmac.new(secret.encode(), f"{timestamp}\n{path}\n".encode() + body, hashlib.sha256).hexdigest()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _mac(secret: bytes, message: str) -> bytes:
    return hmac.new(secret, message.encode(), hashlib.sha256).digest()
