"""Numbers: from text to exact values, their squares, and back to text. No Qt; any process."""
