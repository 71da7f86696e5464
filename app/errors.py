"""What can go wrong, raised where a rule breaks and put into words once, at the edge."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """Something a person may not or cannot do; place, value and remedy are Chinese words."""

    status = 422

    def __init__(self, reason: str, remedy: str = "", *, place: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.place, self.value = reason, remedy, place, value

    def __str__(self) -> str:
        where = f"{self.place}：" if self.place else ""
        quoted = f"“{self.value}”" if self.value else ""
        return f"{where}{quoted}{self.reason}{'。' + self.remedy if self.remedy else ''}"

    def as_json(self) -> dict[str, dict[str, str]]:
        """The shape every failure of `--json` has (decisions.md 40)."""
        return {"error": {"place": self.place, "value": self.value, "remedy": self.remedy or self.reason}}


class NotFound(Refusal):
    """It does not exist, or not for this person: the answer is the same (R37)."""

    status = 404

    def __init__(self, reason: str = "没有找到这一条") -> None:
        super().__init__(reason, "它可能已被删除，或不在您的支部")


class Forbidden(Refusal):
    """The person is known and may not do this at all."""

    status = 403


class Invalid(Refusal):
    """Fields that do not pass, each with its words; the typed text is kept."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = dict(errors)


class Conflict(Refusal):
    """Somebody else saved this record in between (R26); `current` is what stands there now."""

    status = 409

    def __init__(self, current: Mapping[str, object], version: int) -> None:
        super().__init__("您填写期间，这条记录已被他人修改", "请核对现在的内容后再保存")
        self.current, self.version = dict(current), version


class SignInRequired(Refusal):
    """Nobody is signed in; a form that was sent is shown again after signing in (decisions.md 32)."""

    status = 401

    def __init__(self) -> None:
        super().__init__("请先登录")


class GoTo(Exception):
    """The answer lies elsewhere: a form sent twice (R20), a first password to change."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location
