"""The program behind the form: a plan as a Python program that runs by itself."""
