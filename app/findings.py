"""What is wrong with this installation and what to do about it: for `doctor` and for the system administrator's page."""

from __future__ import annotations

from sqlalchemy import func, select

from app import audit, migrate
from app.accounts.models import Account
from app.audit import AuditRow
from app.crypto import derive, sealer
from app.outbox.ways import sms_problems, unreachable
from app.settings import Settings
from app.web import Office


def findings(office: Office) -> list[tuple[str, str]]:
    """(what is wrong, what to do); empty when all is well."""
    found = [*office.settings.problems(), *unreachable(office.settings), *sms_problems(office.settings)]
    if not migrate.is_current(office.db):
        return [*found, ("数据库还没有建立，或不是最新", "运行 qingdan init")]
    found += [*wrong_field_key(office), *_wrong_secret_key(office)]
    year = office.clock.today().year
    if office.workdays.provisional(year):
        found.append((f"{year}年的放假安排没有导入", "运行 qingdan holidays import 文件"))
    with office.db.read() as session:
        if not session.scalar(select(func.count()).select_from(Account)):
            found.append(("还没有任何用户", "运行 qingdan user add 用户名 --role secretary --branch 支部"))
    if not keys_confirmed(office.settings) and not office.settings.demo:
        keys = office.settings.data_dir / "keys"
        found.append(("密钥还没有另存", f"抄存 {keys} 下的密钥，再运行 qingdan keys confirm"))
    return found


def wrong_field_key(office: Office) -> list[tuple[str, str]]:
    """What was sealed with another key stays shut, and what is sealed with this one would be lost with it."""
    with office.db.read() as session:
        if sealer(session).fits(session):
            return []
    return [("QINGDAN_FIELD_KEY 不是加密这个数据库的密钥，手机号码等加密内容打不开", _put_back(office, "field.key"))]


def _wrong_secret_key(office: Office) -> list[tuple[str, str]]:
    """The first row tells a foreign key; that all follow from it is for `verify` to prove."""
    with office.db.read() as session:
        first = session.scalars(select(AuditRow).order_by(AuditRow.seq).limit(1))
        if audit.broken(first, derive(office.settings.secret_key, "audit")) is None:
            return []
    remedy = f"{_put_back(office, 'secret.key')}；再运行 qingdan verify，仍对不上就用备份恢复"
    return [("QINGDAN_SECRET_KEY 与操作记录链对不上，不是写下这些记录的密钥，或第1条记录被改过", remedy)]


def _put_back(office: Office, name: str) -> str:
    kept, variable = office.settings.data_dir / "keys" / name, f"QINGDAN_{name.replace('.', '_').upper()}"
    return f"把原来的 {name} 放回 {kept}；密钥写在 {variable} 里的，改回原来的值"


def keys_confirmed(settings: Settings) -> bool:
    """Whether somebody said that the keys are kept elsewhere too."""
    return (settings.data_dir / "keys" / "confirmed").exists()
