"""Training of the model that finds a text's category, from the taxonomy and a person's labels."""
