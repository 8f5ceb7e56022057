"""A finished run again, slowly."""
