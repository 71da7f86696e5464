"""The year planned in one go (排全年): theme days from their fixed day and the holidays."""
