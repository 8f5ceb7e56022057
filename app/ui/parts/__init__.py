"""Parts that several rooms of the window use. GUI thread only."""
