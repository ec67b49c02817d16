"""What the configuration says."""
