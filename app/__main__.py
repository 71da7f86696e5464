"""qingdan: the command line (interface.md)."""

from __future__ import annotations

import click

from app.cli import ledgers, mail, people, reading, rules, system, work


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """清单：支部该办什么、办了什么、提醒谁、报告怎么写，每个数字背后都有记录。"""


for command in (
    system.init,
    system.config,
    system.doctor,
    system.verify,
    system.keys,
    people.user,
    people.branch,
    rules.holidays,
    rules.packs,
    reading.due,
    reading.report,
    ledgers.import_,
    ledgers.export,
    work.serve,
    work.worker,
    work.remind,
    mail.bounce,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
