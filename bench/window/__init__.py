"""How long the window does not answer, measured from inside and from outside."""
