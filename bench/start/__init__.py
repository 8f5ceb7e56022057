"""How long the packaged program takes from its start to its painted window."""
