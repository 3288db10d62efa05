"""Where a text writes quantities: each numeral with its unit, or why it is not a claim."""
