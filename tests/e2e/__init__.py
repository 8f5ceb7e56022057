"""End to end: the real program in a real window, with a real mouse and keyboard."""
