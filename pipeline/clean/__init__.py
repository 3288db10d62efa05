"""From a file of any kind to its text in reading order, every character accounted for."""
