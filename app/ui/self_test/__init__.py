"""The page of the self test: runs it beside the window and says what works on this computer."""
