"""What a mail server answers, as an Outcome with words for people (reliability.md R14)."""

from __future__ import annotations

import smtplib
import socket
import ssl

from reminders.channels import ChannelDown, Outcome, Result

_SIGN_IN = frozenset({530, 534, 535, 538})
_CLOSING = 421
_WHY = (
    (TimeoutError, "超时"),
    (ssl.SSLError, "加密或证书有误"),
    (socket.gaierror, "找不到主机"),
    (ConnectionRefusedError, "对方未开放此端口"),
    (smtplib.SMTPServerDisconnected, "对方断开"),
)


def answered(code: int, reply: bytes) -> Outcome:
    """What the server says of this address or this letter."""
    said = text(reply)
    if code // 100 == 2:
        return Outcome(Result.SENT, "邮件服务器已接收", str(code), said)
    if code in _SIGN_IN:
        return Outcome(Result.STOPPED, "邮件服务器要求先登录，请核对账号和授权码", str(code), said)
    if code // 100 == 5:
        return Outcome(Result.PERMANENT, "邮件服务器拒收，请核对邮箱地址", str(code), said)
    if code // 100 == 4:
        return Outcome(Result.TEMPORARY, "邮件服务器暂不接收，稍后再试", str(code), said, lost=code == _CLOSING)
    return Outcome(Result.TEMPORARY, "邮件服务器的回答看不懂", str(code), said, lost=True)


def sender_refused(code: int, reply: bytes) -> Outcome:
    """Refusing our own address is a mistake in the settings: failing every letter for it would be wrong."""
    if code // 100 == 5 and code != 552:
        reason = "邮件服务器不接受发件人，请核对发件地址与登录账号是否一致"
        return Outcome(Result.STOPPED, reason, str(code), text(reply))
    return answered(code, reply)


def down(error: Exception) -> ChannelDown:
    """No connection. Only a refused sign-in stops the channel: all else may pass by itself."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        words = f"邮件服务器拒绝登录（{error.smtp_code}），请核对账号和授权码"
        return ChannelDown(words, stopped=error.smtp_code // 100 == 5)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return ChannelDown("邮件服务器不支持所要求的加密或登录方式，请核对 starttls 和账号设置")
    return ChannelDown(f"连不上邮件服务器（{why(error)}）")


def why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {text(as_bytes(error.smtp_error))}"
    # smtplib says "disconnected" of a time-out too; what it met is in the context.
    met = (error, error.__context__)
    return next((words for kind, words in _WHY if any(isinstance(each, kind) for each in met)), type(error).__name__)


def as_bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode()


def text(reply: bytes) -> str:
    """As the server wrote it, on one line and not for ever; it may quote an address, so it is no log line."""
    return " ".join(reply.decode("utf-8", "replace").split())[:200]
