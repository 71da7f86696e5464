"""What is not written down in this product at all, whatever the page: the matters of discipline bodies; pure."""

from __future__ import annotations

import re

# What discipline bodies keep under rules of their own (practice.md, Sensitive 2).
_CASES = re.compile(r"诫勉|函询|问题线索|线索处置|处分的?决定")
CASE_REMEDY = "诫勉、函询、问题线索和处分决定由纪检机关另行保管，不在本系统记录。请删去有关内容，只记一般谈话"
DATES_ONLY = "诫勉、函询、问题线索和处分决定由纪检机关另行保管，不在本系统记录。请删去有关内容，只填日期和文号"


def case_word(text: str) -> str:
    """The word by which a text shows that it belongs to a discipline body, or nothing."""
    found = _CASES.search("".join(text.split()))
    return found[0] if found else ""
