"""From the tokens of a note to its items: what stands where, and what belongs together."""
