"""What mail servers say and do, and what each means for a letter or for the channel (reliability.md R14)."""

from __future__ import annotations

from typing import NamedTuple

from reminders.channels import Result
from tests.contracts.smtp_script import CUT, DRIP, FLOOD, HANG_UP, SILENCE


class Said(NamedTuple):
    """One answer in the course of a letter. `lost`: the connection is not used again."""

    verb: str
    reply: str
    result: Result
    lost: bool = False


class Refused(NamedTuple):
    """Answers on which no connection comes about. `stopped`: not before a person has looked."""

    answers: dict[str, str]
    words: str
    extra: str = ""
    user: str = ""
    stopped: bool = False


TEMPORARY, PERMANENT, STOPPED = Result.TEMPORARY, Result.PERMANENT, Result.STOPPED
LETTERS = (
    Said("MAIL", "421 closing", TEMPORARY, lost=True),
    Said("MAIL", "450 not now", TEMPORARY),
    Said("MAIL", "451 busy", TEMPORARY),
    Said("MAIL", "452 full", TEMPORARY),
    Said("MAIL", "530 sign in first", STOPPED),
    Said("MAIL", "535 who?", STOPPED),
    Said("MAIL", "503 need EHLO and AUTH first", STOPPED),
    Said("MAIL", "501 mail from address must be same as authorization user", STOPPED),
    Said("MAIL", "550 not you", STOPPED),
    Said("MAIL", "553 mail from must equal authorized user", STOPPED),
    Said("MAIL", "552 too big", PERMANENT),
    Said("RCPT", "421 closing", TEMPORARY, lost=True),
    Said("RCPT", "450 greylisted", TEMPORARY),
    Said("RCPT", "451 busy", TEMPORARY),
    Said("RCPT", "452 full", TEMPORARY),
    Said("RCPT", "501 bad address", PERMANENT),
    Said("RCPT", "503 MAIL first", TEMPORARY, lost=True),
    Said("RCPT", "530 sign in first", STOPPED),
    Said("RCPT", "550-no\n550 such user", PERMANENT),
    Said("RCPT", "551 not here", PERMANENT),
    Said("RCPT", "552 mailbox full", TEMPORARY),
    Said("RCPT", "553 bad name", PERMANENT),
    Said("RCPT", "554 no", PERMANENT),
    Said("DATA", "421 closing", TEMPORARY, lost=True),
    Said("DATA", "451 busy", TEMPORARY),
    Said("DATA", "554 no", PERMANENT),
    Said("DATA", "250 taken, though nothing was given", TEMPORARY, lost=True),
    Said("END", "250 queued as 42", Result.SENT),
    Said("END", "421 closing", TEMPORARY, lost=True),
    Said("END", "450 try later", TEMPORARY),
    Said("END", "451 busy", TEMPORARY),
    Said("END", "452 full", TEMPORARY),
    Said("END", "550-no\n550 thanks", PERMANENT),
    Said("END", "552 too big", PERMANENT),
    Said("END", "554 spam", PERMANENT),
    Said("END", "354 go on", TEMPORARY, lost=True),
    *(
        Said(verb, reply, TEMPORARY, lost=True)
        for verb in ("MAIL", "RCPT", "DATA", "END")
        for reply in (HANG_UP, SILENCE, DRIP, FLOOD, CUT, "what?", " ", "\udcff\udcfe\0", "2" * 9000)
    ),
)
SECURE = {"EHLO": "250-ready\n250 STARTTLS"}
SIGNING = {"EHLO": "250-ready\n250 AUTH PLAIN LOGIN"}
CHANNELS = (
    Refused({"CONNECT": "421 busy"}, "421"),
    Refused({"CONNECT": "554 not you"}, "554"),
    Refused({"CONNECT": HANG_UP}, "断开"),
    Refused({"CONNECT": SILENCE}, "超时"),
    Refused({"CONNECT": DRIP}, "超时"),
    Refused({"CONNECT": FLOOD}, "没有尽头"),
    Refused({"CONNECT": "SSH-2.0-x"}, "看不懂"),
    Refused({"EHLO": "550 no", "HELO": "550 no"}, "550"),
    Refused({"EHLO": "421 busy", "HELO": "421 busy"}, "421"),
    Refused({"EHLO": HANG_UP}, "断开"),
    Refused({"EHLO": SILENCE}, "超时"),
    Refused({"EHLO": FLOOD}, "没有尽头"),
    Refused({"EHLO": "250 ready"}, "加密", "&starttls=1"),
    Refused({**SECURE, "STARTTLS": "454 later"}, "454", "&starttls=1"),
    Refused({**SECURE, "STARTTLS": "501 no"}, "501", "&starttls=1"),
    Refused({**SECURE, "STARTTLS": HANG_UP}, "断开", "&starttls=1"),
    Refused({**SECURE, "STARTTLS": SILENCE}, "超时", "&starttls=1"),
    Refused(SECURE, "证书", "&starttls=1"),
    Refused({"EHLO": "250 ready"}, "登录方式", "", "u:p@"),
    Refused({**SIGNING, "AUTH": "530 encrypt first"}, "530", "", "u:p@", stopped=True),
    Refused({**SIGNING, "AUTH": "534 too weak"}, "534", "", "u:p@", stopped=True),
    Refused({**SIGNING, "AUTH": "535 no"}, "535", "", "u:p@", stopped=True),
    Refused({**SIGNING, "AUTH": "454 later"}, "454", "", "u:p@"),
    Refused({**SIGNING, "AUTH": HANG_UP}, "断开", "", "u:p@"),
    Refused({**SIGNING, "AUTH": SILENCE}, "超时", "", "u:p@"),
    Refused({"EHLO": "250-ready\n250 AUTH LOGIN", "AUTH": "334 abcde"}, "看不懂", "", "u:p@"),
    Refused(SIGNING, "字符", "", "u:%E5%AF%86%E7%A0%81@", stopped=True),
)
