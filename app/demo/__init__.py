"""The demo: a fictional federation's half-year, read from ledgers through the import everybody uses."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import acts as accounts
from app.activities import acts as activities
from app.activities.models import Activity
from app.audit import Actor
from app.branches import acts as branches
from app.branches import members
from app.branches.models import Branch, Person
from app.clock import DEMO_DAY
from app.demo import life_meeting, meetings, people
from app.imports.files import write_file
from app.integrity.rounds import acts as rounds
from app.integrity.rounds.forms import drafted
from app.packs import acts as packs
from app.packs.deeds import acts as deeds
from app.packs.overrides import rules as parameters
from app.packs.overrides.acts import set_otherwise
from app.packs.own import acts as own
from app.packs.own import versions
from app.packs.own.queries import catalogue_of
from app.packs.own.reading import pack_id
from app.pairing.acts import pairings
from app.pairing.models import Commitment
from app.rectification.acts import entries, steps
from app.rectification.models import Issue
from app.web import Office

LEDGERS = Path(__file__).parent / "ledgers"
OPERATOR = Actor(None, "演示数据")
FROM = date(2025, 1, 1)
SIGNED_BEFORE = date(2025, 6, 20)
SUPERIOR, HOME, PARTNER = "云岭区直机关工委", "云岭区残联机关党支部", "云岭区档案馆机关党支部"
PASSWORD = "qingdan-2025"  # noqa: S105  (the demo's own, printed on its sign-in page)
ACCOUNTS = (
    ("lin", "林远帆", "secretary", HOME),
    ("zhou", "周晓禾", "discipline", HOME),
    ("he", "何一苇", "committee", HOME),
    ("gu", "顾长风", "secretary", PARTNER),
    ("gongwei", "区直机关工委", "superior", SUPERIOR),
    ("xitong", "系统管理员", "system_admin", ""),
    ("anquan", "安全管理员", "security_admin", ""),
    ("shenji", "审计管理员", "audit_admin", ""),
)


def load(office: Office) -> None:
    """Fill an empty database. Each ledger is one import, so each can be seen and undone as one."""
    with office.db.write() as session:
        _organisations(session)
    for path in sorted(LEDGERS.glob("*.csv")):
        form = path.stem.split("-", 1)[1].removesuffix("-partner")
        write_file(office, OPERATOR, form, path, branch=PARTNER if path.stem.endswith("-partner") else HOME)
    with office.db.write() as session:
        _accounts(session)
        people.load(session, OPERATOR, HOME)
        _adoptions(session, office)
        meetings.held(session, OPERATOR)
        _own_rules(session, office)
        _signed(session)
        _kept(session)
        _applied(session)
        life_meeting.load(session, OPERATOR)
        _spring_round(session, office)


def _organisations(session: Session) -> None:
    top = branches.add_branch(session, OPERATOR, {"name": SUPERIOR, "kind": "superior", "asked_from": FROM})
    own = {"parent_id": top.id, "asked_from": FROM, "theme_week": 1, "theme_weekday": 5}
    home = branches.add_branch(
        session,
        OPERATOR,
        own
        | {
            "name": HOME,
            "unit": "云岭区残疾人联合会",
            "partner": PARTNER,
            "appointed_on": date(2023, 4, 18),
            "term_ends_on": date(2026, 4, 17),
        },
    )
    branches.set_committee(session, OPERATOR, home, True, date(2023, 4, 18), "区直机关工委批复")
    for group in ("第一党小组", "第二党小组"):
        members.group_named(session, OPERATOR, home.id, group, FROM)
    joined = {"asked_from": DEMO_DAY}  # it has only just come in: nothing is owed before
    named = {"name": PARTNER, "unit": "云岭区档案馆", "partner": HOME}
    partner = branches.add_branch(session, OPERATOR, own | joined | named)
    branches.set_committee(session, OPERATOR, partner, True, date(2022, 12, 6), "区直机关工委批复")


def _accounts(session: Session) -> None:
    names = {branch.name: branch.id for branch in session.scalars(select(Branch))}
    for name, shown_name, role, branch in ACCOUNTS:
        account = accounts.add_account(session, OPERATOR, name, shown_name, PASSWORD, must_change=False)
        account.person_id = session.scalar(select(Person.id).where(Person.name == shown_name))
        accounts.grant(session, OPERATOR, account, role, names.get(branch))


def _adoptions(session: Session, office: Office) -> None:
    """The demo adopts every local pack, each with its basis."""
    for branch in session.scalars(select(Branch).where(Branch.name == HOME)):
        for pack in office.catalogue.packs:
            if pack.scope == "local":
                packs.adopt(session, OPERATOR, branch.id, pack, {"since": FROM, "basis": "2025年度支部工作计划"})


def _own_rules(session: Session, office: Office) -> None:
    """From the second half on the branch asks by a pack of its own, and by a number of its own."""
    home = session.scalars(select(Branch).where(Branch.name == HOME)).one()
    basis = "2025年6月支委会决定"
    pack = own.add_pack(session, OPERATOR, home.id, office.catalogue, {"title": "本支部“两个一”", "basis": basis})
    once = {"at_least": 1, "measure": "count", "each": "branch", "answers": ["own_done"], "basis": basis}
    for title, verb, cadence, owner in (
        ("调研文章", "撰写", "quarter", "post:organisation"),
        ("服务明星", "评选", "year", ""),
    ):
        values = once | {"title": title, "verb": verb, "cadence": cadence, "owner": owner, "strength": "usual"}
        versions.add_item(session, OPERATOR, pack, values)
    rules = catalogue_of(session, office.catalogue, home.id)
    packs.adopt(session, OPERATOR, home.id, rules.pack(pack_id(pack)), {"since": DEMO_DAY, "basis": basis})
    text = "完成调研文章一篇，题目《社区辅具适配的三个堵点》"
    done = {"item": f"{pack_id(pack)}-1", "done_on": DEMO_DAY, "text": text, "people": [], "voucher": "调研档案盒第1件"}
    deeds.add(session, OPERATOR, home.id, rules, done)
    contacts = parameters.asking(office.catalogue)["contacts_a_year"][1]
    set_otherwise(session, OPERATOR, home.id, contacts, {"value": 6, "since": DEMO_DAY, "basis": basis})


def _signed(session: Session) -> None:
    """The hosts have signed what was held before the middle of June; the rest waits on today's page."""
    for activity in session.scalars(select(Activity).where(Activity.held_on < SIGNED_BEFORE)):
        host = Actor(None, activity.host or "演示数据", activity.host_id)
        activities.sign_off(session, host, activity, on_paper=activity.host_id is None)


