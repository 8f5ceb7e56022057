"""Kept runs: keeping them beside the window."""
