"""Which findings are asked for."""
