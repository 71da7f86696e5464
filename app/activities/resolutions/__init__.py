"""What a meeting resolved, as something an owner does by a day (议定事项), or an issue."""
