"""Talks: 谈心谈话, 廉政谈话, 提醒谈话; what was said is sealed."""
