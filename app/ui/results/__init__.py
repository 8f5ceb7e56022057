"""Squares out: the list of results, its orders, finding and copying."""
