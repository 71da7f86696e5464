"""Every change to accounts, roles and sessions; page and command line call only these."""

from __future__ import annotations

from app.accounts.acts.grants import end_grant, grant, resume_grant
from app.accounts.acts.holders import add_account, disable, enable, one_time_password, unlock
from app.accounts.acts.signing import (
    WRONG,
    Locked,
    change_password,
    is_locked,
    set_display,
    sign_in,
    sign_out,
    signed_in,
    touch,
)

__all__ = [
    "WRONG",
    "Locked",
    "add_account",
    "change_password",
    "disable",
    "enable",
    "end_grant",
    "grant",
    "is_locked",
    "one_time_password",
    "resume_grant",
    "set_display",
    "sign_in",
    "sign_out",
    "signed_in",
    "touch",
    "unlock",
]
