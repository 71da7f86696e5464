"""Help in Chinese, and in a demo the living page of styles."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from app.accounts.desk import AtDesk
from app.accounts.frame import Frame
from app.errors import NotFound
from app.web import Office, html, page


@page("/help", name="help.show")
def show_help(request: Request[Any, Any, Any]) -> Response[str]:
    office: Office = request.app.state.office
    return html(office.render("help.html", page=Frame.guest(office, "帮助"), contact=office.settings.base_url))


@page("/gallery", name="help.gallery")
def show_gallery(desk: AtDesk) -> Response[str]:
    """Every part that pages are built from, in a demo only."""
    if not desk.office.settings.demo:
        raise NotFound("没有这一页")
    return desk.page("gallery.html", "样式")


ROUTES = [show_help, show_gallery]
