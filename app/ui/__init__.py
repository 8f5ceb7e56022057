"""The window: widgets, models and delegates. GUI thread only."""
