"""Reports: a run put together to be handed in, as text that any browser shows."""
