"""The page of a run: form apart, all that shows one run and follows it. GUI thread only."""
