"""A function of the person's own: what it is here, and how children run it."""
