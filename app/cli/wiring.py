"""What a worker is wired from, and when it may not start."""

from __future__ import annotations

import os
import platform
import secrets
from datetime import datetime, time, timedelta
from typing import Any

import click

from app.cli.common import refuse_database, settings_from_environment
from app.clock import CHINA, DEMO_DAY, Clock
from app.errors import Refusal
from app.main import open_office
from app.outbox.store import SqlOutbox
from app.outbox.ways import business, channels, unreachable, writer
from app.outbox.words import moment
from app.outbox.worker import Stop
from app.progress.telling import Telling
from app.settings import LOOPBACK, Settings
from app.web import Office
from reminders.clockwatch import ClockWatch
from reminders.desk import Desk
from reminders.hours import Hours

# Where the day stands still nobody's evening is disturbed, and "tomorrow at half past eight" would never come.
ALL_DAY = Hours(send_at=time.min, still=True)


class Moment(click.ParamType[datetime]):
    """A moment such as 2026-02-10T09:00+08:00; without a zone it is China's."""

    name = "MOMENT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是时刻，请写成 2026-02-10T09:00+08:00", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=CHINA)


def settings_of_child() -> Settings:
    """A child of `serve --demo` is in the same demo as its parent."""
    settings = settings_from_environment(demo=True if os.environ.get("QINGDAN_DEMO") == "1" else None)
    refuse_problems(settings)
    return settings


def office_at(settings: Settings, at: datetime | None) -> Office:
    """The office at a given moment; else at the demo's day, or now."""
    clock = Clock(moment=at) if at else Clock(day=DEMO_DAY if settings.demo else None)
    here = open_office(settings, clock)
    refuse_database(here)
    return here


def desk_of(here: Office, stop: Stop) -> tuple[Desk, SqlOutbox]:
    """What reminders needs. Days and letters go by the business clock, leases by the real one."""
    outbox = SqlOutbox(here.db, Clock().now)
    desk = Desk(
        outbox=outbox,
        standing=Telling(here),
        workdays=here.workdays,
        writer=writer(here.settings, here.render),
        channels=channels(here.settings),
        now=lambda: business(here.clock),
        jitter=secrets.SystemRandom().random,
        holder=f"{platform.node()}:{os.getpid()}:{secrets.token_hex(4)}",
        hours=ALL_DAY if here.clock.day else Hours(),
        stopping=stop,
        lag=timedelta(seconds=float(here.settings.sms_lag or 0)),
        watch=None if here.clock.day or here.clock.moment else ClockWatch(),
    )
    return desk, outbox


def refuse_moment(settings: Settings, outbox: SqlOutbox, at: datetime) -> None:
    """A worker that goes back in time would take for new what was told long ago; a demo may."""
    if settings.delivery_mode == "live":
        raise Refusal(
            "真实发送（live）时不能指定时刻", "去掉 --at，或把 QINGDAN_DELIVERY_MODE 改为 loopback", place="--at"
        )
    last = outbox.last_tick()
    if last and last > at and not settings.demo:
        remedy = "请给更晚的时刻，或在演示数据里试"
        raise Refusal(f"早于数据库已运行到的{moment(last)}", remedy, place="--at", value=moment(at))


def refuse_problems(settings: Settings, listening: str = LOOPBACK[0]) -> None:
    """A start that would not be safe, or could send nothing, is refused, each reason with its remedy (R54)."""
    found = [*settings.problems(listening), *unreachable(settings)]
    if found:
        raise Refusal("；".join(f"{problem}（{remedy}）" for problem, remedy in found), "改正设置后再启动")
