"""What a measure is: a unit, a period, a value, and how each is written."""
