"""The timeline: a lane for each worker, painted from the log alone. GUI thread only."""
