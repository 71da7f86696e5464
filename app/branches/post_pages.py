"""The page on which a post ends: 免去, 辞去 or 届满, on a day; and its undo."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches import forms, posts
from app.branches.access import record_for
from app.branches.models import ENDINGS, POSTS, Person, Post
from app.errors import Invalid
from app.fields import Typed
from app.web import action, page, short_day

NAV = "branch"


@page("/posts/{post_id:int}/end", name="branches.ending_post")
def ending_post(desk: AtDesk, post_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        post = record_for(session, desk.reach, Post, post_id)
        return _form(session, desk, post, forms.ENDING.blank(until=desk.today.isoformat()))


@action("/posts/{post_id:int}/end", name="branches.end_post")
def end_post(desk: AtDesk, post_id: FromPath[int]) -> Response[Any]:
    typed = forms.ENDING.read(desk.form)
    try:
        with desk.write() as session:
            post = record_for(session, desk.reach, Post, post_id)
            values: dict[str, Any] = forms.whole(forms.ENDING, typed)
            posts.end_post(session, desk.actor, post, values["until"], values["ground"])
            said = f"{POSTS[post.title]}自{short_day(post.until)}起{ENDINGS[post.ground]}"
            return desk.done(session, f"/members/{post.person_id}", said, undo=f"/posts/{post.id}/resume")
    except Invalid as invalid:
        with desk.read() as session:
            post = record_for(session, desk.reach, Post, post_id)
            return _form(session, desk, post, typed.refused(invalid), 422)


@action("/posts/{post_id:int}/resume", name="branches.resume_post")
def resume_post(desk: AtDesk, post_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        post = record_for(session, desk.reach, Post, post_id)
        posts.resume_post(session, desk.actor, post)
        return desk.done(session, f"/members/{post.person_id}", f"已恢复{POSTS[post.title]}")


def _form(session: Session, desk: Desk, post: Post, typed: Typed, status: int = 200) -> Response[str]:
    person = session.get_one(Person, post.person_id)
    return desk.page(
        "branches/post_end.html",
        f"结束{person.name}的{POSTS[post.title]}职务",
        nav=NAV,
        status=status,
        post=post,
        typed=typed,
        errors=typed.errors,
        endings=list(ENDINGS.items()),
    )


ROUTES = [ending_post, end_post, resume_post]
