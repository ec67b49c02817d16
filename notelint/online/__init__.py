"""Asking the web: nothing here is imported in a run that asks nothing and remembers nothing."""
