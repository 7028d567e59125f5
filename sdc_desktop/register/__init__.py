"""What lasts between checks: policies at hand, journals of unfinished checks; no Qt."""
