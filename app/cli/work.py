"""serve, worker and remind: the running product, from the operator's shell."""

from __future__ import annotations

import logging
import os
import signal
from datetime import date, datetime

import click

from app import certificate, migrate, supervise
from app.cli.common import Day, json_option, office, put, refuse_database, settings_from_environment, spoken
from app.cli.wiring import Moment, desk_of, office_at, refuse_moment, refuse_problems, settings_of_child
from app.clock import DEMO_DAY, Clock
from app.errors import Refusal
from app.main import open_office
from app.outbox import listing, words
from app.outbox import worker as working
from app.outbox.store import SqlOutbox
from app.outbox.ways import WAYS, channels, writer
from app.progress.telling import View
from app.settings import Settings
from app.web import DEMO_ACCOUNTS, Office
from reminders.desk import Desk
from reminders.forecast import forecast
from reminders.nouns import Stage


@click.command("worker")
@click.option("--once", is_flag=True, help="把到期的办完就结束")
@click.option("--at", type=Moment(), help="当作现在是这一时刻，与 --once 同用；真实发送（live）时不可用")
@click.option("--parent", type=int, hidden=True, help="这个进程不在了就结束")
@spoken
def worker(once: bool, at: datetime | None, parent: int | None) -> None:
    """后台进程：按时生成提醒并发送。"""
    if at and not once:
        raise click.UsageError("--at 要和 --once 一起用")
    settings = settings_of_child()
    supervise.start_log(logging.WARNING if once else logging.INFO)
    here = office_at(settings, at)
    stop = working.Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop.ask)
    desk, outbox = desk_of(here, stop)
    if once:
        _once(here, desk, outbox, at)
        return
    if parent is not None:
        supervise.follow(parent, stop.ask)
    working.run(desk, outbox, stop)


def _once(here: Office, desk: Desk, outbox: SqlOutbox, at: datetime | None) -> None:
    if at:
        refuse_moment(here.settings, outbox, at)
    ticked = working.once(desk, outbox)
    with here.db.read() as session:
        counts = listing.today(session, None, desk.today())
        troubled = listing.troubled_channels(session)
    said = words.said(counts) or "没有要发的信"
    click.echo(f"{words.moment(desk.now())}：新记下{ticked.recorded if ticked else 0}项提醒；当天{said}")
    problems = [f"{WAYS.get(name, name)}：{state.reason}" for name, state in troubled]
    if ticked and ticked.troubled:
        problems.append(f"编号为{'、'.join(map(str, ticked.troubled))}的支部读不出记录，见上面的日志")
    if problems:
        raise Refusal("；".join(problems), "改正后再运行一次")


@click.command("remind")
@click.option("--on", required=True, type=Day(), help="从哪一天起")
@click.option("--days", default=1, type=click.IntRange(1, 400), help="共几天")
@json_option
@spoken
def remind(on: date, days: int, as_json: bool) -> None:
    """只算不发：这些天会提醒谁、什么事、怎样发。"""
    here = office(clock=Clock(day=on))
    written = writer(here.settings, here.render)
    with here.db.read() as session:
        found = list(forecast(View(session, here), here.workdays, written, on, days))
    if as_json:
        put(
            [
                {
                    "day": each.day,
                    "person": each.person,
                    "subject": each.notice.title,
                    "stage": each.notice.stage.value,
                    "channels": list(each.notice.ways),
                    "text": each.text,
                }
                for each in found
            ]
        )
    for each in [] if as_json else found:
        ways = "、".join(WAYS[way] for way in each.notice.ways) or "没有地址，不发"
        about = each.notice.title if each.notice.stage is Stage.SEND else each.text
        click.echo(f"{each.day}\t{each.person}\t{ways}\t{about}")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, type=click.IntRange(1, 65535), show_default=True)
@click.option("--workers", default=1, type=click.IntRange(1, 64), show_default=True, help="网页进程的个数")
@click.option("--demo", is_flag=True, help="演示：日期固定在2025年7月1日，不真实发送")
@click.option("--https", is_flag=True, help="没有正式证书的办公内网：自制一张证书，用https服务")
@click.option("--no-worker", is_flag=True, help="不启动后台进程，不生成也不发送提醒")
@spoken
def serve(host: str, port: int, workers: int, demo: bool, https: bool, no_worker: bool) -> None:
    """启动网页，并在旁边运行一个后台进程。"""
    if https:
        os.environ.setdefault("QINGDAN_BASE_URL", f"https://{host}:{port}")
    settings = settings_from_environment(port=port, demo=True if demo else None)
    refuse_problems(settings, host)
    channels(settings)
    here = open_office(settings, Clock(day=DEMO_DAY if settings.demo else None))
    migrate.upgrade(here.db)
    refuse_database(here)
    here.db.close()
    try:
        listening = supervise.listen(host, port)
    except OSError as error:
        remedy = f"可能已被占用，换一个端口，如 --port {port + 1}"
        raise Refusal(f"不能在这个地址上服务（{error.strerror}）", remedy, value=f"{host}:{port}") from error
    supervise.start_log(logging.INFO)
    own = certificate.kept(settings.data_dir / "keys", settings.host, here.clock.now()) if https else ()
    command = supervise.web_command(listening, *own)
    children = [supervise.Child(f"web process {n + 1}", command) for n in range(workers)]
    if not no_worker:
        children.append(supervise.Child("worker", supervise.worker_command()))
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"清单已启动：http{'s' if https else ''}://{shown}:{port}（按 Ctrl+C 停止）")
    if own:
        click.echo(f"自制的证书：{own[0]}；把它装进各台电脑，浏览器就不再警告")
    if settings.demo:
        click.echo(f"演示账号：{DEMO_ACCOUNTS}")
    supervise.Supervisor(children, _environment(settings, port), [listening.fileno()]).run()


def _environment(settings: Settings, port: int) -> dict[str, str]:
    """What the children see: the same addresses and the same day as their parent."""
    own = {
        "QINGDAN_PORT": str(port),
        "QINGDAN_BASE_URL": settings.base_url,
        "QINGDAN_DEMO": "1" if settings.demo else "",
    }
    return {**os.environ, **own}
