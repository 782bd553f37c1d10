"""完整: what a report must contain."""
