"""Reports and ledgers as files: one small module a format, each with its one document library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# What Windows and zips refuse, and marks that make a name read as another one.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST = (30, 20, 16)  # characters of branch, title and period: with three bytes each, below 255


@dataclass(frozen=True, slots=True)
class Head:
    """Who hands the ledger in, and when; `title` replaces the form's own."""

    unit: str
    person: str
    day: date
    title: str = ""


def file_name(branch: str, title: str, period: str, day: date, extension: str = "xlsx") -> str:
    """党支部_报表名_期间_导出日期.xlsx"""
    named = zip((branch, title, period), _LONGEST, strict=True)
    parts = [_UNSAFE.sub("", part).strip(" .")[:longest] for part, longest in named]
    return "_".join([*filter(None, parts), f"{day:%Y%m%d}"]) + f".{extension}"
