"""Life meetings: what prepares a 组织生活会, what was found in it, and the measures that follow, item by item."""
