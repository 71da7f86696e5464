"""bounce: a mail that came back, as a mail server hands it over."""

from __future__ import annotations

from typing import BinaryIO

import click

from app.cli.common import office, spoken
from app.clock import Clock
from app.errors import Refusal
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
        raise Refusal("这不是退信，或退信里没有原信的 Message-ID", "请把收到的退信原样（.eml）交给本命令")
    here = office()
    new = SqlOutbox(here.db, Clock().now).receive(receipts, business(here.clock))
    click.echo(f"读到{len(receipts)}个回执，新记下{new}个")
