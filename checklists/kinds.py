"""The kinds of event the rooms emit: the words a definition may use in `answers`."""

from __future__ import annotations

# What each event is, and what it says besides its day:
#   "person:3" a member, "group:2", "household:9", "assisted:7", "risk:4", "issue:5"
#   "partner:NAME|2025-01" an inspection round, "festival:spring|2026" a node of a year
# A joint or combined record lists several: one round before 中秋 and 国庆 names both festivals.
KINDS: dict[str, str] = {
    "member_meeting": "党员大会",
    "committee_meeting": "支部委员会（含扩大会）",
    "group_meeting": "党小组会（group:编号）",
    "lecture": "党课（标记 integrity 廉政党课、by_secretary 书记讲）",
    "theme_day": "主题党日",
    "life_meeting": "组织生活会（所属年度在 belongs_to）",
    "appraisal": "民主评议党员（所属年度在 belongs_to）",
    "appraised": "参加民主评议的党员（person:编号；所属年度在 belongs_to）",
    "life_problem": "组织生活会查摆的问题，未转为整改事项的（标记 source:组织生活会）",
    "life_measure_done": "组织生活会整改措施落实，未转为整改事项的（标记 source:组织生活会）",
    "study": "集中学习",
    "first_topic": "第一议题",
    "warning_education": "警示教育",
    "training_out": "外训",
    "training_in": "内训",
    "study_visit": "考察学习",
    "first_topic_measure": "第一议题贯彻措施",
    "first_topic_measure_done": "第一议题贯彻措施已落实",
    "resolution_done": "办结会议议定事项（resolution:编号）",
    "member_admitted": "接收预备党员（党员大会表决通过）",
    "member_confirmed": "预备党员转正（党员大会表决通过）",
    "make_up_study": "补学（person:编号）",
    "attendance_due": "应到人次",
    "attendance_present": "实到人次",
    "hours": "学时（person:编号；数量以十分之一学时计）",
    "certificate_hours": "培训证书的学时（person:编号；数量以十分之一学时计）",
    "pioneer_post": "党员先锋岗在册",
    "responsibility_area": "党员责任区在册",
    # A talk is answered in pairs. "pair:3-7", smaller id first, is a talker and the one talked
    # with when both are members of the branch; "person:7" is each one talked with (人次).
    # `with_committee` holds for every pair of the event: one side at least sat on the committee
    # that day. A talk whose pairs differ is two events with the same id.
    "talk": "谈心谈话（pair:小号-大号；标记 with_committee）",
    "integrity_talk": "廉政谈话",
    "reminder_round": "廉政提醒批次",
    "reminder_delivered": "廉政提醒送达（person:编号；手工登记的数量为人次）",
    "festival_round": "节日廉政提醒（festival:节日|年）",
    "risk_point": "廉政风险点在列",
    "risk_reviewed": "廉政风险点复核（risk:编号）",
    "issue_found": "发现问题",
    "issue_finished": "完成整改",
    "issue_closed": "销号（issue:编号；重新整改之日起失效）",
    "issue_open": "正在整改",
    "issue_overdue": "整改超期",
    "feedback_planned": "报送整改方案（feedback:编号）",
    "feedback_reported": "报送整改进展报告（feedback:编号）",
    "inspection": "互查（partner:单位|年-月；标记 inspecting、inspected）",
    "pairing": "结对在册（household:编号）",
    "visit": "入户走访（household:编号）",
    "contact": "电话等联系（household:编号）",
    "commitment_made": "作出承诺",
    "commitment_kept": "兑现承诺（commitment:编号）",
    "need_raised": "提出需求",
    "need_met": "办结需求（need:编号）",
    "service": "服务（assisted:编号；标记 kind:、stage:）",
    "dues_owed": "应交党费（person:编号；从月应交核定之日起）",
    "dues_paid": "交纳党费（person:编号；所属月份在 belongs_to）",
    "dues_published": "公布党费收缴情况（dues:年；所属年度在 belongs_to）",
    "own_done": "本地事项的办理（标记 item:条目；person:编号）",
    "term_renewed": "完成换届（term:编号）",
}
