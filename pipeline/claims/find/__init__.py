"""Where a text writes quantities: each numeral with its unit, or the reason why it is no claim."""
