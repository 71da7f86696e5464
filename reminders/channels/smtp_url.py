"""`smtp://user:password@host:port?starttls=1&from=…` → a Relay; a mistake is said in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from reminders.channels.hosts import on_loopback


class RelayError(ValueError):
    """The address of the mail server cannot be used; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Where e-mail is handed over, and in whose name."""

    host: str
    port: int
    sender: str  # "名称 <address>", as readers see it
    tls: bool = False  # from the first byte (smtps, port 465)
    starttls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def on_loopback(self) -> bool:
        return on_loopback(self.host)


def relay(url: str) -> Relay:
    """Read the setting. A password is never sent in the clear, except to this machine."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls, starttls = parts.scheme == "smtps", query.get("starttls") == "1"
    try:
        port = parts.port or (465 if tls else 587 if starttls else 25)
    except ValueError as error:
        raise RelayError("SMTP 地址的端口应是 1 至 65535 的数") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise RelayError("SMTP 地址应写成 smtp://用户:密码@主机:端口?starttls=1&from=发件地址")
    sender = query.get("from") or user
    if "@" not in parseaddr(sender)[1]:
        raise RelayError("SMTP 地址缺少发件人：在末尾加 from=发件地址")
    if not parseaddr(sender)[1].isascii():
        raise RelayError("发件地址只能用英文字母、数字和符号")
    found = Relay(parts.hostname, port, sender, tls, starttls, user, password)
    if user and not (tls or starttls or found.on_loopback):
        raise RelayError("这样会明文传送密码：请加 starttls=1，或改用 smtps://")
    return found
