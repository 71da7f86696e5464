"""E-mail by SMTP on one reused connection; whatever the server does becomes an Outcome."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from reminders.channels import ChannelDown, Outcome, Result
from reminders.channels.smtp_answers import answered, data_refused, down, recipient_refused, sender_refused, why
from reminders.channels.smtp_session import Session, connected
from reminders.channels.smtp_url import Relay

TIMEOUT = 20.0  # seconds for connecting, and again for one letter: both together are shorter than a lease
_FAREWELL = 1.0
_JUDGES = (sender_refused, recipient_refused, data_refused)  # of the answers to MAIL, RCPT, DATA


class EmailChannel:
    """One relay. `loopback` refuses any other machine before a socket is opened."""

    name = "email"
    batch = 50
    rate = 0.0

    def __init__(
        self,
        relay: Relay,
        *,
        loopback: bool,
        context: ssl.SSLContext | None = None,
        timeout: float = TIMEOUT,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._relay, self._loopback, self._timeout, self._elapsed = relay, loopback, timeout, elapsed
        self._context = context or ssl.create_default_context()
        self._smtp: Session | None = None

    def open(self) -> None:
        if self._smtp is not None:
            return
        if self._loopback and not self._relay.on_loopback:
            raise ChannelDown("试用模式（loopback）只向本机发信，邮件服务器须是 127.0.0.1 或 localhost", stopped=True)
        try:
            self._smtp = connected(self._relay, self._context, self._timeout, self._elapsed)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise down(error) from error

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        if self._smtp is None:
            return Outcome(Result.UNTRIED, "没有连接")
        self._smtp.give(self._timeout)
        try:
            outcome = self._transaction(self._smtp, address, sealed)
        except (smtplib.SMTPException, OSError) as error:
            outcome = Outcome(Result.TEMPORARY, f"连接中断（{why(error)}）", lost=True)
        except ValueError:  # letters a mail address cannot have, or a line break
            outcome = Outcome(Result.PERMANENT, "邮箱地址写法不对，请核对人员信息")
        if outcome.result is not Result.SENT:
            self._start_over(outcome)
        return outcome

    def close(self) -> None:
        if self._smtp is None:
            return
        with suppress(smtplib.SMTPException, OSError):  # a farewell nobody need hear
            self._smtp.give(_FAREWELL)
            self._smtp.quit()
        self._drop()

    def _transaction(self, smtp: Session, address: str, sealed: bytes) -> Outcome:
        """The first refusal counts. Asked all at once, the server answers the commands after it too."""
        refused: Outcome | None = None
        judged: list[Outcome | None] = []
        try:
            for judge, (code, reply) in zip(_JUDGES, smtp.envelope(self._relay.address, address), strict=True):
                judged.append(judge(code, reply))
                refused = refused or judged[-1]
                if refused is not None and (refused.lost or not smtp.pipelining):
                    return refused
            if refused is None:
                return answered(*smtp.finish(sealed))
            nobody, waits = judged[1] is not None, judged[2] is None
            if waits and not nobody:
                return replace(refused, lost=True)  # an empty letter might reach somebody: hang up
            if waits:
                smtp.finish(b"")  # a letter to nobody ends at once (RFC 2920)
        except (smtplib.SMTPException, OSError):
            if refused is None:
                raise
            return replace(refused, lost=True)
        return refused

    def _start_over(self, outcome: Outcome) -> None:
        """Clear the refused letter from the session; where that cannot be, connect anew for the next."""
        if self._smtp is None or outcome.lost:
            self._drop()
            return
        try:
            clear = self._smtp.rset()[0] // 100 == 2
        except (smtplib.SMTPException, OSError):
            clear = False
        if not clear:
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
