"""What lasts between checks: register, policies at hand, journals of unfinished checks; no Qt."""
