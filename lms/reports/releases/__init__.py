"""What each version of a course changed, and for how many."""
