"""What a log means: phases, totals, and why a run took as long as it did. No Qt."""
