"""The words on paper for what is stored as a code."""

from __future__ import annotations

POLICIES = {"dibao": "低保", "tekun": "特困", "monitored": "监测对象", "multiple": "一户多残"}
RELATIONS = {"paired": "结对", "other": "其他"}
ORGANISERS = {"branch": "支部", "unit": "单位", "town": "镇街"}
WAYS = {"home": "入户", "phone": "电话", "other": "其他"}
NEED_KINDS = {
    "device": "辅具",
    "rehabilitation": "康复",
    "employment": "就业",
    "barrier_free": "无障碍改造",
    "education": "教育",
    "care": "托养",
    "other": "其他",
}
SERVICE_KINDS = {
    "errand": "代办",
    "home_assessment": "上门评残",
    "group_assessment": "集中评残",
    "cross_province": "跨省通办",
    "barrier_free": "无障碍改造",
    "employment": "推荐就业",
    "rehabilitation": "康复",
    "device": "辅具",
    "education": "教育",
    "care": "托养",
    "other": "其他",
}
STAGES = {"applied": "申请", "reviewed": "审核", "fitted": "适配", "followed_up": "回访", "done": "办结"}
DISABILITIES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
GRADES = ("一级", "二级", "三级", "四级")
ENDINGS = {"moved": "迁出", "deceased": "去世", "other": "其他"}
