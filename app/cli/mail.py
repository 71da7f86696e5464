"""bounce: a mail that came back, as a mail server hands it over."""

from __future__ import annotations

from typing import BinaryIO

import click

from app.cli.common import office, spoken
from app.clock import Clock
from app.outbox.store import SqlOutbox
from app.outbox.ways import business
from reminders.bounces import read_bounce

LARGEST = 10_000_000  # bytes; a bounce may carry the whole letter


@click.command("bounce")
@click.argument("file", type=click.File("rb"), default="-")
@spoken
def bounce(file: BinaryIO) -> None:
    """读一封退信（文件，或由邮件服务器经管道送来），把退回的那封信标为失败。"""
    receipts = read_bounce(file.read(LARGEST))
    if not receipts:
        # Whatever else comes to that address is no fault: a mail server would send its complaint back.
        click.echo("这不是退信，或退信里没有本系统所发的信，没有要记的")
        return
    here = office()
    new = SqlOutbox(here.db, Clock().now).receive(receipts, business(here.clock))
    click.echo(f"读到{len(receipts)}个回执，新记下{new}个")
