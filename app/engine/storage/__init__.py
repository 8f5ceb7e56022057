"""Runs on disk: as lines, in the library of kept runs, in files for elsewhere. No Qt."""
