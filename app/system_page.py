"""The page of the system administrator: whether the product runs as it should; nothing that branches recorded."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from litestar import Response

from app import migrate
from app.accounts.desk import AtDesk
from app.findings import findings
from app.outbox import duty, words
from app.outbox.listing import FAILED_WITHIN
from app.outbox.ways import business
from app.web import Office, page

MODES = {"log": "只记录，不发送", "loopback": "只发到本机，试用", "live": "真实发送"}


@page("/system", name="system.show")
def show_system(desk: AtDesk) -> Response[str]:
    office = desk.office
    ticked, since = _tick(office)
    moment = business(office.clock)
    with desk.read() as session:
        ways = duty.ways(session, office.settings.ways, moment)
        _, unsent = duty.in_trouble(session, moment, desk.today - FAILED_WITHIN)
    return desk.page(
        "system.html",
        "系统状况",
        nav="system",
        found=findings(office),
        facts=_facts(office),
        ticked=ticked,
        since=since,
        halting=[way for way in ways if way.look != "met"],
        unsent=unsent,
        years=[(year, office.workdays.provisional(year)) for year in (desk.today.year, desk.today.year + 1)],
        plain_http=office.settings.allow_http and not office.settings.secure,
    )


def _facts(office: Office) -> list[tuple[str, str, str]]:
    """(label, words, no link) in the shape of ui.check_answers."""
    settings = office.settings
    found = {
        "版本": f"清单 {metadata.version('qingdan')}",
        "网址": settings.base_url,
        "数据库": "SQLite" if office.db.sqlite else "PostgreSQL",
        "数据库结构": "最新" if migrate.is_current(office.db) else "不是最新，请运行 qingdan init",
        "数据文件夹": f"{settings.data_dir}，{size_words(folder_size(settings.data_dir))}",
        "提醒发送": MODES.get(settings.delivery_mode, settings.delivery_mode),
    }
    return [(label, value, "") for label, value in found.items()]


def _tick(office: Office) -> tuple[bool, str]:
    """Whether the worker runs, and how long ago it last did."""
    now = office.clock.now()
    with office.db.read() as session:
        pulse = duty.pulse(session)
    since = words.ago(now - pulse.ticked_at) if pulse.ticked_at else ""
    return not pulse.stale(now), since


def folder_size(folder: Path) -> int:
    """Bytes of all files below; one that vanishes meanwhile (SQLite's own) counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def size_words(size: int) -> str:
    """812 KB, 3.4 MB, 1.2 GB"""
    if size < 1_000_000:
        return f"{size // 1_000} KB"
    return f"{size / 1_000_000:.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.1f} GB"


ROUTES = [show_system]
