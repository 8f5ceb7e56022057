"""A contestant that fills a log and the list's model, and tells what they take up."""
