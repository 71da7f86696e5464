"""What a meeting needs on paper and in the group chat: notice, sign-in sheet, calendar entry, record."""
