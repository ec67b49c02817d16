"""A rule as a note."""
