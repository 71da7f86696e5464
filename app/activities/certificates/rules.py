"""What must hold of a certificate; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.activities.certificates.models import KINDS
from app.web import short_day

REQUIRED = {"name": "姓名", "title": "培训名称", "ends_on": "结束日期", "tenth_hours": "学时"}
A_DAY = 240  # tenths of an hour


def problems(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Field → words with the remedy; empty when the certificate may be kept."""
    found = {key: f"请填写{label}" for key, label in REQUIRED.items() if not values.get(key)}
    if values.get("kind") and values["kind"] not in KINDS:
        found["kind"] = f"培训类别“{values['kind']}”不认识，可选：{'、'.join(KINDS.values())}"
    first, last = values.get("starts_on"), values.get("ends_on")
    if last and last > today:
        found["ends_on"] = f"结束日期{short_day(last)}还没有到，结业以后再登记"
    if first and last and first > last:
        found["starts_on"] = f"开始日期{short_day(first)}晚于结束日期{short_day(last)}，请核对"
    elif first and last and (values.get("tenth_hours") or 0) > A_DAY * ((last - first).days + 1):
        hours, days = values["tenth_hours"] / 10, (last - first).days + 1
        found["tenth_hours"] = f"{days}天里不会有{hours:g}学时，请核对学时和起止日期"
    return found
