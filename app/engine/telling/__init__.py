"""A log put into words and files: sentences, times, export. No Qt."""
