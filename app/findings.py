"""What is wrong with this installation and what to do about it: for `doctor` and for the system administrator's page."""

from __future__ import annotations

from sqlalchemy import func, select

from app import migrate
from app.accounts.models import Account
from app.outbox.ways import sms_problems
from app.settings import Settings
from app.web import Office


def findings(office: Office) -> list[tuple[str, str]]:
    """(what is wrong, what to do); empty when all is well."""
    found = [*office.settings.problems(), *sms_problems(office.settings)]
    if not migrate.is_current(office.db):
        return [*found, ("数据库还没有建立，或不是最新", "运行 qingdan init")]
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


def keys_confirmed(settings: Settings) -> bool:
    """Whether somebody said that the keys are kept elsewhere too."""
    return (settings.data_dir / "keys" / "confirmed").exists()
