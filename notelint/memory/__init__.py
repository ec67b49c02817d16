"""What was worked out before, kept in files that are written once and never changed."""
