"""The Code page: the program that does what the form is set to."""
