"""Pages of certificates: what members studied outside the branch's own gatherings."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.activities.certificates import acts, forms, queries
from app.activities.certificates.models import KINDS, Certificate
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.web import action, page

NAV = "meetings"


@page("/certificates", name="certificates.list")
def list_certificates(desk: AtDesk) -> Response[str]:
    wanted = desk.query("name")
    with desk.read() as session:
        found = queries.listed(session, desk.in_branch, name=wanted, before=desk.query("before"))
    may = desk.may("certificates.add")
    return desk.page("education/certificates.html", "培训证书", nav=NAV, found=found, wanted=wanted, may=may)


@page("/certificates/new", name="certificates.new")
def new_certificate(desk: AtDesk) -> Response[str]:
    """Blank, or of a person named in the address."""
    return _edit(desk, forms.FIELDS.blank(name=desk.query("name")))


@action("/certificates/new", name="certificates.add")
def add_certificate(desk: AtDesk) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            certificate = acts.add(session, desk.actor, branch.id, typed.checked())
            said = f"已登记{certificate.name}的“{certificate.title}”"
            return desk.done(session, f"/certificates/{certificate.id}", said)
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), status=422)


@page("/certificates/{certificate_id:int}", name="certificates.show")
def show_certificate(desk: AtDesk, certificate_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        certificate = record_for(session, desk.reach, Certificate, certificate_id)
    return desk.page(
        "education/certificate.html",
        certificate.title,
        nav=NAV,
        certificate=certificate,
        kind=KINDS.get(certificate.kind, ""),
        days=queries.days(certificate),
        hours=queries.hours(certificate.tenth_hours),
        may=desk.may("certificates.change"),
    )


@page("/certificates/{certificate_id:int}/edit", name="certificates.edit")
def edit_certificate(desk: AtDesk, certificate_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        certificate = record_for(session, desk.reach, Certificate, certificate_id)
    return _edit(desk, forms.FIELDS.shown(certificate), certificate)


@action("/certificates/{certificate_id:int}/edit", name="certificates.change")
def change_certificate(desk: AtDesk, certificate_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            certificate = record_for(session, desk.reach, Certificate, certificate_id)
            acts.change(session, desk.actor, certificate, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/certificates/{certificate_id}", f"已保存“{certificate.title}”")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            certificate = record_for(session, desk.reach, Certificate, certificate_id)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), certificate, status=422)
        conflict = desk.differences(forms.FIELDS, typed, forms.FIELDS.shown(certificate))
        return _edit(desk, typed, certificate, status=409, conflict=conflict)


@action("/certificates/{certificate_id:int}/delete", name="certificates.delete")
def delete_certificate(desk: AtDesk, certificate_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        certificate = record_for(session, desk.reach, Certificate, certificate_id)
        acts.delete(session, desk.actor, certificate)
        undo = f"/certificates/{certificate_id}/restore"
        return desk.done(session, "/certificates", f"已删除{certificate.name}的“{certificate.title}”", undo=undo)


@action("/certificates/{certificate_id:int}/restore", name="certificates.restore")
def restore_certificate(desk: AtDesk, certificate_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        certificate = record_for(session, desk.reach, Certificate, certificate_id, deleted=True)
        acts.restore(session, desk.actor, certificate)
        return desk.done(session, f"/certificates/{certificate_id}", f"已恢复“{certificate.title}”")


def _edit(
    desk: Desk,
    typed: Typed,
    certificate: Certificate | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    with desk.read() as session:
        people = [row.name for row in roster(session, [desk.branch or 0], desk.today)]
    return desk.page(
        "education/certificate_edit.html",
        f"修改“{certificate.title}”" if certificate else "登记培训证书",
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        certificate=certificate,
        people=people,
        kinds=list(KINDS.items()),
        conflict=conflict or [],
    )


ROUTES = [
    list_certificates,
    new_certificate,
    add_certificate,
    show_certificate,
    edit_certificate,
    change_certificate,
    delete_certificate,
    restore_certificate,
]
