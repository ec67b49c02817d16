"""A run, from arguments to a report."""
