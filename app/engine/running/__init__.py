"""Carries runs out: processes, channels, sharing, faults. No Qt; main process and children."""
