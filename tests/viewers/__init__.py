"""Saved runs in the programs that others look at traces with."""
