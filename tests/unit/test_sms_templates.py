"""The file of approved templates: whatever is wrong in it is named with its place, its value and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Refusal
from app.outbox import sms_templates


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有模板"),
        ("- a", "没有模板"),
        ("templates: []", "templates 应是"),
        ("rounds: {a: b}", "rounds 应是"),
        ("template: {}", "“template”不认识"),
        ("templates: {digets: {code: A, text: B}}", "“digets”没有这个模板"),
        ("templates: {digest: B}", "templates.digest：要写 code 和 text 两项"),
        ("templates: {digest: {code: A}}", "要写 code 和 text 两项"),
        ("templates: {digest: {code: A, text: B, sign: C}}", "要写 code 和 text 两项"),
        ("templates: {digest: {code: , text: B}}", "都不能空"),
        ("templates: {digest: {code: A, text: '第${number}号'}}", "“${number}”没有这个变量"),
        ("templates: {digest: {code: A, text: '请看qingdan.cn。'}}", "不能带网址"),
        ("rounds: [{code: A, text: '${count}项'}]", "rounds 第1条：“${count}”没有这个变量"),
        ("a: b: c", "第1行"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "sms.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        sms_templates.read(str(file))
    assert words in str(refusal.value)
    assert refusal.value.remedy


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="打不开"):
        sms_templates.read(str(tmp_path / "none.yaml"))
    (tmp_path / "b").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal, match="UTF-8"):
        sms_templates.read(str(tmp_path / "b"))
