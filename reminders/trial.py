"""A letter that only shows that letters go, for who has just set a channel up. It is not kept and not counted."""

from __future__ import annotations

from datetime import datetime

from reminders.channels import Channel, ChannelDown, Outcome, Result
from reminders.compose import UnfitAddress, Writer, fit, in_words
from reminders.mime import Words, email
from reminders.sms import UnfitText, counted


def attempt(channel: Channel, address: str, name: str, now: datetime, writer: Writer) -> Outcome:
    """What became of it. `name` is new each time; `now` is the moment by the clock on the wall."""
    try:
        sealed, identifier = _sealed(channel.name, address, name, now, writer)
        channel.open()
        return channel.send(address, sealed, identifier)
    except (UnfitAddress, UnfitText) as error:
        return Outcome(Result.PERMANENT, str(error))
    except ChannelDown as down:
        return Outcome(Result.STOPPED if down.stopped else Result.TEMPORARY, down.reason)
    finally:
        channel.close()


def _sealed(way: str, address: str, name: str, now: datetime, writer: Writer) -> tuple[bytes, str]:
    """By SMS the shortest text that a gateway has approved: that one matter waits."""
    if way == "sms":
        return counted(1, writer.render, writer.approved), name
    identifier, day = f"<{name}@{writer.domain}>", in_words(now.date())
    words = Words(*(writer.render(f"email/trial/{part}", day=day) for part in ("subject.txt", "body.txt", "body.html")))
    return email(words, fit(address), identifier, now, writer.sender), identifier
