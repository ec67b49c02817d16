"""What a viewer will not show as it is meant."""
