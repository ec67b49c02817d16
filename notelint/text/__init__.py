"""A text and its places; knows no note."""
