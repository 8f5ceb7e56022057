"""Numbers in: the field, how to square them, and the question before too many processes."""
