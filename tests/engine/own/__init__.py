"""A function of one's own, run by real processes."""
