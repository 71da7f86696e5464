"""The desk a signed-in user works at: one object a route gets, with what it may touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import flash
from app.accounts.access import Matrix, User
from app.accounts.frame import NAV, Display, Frame, Undo, banner
from app.accounts.models import FormToken
from app.audit import Actor
from app.errors import GoTo
from app.fields import Fields, Typed
from app.web import Form, Link, Office, html, long_day, new_token


@dataclass
class Desk:
    """Who asks, for which branches by this route, and how to answer."""

    request: Request[Any, Any, Any]
    office: Office
    user: User
    token: str
    route: str
    reach: frozenset[int]  # branches whose records this user may touch by this route
    branch: int | None  # the branch being worked on
    branch_name: str
    choices: tuple[tuple[int, str], ...]  # branches the user can switch between

    @property
    def actor(self) -> Actor:
        return self.user.actor

    @property
    def today(self) -> date:
        return self.office.clock.today()

    @property
    def form(self) -> Form:
        return self.request.state.get("form") or Form([])

    def query(self, name: str) -> str:
        return str(self.request.query_params.get(name, "")).strip()

    @property
    def in_branch(self) -> frozenset[int]:
        """The chosen branch alone, for list pages."""
        return frozenset({self.branch} & self.reach) if self.branch is not None else frozenset()

    def may(self, route: str) -> bool:
        """Whether this user may use another route for the chosen branch: what a page offers follows the matrix."""
        matrix: Matrix = self.request.app.state.matrix
        return any(branch == self.branch or how != "own" for how, branch in matrix.relations(self.user, route))

    def read(self) -> AbstractContextManager[Session]:
        return self.office.db.read()

    @staticmethod
    def differences(fields: Fields, yours: Typed, now: Typed) -> list[tuple[str, str, str]]:
        """(label, yours, now) of the fields in which two texts of one record differ, for the merge page."""
        return [
            (column.heading, _words(yours.texts[column.key]), _words(now.texts[column.key]))
            for column in fields.columns
            if yours.texts[column.key] != now.texts[column.key]
        ]

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A write transaction that happens once a form: the second sending gets the first answer."""
        once = self.form["once"]
        with self.office.db.write() as session:
            if once:
                done = session.get(FormToken, once)
                if done is not None:
                    raise GoTo(done.location)
                row = FormToken(token=once, account_id=self.user.account_id, at=self.office.clock.now())
                session.add(row)
                try:
                    session.flush()
                except IntegrityError as error:  # PostgreSQL: the same form, sent at the same moment
                    raise GoTo(self._first_answer(once)) from error
                session.info["once"] = row
            yield session

    def _first_answer(self, once: str) -> str:
        with self.office.db.read() as session:
            return session.get_one(FormToken, once).location

    @staticmethod
    def remember(session: Session, location: str) -> None:
        """Where the browser goes when it sends this form again."""
        if "once" in session.info:
            session.info["once"].location = location

    def done(self, session: Session, location: str, message: str, *, undo: str = "") -> Response[Any]:
        """Inside the transaction: remember the answer, then send the browser there with a message."""
        self.remember(session, location)
        response: Response[Any] = Redirect(location, status_code=303)
        kept = flash.packed(self.office.signing_key, self.token, message, undo)
        self.set_cookie(response, "flash", kept)
        return response

    def page(self, template: str, title: str, *, nav: str = "", status: int = 200, **values: Any) -> Response[str]:
        """The rendered page; the layout's own values go under `page`."""
        frame = self.frame(title, nav)
        response = html(self.office.render(template, page=frame, **values), status)
        if self.query("branch"):
            self.set_cookie(response, "branch", str(self.branch))
        if frame.message:
            response.delete_cookie(self.office.cookie("flash"), path="/")
        return response

    def set_cookie(self, response: Response[Any], name: str, value: str) -> None:
        secure = self.office.settings.secure
        response.set_cookie(self.office.cookie(name), value, httponly=True, samesite="lax", secure=secure, path="/")

    def frame(self, title: str, nav: str = "") -> Frame:
        """What the layout shows around this user's page."""
        left = self.request.cookies.get(self.office.cookie("flash")) or ""
        message, undo = flash.unpacked(self.office.signing_key, self.token, left)
        path = self.request.url.path
        size, contrast, plain = self.user.display
        return Frame(
            title=title,
            signed_in=True,
            nav=tuple(Link(label, href, key == nav) for label, href, key, route in NAV if self.may(route)),
            who=self.user.name,
            branch=self.branch_name,
            branches=tuple(Link(name, f"{path}?branch={id_}", id_ == self.branch) for id_, name in self.choices),
            banner=banner(self.office),
            today=long_day(self.today),
            csrf=self.office.csrf(self.token),
            once=new_token(),
            display=Display(size, "high" if contrast else "", "plain" if plain else ""),
            message=message,
            undo=Undo(undo) if undo else None,
            renew="/display",
        )


AtDesk = NamedDependency[Desk]  # how a route asks for its desk: `def show(desk: AtDesk)`


def _words(text: Any) -> str:
    return "、".join(text) if isinstance(text, list) else str(text)
