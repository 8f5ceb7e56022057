"""The page that compares ways: what to compare, and what was measured, as charts and tables."""
