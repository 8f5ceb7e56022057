"""How the window looks: colours, style sheet, light and dark, text size. GUI thread only."""
