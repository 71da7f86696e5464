"""Each SMS gateway of ours in front of the verifying server, for one suite over all three."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.clock import Clock
from reminders.channels.aliyun import Aliyun
from reminders.channels.gateway import HttpGateway
from reminders.channels.http import HttpClient
from reminders.channels.signing import Key
from reminders.channels.sms import Gateway, SmsChannel
from reminders.channels.tencent import Tencent
from tests.harness.sms_dialects import APP, KEY, SECRET, SIGN

NOW = Clock().now
NUMBER = "13800000000"
OUT_ID = "0123456789abcdef0123456789abcdef"


def _aliyun(http: HttpClient, key: Key) -> Gateway:
    return Aliyun(http, key, SIGN, now=NOW, nonce=lambda: secrets.token_hex(16))


def _tencent(http: HttpClient, key: Key) -> Gateway:
    return Tencent(http, key, SIGN, APP, now=NOW)


def _own(http: HttpClient, key: Key) -> Gateway:
    return HttpGateway(http, key, SIGN, now=NOW)


MADE: dict[str, Callable[[HttpClient, Key], Gateway]] = {"aliyun": _aliyun, "tencent": _tencent, "http": _own}


def channel_to(url: str, kind: str, secret: str = SECRET, timeout: float = 10.0) -> SmsChannel:
    http = HttpClient(url + ("/sms" if kind == "http" else ""), loopback=True, timeout=timeout)
    return SmsChannel(MADE[kind](http, Key(KEY, secret)))


@contextmanager
def opened(url: str, kind: str, secret: str = SECRET, timeout: float = 10.0) -> Iterator[SmsChannel]:
    channel = channel_to(url, kind, secret, timeout)
    channel.open()
    try:
        yield channel
    finally:
        channel.close()
