"""What every page shares: the Jinja environment, forms, and the check that a form is ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from litestar import MediaType, Request, Response, get, post
from litestar.datastructures import UploadFile
from markupsafe import Markup

from app.clock import Clock
from app.crypto import derive, sign
from app.db import Database
from app.errors import Forbidden
from app.settings import Settings
from checklists.catalogue import Catalogue
from checklists.workdays import Workdays

ROOT = Path(__file__).resolve().parent.parent
STATIC = Path(__file__).resolve().parent / "static"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
DEMO_ACCOUNTS = (
    "lin（支部书记）、zhou（纪检委员）、gongwei（上级党组织），管理员 xitong、anquan、shenji；密码均为 qingdan-2025"
)
OURS = ("csrf", "once", "next")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Render = Callable[..., str]

# Handlers are sync and run on the pool of threads, so that the event loop never waits for the database.
page = partial(get, sync_to_thread=True, media_type=MediaType.HTML)
action = partial(post, sync_to_thread=True, media_type=MediaType.HTML, status_code=200)


@dataclass(frozen=True)
class Office:
    """What one running product has; wired once in main.py, handed to every route."""

    settings: Settings
    clock: Clock
    db: Database
    render: Render
    catalogue: Catalogue
    workdays: Workdays

    @property
    def signing_key(self) -> bytes:
        return derive(self.settings.secret_key, "signatures")

    def cookie(self, name: str) -> str:
        """Over https the browser itself guards the cookie's host and path."""
        return f"__Host-{name}" if self.settings.secure else name

    def csrf(self, token: str) -> str:
        """The form token of one session: another visitor's does not pass."""
        return sign(self.signing_key, "csrf", token)


class Link(NamedTuple):
    """Words that lead somewhere; a table cell or a row may hold one."""

    label: str
    href: str
    current: bool = False

    def __html__(self) -> str:
        return Markup('<a href="{}">{}</a>').format(self.href, self.label)


class Links(tuple[Link, ...]):
    """Several links in one cell."""

    def __html__(self) -> str:
        return Markup("，").join(self)


class Form:
    """The fields of a posted form, in order; a missing one reads as empty."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs

    def __getitem__(self, name: str) -> str:
        return next((v for k, v in self.pairs if k == name and isinstance(v, str)), "").strip()

    def __contains__(self, name: str) -> bool:
        return any(k == name for k, _ in self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The typed fields, without what the program itself added and without passwords."""
        return ((k, v) for k, v in self.pairs if isinstance(v, str) and k not in OURS and "password" not in k)

    def all(self, name: str) -> list[str]:
        return [v.strip() for k, v in self.pairs if k == name and isinstance(v, str)]

    def number(self, name: str) -> int | None:
        return int(self[name]) if self[name].isdecimal() else None

    def file(self, name: str) -> UploadFile | None:
        return next((v for k, v in self.pairs if k == name and isinstance(v, UploadFile) and v.filename), None)


def environment(*folders: Path) -> Environment:
    """The one Jinja environment: undefined names are errors, markup is escaped, text is not."""
    env = Environment(
        loader=FileSystemLoader([*folders, ROOT / "templates"]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html", "svg", "xml"], default=False),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["static"] = static_url
    env.globals["ui"] = env.get_template("_macros.html").module  # for fragments, which run no import of their page
    env.filters |= {"day": short_day, "long_day": long_day}
    return env


def short_day(day: date | None) -> str:
    """2025年7月1日"""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def long_day(day: date | None) -> str:
    """2025年7月1日 星期二"""
    return f"{short_day(day)} 星期{'一二三四五六日'[day.weekday()]}" if day else ""


def static_url(name: str) -> str:
    """The address of a static file, with its content's digest so that browsers may keep it."""
    return f"/static/{name}?v={_digest(name)}"


_digests: dict[str, str] = {}


def _digest(name: str) -> str:
    if name not in _digests:
        _digests[name] = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return _digests[name]


async def check_request(request: Request[Any, Any, Any]) -> None:
    """Before every unsafe route: the form comes from our own page and from this very session (R48)."""
    if request.method not in UNSAFE:
        return
    office: Office = request.app.state.office
    origin, fetch_site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden("这个表单不是从本系统的页面提交的", "请返回本系统的页面重新提交")
    if fetch_site is not None and fetch_site not in ("same-origin", "none"):
        raise Forbidden("这个表单不是从本系统的页面提交的", "请返回本系统的页面重新提交")
    form = Form([(k, v) for k, v in (await request.form()).multi_items()])
    request.state.form = form
    # Signing in is done as a guest, whatever session cookie is still lying about.
    token = request.cookies.get(office.cookie("guest" if request.url.path == "/login" else "qd")) or ""
    sent = request.headers.get("x-csrf-token") or form["csrf"]
    if not token or not hmac.compare_digest(office.csrf(token), sent):
        raise Forbidden("页面已过期，没有保存", "请返回上一页，刷新后重新提交；刚才填写的内容在上一页")


def new_token() -> str:
    return secrets.token_urlsafe(24)


def html(content: str, status: int = 200) -> Response[str]:
    return Response(content, status_code=status, media_type=MediaType.HTML)


def attachment(content: bytes, name: str, media: str) -> Response[Any]:
    """A file to save under its Chinese name, never shown in the page."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media, headers={"Content-Disposition": disposition})
