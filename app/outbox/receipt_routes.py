"""Where gateways push receipts to, and mail servers bounces: no page, no session, an address nobody can guess (R21).

Aliyun and Tencent do not sign what they push, so the address itself carries a signature of ours. A
gateway of the unit's own signs every push as we sign what we send to it.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any

from litestar import MediaType, Request, Response, post
from litestar.params import FromPath, RawBody

from app.clock import Clock
from app.crypto import derive, sign
from app.outbox.store import SqlOutbox
from app.outbox.ways import business, gateway
from app.settings import Settings
from app.web import Office
from reminders.bounces import read_bounce
from reminders.channels.signing import plain

LARGEST = 1_000_000  # bytes
FRESH = timedelta(minutes=5)  # a push signed longer ago may have been overheard


def addresses(settings: Settings) -> list[tuple[str, str, str]]:
    """(what it is for, where to, no link) for the duty page."""
    found = [("邮件退信", f"{settings.base_url}{path('email', settings)}", "")]
    if settings.sms_gateway in ("aliyun", "tencent", "http"):
        found.append(("短信回执", f"{settings.base_url}{path('sms', settings)}", ""))
    return found


def path(kind: str, settings: Settings) -> str:
    return f"/receipts/{kind}/{sign(derive(settings.secret_key, 'receipts'), kind)[:32]}"


async def take_any(request: Request[Any, Any, Any]) -> None:
    """Instead of the check of forms: these come from machines, and each route checks its own."""


@post(
    "/receipts/{kind:str}/{token:str}",
    name="outbox.receive",
    media_type=MediaType.JSON,
    status_code=200,
    sync_to_thread=True,
    before_request=take_any,
    request_max_body_size=LARGEST,
)
def receive(request: Request[Any, Any, Any], kind: FromPath[str], body: RawBody) -> Response[dict[str, Any]]:
    """Kept, each once; the answer is what Aliyun and Tencent take for yes."""
    office: Office = request.app.state.office
    settings = office.settings
    given = request.url.path
    if kind not in ("email", "sms") or not hmac.compare_digest(given.encode(), path(kind, settings).encode()):
        return _refused(401, "地址不对")
    if kind == "sms" and settings.sms_gateway == "http" and not _signed(request, settings, given, body):
        return _refused(401, "签名不对，或时间相差超过5分钟")
    try:
        receipts = read_bounce(body) if kind == "email" else _read_sms(settings, body)
    except ValueError:
        return _refused(400, "读不出内容")
    new = SqlOutbox(office.db, Clock().now).receive(receipts, business(office.clock))
    return Response({"code": 0, "msg": "OK", "result": 0, "errmsg": "OK", "new": new})


def _read_sms(settings: Settings, body: bytes) -> Any:
    found = gateway(settings)
    return () if found is None else found.read_receipts(body)


def _signed(request: Request[Any, Any, Any], settings: Settings, path_: str, body: bytes) -> bool:
    sent = request.headers.get("x-qingdan-time", "")
    if not sent.isdecimal() or len(sent) > 12:
        return False
    fresh = abs(Clock().now().timestamp() - int(sent)) <= FRESH.total_seconds()
    own = plain(settings.sms_secret, sent, path_, body)
    return fresh and hmac.compare_digest(own.encode(), request.headers.get("x-qingdan-signature", "").encode())


def _refused(status: int, why: str) -> Response[dict[str, Any]]:
    return Response({"code": status, "msg": why, "result": status, "errmsg": why}, status_code=status)


ROUTES = [receive]
