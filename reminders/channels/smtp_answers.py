"""What a mail server answers, as an Outcome with words for people (reliability.md R14)."""

from __future__ import annotations

import binascii
import smtplib
import socket
import ssl

from reminders.channels import ChannelDown, Outcome, Result

_GO_ON = 354
_SIGN_IN = frozenset({530, 534, 535, 538})
_CLOSING = 421
_UNHEARD = frozenset({500, 502, 503, 504})  # about the command and its order, and no fault of an address
_MISFIT = "邮件服务器的回答看不懂"
_WHY = (
    (TimeoutError, "超时"),
    (ssl.SSLError, "加密或证书有误"),
    (socket.gaierror, "找不到主机"),
    (ConnectionRefusedError, "对方未开放此端口"),
    (ConnectionAbortedError, "对方的回答没有尽头"),
    (smtplib.SMTPServerDisconnected, "对方断开"),
)


def answered(code: int, reply: bytes) -> Outcome:
    """What the server says of this address or this letter."""
    said = text(reply)
    if code // 100 == 2:
        return Outcome(Result.SENT, "邮件服务器已接收", str(code), said)
    if code in _SIGN_IN:
        return Outcome(Result.STOPPED, "邮件服务器要求先登录，请核对账号和授权码", str(code), said)
    if code // 100 == 5 and code not in _UNHEARD:
        return Outcome(Result.PERMANENT, "邮件服务器拒收，请核对邮箱地址", str(code), said)
    if code // 100 == 4:
        return Outcome(Result.TEMPORARY, "邮件服务器暂不接收，稍后再试", str(code), said, lost=code == _CLOSING)
    return Outcome(Result.TEMPORARY, _MISFIT, str(code), said, lost=True)


def sender_refused(code: int, reply: bytes) -> Outcome | None:
    """To MAIL. Refusing our own address is a mistake in the settings: failing every letter for it would be wrong."""
    if code // 100 == 2:
        return None
    if code // 100 == 5 and code != 552:  # 552 is about this letter's size
        reason = "邮件服务器不接受发件人，请核对发件地址与登录账号是否一致"
        return Outcome(Result.STOPPED, reason, str(code), text(reply))
    return answered(code, reply)


def recipient_refused(code: int, reply: bytes) -> Outcome | None:
    """To RCPT. A full mailbox is emptied some day: here 552 means the same as 452 (RFC 5321, 4.5.3.1.10)."""
    if code // 100 == 2:
        return None
    if code == 552:
        return Outcome(Result.TEMPORARY, "邮件服务器暂不接收，稍后再试", str(code), text(reply))
    return answered(code, reply)


def data_refused(code: int, reply: bytes) -> Outcome | None:
    """To DATA. Accepting here would be accepting a letter that was never given."""
    if code == _GO_ON:
        return None
    if code // 100 == 2:
        return Outcome(Result.TEMPORARY, _MISFIT, str(code), text(reply), lost=True)
    return answered(code, reply)


def down(error: Exception) -> ChannelDown:
    """No connection. Only a refused sign-in stops the channel: all else may pass by itself."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        words = f"邮件服务器拒绝登录（{error.smtp_code}），请核对账号和授权码"
        return ChannelDown(words, stopped=error.smtp_code // 100 == 5)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return ChannelDown("邮件服务器不支持所要求的加密或登录方式，请核对 starttls 和账号设置")
    if isinstance(error, UnicodeEncodeError):
        return ChannelDown("发件地址、账号或授权码里有邮件服务器不认的字符，请改正", stopped=True)
    return ChannelDown(f"连不上邮件服务器（{why(error)}）")


def why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {text(_bytes(error.smtp_error))}" if error.smtp_code > 0 else _MISFIT
    if isinstance(error, binascii.Error):  # a question in the sign-in that is none
        return _MISFIT
    # smtplib says "disconnected" of a time-out too; what it met is in the context.
    met = (error, error.__context__)
    return next((words for kind, words in _WHY if any(isinstance(each, kind) for each in met)), type(error).__name__)


def _bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode()


def text(reply: bytes) -> str:
    """As the server wrote it, on one line and not for ever; it may quote an address, so it is no log line."""
    return " ".join(reply.decode("utf-8", "replace").split())[:200]
