"""Returned mail in the shapes that mail servers give it; all people and places are made up."""

from __future__ import annotations

OURS = "<63059d608493a7f16314e03138d6ba62@qingdan.example>"
ORIGINAL = f"""From: =?utf-8?b?5riF5Y2V?= <dangzhibu@qingdan.example>
To: zhangsan@unit.example
Subject: =?utf-8?b?5bel5L2c5o+Q6YaS?=
Date: Fri, 27 Mar 2026 09:00:00 +0800
Message-ID: {OURS}
Auto-Submitted: auto-generated
"""
_REPORT = """From: {sender}
To: dangzhibu@qingdan.example
Subject: {subject}
Date: Fri, 27 Mar 2026 09:01:02 +0800
Message-ID: <bounce-1@relay.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"
{more}
--b1
Content-Type: text/plain; charset=utf-8

{text}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Fri, 27 Mar 2026 09:00:01 +0800

{block}

{original}
--b1--
"""
_WHOLE = f"--b1\nContent-Type: message/rfc822\n\n{ORIGINAL}\nwords\n"
_HEAD = f"--b1\nContent-Type: text/rfc822-headers\n\n{ORIGINAL}\n"


def report(
    block: str,
    *,
    original: str = _WHOLE,
    sender: str = "MAILER-DAEMON@relay.example (Mail Delivery System)",
    subject: str = "Undelivered Mail Returned to Sender",
    text: str = "I am sorry to have to inform you that your message could not be delivered.",
    more: str = "",
) -> bytes:
    return (
        _REPORT.format(sender=sender, subject=subject, text=text, more=more, block=block, original=original)
        .replace("\n", "\r\n")
        .encode()
    )


POSTFIX_BLOCK = """Final-Recipient: rfc822; zhangsan@unit.example
Original-Recipient: rfc822;zhangsan@unit.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.unit.example
Diagnostic-Code: smtp; 550 5.1.1 <zhangsan@unit.example>: Recipient address
    rejected: User unknown in local recipient table"""
POSTFIX = report(POSTFIX_BLOCK)
POSTFIX_HEAD_ONLY = report(POSTFIX_BLOCK, original=_HEAD)
POSTFIX_DELAYED = report(POSTFIX_BLOCK.replace("failed", "delayed").replace("5.1.1", "4.4.1"), subject="Delayed Mail")
POSTFIX_DELIVERED = report(
    "Final-Recipient: rfc822; zhangsan@unit.example\nAction: delivered\nStatus: 2.0.0\n"
    "Diagnostic-Code: smtp; 250 2.0.0 Ok: queued as 4XYZ"
)
EXCHANGE = report(
    "Final-Recipient: rfc822;zhangsan@unit.example\nAction: failed\nStatus: 5.2.2\n"
    "Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver: zhangsan over quota\n"
    "X-Display-Name: zhangsan",
    sender='"Microsoft Outlook" <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@unit.example>',
    subject="=?utf-8?b?5pyq6YCB6L6+?=",
    original="",
    more=f"In-Reply-To: {OURS}\nReferences: {OURS}\nX-MS-Exchange-Message-Is-Ndr:\n",
)
COREMAIL = report(
    "Final-Recipient: RFC822; zhangsan@unit.example\nAction: failed\nStatus: 5.0.0\n"
    "Diagnostic-Code: smtp; SMTP error, RCPT TO: 550 User not found: zhangsan@unit.example",
    sender="Postmaster@mail.example",
    subject="=?gbk?B?z7XNs83L0MU=?=",
    text="抱歉，您的邮件被退回来了……",
)
IN_WORDS = f"""From: "PostMaster" <PostMaster@qmail.example>
To: dangzhibu@qingdan.example
Subject: =?utf-8?b?57O757uf6YCA5L+h?=
Date: Fri, 27 Mar 2026 09:01:02 +0800
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b2"

--b2
Content-Type: text/html; charset=gb18030
Content-Transfer-Encoding: 8bit

<p>zhangsan@unit.example</p><p>host mx.unit.example said: 550 5.7.1 Mail content denied</p>
--b2
Content-Type: message/rfc822

{ORIGINAL}
words
--b2--
""".replace("\n", "\r\n").encode("gb18030")
QMAIL = f"""Return-Path: <>
Received: (qmail 77 invoked for bounce); 27 Mar 2026 01:01:02 -0000
From: MAILER-DAEMON@relay.example
To: dangzhibu@qingdan.example
Subject: failure notice

Hi. This is the qmail-send program at relay.example.

<zhangsan@unit.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 no such mailbox
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

{ORIGINAL}
words
""".encode()
