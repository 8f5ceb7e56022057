"""A process for each number: the program's engine and window against the plain script."""
