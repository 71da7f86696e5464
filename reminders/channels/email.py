"""E-mail by SMTP on one reused connection; whatever the server does becomes an Outcome."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress

from reminders.channels import ChannelDown, Outcome, Result
from reminders.channels.smtp_answers import answered, as_bytes, down, sender_refused, why
from reminders.channels.smtp_url import Relay

TIMEOUT = 20.0  # seconds for connecting, and again for one letter: both together are shorter than a lease


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
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        if self._smtp is not None:
            return
        if self._loopback and not self._relay.on_loopback:
            raise ChannelDown("试用模式（loopback）只向本机发信，邮件服务器须是 127.0.0.1 或 localhost", stopped=True)
        try:
            self._smtp = self._connected()
            self._sign_in(self._smtp)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise down(error) from error

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        if self._smtp is None:
            return Outcome(Result.UNTRIED, "没有连接")
        try:
            outcome = self._transaction(self._smtp, address, sealed)
        except smtplib.SMTPDataError as error:  # the server will not even begin with DATA
            outcome = answered(error.smtp_code, as_bytes(error.smtp_error))
        except ValueError:  # letters a mail address cannot have, or a line break
            outcome = Outcome(Result.PERMANENT, "邮箱地址写法不对，请核对人员信息")
        except (smtplib.SMTPException, OSError) as error:
            outcome = Outcome(Result.TEMPORARY, f"连接中断（{why(error)}）", lost=True)
        if outcome.result is not Result.SENT:
            self._start_over(outcome)
        return outcome

    def close(self) -> None:
        if self._smtp is None:
            return
        with suppress(smtplib.SMTPException, OSError):  # a farewell nobody need hear
            self._within(self._smtp, self._elapsed() + 1)
            self._smtp.quit()
        self._drop()

    def _connected(self) -> smtplib.SMTP:
        relay, timeout = self._relay, self._timeout
        # Without a name of our own smtplib asks the resolver, which may take longer than all the rest.
        if relay.tls:
            return smtplib.SMTP_SSL(relay.host, relay.port, relay.domain, timeout=timeout, context=self._context)
        return smtplib.SMTP(relay.host, relay.port, relay.domain, timeout=timeout)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        """Never in the clear where encryption is asked for: smtplib raises when the server has none."""
        ends = self._elapsed() + self._timeout
        if self._relay.starttls:
            self._within(smtp, ends)
            smtp.starttls(context=self._context)
        self._within(smtp, ends)
        smtp.ehlo_or_helo_if_needed()
        if self._relay.user:
            self._within(smtp, ends)
            smtp.login(self._relay.user, self._relay.password)

    def _transaction(self, smtp: smtplib.SMTP, address: str, sealed: bytes) -> Outcome:
        ends = self._elapsed() + self._timeout
        self._within(smtp, ends)
        code, reply = smtp.mail(self._relay.address)
        if code // 100 != 2:
            return sender_refused(code, reply)
        self._within(smtp, ends)
        code, reply = smtp.rcpt(address)
        if code // 100 != 2:
            return answered(code, reply)
        self._within(smtp, ends)
        code, reply = smtp.data(sealed)
        return answered(code, reply)

    def _within(self, smtp: smtplib.SMTP, ends: float) -> None:
        """One letter has one time limit, not one for each command: the lease counts on it."""
        if smtp.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        smtp.sock.settimeout(max(ends - self._elapsed(), 0.001))

    def _start_over(self, outcome: Outcome) -> None:
        """Clear the refused letter from the session; where that cannot be, connect anew for the next."""
        if self._smtp is None or outcome.lost:
            self._drop()
            return
        try:
            self._within(self._smtp, self._elapsed() + self._timeout)
            clear = self._smtp.rset()[0] // 100 == 2
        except (smtplib.SMTPException, OSError):
            clear = False
        if not clear:
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
