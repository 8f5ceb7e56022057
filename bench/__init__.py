"""What `make bench` runs: ratios of things measured side by side, never asserted."""
