"""What arXiv says of the papers of a collection, kept in a file beside the configuration."""
