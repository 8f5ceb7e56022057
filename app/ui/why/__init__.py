"""The explanation at the foot of the window."""
