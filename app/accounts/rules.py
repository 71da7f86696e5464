"""Which roles go together in one account, and from when to when; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from app.accounts.models import ADMINISTRATORS, ROLES


class Held(NamedTuple):
    """A role in a branch; `until` is the first day on which it no longer holds."""

    role: str
    branch: int | None
    since: date
    until: date | None = None

    def meets(self, other: Held) -> bool:
        """Whether both hold on some day."""
        first = max(self.since, other.since)
        return all(first < end for end in (self.until, other.until) if end is not None)


def problems(new: Held, others: Iterable[Held]) -> dict[str, str]:
    """Field → words with the remedy; empty when the account may hold this role besides the others."""
    if new.role not in ROLES:
        return {"role": f"没有“{new.role}”这个角色，可选：{'、'.join(ROLES)}"}
    if new.role not in ADMINISTRATORS and new.branch is None:
        return {"branch": f"{ROLES[new.role]}是在一个支部里的角色，请指定支部"}
    words = next((words for other in others if new.meets(other) for words in _clash(new, other)), "")
    return {"role": words} if words else {}


def _clash(new: Held, other: Held) -> Iterator[str]:
    """三员分立 (R40): one administrator is not another, and none reads what branches record."""
    if (new.role, new.branch) == (other.role, other.branch):
        yield f"这个账号在这段时间已经是{ROLES[new.role]}，不用再给"
    elif new.role in ADMINISTRATORS and other.role in ADMINISTRATORS:
        if new.role != other.role:
            yield (
                f"这个账号是{ROLES[other.role]}，不能兼任{ROLES[new.role]}："
                "系统、安全、审计三种管理员由三个人分别担任，请选另一个人的账号"
            )
    elif new.role in ADMINISTRATORS or other.role in ADMINISTRATORS:
        yield (
            f"{ROLES[new.role]}和{ROLES[other.role]}不能同用一个账号：管理员看不到支部记录的内容。请为另一个角色另开账号"
        )
