"""How long a run of very many numbers takes to be saved and opened, and if the window answers."""
