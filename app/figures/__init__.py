"""Referred figures (业务数据引用): what a department counts and a report quotes."""
