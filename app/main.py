"""create_app: the one place where everything is wired."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.concurrency import set_asyncio_executor
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp
from sqlalchemy import func, select

from app import audit, rooms
from app import settings as settings_module
from app.accounts.access import Matrix
from app.accounts.arrival import sit_down
from app.accounts.desk import Desk
from app.accounts.frame import Frame
from app.accounts.models import Account
from app.accounts.routes import login_page
from app.branches.access import branch_names, subtree
from app.branches.queries import person_id_of
from app.clock import DEMO_DAY, Clock
from app.crypto import Sealer, derive
from app.db import Database
from app.errors import GoTo, Refusal, SignInRequired
from app.fields import labelled
from app.settings import Settings
from app.shell import Shell
from app.web import STATIC, Form, Office, check_request, environment, html
from checklists.catalogue import load as load_catalogue
from checklists.workdays import Workdays

log = logging.getLogger("qingdan")
ERROR_PAGES = (403, 404, 409, 413, 422, 429, 500)
THREADS = 4  # more only make SQLite's readers wait for each other


def open_database(settings: Settings, clock: Clock) -> Database:
    """The database with what acts find in a session: the sealer, the clock, the audit key."""
    db = Database(settings.database_url, finish=audit.write_rows)
    db.info = {
        "sealer": Sealer.of(settings.field_key),
        "clock": clock,
        "audit_key": derive(settings.secret_key, "audit"),
    }
    return db


def open_office(settings: Settings, clock: Clock) -> Office:
    env = environment(settings.data_dir / "templates")
    return Office(
        settings=settings,
        clock=clock,
        db=open_database(settings, clock),
        render=lambda template, /, **values: env.get_template(template).render(**values),
        catalogue=load_catalogue(),
        workdays=Workdays.load(settings.data_dir / "holidays"),
    )


def create_app(settings: Settings, clock: Clock | None = None) -> ASGIApp:
    """The whole web application; it never ticks, so any number of processes may run it (R8)."""
    office = open_office(settings, clock or Clock(day=DEMO_DAY if settings.demo else None))
    matrix = Matrix.load()

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        yield
        office.db.close()

    set_asyncio_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="page"))
    inner = Litestar(
        route_handlers=[
            # One router: handlers of one path registered one after another lose their thread in Litestar 2.25.
            Router(path="/", route_handlers=rooms.ROUTES),
            create_static_files_router(path="/static", directories=[STATIC], name="static"),
        ],
        dependencies={"desk": Provide(sit_down, sync_to_thread=True)},
        before_request=check_request,
        exception_handlers={GoTo: go_to, Refusal: refuse, HTTPException: http_problem, Exception: broken},
        lifespan=[lifespan],
        openapi_config=None,
        request_max_body_size=2_000_000,
        logging_config=None,
        debug=False,
    )
    inner.state.office = office
    inner.state.matrix = matrix
    inner.state.subtree = subtree
    inner.state.branch_names = branch_names
    inner.state.person_id_of = person_id_of
    inner.state.no_users = lambda: no_users(office)
    missing = {str(handler.name) for handler in rooms.ROUTES} - set(matrix.routes)
    if missing:
        raise RuntimeError(f"routes without a line in accounts/matrix.yaml: {sorted(missing)}")
    return Shell(inner, settings)


def from_environment() -> ASGIApp:
    """The factory that a web process starts with."""
    settings = settings_module.read(
        os.environ, port=int(os.environ.get("QINGDAN_PORT", "8000")), demo=os.environ.get("QINGDAN_DEMO") == "1"
    )
    return create_app(settings)


def no_users(office: Office) -> bool:
    with office.db.read() as session:
        return session.scalar(select(func.count()).select_from(Account)) == 0


def go_to(_: Request[Any, Any, Any], problem: GoTo) -> Response[Any]:
    return Redirect(problem.location, status_code=303)


def refuse(request: Request[Any, Any, Any], problem: Refusal) -> Response[Any]:
    """A refusal in words; without a session, the sign-in page that keeps the typed fields."""
    if isinstance(problem, SignInRequired):
        if request.headers.get("hx-request"):
            return Response("", status_code=401, headers={"HX-Redirect": "/login"})
        form = request.state.get("form")
        return login_page(request, kept=form, status=200 if form is None else 401)
    return _error_page(request, problem)


def http_problem(request: Request[Any, Any, Any], problem: HTTPException) -> Response[Any]:
    return _error_page(request, None, problem.status_code)


def broken(request: Request[Any, Any, Any], problem: Exception) -> Response[Any]:
    """Something of ours broke: the log has the place under a reference, the page has words and no trace."""
    reference = secrets.token_hex(4)
    path = request.url.path if not request.url.path.startswith("/receipts/") else "/receipts/…"  # the rest is secret
    log.error("%s %s failed, reference %s", request.method, path, reference, exc_info=problem)
    return _error_page(request, None, 500, reference)


def _error_page(
    request: Request[Any, Any, Any], refusal: Refusal | None, status: int = 422, reference: str = ""
) -> Response[Any]:
    """What happened, that the typed text is kept, and what to do."""
    office: Office = request.app.state.office
    status = refusal.status if refusal else status
    name = (
        "errors/404.html" if status == 405 else f"errors/{status}.html" if status in ERROR_PAGES else "errors/422.html"
    )
    form: Form | None = request.state.get("form")
    kept = labelled(form) if form else []
    desk: Desk | None = request.state.get("desk")
    frame = desk.frame("错误") if desk else Frame.guest(office, "错误")
    content = office.render(name, page=frame, refusal=refusal, kept=kept, reference=reference)
    return html(content, status)
