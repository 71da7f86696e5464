"""`smtp://user:password@host:port?starttls=1&from=…` → a Relay; a mistake is said in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from reminders.channels.hosts import on_loopback

SHAPE = "smtp://用户:密码@主机:端口?starttls=1&from=发件地址"
ESCAPED = "用户名和密码里的特殊字符须写成百分号编码：@ 写成 %40，/ 写成 %2F，# 写成 %23，? 写成 %3F，% 写成 %25"
KNOWN = ("starttls", "from")


class RelayError(ValueError):
    """The address of the mail server cannot be used: why, and what to write. Neither quotes the password."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}：{remedy}")
        self.reason, self.remedy = reason, remedy


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
        return _address(self.sender)

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def on_loopback(self) -> bool:
        return on_loopback(self.host)


@lru_cache(maxsize=8)
def _address(sender: str) -> str:
    return parseaddr(sender)[1]


def relay(url: str) -> Relay:
    """Read the setting. A password is never sent in the clear, except to this machine."""
    parts, query = _split(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls, starttls = parts.scheme == "smtps", query.get("starttls") == "1"
    port = _port(parts) or (465 if tls else 587 if starttls else 25)
    sender = query.get("from") or user
    if "@" not in parseaddr(sender)[1]:
        raise RelayError("SMTP 地址缺少发件人", "在末尾加 from=发件地址")
    if not parseaddr(sender)[1].isascii():
        raise RelayError("发件地址写法不对", "只能用英文字母、数字和符号")
    found = Relay(parts.hostname or "", port, sender, tls, starttls, user, password)
    if user and not (tls or starttls or found.on_loopback):
        raise RelayError("这样会明文传送密码", "请加 starttls=1，或改用 smtps://")
    return found


def _split(url: str) -> tuple[SplitResult, dict[str, str]]:
    """The parts and the parameters. A bare / ? # or [ in a password ends the host too early."""
    if not url.lower().startswith(("smtp://", "smtps://")):
        raise RelayError("SMTP 地址的写法不对", f"应写成 {SHAPE}")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RelayError("SMTP 地址分不清用户、密码和主机", ESCAPED) from error
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    torn = any("@" in name or ("@" in value and name not in KNOWN) for name, value in pairs)
    if torn or parts.path not in ("", "/") or "#" in url:
        raise RelayError("SMTP 地址分不清用户、密码和主机", f"{ESCAPED}；问号后只可写 {' 和 '.join(KNOWN)}")
    if not parts.hostname:
        raise RelayError("SMTP 地址的写法不对", f"应写成 {SHAPE}")
    query = dict(pairs)
    if unknown := [name for name in query if name not in KNOWN]:
        raise RelayError(f"SMTP 地址里不认识“{'、'.join(unknown)}”", f"只可写 {' 和 '.join(KNOWN)}")
    if query.get("starttls", "0") not in ("0", "1"):
        raise RelayError(f"SMTP 地址的 starttls 写成了“{query['starttls']}”", "只可写 1（加密）或 0（不加密）")
    return parts, query


def _port(parts: SplitResult) -> int | None:
    try:
        found = parts.port
    except ValueError:
        found = 0
    if found == 0:
        raise RelayError("SMTP 地址的端口不对", "端口应是 1 至 65535 的数")
    return found