def _kept(session: Session) -> None:
    """All promises due by now but one were kept some days before their time."""
    due = select(Commitment).where(Commitment.due_on < DEMO_DAY).order_by(Commitment.due_on)
    for promise in list(session.scalars(due))[:-1]:
        pairings.keep(session, OPERATOR, promise, promise.due_on - timedelta(days=3), "已办好，当面告知")


def _applied(session: Session) -> None:
    """One issue is finished and waits for somebody else's verification."""
    issue = session.scalars(select(Issue).where(Issue.text == "辅具入库盘点记录不全")).one()
    owner = Actor(None, issue.owner, issue.owner_id)
    entries.add_evidence(session, owner, issue, "二季度盘点表（双人签字）", "康复科档案柜2025-07")
    steps.apply(session, owner, issue, {"finished_on": date(2025, 6, 27), "note": "已补做二季度盘点"})


def _spring_round(session: Session, office: Office) -> None:
    """The Spring Festival round of 2026, prepared and approved: it goes on the third working day before."""
    home = session.scalars(select(Branch).where(Branch.name == HOME)).one()
    draft = drafted(("spring",), 2026, office.clock.today(), office)
    off = next(festival.first for festival in office.workdays.festivals(2026) if festival.code == "spring")
    values = {"nodes": ("spring",), "day": office.workdays.add(off, -3), "ways": ("email", "sms")}
    values |= {key: draft.texts[key] for key in ("subject", "text", "sms_text")}
    prepared = rounds.prepare(session, OPERATOR, home.id, values)
    rounds.approve(session, Actor(None, "周晓禾"), prepared, office.workdays)
