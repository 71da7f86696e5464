"""What the layout shows around every page, signed in or not."""

from __future__ import annotations

from dataclasses import dataclass

from app.web import Link, Office, long_day, short_day

# (words, address, key of the pages under it, the route that decides who is shown it)
NAV = (
    ("今天要办", "/", "today", "progress.today"),
    ("会议活动", "/meetings", "meetings", "activities.list"),
    ("结对帮扶", "/pairs", "pairs", "pairing.list"),
    ("廉政", "/integrity", "integrity", "integrity.front"),
    ("整改", "/issues", "issues", "issues.list"),
    ("报表导出", "/reports", "reports", "progress.reports"),
    ("支部与设置", "/branch", "branch", "branches.show"),
    ("用户", "/settings/users", "users", "accounts.users"),
    ("操作记录", "/audit", "audit", "audit.list"),
    ("系统状况", "/system", "system", "system.show"),
    ("发送值守", "/duty", "duty", "outbox.duty"),
)


@dataclass(frozen=True)
class Undo:
    """The one act that takes the last one back."""

    action: str
    label: str = "撤销"


@dataclass(frozen=True)
class Display:
    """Display settings as the layout writes them, kept on the server per user."""

    size: str = "standard"
    contrast: str = ""
    plain: str = ""


@dataclass(frozen=True)
class Frame:
    """What the layout shows around every page."""

    title: str
    signed_in: bool
    nav: tuple[Link, ...] = ()
    who: str = ""
    branch: str = ""
    branches: tuple[Link, ...] = ()
    banner: str = ""
    today: str = ""
    csrf: str = ""
    once: str = ""
    display: Display = Display()
    message: str = ""
    undo: Undo | None = None
    renew: str = "/"

    @classmethod
    def guest(cls, office: Office, title: str, token: str = "", once: str = "") -> Frame:
        csrf, today = office.csrf(token) if token else "", long_day(office.clock.today())
        return cls(title=title, signed_in=False, banner=banner(office), today=today, csrf=csrf, once=once)


def banner(office: Office) -> str:
    """A demo says so on every page; so does the word about state secrets (decisions.md 26)."""
    secrecy = "本系统为非涉密系统，严禁处理国家秘密。"
    return f"演示数据，日期固定在{short_day(office.clock.today())}。{secrecy}" if office.settings.demo else secrecy
