"""Nanoseconds in the units that people read. Any thread or process."""

NS_PER_US = 1_000
NS_PER_MS = 1_000_000
NS_PER_S = 1_000_000_000
NS_PER_MIN = 60 * NS_PER_S

BYTES_PER_MEGABYTE = 1_000_000
