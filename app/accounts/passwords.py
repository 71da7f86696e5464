"""Passwords: argon2id, long ones welcome, the obvious ones refused (R46)."""

from __future__ import annotations

import os
import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import Invalid

# Tests set a cheap cost; the product's own is 19 MiB, 2 passes, 1 lane.
CHEAP = os.environ.get("QINGDAN_TEST_CHEAP_HASH") == "1"
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if CHEAP else PasswordHasher(2, 19456, 1)
NOBODY = HASHER.hash(secrets.token_hex(16))  # what an unknown name is checked against, for equal time
BANNED = (
    "password",
    "12345678",
    "qwerty",
    "admin",
    "dangzhibu",
    "dangjian",
    "canlian",
    "qingdan",
    "残联",
    "党支部",
    "清单",
)


def hashed(password: str) -> str:
    return HASHER.hash(password)


def matches(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    return HASHER.check_needs_rehash(stored)


def one_time() -> str:
    """A password that must be changed at the first sign-in."""
    return "-".join(secrets.token_hex(3) for _ in range(3))


def check_new(password: str, name: str, profile: str) -> None:
    """Raise Invalid when the new password is too short, too plain or contains the name."""
    problem = ""
    bare = re.sub(r"[\d\W_]+$", "", password.lower())
    if len(password) < 10:
        problem = "密码至少10个字符，可以用一句好记的话"
    elif len(password) > 200:
        problem = "密码最长200个字符"
    elif bare in BANNED or len(set(password)) < 4:
        problem = "这个密码太常见，请换一句只有自己知道的话"
    elif name and name.lower() in password.lower():
        problem = "密码里不要包含用户名"
    elif profile == "dengbao" and not all(re.search(p, password) for p in (r"[a-z]", r"[A-Z]", r"\d", r"[\W_]")):
        problem = "按等保要求，密码须同时有大写字母、小写字母、数字和符号"
    if problem:
        raise Invalid({"new_password": problem})
