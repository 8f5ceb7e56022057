"""Runs the work: processes, workers, numbers and the event log. No Qt; standard library only."""
