"""The page about one's own account, and what can be changed there."""
