"""All notes together."""
