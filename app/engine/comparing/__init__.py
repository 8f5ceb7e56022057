"""Which way pays, measured: what to run how often, in what order, and what follows. No Qt."""
