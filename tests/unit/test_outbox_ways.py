"""How letters leave: by which mode, at which business moment, and the words pages use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.clock import Clock
from app.errors import Refusal
from app.outbox.ways import NOBODY, business, channels, writer
from app.outbox.words import ago, said
from app.settings import Settings, read
from app.web import environment
from reminders.channels import ChannelDown, Result
from reminders.channels.email import EmailChannel
from reminders.compose import Writer
from reminders.rows import Row
from tests.contracts import fakes
from tests.contracts.letters_words import LINES, WRITER, notices

OUTSIDE = "smtp://relay.example.org?from=dangzhibu@example.org"


@pytest.fixture
def settings(tmp_path: object) -> Settings:
    return read({"QINGDAN_DATA_DIR": str(tmp_path)})


def test_by_default_letters_are_only_written_down(settings: Settings) -> None:
    (channel,) = channels(replace(settings, smtp_url=OUTSIDE)).values()
    assert channel.send("a@example.org", b"", "<1@x>").result is Result.LOGGED
    assert writer(settings, fakes.render).sender == NOBODY


def test_on_trial_nothing_is_sent_to_another_machine(settings: Settings) -> None:
    (channel,) = channels(replace(settings, delivery_mode="loopback", smtp_url=OUTSIDE)).values()
    with pytest.raises(ChannelDown, match="只向本机"):
        channel.open()


def test_live_letters_go_to_the_relay_in_the_name_of_its_sender(settings: Settings) -> None:
    live = replace(settings, delivery_mode="live", smtp_url=OUTSIDE)
    assert isinstance(channels(live)["email"], EmailChannel)
    assert writer(live, fakes.render).domain == "example.org"


@pytest.mark.parametrize("url", ["", "smtp://relay.example.org", "ftp://x?from=a@b.cn"])
def test_a_relay_that_cannot_be_used_is_refused_in_words(settings: Settings, url: str) -> None:
    with pytest.raises(Refusal, match="QINGDAN_SMTP_URL"):
        channels(replace(settings, delivery_mode="loopback", smtp_url=url))


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        (Clock(moment=datetime(2026, 2, 12, 1, tzinfo=UTC)), datetime(2026, 2, 12, 1, tzinfo=UTC)),
        # a demo's day at the hour on the wall in China, which is a day ahead of the meridian's
        (
            Clock(moment=datetime(2026, 2, 11, 23, 30, tzinfo=UTC), day=date(2025, 7, 1)),
            datetime(2025, 6, 30, 23, 30, tzinfo=UTC),
        ),
    ],
)
def test_the_business_moment_is_the_business_day_at_the_hour_on_the_wall(clock: Clock, moment: datetime) -> None:
    assert business(clock) == moment


def test_states_are_counted_under_the_word_people_read() -> None:
    assert said({"sent": 3, "queued": 1, "retry": 2}) == "已发出3封，等待发送3封"
    assert said({}) == ""


@pytest.mark.parametrize(
    ("seconds", "words"), [(-3, "0秒前"), (59, "59秒前"), (60, "1分钟前"), (7300, "2小时前"), (200_000, "2天前")]
)
def test_how_long_ago_in_words(seconds: int, words: str) -> None:
    assert ago(timedelta(seconds=seconds)) == words


def test_the_tests_of_letters_render_as_the_application_does() -> None:
    """Else blank lines between paragraphs come and go unseen."""
    real = environment()
    ours = Writer(lambda name, /, **values: real.get_template(name).render(**values), WRITER.sender)
    rows = [Row.of(each) for each in notices(*LINES)]
    assert [ours.sentence(row) for row in rows] == [WRITER.sentence(row) for row in rows]
    values = {
        "groups": [{"heading": "今天到期", "sentences": ["一", "二"]}],
        "name": "林",
        "unit": "支部",
        "day": "今天",
    }
    both = [render("email/digest/body.txt", base_url="http://x", **values) for render in (ours.render, fakes.render)]
    assert both[0] == both[1]
    assert "\n\n今天到期\n1. 一\n2. 二\n\n已经办理" in both[0]
