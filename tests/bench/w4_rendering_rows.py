"""W4: fifty rows of a ledger through our templates, beside the same markup from f-strings."""

from __future__ import annotations

from html import escape

from app.web import environment
from tests.bench.measure import Measure

HEADINGS = ["会议", "日期", "应到", "实到", "地点", "状态"]
ROWS = [(f"第{n}次支部委员会 <扩大>", "2025年5月6日", 12, 11, "三楼会议室", "已归档") for n in range(50)]
PAGE = '{% import "_macros.html" as ui %}{{ ui.ledger("会议", headings, rows, numbers=[2, 3]) }}'


def plain() -> str:
    heads = "".join(f'<th scope="col" role="columnheader">{escape(heading)}</th>' for heading in HEADINGS)
    rows = "".join(
        '<tr role="row">'
        + "".join(
            f'<td role="cell" data-label="{escape(heading)}"><div>{escape(str(cell))}</div></td>'
            for heading, cell in zip(HEADINGS, row, strict=True)
        )
        + "</tr>\n"
        for row in ROWS
    )
    return f'<table class="ledger" role="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def measure() -> Measure:
    template = environment().from_string(PAGE)
    return Measure(
        "rendering 50 rows, beside f-strings with html.escape",
        ours=lambda: template.render(headings=HEADINGS, rows=ROWS),
        yardstick=plain,
        at_most=3.5,
    )
